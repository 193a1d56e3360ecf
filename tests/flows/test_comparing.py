"""Articles → change_point, weekday_effect and contrast, in a real warehouse."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from analysis.warehouse.warehouse import Warehouse
from flows.comparing import save_changes, save_contrasts, save_weekdays
from flows.measuring import save_measures
from tests.samples import (
    MODEL,
    NOW,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
    ask_copy,
)

MONDAY = date(2026, 8, 10)
SUNDAY = MONDAY + timedelta(days=83)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def save_days(warehouse: Warehouse, days: int = 84) -> None:
    """An article a day of Daily and Post. Daily's escalation goes up from .2 to .6
    after six weeks, Post's stays at .3; weeks are .02 above and below that in turn,
    Sundays .07 above."""
    warehouse.save_records("outlet", [an_outlet("Daily"), an_outlet("Post")])
    articles, sentences, scores = [], [], []
    for number in range(2 * days):
        day, outlet = number // 2, ("Daily", "Post")[number % 2]
        level = 0.3 if outlet == "Post" else 0.2 if day < 42 else 0.6
        wave = 0.02 * (-1) ** (day // 7) + 0.07 * (day % 7 == 6)
        published = MONDAY + timedelta(days=day)
        articles.append(an_article(number + 1, outlet, published))
        sentences.append(a_sentence(number + 1, 0, number + 1))
        scores.append(a_score(number + 1, level + wave, 0.1))
    warehouse.save_records("article", articles)
    warehouse.save_records("sentence", sentences)
    warehouse.save_records("sentence_score", scores)
    save_measures(warehouse, MODEL.model_id, NOW)


def save_correction(
    warehouse: Warehouse, outlet: str, intercept: float, question: str = "escalation"
) -> None:
    """Model's mean = intercept + half the share that people see, for one outlet."""
    row = {
        "level": "outlet",
        "member": outlet,
        "question": question,
        "intercept": intercept,
        "slope": 0.5,
        **dict.fromkeys(("intercept_var", "slope_var", "covariance"), 0.0),
        "degrees": 100.0,
        "gold": 100,
    }
    frames = {"incoming": pl.DataFrame([row])}
    warehouse.save("save_correction", frames, model_id=MODEL.model_id)


def test_a_step_is_a_change_of_its_outlet_and_of_all_together(
    warehouse: Warehouse,
) -> None:
    save_days(warehouse)

    count = save_changes(warehouse, MODEL.model_id)

    changes = ask_copy(
        warehouse,
        "SELECT level, member, measure, week, before, after, weeks_before, weeks_after "
        "FROM change_point ORDER BY level",
    )
    # A seventh of .07 is .01; the waves of six weeks cancel.
    step = MONDAY + timedelta(weeks=6)
    assert changes.rows() == [
        ("balanced", "", "escalation", step, 0.26, 0.46, 6, 6),
        ("outlet", "Daily", "escalation", step, 0.21, 0.61, 6, 6),
        ("pooled", "", "escalation", step, 0.26, 0.46, 6, 6),
    ]
    assert count == 3


