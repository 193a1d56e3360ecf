"""A year of an invented press in a warehouse, with texts and scores as if from models.

Thirty outlets print about ten articles a day of twenty sentences, in two languages;
four in ten articles are copies of the day's wire. Sentences come from a small grammar:
their verb says whether they carry escalation, diplomacy or neither. How often each does
drifts by outlet and jumps twice; a score is right in nine of ten. Each outlet misses
some days. An earlier model scored the same sentences, and gold corrects every series.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.records import Model, Outlet
from analysis.warehouse.warehouse import Warehouse

OUTLETS, DAYS, SENTENCES, WIRE = 30, 365, 20, 40
FIRST = date(2025, 11, 3)
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SEED = 20261123
TOPICS = ("border", "gas", "harbour", "talks", "sanctions", "river")
SECTIONS = np.array(["headline", "lead", "lead", "body"])
VOICES = np.array(["own", "own", "indirect", "direct"])
SCATTER = np.uint64(0x9E37_79B9_7F4A_7C15)
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
MODELS = [
    Model(
        model_id=f"invented-{number}@1",
        name=f"invented-{number}",
        revision="1",
        codebook="1",
        task="framing+sentiment",
        created_at=NOW - timedelta(days=100 * (2 - number)),
    )
    for number in (2, 1)
]
LANGUAGES = ("de", "en")
# Slots of a sentence: who, whom, where, when; a verb for each kind.
SLOTS = {
    "en": (
        "the navy|the cabinet|a spokesman|the border guard|the president|the opposition"
        "|the defence ministry|the envoy|the harbour office|the general staff|a union"
        "|the foreign ministry",
        "its neighbour|the islands|the coast league|the northern province|the rebels"
        "|the mediators|the assembly|the grain traders|the ferry company|both banks",
        "in Aldermoor|off Tesk|on the Irva|in the old customs house|at the strait"
        "|near Calden|in the capital|on the eastern road|at the pass|in Morwen",
        "on Monday|before dawn|last night|after the vote|for a third week|at noon"
        "|this winter|once more|without notice|as expected",
    ),
    "de": (
        "die Marine|das Kabinett|ein Sprecher|der Grenzschutz|der Präsident"
        "|die Opposition|das Verteidigungsministerium|die Gesandte|das Hafenamt"
        "|der Generalstab|eine Gewerkschaft|das Außenministerium",
        "den Nachbarn|die Inseln|den Küstenbund|die Nordprovinz|die Aufständischen"
        "|die Vermittler|die Versammlung|die Getreidehändler|die Fährgesellschaft"
        "|beide Ufer",
        "in Aldermoor|vor Tesk|an der Irva|im alten Zollhaus|an der Meerenge"
        "|bei Calden|in der Hauptstadt|an der Oststraße|am Pass|in Morwen",
        "am Montag|vor Sonnenaufgang|in der Nacht|nach der Abstimmung"
        "|in der dritten Woche|am Mittag|in diesem Winter|erneut|ohne Ankündigung"
        "|wie erwartet",
    ),
}
VERBS = {
    "en": (
        "threatens to shell|moves troops against|strikes|cuts the gas to"
        "|mobilises against",
        "offers talks to|signs a truce with|releases prisoners to|meets"
        "|lifts the ban on",
        "sends a bill to|counts the votes of|reports rain to|sells apples to|writes to",
    ),
    "de": (
        "droht|verlegt Truppen gegen|beschießt|sperrt das Gas für|macht mobil gegen",
        "bietet Gespräche an für|schließt Waffenruhe mit|lässt Gefangene frei für"
        "|trifft|hebt das Verbot auf für",
        "schickt eine Rechnung an|zählt die Stimmen für|meldet Regen für"
        "|verkauft Äpfel an|schreibt an",
    ),
}


def fill(warehouse: Warehouse) -> None:
    """The year, into an empty warehouse."""
    with warehouse.transaction():
        warehouse.save_records("model", MODELS)
        warehouse.save_records("outlet", [make_outlet(n) for n in range(OUTLETS)])
    for days in np.array_split(np.arange(DAYS), 26):
        save_days(warehouse, days)


def make_outlet(number: int) -> Outlet:
    language = find_language(number)
    return Outlet(
        outlet=f"outlet-{number:02}",
        name=f"{'Bote' if language == 'de' else 'Daily'} {number + 1}",
        country="DE" if language == "de" else "GB",
        language=language,
    )


def find_language(outlet: int) -> str:
    return LANGUAGES[outlet % 5 > 2]


def save_days(warehouse: Warehouse, days: Ints) -> None:
    """Articles of these days (counted from the first), sentences, scores, topics."""
    articles = pl.concat(print_day(int(day)) for day in days)
    stories = articles.unique("story_id", maintain_order=True)
    texts = write_stories(stories, int(days[0]))
    sentences = articles.select("article_id", "story_id").join(texts, on="story_id")
    titles = texts.filter(position=0).select("story_id", title="text")
    topics = tag(articles)
    with warehouse.transaction():
        rows = articles.join(titles, on="story_id").drop("kind", "day_number")
        warehouse.save("save_article", {"incoming": rows})
        rows = sentences.drop("story_id", "number")
        warehouse.save("save_sentence", {"incoming": rows})
        for index, model in enumerate(MODELS):
            scores = score(texts["number"].unique().to_numpy(), index)
            rows = scores.with_columns(model_id=pl.lit(model.model_id))
            warehouse.save("save_sentence_score", {"incoming": rows})
        searched = articles.select("article_id", "text_hash")
        frames = {"searched": searched, "found": topics}
        warehouse.save("save_article_topic", frames)


def print_day(day: int) -> pl.DataFrame:
    """The articles of one day; `kind` says which shares its story is drawn from."""
    draw = np.random.default_rng([SEED, 1, day])
    outlet = np.repeat(np.arange(OUTLETS), 6 + np.arange(OUTLETS) % 9)
    outlet = outlet[~is_missed(outlet, day)]
    count = len(outlet)
    number = np.arange(count) + day * 10_000
    copied = draw.random(count) < 0.4
    wire = draw.integers(0, WIRE, count) // 2 * 2 + (outlet % 5 > 2)
    story = np.where(copied, day * 10_000 + 9_000 + wire, number)
    published = datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), UTC)
    seconds = draw.integers(6 * 3600, 21 * 3600, count)
    return pl.DataFrame(
        {
            "article_id": number.astype(np.uint64) * SCATTER,
            "outlet": [f"outlet-{n:02}" for n in outlet],
            "url": [f"https://example.org/{n}" for n in number],
            "body": "",
            "language": [find_language(int(n)) for n in outlet],
            "published_at": [published + timedelta(seconds=int(s)) for s in seconds],
            "published_on": published.date(),
            "date_source": np.where(number % 7 == 0, "page", "record"),
            "fetched_at": NOW,
            "source": [f"archive-{n % 4}" for n in outlet],
            "extraction": "jsonl",
            "word_count": 400,
            "story_id": story.astype(np.uint64),
            "text_hash": number.astype(np.uint64),
            "agency": pl.Series(np.where(copied & (wire % 4 < 2), "mna", "")).replace(
                "", None
            ),
            "kind": np.where(copied, OUTLETS, outlet),
            "day_number": day,
        }
    )


def is_missed(outlet: Ints, day: int) -> npt.NDArray[np.bool_]:
    """Each outlet has two gaps of up to a week, at days of its own."""
    starts = (outlet * 37 + 11) % DAYS, (outlet * 101 + 150) % DAYS
    gaps = [(day >= start) & (day < start + 1 + outlet % 7) for start in starts]
    return np.asarray(gaps[0] | gaps[1])


def write_stories(stories: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Twenty sentences for each story: story_id, position, section, text, text_hash,
    is_quote, voice, and the number that the text is made of."""
    draw = np.random.default_rng([SEED, 2, seed])
    shares = share_kinds(stories["kind"].to_numpy(), stories["day_number"].to_numpy())
    count = len(stories) * SENTENCES
    chance = np.repeat(shares, SENTENCES, axis=0).cumsum(axis=1)
    kind = (draw.random((count, 1)) > chance[:, :2]).sum(axis=1)
    german = np.repeat((stories["language"] == "de").to_numpy(), SENTENCES)
    picks = [draw.integers(0, size, count) for size in (5, 12, 10, 10, 10)]
    number = 2 * kind + german
    for pick, size in zip(picks, (5, 12, 10, 10, 10), strict=True):
        number = number * size + pick
    position = np.tile(np.arange(SENTENCES), len(stories))
    return pl.DataFrame(
        {
            "story_id": np.repeat(stories["story_id"].to_numpy(), SENTENCES),
            "position": position.astype(np.uint16),
            "section": SECTIONS[position.clip(0, 3)],
            "text": spell(kind, german, picks),
            "text_hash": number.astype(np.uint64) * SCATTER,
            "is_quote": position % 4 == 3,
            "voice": VOICES[position % 4],
            "number": number,
        }
    )


