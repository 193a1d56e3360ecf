"""A newer model's weekly series with the weeks before it from an earlier model."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

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
FIRST, SECOND = date(2026, 11, 2), date(2026, 11, 9)
# Escalation (newer, earlier) of an article; see tests/measures/test_overlap.py.
RISING = [(0.2, 0.1), (0.4, 0.1), (0.6, 0.3), (0.8, 0.3)]
POOLED = (
    "SELECT week, linked_from, articles, round(escalation, 4), "
    "round(escalation_low, 4), round(escalation_high, 4) FROM linked_week "
    "WHERE model_id = 'new@1' AND level = 'pooled' AND copies = 'all' ORDER BY week"
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """The earlier model on four articles of one week, both on 32 of the next."""
    with Warehouse(tmp_path / "w.duckdb") as opened:
        opened.save_records(
            "model", [replace(MODEL, model_id=model_id) for model_id in (OLD, NEW)]
        )
        opened.save_records("outlet", [an_outlet()])
        save_week(opened, range(4), FIRST, newer=False)
        save_week(opened, range(100, 132), SECOND, newer=True)
        yield opened


def save_week(
    warehouse: Warehouse, numbers: Sequence[int], day: date, *, newer: bool
) -> None:
    """Articles of one sentence, RISING again and again; diplomacy is always .2."""
    warehouse.save_records("article", [an_article(n, day=day) for n in numbers])
    warehouse.save_records("sentence", [a_sentence(n, 0, n) for n in numbers])
    for n in numbers:
        new, old = RISING[n % 4]
        scores = [replace(a_score(n, old, 0.2), model_id=OLD)]
        if newer:
            scores.append(replace(a_score(n, new, 0.2), model_id=NEW))
        warehouse.save_records("sentence_score", scores)


def link(warehouse: Warehouse) -> None:
    for model_id in (OLD, NEW):
        save_measures(warehouse, model_id, NOW)
    save_overlaps(warehouse, NEW)


def test_a_week_of_the_earlier_model_stands_on_the_newer_ones_scale(
    warehouse: Warehouse,
) -> None:
    link(warehouse)

    rows = ask_copy(warehouse, POOLED).rows()

    # .052786 + 2.236068 · .2; its variance is 5 · 4/3 · .04 / 16 of its own stories
    # and .102749² · (1/4 + 1/32) of the line: .019636. With t = 3.1824 that is ± .4459.
    # The newer week: ± 2.0395 · √(32/31 · 1.6 / 1024).
    assert rows == [
        (FIRST, OLD, 4, 0.5, 0.054, 0.946),
        (SECOND, None, 32, 0.5, 0.4181, 0.5819),
    ]


def test_the_earlier_model_is_not_linked_to_where_it_lacks_nothing(
    warehouse: Warehouse,
) -> None:
    link(warehouse)

    rows = ask_copy(
        warehouse,
        "SELECT week, linked_from FROM linked_week WHERE model_id = 'old@1' "
        "AND level = 'pooled' AND copies = 'all' ORDER BY week",
    )

    assert rows.rows() == [(FIRST, None), (SECOND, None)]


def test_a_week_that_the_newer_model_scored_in_part_is_linked(
    warehouse: Warehouse,
) -> None:
    begun = replace(a_score(0, 0.9, 0.2), model_id=NEW)
    warehouse.save_records("sentence_score", [begun])

    link(warehouse)

    rows = ask_copy(warehouse, POOLED).rows()
    assert [row[:3] for row in rows] == [(FIRST, OLD, 4), (SECOND, None, 32)]


def test_one_story_in_three_outlets_is_a_week_without_an_interval(
    warehouse: Warehouse,
) -> None:
    day = date(2026, 11, 16)
    for number, outlet in ((200, "Daily"), (201, "Herald"), (202, "Post")):
        warehouse.save_records("new_outlet", [an_outlet(outlet)])
        copy = an_article(number, outlet, day, story_id=200)
        warehouse.save_records("article", [copy])
        warehouse.save_records("sentence", [a_sentence(number, 0, 900)])
    score = replace(a_score(900, 0.5, 0.2), model_id=NEW)
    warehouse.save_records("sentence_score", [score])
    link(warehouse)

    rows = ask_copy(
        warehouse,
        "SELECT articles, stories, escalation_low FROM linked_week WHERE level ="
        " 'balanced' AND copies = 'all' AND model_id = 'new@1' AND stories = 1",
    )

    assert rows.rows() == [(3, 1, None)]


def test_an_earlier_model_has_nothing_from_a_newer_one(warehouse: Warehouse) -> None:
    for_newer = [replace(a_score(900, 0.5, 0.2), model_id=NEW)]
    warehouse.save_records("article", [an_article(900, day=date(2026, 11, 16))])
    warehouse.save_records("sentence", [a_sentence(900, 0, 900)])
    warehouse.save_records("sentence_score", for_newer)
    link(warehouse)

    save_overlaps(warehouse, OLD)

    weeks = ask_copy(
        warehouse,
        "SELECT DISTINCT model_id, linked_from FROM linked_week ORDER BY ALL",
    )
    assert weeks.rows() == [(NEW, OLD), (NEW, None), (OLD, None)]


def test_what_has_no_line_is_unknown_in_the_linked_weeks(warehouse: Warehouse) -> None:
    link(warehouse)

    rows = ask_copy(
        warehouse,
        "SELECT DISTINCT linked_from, diplomacy, diplomacy_low FROM linked_week "
        "WHERE model_id = 'new@1' AND level = 'pooled' AND week = '2026-11-02'",
    )

    assert rows.rows() == [(OLD, None, None)]