def save_trend(
    warehouse: Warehouse, outlet: str, levels: Sequence[float], start: date = MONDAY
) -> None:
    """Three articles of an outlet a day, .1 apart, around each level in turn."""
    first = warehouse.load("site_facts")["articles"].item() + 1
    numbers = range(first, first + 3 * len(levels))
    days = [start + timedelta(days=place // 3) for place in range(len(numbers))]
    spread = [level + step for level in levels for step in (-0.1, 0.0, 0.1)]
    warehouse.save_records("new_outlet", [an_outlet(outlet)])
    warehouse.save_records(
        "article",
        [an_article(n, outlet, day) for n, day in zip(numbers, days, strict=True)],
    )
    warehouse.save_records("sentence", [a_sentence(n, 0, n) for n in numbers])
    warehouse.save_records(
        "sentence_score",
        [a_score(n, level, 0.2) for n, level in zip(numbers, spread, strict=True)],
    )


def test_a_week_that_was_hardly_collected_is_no_week(warehouse: Warehouse) -> None:
    save_trend(warehouse, "Daily", [0.3] * 7)
    save_trend(warehouse, "Daily", [0.3] * 2, MONDAY + timedelta(weeks=1))
    save_trend(warehouse, "Daily", [0.3] * 4, MONDAY + timedelta(weeks=2))
    for week in range(4):
        # A weekly has one day in seven, and that is all of it.
        friday = MONDAY + timedelta(weeks=week, days=4)
        save_trend(warehouse, "Weekly", [0.3], friday)
    save_trend(warehouse, "Daily", [0.3] * 7, MONDAY + timedelta(weeks=3))
    save_measures(warehouse, MODEL.model_id, NOW)

    weeks = warehouse.load("week_measure", model_id=MODEL.model_id).filter(
        measure="escalation", level="outlet"
    )

    begun = [MONDAY + timedelta(weeks=week) for week in range(4)]
    found = weeks.group_by("member", maintain_order=True).agg("week").rows()
    # Weekly's last week may not be over.
    assert found == [
        ("Daily", [begun[0], begun[2], begun[3]]),
        ("Weekly", begun[:3]),
    ]


def test_a_week_is_over_when_it_is_over_everywhere(warehouse: Warehouse) -> None:
    """Sunday evening in Berlin is Monday in Tokyo."""
    zones = {"Tokyo": "Asia/Tokyo", "Berlin": "Europe/Berlin"}
    warehouse.save_records(
        "outlet", [an_outlet(outlet, zone) for outlet, zone in zones.items()]
    )
    monday = date(2026, 11, 16)
    for outlet in zones:
        save_trend(warehouse, outlet, [0.3] * 7, monday)
    now = datetime(2026, 11, 22, 20, tzinfo=UTC)
    save_measures(warehouse, MODEL.model_id, now)

    weeks = warehouse.load("week_measure", model_id=MODEL.model_id)
    days = warehouse.load("day_measure", model_id=MODEL.model_id)

    assert weeks.select("member").unique().rows() == [("Tokyo",)]
    pooled = days.filter(level="pooled", measure="escalation")
    assert pooled["day"].max() == date(2026, 11, 21)


def test_where_corrected_values_stick_at_zero_their_errors_do_not(
    warehouse: Warehouse,
) -> None:
    save_trend(warehouse, "Daily", [0.12] * 21 + [0.3] * 7)
    save_measures(warehouse, MODEL.model_id, NOW)
    raw = warehouse.load("week_measure", model_id=MODEL.model_id)
    save_correction(warehouse, "Daily", 0.14)

    weeks = warehouse.load("week_measure", model_id=MODEL.model_id)

    which = {"member": "Daily", "measure": "escalation"}
    errors = raw.filter(**which)["se"].to_list()
    mended = weeks.filter(**which)
    assert mended["value"].to_list() == pytest.approx([0, 0, 0, 0.32])
    assert mended["se"].to_list() == pytest.approx([se / 0.5 for se in errors])


def test_the_error_of_a_corrected_balance_comes_from_those_of_its_parts(
    warehouse: Warehouse,
) -> None:
    save_trend(warehouse, "Daily", [0.5] * 7)
    save_measures(warehouse, MODEL.model_id, NOW)
    save_correction(warehouse, "Daily", 0.1)
    save_correction(warehouse, "Daily", 0.1, "diplomacy")

    weeks = warehouse.load("week_measure", model_id=MODEL.model_id)

    # Twice .5 - .1 and .2 - .1: balance (.2 - .8) / 1. Diplomacy does not vary, so its
    # error is 2 · .2 · that of escalation; 21 articles, residuals 14 times .1 / 21:
    # 2 · √(21/20 · 14 · .01 / 441).
    row = weeks.filter(member="Daily", measure="balance").row(0, named=True)
    assert (row["value"], row["se"]) == pytest.approx((-0.6, 0.4 * 0.036515), abs=1e-6)


def test_a_week_that_is_not_over_is_left_out(warehouse: Warehouse) -> None:
    save_days(warehouse, 80)

    weeks = warehouse.load("week_measure", model_id=MODEL.model_id)

    assert weeks["week"].max() == MONDAY + timedelta(weeks=10)


def test_levels_are_corrected_where_gold_says_how(warehouse: Warehouse) -> None:
    save_days(warehouse)
    save_correction(warehouse, "Daily", 0.1)

    save_changes(warehouse, MODEL.model_id)

    levels = ask_copy(
        warehouse, "SELECT before, after FROM change_point WHERE member = 'Daily'"
    )
    # Twice what is above .1; two weeks of .63 were more than people can see: 1.0 each
    # instead of 1.06, three of six.
    assert levels.rows() == [(pytest.approx(0.22), pytest.approx(0.99, abs=0.011))]


def test_sundays_lie_above_their_week(warehouse: Warehouse) -> None:
    save_days(warehouse)

    count = save_weekdays(warehouse, MODEL.model_id)

    effects = ask_copy(
        warehouse,
        "SELECT DISTINCT weekday, effect, days FROM weekday_effect "
        "WHERE measure = 'escalation' ORDER BY weekday",
    )
    # Daily, Post, pooled and balanced agree.
    assert effects.rows() == [*((day, -0.01, 12) for day in range(1, 7)), (7, 0.06, 12)]
    # Four series of three measures; Post, where nothing is framed, has no balance.
    assert count == (4 * 3 + 3) * 7


def test_outlets_are_compared_over_four_weeks_and_over_all(
    warehouse: Warehouse,
) -> None:
    save_days(warehouse)

    count = save_contrasts(warehouse, MODEL.model_id)

    contrasts = ask_copy(
        warehouse,
        "SELECT outlet, since, until, articles, value, others, difference, corrected "
        "FROM contrast WHERE measure = 'escalation' ORDER BY since, outlet",
    )
    recent = SUNDAY - timedelta(days=27)
    assert contrasts.rows() == [
        ("Daily", MONDAY, SUNDAY, 84, 0.41, 0.31, 0.1, False),
        ("Post", MONDAY, SUNDAY, 84, 0.31, 0.41, -0.1, False),
        ("Daily", recent, SUNDAY, 28, 0.61, 0.31, 0.3, False),
        ("Post", recent, SUNDAY, 28, 0.31, 0.61, -0.3, False),
    ]
    # Post has no framed article, so no balance.
    assert count == 4 * 3


def test_only_outlets_of_the_same_time_are_compared(warehouse: Warehouse) -> None:
    """All write .002 more escalation each day: what differs are the days."""
    trend = [0.2 + 0.002 * day for day in range(90)]
    save_trend(warehouse, "Early", trend[:50])
    save_trend(warehouse, "Long", trend)
    save_trend(warehouse, "Daily", trend[10:], MONDAY + timedelta(days=10))
    save_trend(warehouse, "New", trend[85:], MONDAY + timedelta(days=85))
    save_measures(warehouse, MODEL.model_id, NOW)

    save_contrasts(warehouse, MODEL.model_id)

    contrasts = ask_copy(
        warehouse,
        "SELECT outlet, since, until, difference FROM contrast "
        "WHERE measure = 'escalation' ORDER BY since, outlet",
    )
    last = MONDAY + timedelta(days=89)
    # Two outlets over 80 days are more than three over 40.
    shared, recent = MONDAY + timedelta(days=10), last - timedelta(days=27)
    assert contrasts.rows() == [
        ("Daily", shared, last, 0.0),
        ("Long", shared, last, 0.0),
        ("Daily", recent, last, 0.0),
        ("Long", recent, last, 0.0),
    ]


def test_outlets_are_compared_as_people_would_see_them(warehouse: Warehouse) -> None:
    save_days(warehouse, 28)
    save_correction(warehouse, "Daily", 0.1)
    save_correction(warehouse, "Post", 0.0)

    save_contrasts(warehouse, MODEL.model_id)

    contrasts = ask_copy(
        warehouse,
        "SELECT outlet, value, others, corrected FROM contrast "
        "WHERE measure = 'escalation' ORDER BY outlet",
    )
    # A corpus of four weeks is compared once. Twice .21 - .1, and twice .31.
    assert contrasts.rows() == [
        ("Daily", 0.22, 0.62, True),
        ("Post", 0.62, 0.22, True),
    ]


def test_what_was_found_before_is_replaced(warehouse: Warehouse) -> None:
    save_days(warehouse)
    finds = (save_changes, save_weekdays, save_contrasts)
    first = [find(warehouse, MODEL.model_id) for find in finds]

    second = [find(warehouse, MODEL.model_id) for find in finds]

    counted = ask_copy(
        warehouse,
        "SELECT (SELECT count(*) FROM change_point), "
        "(SELECT count(*) FROM weekday_effect), (SELECT count(*) FROM contrast)",
    )
    assert second == first
    assert list(counted.row(0)) == first


def test_nothing_is_found_in_an_empty_warehouse(warehouse: Warehouse) -> None:
    finds = (save_changes, save_weekdays, save_contrasts)

    assert [find(warehouse, MODEL.model_id) for find in finds] == [0, 0, 0]
