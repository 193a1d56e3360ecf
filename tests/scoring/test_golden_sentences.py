"""What tests/golden/sentences.csv and parallel.csv must hold to be worth a floor."""

import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from analysis.text.hashes import hash_text
from flows import training
from tests.conftest import GOLDEN

TRAINING = Path(str(training.__file__)).parent
LEARNED = sorted(TRAINING.glob("*.csv"))
MOST_OVERLAP = 0.4
SENTENCES = pl.read_csv(GOLDEN / "sentences.csv")
PARALLEL = pl.read_csv(GOLDEN / "parallel.csv")
CODES = [f"{frame}{number}" for frame in "ED" for number in range(1, 7)]
RULES = [f"R{number}" for number in range(1, 11)]
RULINGS = [
    f"ruling:{ruling}"
    for ruling in (
        "anti-war-protest",
        "arms-refused",
        "bare-war",
        "companies-leave",
        "conditions",
        "crisis-meeting",
        "refugees-prices",
        "sanctions-eased",
        "talks-failed",
        "talks-to-end-war",
        "truce-broken",
        "warning",
    )
]
HARD = ["refusal", "presupposed-violence", "quoted-threat", "irony"]
HARD += ["sport", "party-politics", "negation", "conditional"]
OUT_OF_SCOPE = ["business", "crime", "history", "sentiment"]


def test_the_table_has_the_columns_that_evaluate_reads() -> None:
    assert SENTENCES.columns == [
        "language",
        "case",
        "escalation",
        "diplomacy",
        "sentiment",
        "text",
    ]
    assert SENTENCES.null_count().row(0) == (0,) * 6


def test_both_languages_have_at_least_a_hundred_and_twenty_sentences() -> None:
    counts = dict(SENTENCES["language"].value_counts().rows())

    assert sorted(counts) == ["de", "en"]
    assert min(counts.values()) >= 120


@pytest.mark.parametrize("case", [*CODES, *RULES, *RULINGS, *HARD, *OUT_OF_SCOPE])
def test_each_code_rule_ruling_and_hard_case_has_six_sentences_of_both_languages(
    case: str,
) -> None:
    of_case = SENTENCES.filter(case=case)

    assert of_case.height >= 6
    assert of_case["language"].n_unique() == 2


def test_no_case_is_unknown() -> None:
    known = {*CODES, *RULES, *RULINGS, *HARD, *OUT_OF_SCOPE}

    assert set(SENTENCES["case"]) - known == set()


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_of_a_code_carries_its_frame(code: str) -> None:
    frame = "escalation" if code.startswith("E") else "diplomacy"

    assert set(SENTENCES.filter(case=code)[frame]) == {1}


def test_no_sentence_stands_there_twice() -> None:
    assert SENTENCES["text"].str.to_lowercase().is_duplicated().sum() == 0


def test_what_is_learned_from_lies_in_three_files() -> None:
    names = [path.name for path in LEARNED]

    assert names == ["events.csv", "events_late.csv", "labels.csv"]


@pytest.mark.parametrize("written", [SENTENCES, PARALLEL], ids=["hard", "parallel"])
@pytest.mark.parametrize("path", LEARNED, ids=lambda path: path.name)
def test_no_sentence_was_learned_from(path: Path, written: pl.DataFrame) -> None:
    learned = pl.read_csv(path, infer_schema=False)
    texts, hashes = _column(learned, "text"), _column(learned, "text_hash")

    assert texts | hashes
    assert set(written["text"].str.to_lowercase()) & texts == set()
    assert {f"{hash_text(text):016x}" for text in written["text"]} & hashes == set()


# Nine of the first events share an idiom of five words with a parallel sentence.
@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("events.csv", SENTENCES, id="events-hard"),
        pytest.param("events_late.csv", SENTENCES, id="late-hard"),
        pytest.param("events_late.csv", PARALLEL, id="late-parallel"),
    ],
)
def test_no_sentence_is_a_near_twin_of_one_that_was_learned_from(
    name: str, written: pl.DataFrame
) -> None:
    learned = [_split(text) for text in pl.read_csv(TRAINING / name)["text"]]
    runs = set().union(*map(_find_runs, learned))
    bags = [frozenset(words) for words in learned]

    twins = [
        text
        for text in written["text"]
        if runs & _find_runs(words := _split(text))
        or max(_find_overlap(frozenset(words), bag) for bag in bags) > MOST_OVERLAP
    ]

    assert twins == []


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _find_runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Every five words in a row."""
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


def _find_overlap(words: frozenset[str], others: frozenset[str]) -> float:
    """Shared words among all words of both (Jaccard)."""
    return len(words & others) / len(words | others)


def _column(learned: pl.DataFrame, name: str) -> set[str]:
    if name not in learned.columns:
        return set()
    return set(learned[name].str.to_lowercase())


def test_thirteen_languages_have_the_same_sentences() -> None:
    items = PARALLEL.group_by("language").agg(pl.col("item").sort())

    assert sorted(items["language"]) == sorted(
        ["ar", "de", "en", "es", "fa", "fr", "he", "it", "pl", "ru", "tr", "uk", "zh"]
    )
    assert set(map(tuple, items["item"])) == {tuple(range(1, 73))}


def test_a_sentence_has_one_answer_in_all_languages() -> None:
    answers = PARALLEL.unique(["item", "case", "escalation", "diplomacy", "sentiment"])

    assert answers.height == 72
    assert PARALLEL["text"].is_duplicated().sum() == 0


def test_the_languages_answers_are_a_third_each() -> None:
    english = PARALLEL.filter(language="en")

    frames = english.group_by("escalation", "diplomacy").len()
    assert sorted(frames.rows()) == [(0, 0, 24), (0, 1, 24), (1, 0, 24)]
    assert set(english["sentiment"].value_counts()["count"]) == {24}
