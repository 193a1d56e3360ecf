"""Invented press whose true escalation, diplomacy and sentiment are known.

A world is made forwards, and knows nothing of any estimator. Six outlets and a wire
agency write stories, each of a kind (fighting, talks, other). How likely the kinds are
differs by writer, drifts from day to day and jumps at events. A story has its own share
of sentences that carry escalation, diplomacy, and each sentiment: some stories are hot.
An outlet prints 3 to 12 articles a day of 5 to 20 sentences; four in ten are copies of
the day's wire stories, a third of them cut, and an own story may appear twice in a day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

OUTLETS, DAYS, POOL = 6, 60, 12
WIRE = OUTLETS
WRITERS = OUTLETS + 1
MONDAY = date(2026, 1, 5)
KINDS = ("fighting", "talks", "other")
QUESTIONS = ("escalation", "diplomacy")
# By kind: share of sentences with escalation, with diplomacy; then of each sentiment.
FRAMED = np.array([[0.40, 0.06], [0.10, 0.40], [0.02, 0.015]])
MOODS = np.array([[0.55, 0.40, 0.05], [0.20, 0.50, 0.30], [0.25, 0.50, 0.25]])
# How alike the sentences of a story are: smaller is more alike.
ALIKE, ALIKE_MOODS = 6.0, 8.0
COPIED, CUT, AGAIN = 0.4, 0.33, 0.12
SCATTER = np.uint64(0x9E37_79B9_7F4A_7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What is printed. `texts`: text_hash, story_id, writer, kind, escalation,
    diplomacy (whether it carries them) and sentiment (-1, 0, 1). `articles`:
    article_id, outlet, day, story_id; `sentences`: article_id, position, text_hash.
    `expected`: outlet, week and for each question the value its stories are drawn
    around, by the process that makes them: the mean over the week's days of
    .6 × the outlet's own mean that day + .4 × the wire's."""

    texts: pl.DataFrame
    articles: pl.DataFrame
    sentences: pl.DataFrame
    expected: pl.DataFrame


def make_press(seed: int) -> Press:
    """One world's articles; the same seed gives the same world."""
    draw = np.random.default_rng([seed, 1])
    kinds = _share_kinds(draw)
    framed = _tilt(draw, FRAMED)
    moods = np.stack([_tilt_moods(draw) for _ in range(WRITERS)])
    stories, articles = _print_articles(draw, kinds)
    texts = _write_texts(draw, stories, framed, moods)
    return Press(
        texts=texts,
        articles=articles.drop("length"),
        sentences=_list_sentences(articles, texts),
        expected=_expect(kinds, framed, moods),
    )


def _share_kinds(draw: np.random.Generator) -> Floats:
    """Writer × day × kind: how likely a story is of each kind."""
    shares = np.stack(
        [draw.uniform(0.1, 0.35, WRITERS), draw.uniform(0.05, 0.25, WRITERS)]
    )
    logits = np.log(shares / (1 - shares.sum(axis=0)))[:, :, None]
    steps = draw.normal(0, 0.4, (2, WRITERS, DAYS))
    drift = np.empty_like(steps)
    drift[..., 0] = steps[..., 0]
    for day in range(1, DAYS):
        kept = 0.95
        drift[..., day] = (
            kept * drift[..., day - 1] + np.sqrt(1 - kept**2) * steps[..., day]
        )
    odds = np.exp(logits + drift + _events(draw))
    both = odds / (1 + odds.sum(axis=0))
    return np.stack([*both, 1 - both.sum(axis=0)], axis=-1)


def _events(draw: np.random.Generator) -> Floats:
    """Frame × writer × day: jumps that fade, felt by each writer in its own measure."""
    felt = np.zeros((2, WRITERS, DAYS))
    days = np.arange(DAYS)
    for _ in range(draw.integers(1, 4)):
        start, half_life = draw.integers(0, DAYS), draw.uniform(3, 14)
        course = np.where(days >= start, 0.5 ** ((days - start) / half_life), 0)
        size = draw.uniform(0.5, 1.5) * draw.uniform(0.5, 1.5, WRITERS)
        felt[draw.integers(0, 2)] += size[:, None] * course
    return felt


def _tilt(draw: np.random.Generator, shares: Floats) -> Floats:
    """Writer × kind × question: each writer's own way with a kind."""
    logits = np.log(shares / (1 - shares))
    tilted = logits + draw.normal(0, 0.2, (WRITERS, *shares.shape))
    return np.asarray(1 / (1 + np.exp(-tilted)))


def _tilt_moods(draw: np.random.Generator) -> Floats:
    tilted = MOODS * np.exp(draw.normal(0, 0.2, 3))
    return np.asarray(tilted / tilted.sum(axis=1, keepdims=True))


