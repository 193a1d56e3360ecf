"""Rare days and weeks, from articles in a real warehouse to the series of pages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from analysis.records import Fetch
from analysis.text.hashes import hash_text
from analysis.warehouse.warehouse import Warehouse
from dashboards.drawing.series import Series, split_series
from flows.measuring import save_measures
from tests.dashboards.samples import make_corrections
from tests.samples import MODEL, an_article, an_outlet, save_scored

# A Wednesday; the 2nd is a Monday.
NOW = datetime(2026, 11, 11, 12, 0, tzinfo=UTC)
FRAMED, UNFRAMED = [(0.6, 0.2), (0.2, 0.2)], [(0.3, 0.1), (0.1, 0.1)]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        opened.save_records("outlet", [an_outlet()])
        yield opened


def ask_feed(
    warehouse: Warehouse, days: range, outlet: str = "Daily", hour: int = 12
) -> None:
    """The outlet's feed answers on these days of November, at this hour."""
    answers = [
        Fetch(
            fetch_id=hash_text(outlet, str(day)),
            run_id="r",
            source=outlet,
            outlet=outlet,
            live=True,
            url="https://daily.example/feed",
            fetched_at=datetime(2026, 11, day, hour, 30, tzinfo=UTC),
            status=200,
            bytes=1,
            milliseconds=1,
            outcome="ok",
            receipt=None,
        )
        for day in days
    ]
    warehouse.save_records("fetch", answers)


def write(
    warehouse: Warehouse,
    day: int,
    articles: int,
    scores: list[tuple[float, float]] = FRAMED,
    story: int | None = None,
) -> None:
    for place in range(articles):
        article = an_article(100 * day + place, day=date(2026, 11, day), story_id=story)
        save_scored(warehouse, article, scores)


def read(warehouse: Warehouse, grain: str, now: datetime = NOW) -> Series:
    save_measures(warehouse, MODEL.model_id, now)
    frame = warehouse.load(f"outlet_{grain}", model_id=MODEL.model_id)
    [series] = split_series(frame)
    return series


def test_missing_days_are_gaps_and_today_is_partial(warehouse: Warehouse) -> None:
    for days in (range(2, 5), range(7, 12)):
        ask_feed(warehouse, days)
    for day in (2, 3, 8, 11):
        write(warehouse, day, 3)

    series = read(warehouse, "day")

    # The feed was not read on the 5th and 6th, so the 4th is known in part.
    assert series.statuses == "ccpmmncnnp"
    assert series.measures["balance"].values == tuple(
        -0.3333 if day in (2, 3, 8, 11) else None for day in range(2, 12)
    )


def test_a_missing_week_is_a_gap_between_two_weeks(warehouse: Warehouse) -> None:
    ask_feed(warehouse, range(2, 9))
    ask_feed(warehouse, range(16, 24))
    for day in (2, 16):
        write(warehouse, day, 3)

    series = read(warehouse, "week", datetime(2026, 11, 23, 12, 0, tzinfo=UTC))

    assert (series.statuses[1], series.days_missing[1]) == ("m", 7)
    assert series.measures["escalation"].values[:3] == (0.4, None, 0.4)


def test_a_day_without_a_framed_sentence_has_no_balance(warehouse: Warehouse) -> None:
    write(warehouse, 2, 3)
    write(warehouse, 3, 3, UNFRAMED)

    measures = read(warehouse, "day").measures

    assert measures["balance"].values == (-0.3333, None)
    assert measures["escalation"].values == (0.4, 0.2)
    assert measures["diplomacy"].values == (0.2, 0.1)
    assert measures["balance"].highs[1] is None


def test_one_article_a_day_has_bands_by_week_alone(warehouse: Warehouse) -> None:
    for day in range(2, 9):
        write(warehouse, day, 1)

    by_day, by_week = read(warehouse, "day"), read(warehouse, "week")

    assert by_day.measures["escalation"].lows == (None,) * 7
    assert by_week.measures["escalation"].lows == (0.4,)


def test_copies_of_one_story_have_no_interval(warehouse: Warehouse) -> None:
    write(warehouse, 2, 5, story=7)

    series = read(warehouse, "week")

    assert (series.articles, series.stories) == ((5,), (1,))
    assert series.measures["escalation"].values == (0.4,)
    assert series.measures["escalation"].highs == (None,)


def test_a_corrected_series_keeps_the_model_s_own_beside_it(
    warehouse: Warehouse,
) -> None:
    write(warehouse, 2, 3)
    write(warehouse, 3, 3, UNFRAMED)
    save_measures(warehouse, MODEL.model_id, NOW)
    rows = make_corrections(["Daily"], ("escalation", "diplomacy")).drop("model_id")
    warehouse.save("save_correction", {"incoming": rows}, model_id=MODEL.model_id)

    [series] = split_series(warehouse.load("outlet_day", model_id=MODEL.model_id))

    # escalation .4 and .2 are .7 and .3 by the line, diplomacy .2 and .1 are .3 and .1
    balance, escalation = series.measures["balance"], series.measures["escalation"]
    assert balance.alone
    assert (balance.alone.values, balance.values) == ((-0.3333, None), (-0.4, None))
    assert escalation.values == (0.7, 0.3)
    # All articles are alike, so that all error is of gold, which LINE says to be (.0004
    # - .0012 y + .0025 y²) / .25; Student's t of 60 degrees is 2.0003.
    assert escalation.highs == pytest.approx([0.7 + 0.1121, 0.3 + 0.0651], abs=1e-4)


def find_last_day(warehouse: Warehouse, now: datetime) -> date:
    save_measures(warehouse, MODEL.model_id, now)
    rows = warehouse.load("today_stretch", model_id=MODEL.model_id)
    last: date = rows.filter(stretch="day", later=True)["until"][0]
    return last


def test_a_zone_that_is_ahead_does_not_decide_which_day_is_the_last(
    warehouse: Warehouse,
) -> None:
    others = [an_outlet("Tokyo", "Asia/Tokyo"), an_outlet("Herald")]
    warehouse.save_records("outlet", others)
    ask_feed(warehouse, range(2, 12))
    ask_feed(warehouse, range(2, 12), "Herald")
    ask_feed(warehouse, range(2, 12), "Tokyo", hour=15)

    # In Tokyo the 12th has begun and the 11th is whole; at the other two it is not.
    assert find_last_day(warehouse, NOW.replace(hour=16)) == date(2026, 11, 10)


def test_a_feed_that_is_down_does_not_hold_the_last_day_back(
    warehouse: Warehouse,
) -> None:
    for place, outlet in enumerate(("Herald", "Down")):
        warehouse.save_records("outlet", [an_outlet(outlet)])
        ask_feed(warehouse, range(2, 12 - 5 * place), outlet)
    ask_feed(warehouse, range(2, 12))

    assert find_last_day(warehouse, NOW) == date(2026, 11, 10)