def share_kinds(writer: Ints, day: Ints) -> Floats:
    """How often a sentence carries escalation, diplomacy, neither: each outlet has a
    level and a rhythm of its own, and all jump on days 120 and 240."""
    up = 0.10 + 0.004 * (writer % 11) + 0.04 * np.sin(day / 29 + writer)
    up = up + 0.10 * (day >= 120) * (writer % 3 > 0) - 0.08 * (day >= 240)
    down = 0.12 + 0.004 * (writer % 7) + 0.03 * np.sin(day / 43 + 2 * writer)
    down = down + 0.08 * (day >= 240) * (writer % 4 > 0)
    up, down = up.clip(0.02, 0.45), down.clip(0.02, 0.45)
    return np.stack([up, down, 1 - up - down], axis=1)


def spell(kind: Ints, german: npt.NDArray[np.bool_], picks: list[Ints]) -> pl.Series:
    verb, who, whom, where, when = picks
    spoken = [
        [texts.split("|") for texts in (*VERBS[language], *SLOTS[language])]
        for language in LANGUAGES
    ]

    def say(slot: int, pick: Ints) -> npt.NDArray[np.str_]:
        de, en = (np.array(words[slot]) for words in spoken)
        return np.where(german, de[pick], en[pick])

    verbs = np.choose(kind, [say(0, verb), say(1, verb), say(2, verb)])
    words = pl.DataFrame(
        {
            "who": say(3, who),
            "verb": verbs,
            "whom": say(4, whom),
            "where": say(5, where),
            "when": say(6, when),
        }
    )
    first = pl.col("who").str.head(1).str.to_uppercase() + pl.col("who").str.slice(1)
    return words.select(
        first
        + " "
        + pl.concat_str("verb", "whom", "where", "when", separator=" ")
        + "."
    ).to_series()