def _print_articles(
    draw: np.random.Generator, kinds: Floats
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Stories (writer, day, kind, length) and the articles that print them."""
    stories: list[tuple[int, int, int, int]] = []
    articles: list[tuple[int, int, int, int]] = []
    rates = draw.uniform(4, 11, OUTLETS)
    popular = 1 / np.arange(1, POOL + 1)
    popular /= popular.sum()

    def write(writer: int, day: int) -> int:
        kind = draw.choice(len(KINDS), p=kinds[writer, day])
        stories.append((writer, day, int(kind), int(draw.integers(5, 21))))
        return len(stories) - 1

    for day in range(DAYS):
        pool = [write(WIRE, day) for _ in range(POOL)]
        for outlet in range(OUTLETS):
            number = int(np.clip(draw.poisson(rates[outlet]), 3, 12))
            copies = int(draw.binomial(number, COPIED))
            for place in draw.choice(POOL, copies, replace=False, p=popular):
                length = stories[pool[place]][3]
                if draw.random() < CUT:
                    length = int(draw.integers(3, length + 1))
                articles.append((outlet, day, pool[place], length))
            own: list[int] = []
            for _ in range(number - copies):
                if own and draw.random() < AGAIN:
                    own.append(own[draw.integers(len(own))])
                else:
                    own.append(write(outlet, day))
                articles.append((outlet, day, own[-1], stories[own[-1]][3]))
    return (
        pl.DataFrame(stories, ["writer", "day", "kind", "length"], orient="row")
        .with_row_index("story_id", 1)
        .cast({"story_id": pl.UInt64}),
        pl.DataFrame(articles, ["outlet", "day", "story", "length"], orient="row")
        .with_row_index("article_id", 1)
        .select(
            pl.col("article_id").cast(pl.UInt64),
            _name_outlet(pl.col("outlet")).alias("outlet"),
            (pl.lit(MONDAY) + pl.duration(days="day")).alias("day"),
            (pl.col("story") + 1).cast(pl.UInt64).alias("story_id"),
            "length",
        ),
    )


def _write_texts(
    draw: np.random.Generator, stories: pl.DataFrame, framed: Floats, moods: Floats
) -> pl.DataFrame:
    writer, kind = stories["writer"].to_numpy(), stories["kind"].to_numpy()
    length = stories["length"].to_numpy()
    mean = framed[writer, kind]
    share = np.repeat(draw.beta(mean * ALIKE, (1 - mean) * ALIKE), length, axis=0)
    weight = draw.gamma(moods[writer, kind] * ALIKE_MOODS)
    mood = np.repeat(weight / weight.sum(axis=1, keepdims=True), length, axis=0)
    carries = draw.random(share.shape) < share
    sentiment = (draw.random(len(mood))[:, None] > mood.cumsum(axis=1)).sum(axis=1)
    place = np.concatenate([np.arange(n) for n in length])
    return pl.DataFrame(
        {
            "story_id": np.repeat(stories["story_id"].to_numpy(), length),
            "position": place,
            "writer": np.repeat(writer, length),
            "day": np.repeat(stories["day"].to_numpy(), length),
            "kind": np.repeat(kind, length),
            "escalation": carries[:, 0],
            "diplomacy": carries[:, 1],
            "sentiment": np.minimum(sentiment, 2) - 1,
        }
    ).with_columns(
        # No row number: what sorts by hash must not sort by time.
        text_hash=pl.Series(np.arange(1, len(place) + 1, dtype=np.uint64) * SCATTER)
    )


def _list_sentences(articles: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    return (
        articles.join(texts.select("story_id", "position", "text_hash"), on="story_id")
        .filter(pl.col("position") < pl.col("length"))
        .select("article_id", "position", "text_hash")
        .sort("article_id", "position")
    )


def _expect(kinds: Floats, framed: Floats, moods: Floats) -> pl.DataFrame:
    """Outlet-weeks' expected values; a story's share has its kind's as its mean."""
    tone = moods[..., 2] - moods[..., 0]
    by_kind = np.concatenate([framed, tone[..., None]], axis=-1)
    own = np.einsum("wdk,wkq->wdq", kinds, by_kind)
    mean = (1 - COPIED) * own[:OUTLETS] + COPIED * own[WIRE]
    rows = [
        (outlet, MONDAY + timedelta(days=day - day % 7), *map(float, mean[outlet, day]))
        for outlet in range(OUTLETS)
        for day in range(DAYS)
    ]
    schema = ["outlet", "week", *QUESTIONS, "sentiment"]
    return (
        pl.DataFrame(rows, schema, orient="row")
        .group_by("outlet", "week")
        .mean()
        .with_columns(_name_outlet(pl.col("outlet")))
        .with_columns(
            balance=(pl.col("diplomacy") - pl.col("escalation"))
            / (pl.col("diplomacy") + pl.col("escalation"))
        )
        .sort("outlet", "week")
    )


def _name_outlet(number: pl.Expr) -> pl.Expr:
    return pl.format("Outlet {}", number + 1)
