"""The rows a model learns from, as tokens and targets, and the order they come in."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.measures.agreement import SENTIMENT
from analysis.text.hashes import hash_text
from flows.labelled import Keep, Labelled, parse_labels, read_labelled
from flows.training.options import Say, TrainOptions
from flows.training.pool import read_pool

OTHER_LANGUAGES = ("ar", "es", "fr", "ru", "zh")
EVENTS = Path(__file__).parent / "events.csv"
LATE_EVENTS = Path(__file__).parent / "events_late.csv"
LABELS = Path(__file__).parent / "labels.csv"

Tokenize = Callable[[Sequence[str]], list[list[int]]]
Labels = Mapping[int, Mapping[str, str]]


class Weighted(NamedTuple):
    """A labelled row and how much its frames and its sentiment count."""

    row: Labelled
    frames: float
    sentiment: float


class Example(NamedTuple):
    """One row as the network sees it.

    `frames` are the probabilities of escalation and of diplomacy, `sentiment` those of
    negative, neutral and positive: 0 or 1 where a coder answered, between where other
    networks did. An answer nobody gave weighs nothing.
    """

    tokens: list[int]
    frames: tuple[float, float]
    sentiment: tuple[float, float, float]
    frames_weight: float
    sentiment_weight: float


class Rows(NamedTuple):
    """What all networks learn from, and what only the student does."""

    taught: list[Weighted]
    late: list[Weighted]


def read_training_rows(options: TrainOptions, say: Say, ours: Path = LABELS) -> Rows:
    """The rows to learn from: the codebook's, our labels and events, helping sets.

    Raises ConfigError on a broken file.
    """
    unsure = options.unsure_weight
    codebook = options.data / "codebook_train.jsonl"
    labels = read_labels(ours)
    first = dict.fromkeys(list(labels)[: options.teacher_labels])
    labelled = join_labels(labels, read_pool(options.data), unsure)
    say(f"{len(labelled):,} of our labels find their text")
    taught = [
        *_weigh(read_labelled(codebook, keep=lambda row: row.get("sure") is not False)),
        *_weigh(
            read_labelled(codebook, keep=lambda row: row.get("sure") is False), unsure
        ),
        *(labelled[number] for number in first if number in labelled),
        *_weigh(read_labelled(EVENTS)),
        *_read_helpers(options),
    ]
    late = [row for number, row in labelled.items() if number not in first]
    return Rows(taught, [*late, *_weigh(read_labelled(LATE_EVENTS))])


def _weigh(
    rows: Sequence[Labelled], frames: float = 1.0, sentiment: float = 1.0
) -> list[Weighted]:
    return [Weighted(row, frames, sentiment) for row in rows]


def read_labels(file: Path) -> Labels:
    """The labels by the hash of their text, in the file's order: they are ours and
    stand in the package, the texts are not."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {int(row["text_hash"], 16): row for row in csv.DictReader(lines)}


def join_labels(
    labels: Labels, pool: Iterator[tuple[str, str]], unsure_weight: float
) -> dict[int, Weighted]:
    """The texts of `pool` that have labels, each once, in the labels' order."""
    found = {
        number: {"text": text, "lang": language}
        for text, language in pool
        if (number := hash_text(text)) in labels
    }
    return {
        number: Weighted(
            parse_labels(_answers(row) | found[number], "labels.csv"),
            1.0 if row["sure"] == "1" else unsure_weight,
            1.0,
        )
        for number, row in labels.items()
        if number in found
    }


def _answers(row: Mapping[str, str]) -> dict[str, object]:
    frames = {key: int(row[key]) for key in ("escalation", "diplomacy")}
    return {**frames, "sentiment": row["sentiment"]}


def _read_helpers(options: TrainOptions) -> list[Weighted]:
    """Rows of other schemes, where their files are there.

    Of the English framing rows only the UN's: the news rows are GPL, and weights that
    had seen them could not be shipped.
    """
    data, draw = options.data, np.random.default_rng(options.seed)
    un = _read_helper(
        data / "framing_train.jsonl",
        lambda row: row.get("source") == "UN_keep_it_local",
    )
    others = _read_helper(data / "framing_multi_train.jsonl", lambda _: True)
    news = _read_helper(
        data / "sentiment_news_en_train.jsonl",
        lambda row: row.get("one_polarity") is True,
    )
    each = options.other_language_rows // len(OTHER_LANGUAGES)
    helpers = _draw(un, options.un_rows, draw)
    for language in OTHER_LANGUAGES:
        helpers += _draw([r for r in others if r.language == language], each, draw)
    helpers += _draw(news, options.news_sentiment_rows, draw)
    return _weigh(helpers, options.helper_weight, options.helper_weight)


def _read_helper(path: Path, keep: Keep) -> list[Labelled]:
    return read_labelled(path, keep=keep) if path.exists() else []


def _draw(
    rows: Sequence[Labelled], count: int, draw: np.random.Generator
) -> list[Labelled]:
    picked = draw.permutation(len(rows))[:count]
    return [rows[i] for i in sorted(picked)]


def make_examples(rows: Sequence[Weighted], tokenize: Tokenize) -> list[Example]:
    """Tokens and targets of each row, in order."""
    tokens = tokenize([row.text for row, _, _ in rows])
    return [
        Example(
            tokens=ids,
            frames=(float(row.escalation or 0), float(row.diplomacy or 0)),
            sentiment=_one_of_three(row.sentiment),
            frames_weight=frames if row.escalation is not None else 0.0,
            sentiment_weight=sentiment if row.sentiment is not None else 0.0,
        )
        for ids, (row, frames, sentiment) in zip(tokens, rows, strict=True)
    ]


def _one_of_three(sentiment: str | None) -> tuple[float, float, float]:
    negative, neutral, positive = (float(sentiment == name) for name in SENTIMENT)
    return negative, neutral, positive


def plan_epoch(
    lengths: Sequence[int], size: int, draw: np.random.Generator
) -> list[list[int]]:
    """Row numbers of one epoch in batches of like length, in random order.

    Sorting 40 batches at a time keeps padding small and the order still random.
    """
    order = draw.permutation(len(lengths)).tolist()
    stretch = size * 40
    batches = []
    for start in range(0, len(order), stretch):
        near = sorted(order[start : start + stretch], key=lambda row: lengths[row])
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    return [batches[i] for i in draw.permutation(len(batches))]