def score(numbers: Ints, model: int) -> pl.DataFrame:
    """What a model says of the texts; the same number has the same score always."""
    kind = numbers // (5 * 12 * 1000) // 2
    seen = np.where(shuffle(numbers, 3 + model) < 0.1, (kind + 1) % 3, kind)
    noise = np.stack([shuffle(numbers, 5 + model), shuffle(numbers, 7 + model)], axis=1)
    frames = np.where(seen[:, None] == np.arange(2), 1 - 0.45 * noise, 0.12 * noise**2)
    tone = np.stack([seen == 0, seen == 2, seen == 1], axis=1) * 0.6 + 0.1
    tone[:, 1] += 0.3 * noise[:, 0]
    tone /= tone.sum(axis=1, keepdims=True)
    return pl.DataFrame(
        {
            "text_hash": numbers.astype(np.uint64) * SCATTER,
            "negative": tone[:, 0],
            "neutral": tone[:, 1],
            "positive": tone[:, 2],
            "escalation": frames[:, 0],
            "diplomacy": frames[:, 1],
        }
    ).with_columns(pl.selectors.float().round(4).cast(pl.Float32))


def shuffle(numbers: Ints, salt: int) -> Floats:
    """A number between 0 and 1 for each, without a pattern."""
    mixed = (numbers.astype(np.uint64) + np.uint64(salt) * np.uint64(7919)) * SCATTER
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58_476D_1CE4_E5B9)
    return np.asarray((mixed >> np.uint64(40)).astype(np.float64) / 2**24)


def tag(articles: pl.DataFrame) -> pl.DataFrame:
    """A topic for most stories, two for some."""
    stories = articles["story_id"].to_numpy().astype(np.int64)
    found = [
        articles.select("article_id", topic=pl.lit(topic)).filter(
            pl.Series(shuffle(stories, 11 + place) < 0.3 / (1 + place / 2))
        )
        for place, topic in enumerate(TOPICS)
    ]
    return pl.concat(found)


def correct(members: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """For each model lines of correction for all members, as from 400 coded sentences
    each."""
    questions = pl.DataFrame({"question": ["escalation", "diplomacy", "sentiment"]})
    for model in MODELS:
        yield (
            model.model_id,
            members.join(questions, how="cross").with_columns(
                intercept=0.02,
                slope=0.8,
                intercept_var=0.0002,
                slope_var=0.001,
                covariance=-0.0003,
                degrees=80.0,
                gold=400,
            ),
        )
