from datetime import date, timedelta

import pytest

from dashboards.drawing.axes import find_ticks, render_ticks
from dashboards.drawing.series import (
    find_banded,
    find_ceiling,
    find_range,
    find_runs,
    split_series,
)
from dashboards.wording import Wording
from tests.dashboards.samples import (
    LINE,
    MONDAY,
    Row,
    correct_frame,
    make_corrections,
    make_frame,
    missing,
    silent,
)

DAY = timedelta(days=1)


def test_a_day_without_a_row_is_a_hole_and_not_a_zero() -> None:
    frame = make_frame(
        [Row(outlet="a", at=MONDAY), Row(outlet="a", at=MONDAY + 3 * DAY)], "day"
    )

    [series] = split_series(frame)

    assert series.statuses == "c..c"
    assert series.measures["sentiment"].values == (-0.2, None, None, -0.2)
    assert series.articles == (4, 0, 0, 4)


def test_each_status_has_its_letter() -> None:
    rows = [
        Row(outlet="a", at=MONDAY),
        silent("a", MONDAY + DAY),
        missing("a", MONDAY + 2 * DAY),
        Row(outlet="a", at=MONDAY + 3 * DAY, status="partial"),
    ]

    [series] = split_series(make_frame(rows, "day"))

    assert series.statuses == "cnmp"


def test_outlets_with_most_articles_come_first() -> None:
    rows = [
        Row(outlet="few", at=MONDAY, articles=1),
        Row(outlet="many", at=MONDAY, articles=9),
        Row(outlet="also few", at=MONDAY, articles=1),
    ]

    found = split_series(make_frame(rows, "week"))

    assert [series.outlet for series in found] == ["many", "also few", "few"]


def test_a_frame_without_rows_has_no_series() -> None:
    assert split_series(make_frame([], "week")) == []


def test_values_are_rounded_to_four_digits_and_not_a_number_is_unknown() -> None:
    rows = [
        Row(outlet="a", at=MONDAY, sentiment=0.123456, reach=None),
        Row(outlet="a", at=MONDAY + DAY, sentiment=float("nan"), reach=None),
    ]

    [series] = split_series(make_frame(rows, "day"))

    assert series.measures["sentiment"].values == (0.1235, None)


def test_a_corrected_measure_keeps_what_the_model_alone_gives() -> None:
    rows = [
        Row(outlet="a", at=MONDAY),
        missing("a", MONDAY + DAY),
        Row(outlet="a", at=MONDAY + 2 * DAY, framed=False, reach=None),
    ]
    frame = correct_frame(make_frame(rows, "day"), ["a"])

    [series] = split_series(frame, make_corrections(["a"]))

    found = series.measures["balance"]
    assert found.values == (-0.6667, None, None)
    assert (found.lows[0], found.highs[0]) == (-0.8167, -0.5167)
    assert found.alone is not None
    assert found.alone.values == (-0.5, None, None)
    assert (found.alone.lows[0], found.alone.highs[0]) == (-0.6, -0.4)
    assert series.measures["escalation"].values == (0.5, None, 0.5)
    assert series.corrections["escalation"] == LINE


def test_the_balance_is_corrected_where_both_its_parts_are() -> None:
    rows = [Row(outlet="a", at=MONDAY), Row(outlet="b", at=MONDAY)]
    frame = correct_frame(make_frame(rows, "week"), ["a"], ("escalation",))

    one, other = split_series(frame)

    assert one.measures["escalation"].alone is not None
    assert one.measures["balance"].alone is None
    assert one.measures["balance"].values == (-0.5,)
    assert other.measures["escalation"].alone is None


def test_a_corrected_balance_may_be_unknown_throughout_and_is_not_mixed() -> None:
    row = Row(outlet="a", at=MONDAY, escalation=0.3, diplomacy=0.02)

    [series] = split_series(correct_frame(make_frame([row], "week"), ["a"]))

    assert series.measures["balance"].values == (None,)
    assert series.measures["balance"].alone is not None


def test_bands_break_where_a_period_has_no_interval() -> None:
    reaches = (0.1, 0.1, None, 0.1)
    rows = [
        Row(outlet="a", at=MONDAY + i * DAY, reach=reach)
        for i, reach in enumerate(reaches)
    ]

    [series] = split_series(make_frame(rows, "day"))

    assert find_banded(series, "balance") == [[0, 1], [3]]


def test_runs_of_one_status_end_before_the_next_begins() -> None:
    assert find_runs("ccmmc", "c") == [(0, 2), (4, 5)]
    assert find_runs("ccmmc", "n") == []


def test_the_period_ends_with_the_last_day_of_the_last_week() -> None:
    shown = split_series(make_frame([Row(outlet="a", at=MONDAY)], "week"))

    assert find_range(shown) == (date(2026, 1, 5), date(2026, 1, 12))
    assert find_range([]) is None


@pytest.mark.parametrize(
    ("days", "weekly", "expected"),
    [
        pytest.param(3, False, ["5 Jan<br>2026", "6 Jan", "7 Jan"], id="days"),
        pytest.param(21, True, ["5 Jan<br>2026", "12 Jan", "19 Jan"], id="weeks"),
        pytest.param(42, True, ["12 Jan<br>2026", "26 Jan", "9 Feb"], id="fortnights"),
        pytest.param(120, True, ["Feb<br>2026", "Mar", "Apr", "May"], id="months"),
        pytest.param(
            400, True, ["Jul<br>2026", "Jan<br>2027"], id="the year where it is new"
        ),
        pytest.param(1500, True, ["2028", "2030"], id="years"),
    ],
)
def test_ticks_stand_on_mondays_or_first_days_of_months(
    days: int, weekly: bool, expected: list[str]
) -> None:
    ticks, form = find_ticks((MONDAY, MONDAY + days * DAY), 4, weekly=weekly)

    assert render_ticks(ticks, form, Wording()) == expected


@pytest.mark.parametrize(
    ("escalation", "reach", "expected"),
    [
        pytest.param(0.32, None, 0.4, id="next tenth above"),
        pytest.param(0.4, None, 0.4, id="a tenth is its own ceiling"),
        pytest.param(0.32, 0.2, 0.6, id="bands count"),
        pytest.param(0.99, 0.2, 1.0, id="never above one"),
        pytest.param(None, None, 0.1, id="nothing to show"),
    ],
)
def test_axes_of_shares_end_at_a_tenth(
    escalation: float | None, reach: float | None, expected: float
) -> None:
    row = Row(outlet="a", at=MONDAY, escalation=escalation, diplomacy=None, reach=reach)

    assert (
        find_ceiling(split_series(make_frame([row], "week")), ["escalation"])
        == expected
    )
