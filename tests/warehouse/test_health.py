"""What `detente doctor` says of outlets whose pages change, of silent sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analysis.records import Article, Poll, RunSource
from analysis.warehouse.warehouse import Warehouse
from flows.doctor import describe_fault
from tests.samples import NOW, a_run, an_article

WEEK = timedelta(days=7)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def unwell(warehouse: Warehouse) -> list[str]:
    """The subjects, each with the beginning of what was seen."""
    return [
        f"{row['kind']} {row['name']}: {describe_fault(row).split(':')[0][:32]}"
        for row in warehouse.load("unwell").iter_rows(named=True)
    ]


def articles(first: int, count: int, weeks_ago: int, **fields: object) -> list[Article]:
    read_at = NOW - weeks_ago * WEEK
    return [
        replace(an_article(first + n), fetched_at=read_at, **fields)  # type: ignore[arg-type]
        for n in range(count)
    ]


def weeks_of(count: int, **fields: object) -> Sequence[Article]:
    """Four weeks with `count` articles each, before the newest one."""
    return [
        article
        for week in (1, 2, 3, 4)
        for article in articles(1000 * week, count, week, **fields)
    ]


def test_an_outlet_like_before_is_well(warehouse: Warehouse) -> None:
    warehouse.save_records("article", weeks_of(10, word_count=400))
    warehouse.save_records("article", articles(1, 12, 0, word_count=380))

    assert unwell(warehouse) == []


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        (
            {"word_count": 90},
            "articles have 90 words in the mi",
        ),
        (
            {"extraction": "teaser"},
            "of 100 % of its articles only th",
        ),
        (
            {"date_flag": "contradicted"},
            "dates of 100 % of its articles a",
        ),
    ],
)
def test_an_outlet_whose_pages_change_is_named(
    warehouse: Warehouse, fields: dict[str, object], seen: str
) -> None:
    before = {"word_count": 400, "extraction": "page"}
    warehouse.save_records("article", weeks_of(10, **before))
    warehouse.save_records("article", articles(1, 12, 0, **{**before, **fields}))

    (found,) = unwell(warehouse)

    assert found.startswith(f"outlet Daily: {seen}")


def test_a_few_articles_say_nothing(warehouse: Warehouse) -> None:
    warehouse.save_records("article", weeks_of(10, word_count=400))
    warehouse.save_records("article", articles(1, 9, 0, word_count=90))

    assert unwell(warehouse) == []


def save_week(warehouse: Warehouse, weeks_ago: int, made: int, rejected: int) -> None:
    run = a_run(NOW - weeks_ago * WEEK, f"run {weeks_ago}")
    warehouse.save_records("run", [run])
    counts = RunSource(
        run_id=run.run_id,
        source="river",
        inputs=made + rejected,
        articles=made,
        repeats=0,
        rejects=rejected,
        outside=0,
    )
    warehouse.save_records("run_source", [counts])


@pytest.mark.parametrize(
    ("made", "rejected", "seen"),
    [
        (
            5,
            15,
            ["source river: 75 % of what is new in it was re"],
        ),
        (0, 0, ["source river: has given no article since 2026-"]),
        (20, 0, []),
    ],
)
def test_a_source_that_falls_silent_or_is_rejected_is_named(
    warehouse: Warehouse, made: int, rejected: int, seen: list[str]
) -> None:
    for week in (1, 2, 3, 4):
        save_week(warehouse, week, 20, 0)
    save_week(warehouse, 0, made, rejected)

    assert unwell(warehouse) == seen


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({"gone": True}, "answered that it is gone for goo"),
        ({"failures": 4}, "has not answered 4 times, see"),
        ({"turned_over": True}, "showed nothing of what it showed"),
    ],
)
def test_a_feed_that_needs_a_person_is_named(
    warehouse: Warehouse, fields: dict[str, object], seen: str
) -> None:
    save_week(warehouse, 0, 5, 0)
    poll = Poll(source="river", url="https://r.example", asked_at=NOW, next_at=NOW)
    warehouse.save_records("poll", [replace(poll, **fields)])  # type: ignore[arg-type]

    (found,) = unwell(warehouse)

    assert found.startswith(f"source river: {seen}")
