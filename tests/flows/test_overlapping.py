"""Scores of two models → model_overlap, by the sums that the database makes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.records import Score
from analysis.warehouse.warehouse import Warehouse
from flows.measuring import save_measures
from flows.overlapping import save_overlaps
from tests.samples import (
    MODEL,
    NOW,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
    ask_copy,
)

OLD, NEW = "old@1", "new@1"
# Escalation (newer, earlier) of the one sentence of an article; see test_overlap.py.
RISING = [(0.2, 0.1), (0.4, 0.1), (0.6, 0.3), (0.8, 0.3)]
OVERLAPS = (
    "SELECT question, sentences, articles, alpha, correlation, mean_difference, "
    "article_correlation, intercept, slope, residual_sd "
    "FROM model_overlap ORDER BY question"
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        opened.save_records(
            "model", [replace(MODEL, model_id=model_id) for model_id in (OLD, NEW)]
        )
        opened.save_records("outlet", [an_outlet()])
        yield opened


def save_answers(
    warehouse: Warehouse, numbers: Sequence[int], *models: tuple[str, Score]
) -> None:
    """Articles of one sentence each, with the given scores under each model."""
    warehouse.save_records("article", [an_article(number) for number in numbers])
    warehouse.save_records("sentence", [a_sentence(n, 0, n) for n in numbers])
    warehouse.save_records(
        "sentence_score",
        [
            replace(score, model_id=model_id, text_hash=number)
            for number in numbers
            for model_id, score in models
        ],
    )


def save_rising(warehouse: Warehouse, often: int = 8) -> None:
    """Articles with the escalation of RISING each, diplomacy the other way round."""
    for place, (newer, earlier) in enumerate(RISING):
        save_answers(
            warehouse,
            range(place * 100, place * 100 + often),
            (NEW, a_score(0, newer, 1 - newer, sentiment=-0.5)),
            (OLD, a_score(0, earlier, earlier, sentiment=-0.5)),
        )


def measure(warehouse: Warehouse) -> int:
    for model_id in (OLD, NEW):
        save_measures(warehouse, model_id, NOW)
    return save_overlaps(warehouse, NEW)


def test_an_overlap_holds_what_both_models_say(warehouse: Warehouse) -> None:
    save_rising(warehouse)

    measure(warehouse)

    rows = ask_copy(warehouse, OVERLAPS)
    assert rows.rows() == [
        # 64 answers, 16 of them yes: 1 - 2 · 16 · 63 / (4096 - 256 - 2304);
        # diplomacy falls where the earlier rises: no line
        ("diplomacy", 32, 32, -0.3125, -0.894427, 0.3, -0.894427, *[None] * 3),
        (
            *("escalation", 32, 32, -0.3125, 0.894427, 0.3, 0.894427),
            *(0.052786, 2.236068, 0.102749),
        ),
        # all are neutral, by a tie, and alike: no variation, no figure
        ("sentiment", 32, 32, None, None, 0.0, None, None, None, None),
    ]


def test_an_article_that_one_model_scored_in_part_is_in_no_line(
    warehouse: Warehouse,
) -> None:
    save_rising(warehouse)
    warehouse.save_records("sentence", [a_sentence(0, 1, 9000)])
    unfinished = replace(a_score(9000, 0.2, 0.2), model_id=OLD)
    warehouse.save_records("sentence_score", [unfinished])

    measure(warehouse)

    counts = ask_copy(
        warehouse, "SELECT DISTINCT sentences, articles FROM model_overlap"
    )
    assert counts.rows() == [(32, 31)]


def test_a_question_that_one_model_does_not_answer_has_no_overlap(
    warehouse: Warehouse,
) -> None:
    tone = replace(a_score(0, 0, 0, sentiment=0.5), escalation=None, diplomacy=None)
    save_answers(warehouse, range(3), (OLD, tone), (NEW, a_score(0, 0.1, 0.1, 0.25)))

    measure(warehouse)

    rows = ask_copy(
        warehouse, "SELECT question, articles, mean_difference FROM model_overlap"
    )
    assert rows.rows() == [("sentiment", 3, -0.25)]


def test_nothing_new_in_common_is_not_counted_again(warehouse: Warehouse) -> None:
    save_rising(warehouse)
    first = measure(warehouse)
    save_answers(warehouse, [7000], (NEW, a_score(0, 0.5, 0.5)))

    again = measure(warehouse)

    assert (first, again) == (1, 0)


def test_a_new_common_article_replaces_the_overlap(warehouse: Warehouse) -> None:
    save_rising(warehouse)
    measure(warehouse)
    both = a_score(0, 0.5, 0.5)
    save_answers(warehouse, [7000], (NEW, both), (OLD, both))

    assert measure(warehouse) == 1

    rows = ask_copy(
        warehouse,
        "SELECT question, articles FROM model_overlap ORDER BY ALL",
    )
    assert rows.rows() == [("diplomacy", 33), ("escalation", 33), ("sentiment", 33)]


def test_one_article_in_a_hundred_is_not_compared_again_unless_asked(
    warehouse: Warehouse,
) -> None:
    both = [(NEW, a_score(0, 0.4, 0.2)), (OLD, a_score(0, 0.3, 0.1))]
    save_answers(warehouse, range(150), *both)
    measure(warehouse)
    save_answers(warehouse, [7000], *both)

    one = measure(warehouse)
    asked = save_overlaps(warehouse, NEW, anew=True)
    again = save_overlaps(warehouse, NEW, anew=True)
    save_answers(warehouse, [7001, 7002], *both)
    two = measure(warehouse)

    # 1 of 150; then 2 of 151, more than one in a hundred
    assert (one, asked, again, two) == (0, 1, 0, 1)


def test_the_newer_of_two_models_is_the_one_that_came_later(
    warehouse: Warehouse,
) -> None:
    save_rising(warehouse)
    for model_id in (OLD, NEW):
        save_measures(warehouse, model_id, NOW)

    first = save_overlaps(warehouse, OLD)

    pairs = ask_copy(
        warehouse, "SELECT DISTINCT model_id, earlier_id FROM model_overlap"
    )
    assert pairs.rows() == [(NEW, OLD)]
    assert (first, save_overlaps(warehouse, NEW)) == (1, 0)


def test_models_without_an_article_in_common_have_no_overlap_any_more(
    warehouse: Warehouse,
) -> None:
    save_rising(warehouse, often=1)
    measure(warehouse)
    for number in (0, 100, 200, 300):
        newer = replace(an_article(number), text_hash=9000 + number)
        warehouse.save_records("newer_article", [newer])
    save_measures(warehouse, NEW, NOW)

    save_overlaps(warehouse, NEW)

    assert ask_copy(warehouse, "FROM model_overlap").is_empty()


def test_one_model_alone_has_no_overlap(warehouse: Warehouse) -> None:
    save_answers(warehouse, range(3), (NEW, a_score(0, 0.5, 0.5)))

    assert measure(warehouse) == 0


def test_a_text_that_only_one_model_knows_in_its_newest_form_is_not_common(
    warehouse: Warehouse,
) -> None:
    save_rising(warehouse, often=1)
    save_measures(warehouse, OLD, NOW)
    newer = replace(an_article(0), text_hash=9000)
    warehouse.save_records("newer_article", [newer])
    save_measures(warehouse, NEW, NOW)

    save_overlaps(warehouse, NEW)

    counts = ask_copy(warehouse, "SELECT DISTINCT articles FROM model_overlap")
    assert counts.rows() == [(3,)]
