import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboards.findings import find_changes, find_period
from dashboards.pooled import find_change_error, pool
from dashboards.series import Series, split_series
from tests.dashboards.samples import (
    MONDAY,
    Row,
    correct_frame,
    make_corrections,
    make_frame,
)

WEEK = timedelta(weeks=1)
TURN, END = MONDAY + 2 * WEEK, date(2027, 1, 1)
# By LINE, people would see .5 where the model has .3, and 0 where it has .05. A half
# width of WHOLE is one of .06² of stories and .0017 of gold: (.0004 - .0006 + .0025 /
# 4) / .25.
WHOLE = 1.959964 * math.sqrt(0.06**2 + 0.0017) / 1.5
HALF = Row(outlet="a", at=MONDAY, escalation=0.2, sentiment=0.3, reach=WHOLE)


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
    assert pooled.shared == pytest.approx((0.01, 0.04))
    assert pooled.whole_error == pytest.approx(math.sqrt(0.0018 + 0.0017), abs=1e-4)


def test_the_balance_s_error_of_gold_is_made_of_its_two_parts() -> None:
    pooled = pool(correct(HALF), "balance", MONDAY, END)

    # escalation .3 errs by (.022, .024), diplomacy .1 by (.034, .008); the balance
    # changes by -2 × .1 / .4² = -1.25 and 2 × .3 / .4² = 3.75 times as much
    assert pooled is not None
    assert pooled.value == pytest.approx(-0.5)
    assert pooled.shared == pytest.approx((-0.0275, -0.03, 0.1275, 0.03))


def test_an_error_of_gold_that_both_stretches_share_is_none_of_their_change() -> None:
    series = correct(HALF, HALF, HALF, HALF)
    before = pool(series, "sentiment", MONDAY, TURN)
    after = pool(series, "sentiment", TURN, END)

    assert before is not None
    assert after is not None
    assert find_change_error(before, after) == pytest.approx(0.06, abs=1e-4)


def test_how_far_a_change_is_stretched_is_uncertain() -> None:
    low = replace(HALF, sentiment=0.05)
    series = correct(low, low, HALF, HALF)
    before = pool(series, "sentiment", MONDAY, TURN)
    after = pool(series, "sentiment", TURN, END)

    assert before is not None
    assert after is not None
    # shared: (.04, 0) and (.01, .04); .03² + .04² = .5² × .0025 / .25
    gold = math.hypot(
        *(b - a for a, b in zip(before.shared, after.shared, strict=True))
    )
    assert gold == pytest.approx(0.05)
    assert find_change_error(before, after) == pytest.approx(
        math.hypot(before.error, after.error, 0.05)
    )


def test_what_is_cut_off_at_the_end_of_a_scale_is_no_smaller_error() -> None:
    row = Row(outlet="a", at=MONDAY, escalation=0.9, diplomacy=0.02, reach=0.196)
    [series] = split_series(make_frame([row], "week"))

    pooled = pool(series, "balance", MONDAY, END)

    assert series.measures["balance"].lows == (-1.0,)
    assert pooled is not None
    assert pooled.error == pytest.approx(0.1, abs=1e-4)


def test_a_week_whose_parts_round_to_nothing_has_no_weight() -> None:
    # By LINE shares of two and of one in a hundred thousand.
    least = replace(HALF, escalation=0.05001, diplomacy=0.050005)

    pooled = pool(correct(least, HALF), "balance", MONDAY, END)

    assert pooled is not None
    assert pooled.value == pytest.approx(-0.5)


def test_corrected_outlets_are_not_compared_with_others() -> None:
    rows = [replace(HALF, outlet=o, at=MONDAY + i * WEEK) for o in "ab" for i in (0, 1)]
    frame = correct_frame(make_frame(rows, "week"), ["a"])
    weeks = split_series(frame, make_corrections(["a"]))
    period = find_period(weeks)

    assert period is not None
    assert [c.outlet for c in find_changes(weeks, "balance", period)] == ["a"]
