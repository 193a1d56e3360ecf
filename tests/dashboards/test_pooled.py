import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analysis.measures.student import t_margin
from dashboards.changes import find_changes, find_period
from dashboards.drawing.series import Series, split_series
from dashboards.means import find_difference
from dashboards.pooled import pool
from tests.dashboards.samples import (
    MONDAY,
    Row,
    correct_frame,
    make_corrections,
    make_frame,
)

WEEK = timedelta(weeks=1)
TURN, END = MONDAY + 2 * WEEK, date(2027, 1, 1)
# By LINE, people would see .5 where the model has .3, and 0 where it has .05. Student's
# t of four stories times an error of .03, which the correction makes .06.
T = t_margin(0.95, 3)
REACH = T * 0.03
HALF = Row(outlet="a", at=MONDAY, escalation=0.2, sentiment=0.3, reach=REACH)


def correct(*rows: Row) -> Series:
    dated = [replace(row, at=MONDAY + i * WEEK) for i, row in enumerate(rows)]
    frame = correct_frame(make_frame(dated, "week"), ["a"])
    [series] = split_series(frame, make_corrections(["a"]))
    return series


def test_more_weeks_lessen_the_error_of_stories_and_leave_that_of_gold() -> None:
    pooled = pool(correct(HALF, HALF), "sentiment", MONDAY, END)

    assert pooled is not None
    assert pooled.value == pytest.approx(0.5)
    assert pooled.error == pytest.approx(0.06 / math.sqrt(2), abs=1e-4)
    # (.02 - .03 / 2) / .5 and .04 / 2 / .5: .0001 + .0016 = .0017
    assert pooled.gold == pytest.approx((0.01, 0.04))
    assert pooled.whole_error == pytest.approx(math.sqrt(0.0018 + 0.0017), abs=1e-4)


def test_the_balance_s_error_of_gold_is_made_of_its_two_parts() -> None:
    pooled = pool(correct(HALF), "balance", MONDAY, END)

    # escalation .3 errs by (.022, .024), diplomacy .1 by (.034, .008); the balance
    # changes by -2 × .1 / .4² = -1.25 and 2 × .3 / .4² = 3.75 times as much
    assert pooled is not None
    assert pooled.value == pytest.approx(-0.5)
    assert pooled.gold == pytest.approx((-0.0275, -0.03, 0.1275, 0.03))


def test_an_error_of_gold_that_both_stretches_share_is_none_of_their_change() -> None:
    series = correct(HALF, HALF, HALF, HALF)
    before = pool(series, "sentiment", MONDAY, TURN)
    after = pool(series, "sentiment", TURN, END)

    assert before is not None
    assert after is not None
    low, high = find_difference(before, after, 0.95, "sentiment")
    # Two weeks of four stories on both sides: Student's t of 2 × 2 × 3 degrees.
    assert (high - low) / 2 == pytest.approx(2.1788 * 0.06, abs=2e-4)


def test_how_far_a_change_is_stretched_is_uncertain() -> None:
    less = replace(HALF, sentiment=0.05)
    series = correct(less, less, HALF, HALF)
    before = pool(series, "sentiment", MONDAY, TURN)
    after = pool(series, "sentiment", TURN, END)

    assert before is not None
    assert after is not None
    # (.04, 0) and (.01, .04): .03² + .04² = .5² × .0025 / .25
    assert math.dist(before.gold, after.gold) == pytest.approx(0.05)
    low, high = find_difference(before, after, 0.95, "sentiment")
    whole = math.hypot(before.error or 0, after.error or 0, 0.05)
    # Of the three variances .0018, .0018 and .0025 the first two have 6 degrees, that
    # of gold has 60.
    assert (high - low) / 2 == pytest.approx(t_margin(0.95, 31) * whole, rel=1e-2)


def test_what_is_cut_off_at_the_end_of_a_scale_is_no_smaller_error() -> None:
    row = Row(outlet="a", at=MONDAY, escalation=0.95, reach=0.1 * T)
    [series] = split_series(make_frame([row], "week"))

    pooled = pool(series, "escalation", MONDAY, END)

    assert series.measures["escalation"].highs == (1.0,)
    assert pooled is not None
    assert pooled.error == pytest.approx(0.1, abs=1e-4)


def test_a_week_without_a_balance_of_its_own_counts() -> None:
    # Of the model .2 and .04: people would see .3 and less than nothing. The mean of
    # .12 is corrected to .14, that of diplomacy, .1, stays.
    least = replace(HALF, escalation=0.04)
    series = correct(HALF, least)

    pooled = pool(series, "escalation", MONDAY, END)
    balance = pool(series, "balance", MONDAY, END)

    assert series.measures["balance"].values[1] is None
    assert pooled is not None
    assert balance is not None
    assert pooled.value == pytest.approx(0.14)
    assert balance.value == pytest.approx((0.1 - 0.14) / 0.24)
    assert balance.articles == 8


def test_a_balance_is_unknown_where_nothing_is_framed_or_a_part_not_above_zero() -> (
    None
):
    [unframed] = split_series(make_frame([replace(HALF, framed=False)], "week"))

    assert pool(unframed, "balance", MONDAY, END) is None
    least = correct(replace(HALF, escalation=0.04))
    assert pool(least, "balance", MONDAY, END) is None


def test_a_week_of_few_stories_borrows_the_variance_of_a_story_elsewhere() -> None:
    few = replace(HALF, articles=2, stories=2, reach=None)

    pooled = pool(correct(HALF, few), "sentiment", MONDAY, END)
    alone = pool(correct(few), "sentiment", MONDAY, END)

    # A story's variance is 4 × .06²; that of two is half of it: 4²/6² + 2 × 2²/6²
    assert pooled is not None
    assert pooled.error == pytest.approx(0.06 * math.sqrt(24 / 36), abs=1e-4)
    assert alone is not None
    assert alone.value == pytest.approx(0.5)
    assert alone.error is None


def test_the_balance_allows_for_what_its_parts_share() -> None:
    row = Row(outlet="a", at=MONDAY, reach=0.02 * T)
    sum_reach = math.sqrt(3) * 0.02 * T
    frame = make_frame([row], "week").with_columns(
        intensity=0.4, intensity_low=0.4 - sum_reach, intensity_high=0.4 + sum_reach
    )

    pooled = pool(split_series(frame)[0], "balance", MONDAY, END)

    # Parts of .3 and .1 move it by -1.25 and 3.75; they err by .02 each, their sum by
    # √3 as much: a covariance of half their variance.
    assert pooled is not None
    assert pooled.value == pytest.approx(-0.5)
    variance = 0.02**2 * (1.25**2 + 3.75**2 - 2 * 1.25 * 3.75 / 2)
    assert pooled.error == pytest.approx(math.sqrt(variance), abs=4e-4)


def test_where_outlets_count_alike_each_week_does() -> None:
    series = correct(HALF, replace(HALF, sentiment=0.2, articles=40))

    alike = pool(replace(series, level="balanced"), "sentiment", MONDAY, END)

    # The model has .25 on average, of which people would see .4.
    assert alike is not None
    assert alike.value == pytest.approx(0.4)


def test_corrected_outlets_are_not_compared_with_others() -> None:
    rows = [replace(HALF, outlet=o, at=MONDAY + i * WEEK) for o in "ab" for i in (0, 1)]
    frame = correct_frame(make_frame(rows, "week"), ["a"])
    weeks = split_series(frame, make_corrections(["a"]))
    period = find_period(weeks)

    assert period is not None
    assert [c.outlet for c in find_changes(weeks, "balance", period)] == ["a"]
