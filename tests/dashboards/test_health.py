"""The collection in words, from faults in a real warehouse."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analysis.records import Poll
from analysis.warehouse.warehouse import Warehouse
from dashboards.today.health import describe_days, describe_unwell, write_some
from dashboards.wording import Wording
from tests.dashboards.samples import MONDAY, Row, make_frame, missing, silent
from tests.samples import NOW
from tests.warehouse.test_health import articles, save_week, weeks_of

ENGLISH = Wording("en")


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def shrink(warehouse: Warehouse, **fields: object) -> None:
    """The outlet's articles of the last week are other than those before."""
    before = {"word_count": 400, "extraction": "page"}
    warehouse.save_records("article", weeks_of(10, **before))
    warehouse.save_records("article", articles(1, 12, 0, **{**before, **fields}))


def reject(warehouse: Warehouse, made: int, rejected: int) -> None:
    for week in (1, 2, 3, 4):
        save_week(warehouse, week, 20, 0)
    save_week(warehouse, 0, made, rejected)


def poll(warehouse: Warehouse, **fields: object) -> None:
    save_week(warehouse, 0, 5, 0)
    visit = Poll(source="river", url="https://r.example", asked_at=NOW, next_at=NOW)
    warehouse.save_records("poll", [replace(visit, **fields)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (
            lambda w: shrink(w, word_count=90),
            "Daily: half of its articles have 90 words or more, in the weeks before "
            "400. Its pages may have changed.",
        ),
        (
            lambda w: shrink(w, extraction="teaser"),
            "Daily: only the beginning of 100\xa0% of its articles could be read, in "
            "the weeks before of 0\xa0%. There may be a new paywall.",
        ),
        (
            lambda w: shrink(w, date_flag="contradicted"),
            "Daily: dates of 100\xa0% of its articles are missing or in doubt, 0\xa0% "
            "in the weeks before.",
        ),
        (
            lambda w: reject(w, 5, 15),
            "Source river: 75\xa0% of what was new was rejected, 0\xa0% in the "
            "weeks before.",
        ),
        (
            lambda w: reject(w, 0, 0),
            "Source river has given no article since 15 Nov 2026.",
        ),
        (lambda w: poll(w, gone=True), "Source river says that it is gone for good."),
        (
            lambda w: poll(w, failures=4),
            "Source river has not answered 4 times in a row.",
        ),
        (
            lambda w: poll(w, turned_over=True),
            "Source river showed nothing of what it showed at the visit before: "
            "entries may have been missed.",
        ),
    ],
)
def test_the_page_names_what_a_person_should_look_at(
    warehouse: Warehouse, harm: Callable[[Warehouse], None], said: str
) -> None:
    harm(warehouse)

    assert describe_unwell(warehouse.load("unwell"), {}, ENGLISH) == [said]


def test_without_a_fault_it_is_said_to_be_well(warehouse: Warehouse) -> None:
    assert describe_unwell(warehouse.load("unwell"), {}, ENGLISH) == [
        "No source has failed or fallen silent, and no outlet’s pages look changed."
    ]


def test_days_are_told_with_who_is_missing_and_what_came_since() -> None:
    sunday, today = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)
    days = make_frame(
        [
            Row(outlet="a", at=MONDAY),
            silent("b", MONDAY),
            missing("c", MONDAY),
            Row(outlet="a", at=sunday, status="partial"),
            Row(outlet="e", at=sunday),
            Row(outlet="a", at=today, status="partial", articles=7),
        ],
        "day",
    )

    assert describe_days(days, MONDAY, {"c": "Ce Soir"}, ENGLISH) == [
        "5 Jan 2026: complete at 2 of 3 outlets. Missing: Ce Soir.",
        "4 Jan 2026: complete at 1 of 2 outlets. Partial: a.",
        "So far since then: 7 articles at 1 outlet.",
        "Collected up to an earlier day only: e.",
    ]


def test_nothing_is_told_of_days_nobody_knows() -> None:
    assert describe_days(make_frame([], "day"), date(2026, 1, 5), {}, ENGLISH) == []


def test_many_outlets_are_counted_after_the_first() -> None:
    assert write_some(list("abcdefgh"), ENGLISH) == "a, b, c, d, e, f and 2 more"
