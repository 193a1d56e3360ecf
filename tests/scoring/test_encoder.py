from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.scoring.encoder import (
    TEXTS_AT_ONCE,
    find_probabilities,
    one_ahead,
    plan_batches,
)
from analysis.scoring.folder import open_folder
from analysis.scoring.registry import BUNDLED
from analysis.scoring.scorer import SCORE_SCHEMA, Scorer
from analysis.scoring.windows import split_evenly
from flows.training.drift import find_drift
from tests.conftest import GOLDEN
from tests.flows.tiny import write_tiny

ALL_TEXTS = pl.read_csv(GOLDEN / "sentences.csv")["text"].to_list()
TEXTS = ALL_TEXTS[:42]


@pytest.fixture(scope="module")
def forms() -> dict[str, Scorer]:
    return {form: open_folder(BUNDLED, form=form)[1] for form in ("int8", "float32")}


@pytest.fixture(params=["int8", "float32"])
def scorer(forms: dict[str, Scorer], request: pytest.FixtureRequest) -> Scorer:
    return forms[request.param]


def test_scores_come_one_row_per_text_with_the_names_of_the_record(
    scorer: Scorer,
) -> None:
    scores = scorer.score(TEXTS[:3])

    assert scores.schema == pl.Schema(SCORE_SCHEMA)
    assert scores.height == 3


def test_no_texts_give_an_empty_frame_of_the_same_schema(scorer: Scorer) -> None:
    scores = scorer.score([])

    assert scores.schema == pl.Schema(SCORE_SCHEMA)
    assert scores.height == 0


def test_a_sentence_scores_the_same_alone_and_among_others(scorer: Scorer) -> None:
    together = scorer.score(TEXTS)

    alone = pl.concat([scorer.score([text]) for text in TEXTS])

    assert alone.equals(together)


def test_the_order_of_sentences_does_not_change_their_scores(scorer: Scorer) -> None:
    order = np.random.default_rng(1).permutation(len(TEXTS)).tolist()

    mixed = scorer.score([TEXTS[number] for number in order])

    assert mixed.equals(scorer.score(TEXTS)[order])


def test_a_repeated_sentence_repeats_its_score(scorer: Scorer) -> None:
    scores = scorer.score([TEXTS[0]] * 40)

    assert scores.n_unique() == 1


def test_sentiment_probabilities_sum_to_one_and_all_lie_between(scorer: Scorer) -> None:
    scores = scorer.score(TEXTS)

    total = scores.select(pl.sum_horizontal("negative", "neutral", "positive"))
    assert total.to_series().to_list() == pytest.approx([1.0] * len(TEXTS), abs=1e-4)
    assert scores.select(pl.all().is_between(0, 1).all()).row(0) == (True,) * 5


def test_the_end_of_a_text_beyond_the_models_length_still_counts(
    scorer: Scorer,
) -> None:
    calm = "The museum shows drawings from the seventeenth century. " * 60
    storm = "Artillery fire killed nine people in the border town. " * 60

    scores = scorer.score([calm, calm + storm, storm])

    first, mixed, last = scores["escalation"]
    assert last - first > 0.5
    assert mixed == pytest.approx((first + last) / 2, abs=0.1)


def test_a_long_text_scores_the_same_alone_and_among_others(scorer: Scorer) -> None:
    long = " ".join(TEXTS)

    assert scorer.score([*TEXTS, long])[-1].equals(scorer.score([long]))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t", id="white space"),
        pytest.param("\x00\u200b\ufffd", id="characters that print nothing"),
        pytest.param("🕊" * 700, id="signs outside the vocabulary"),
        pytest.param("и" * 5000, id="one endless word"),
    ],
)
def test_odd_text_gets_a_score_like_any_other(scorer: Scorer, text: str) -> None:
    scores = scorer.score([text])

    assert scores.select(pl.all().is_between(0, 1).all()).row(0) == (True,) * 5


def test_the_forms_give_the_same_answers_but_for_a_few_in_a_hundred(
    forms: dict[str, Scorer],
) -> None:
    integers, floats = (scorer.score(ALL_TEXTS) for scorer in forms.values())

    drift = find_drift("int8", floats, integers)

    assert drift.n == len(ALL_TEXTS)
    # Hard cases lie near one half: on news sentences it is 0.99.
    assert drift.framing >= 0.97
    assert drift.sentiment >= 0.97
    assert drift.mean_difference < 0.01


def test_texts_that_are_begun_in_parts_keep_their_order(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    _, scorer = open_folder(write_tiny(tmp_path_factory.mktemp("tiny")))
    words = ["the talks", "fire", "peace the fire", "talking"]
    texts = [words[number % 4] for number in range(2 * TEXTS_AT_ONCE + 3)]

    scores = scorer.score(texts)

    assert scores.equals(scorer.score(words)[[n % 4 for n in range(len(texts))]])
    assert scores.n_unique() == 4


def test_the_next_part_is_begun_before_the_last_one_is_waited_for() -> None:
    seen: list[str] = []

    def begin() -> Iterator[int]:
        for number in (1, 2, 3):
            seen.append(f"begin {number}")
            yield number

    for number in one_ahead(begin()):
        seen.append(f"wait for {number}")

    assert seen == [
        "begin 1",
        "begin 2",
        "wait for 1",
        "begin 3",
        "wait for 2",
        "wait for 3",
    ]


@pytest.mark.parametrize(
    ("tokens", "parts"),
    [
        pytest.param([], [[]], id="nothing is one empty part"),
        pytest.param([1, 2, 3], [[1, 2, 3]], id="what fits stays whole"),
        pytest.param([1, 2, 3, 4], [[1, 2], [3, 4]], id="parts are of like length"),
        pytest.param([1, 2, 3, 4, 5], [[1, 2], [3, 4, 5]], id="as few as possible"),
    ],
)
def test_long_texts_are_parted(tokens: list[int], parts: list[list[int]]) -> None:
    assert list(split_evenly(tokens, 3)) == parts


@given(st.lists(st.integers(), max_size=300), st.integers(1, 50))
def test_parting_loses_no_token_and_fits_the_room(tokens: list[int], room: int) -> None:
    parts = list(split_evenly(tokens, room))

    assert [token for part in parts for token in part] == tokens
    assert all(len(part) <= room for part in parts)


@given(st.lists(st.integers(4, 512), max_size=200))
def test_a_batch_holds_one_length_and_every_window_is_in_one(
    lengths: list[int],
) -> None:
    batches = plan_batches(lengths)

    assert sorted(number for batch in batches for number in batch) == list(
        range(len(lengths))
    )
    assert all(len({lengths[number] for number in batch}) == 1 for batch in batches)


def test_logits_become_probabilities() -> None:
    logits = np.array([[0.0, np.log(3), np.log(2), np.log(1), np.log(5)]])

    found = find_probabilities(logits)

    assert found.tolist() == [pytest.approx([0.25, 0.125, 0.625, 0.5, 0.75])]
