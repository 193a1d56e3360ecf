"""Daily series with weekdays that differ, numbers worked out by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import polars as pl
import pytest

from analysis.measures.student import t_margin
from analysis.measures.weekdays import find_weekday_effects, remove_weekdays

MONDAY = date(2026, 3, 2)
CALM = (0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2)
SUNDAYS = (0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.55)


def days_of(*weeks: Sequence[float | None]) -> pl.DataFrame:
    """Weeks of values from Monday on; None is a day that is not complete."""
    values = [value for week in weeks for value in week]
    return pl.DataFrame(
        {
            "level": "outlet",
            "member": "Daily",
            "measure": "escalation",
            "day": [MONDAY + timedelta(days=number) for number in range(len(values))],
            "value": values,
        }
    ).drop_nulls("value")


def effects(days: pl.DataFrame) -> Mapping[int, float]:
    found = find_weekday_effects(days).select("weekday", "effect")
    return {weekday: round(effect, 9) for weekday, effect in found.rows()}


def test_sundays_that_stand_out() -> None:
    found = effects(days_of(SUNDAYS, SUNDAYS, SUNDAYS, SUNDAYS))

    # A week's mean is .25; six days lie .05 below it and one .3 above.
    assert found == {**dict.fromkeys(range(1, 7), -0.05), 7: 0.3}


def test_the_level_of_a_week_is_no_effect() -> None:
    risen = [value + 0.3 for value in SUNDAYS]

    found = effects(days_of(SUNDAYS, risen, SUNDAYS, risen))

    assert found == {**dict.fromkeys(range(1, 7), -0.05), 7: 0.3}


def test_a_week_without_its_sunday_does_not_shift_the_others() -> None:
    found = effects(days_of(SUNDAYS, SUNDAYS, (*CALM[:6], None), SUNDAYS, SUNDAYS))

    assert found == {**dict.fromkeys(range(1, 7), -0.05), 7: 0.3}


def test_the_interval_is_students_over_weeks() -> None:
    sundays = (0.2, 0.9, 0.2, 0.9)
    weeks = [(*CALM[:6], sunday) for sunday in sundays]

    found = find_weekday_effects(days_of(*weeks)).row(-1, named=True)

    # Sundays lie 0, .6, 0 and .6 above their week: mean .3, variance .12.
    margin = t_margin(0.95, 3) * (0.12 / 4) ** 0.5
    assert found["effect"] == pytest.approx(0.3)
    assert found["effect_low"] == pytest.approx(0.3 - margin)
    assert found["effect_high"] == pytest.approx(0.3 + margin)
    assert found["days"] == 4


def test_an_outlet_without_sundays_has_six_weekdays() -> None:
    week = (0.3, 0.2, 0.2, 0.2, 0.2, 0.1, None)

    found = effects(days_of(week, week, week, week))

    assert found == {1: 0.1, 2: 0.0, 3: 0.0, 4: 0.0, 5: 0.0, 6: -0.1}


def test_a_weekday_that_was_seen_seldom_has_no_interval() -> None:
    week = (*CALM[:6], None)

    found = find_weekday_effects(days_of(CALM, CALM, week, week, week))

    assert found["days"].to_list() == [5, 5, 5, 5, 5, 5, 2]
    assert found["effect_low"].is_null().to_list() == [False] * 6 + [True]


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(days_of(SUNDAYS, SUNDAYS, SUNDAYS), id="three weeks"),
        pytest.param(
            days_of(*[(*CALM[:4], None, None, None)] * 8), id="weeks of four days"
        ),
        pytest.param(days_of(CALM).clear(), id="no days"),
    ],
)
def test_no_effect_is_claimed_of(days: pl.DataFrame) -> None:
    assert find_weekday_effects(days).rows() == []


def test_what_is_left_without_weekdays_is_the_weeks_level() -> None:
    days = days_of(SUNDAYS, SUNDAYS, SUNDAYS, SUNDAYS)

    even = remove_weekdays(days, find_weekday_effects(days))

    assert even.columns == [*days.columns, "even"]
    assert even["even"].round(9).to_list() == [0.25] * 28


def test_a_day_whose_weekday_is_not_known_is_not_evened() -> None:
    days = days_of(CALM)

    even = remove_weekdays(days, find_weekday_effects(days))

    assert even["even"].to_list() == [None] * 7
