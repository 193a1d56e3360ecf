from datetime import date, timedelta

import polars as pl
import pytest

from dashboards.changes import find_changes, find_period
from dashboards.drawing.series import split_series
from dashboards.findings import (
    describe_change,
    describe_change_points,
    describe_correction,
)
from dashboards.pooled import pool
from dashboards.wording import Wording
from tests.dashboards.samples import (
    MONDAY,
    QUESTIONS,
    Row,
    correct_frame,
    make_corrections,
    make_frame,
)

WEEK = timedelta(weeks=1)
ENGLISH, GERMAN = Wording("en"), Wording("de")


def weeks_of(
    outlet: str, sentiments: list[float], reach: float | None = 0.1
) -> list[Row]:
    return [
        Row(
            outlet=outlet,
            at=MONDAY + i * WEEK,
            escalation=(1 - value) / 2,
            diplomacy=(1 + value) / 2,
            sentiment=value,
            reach=reach,
        )
        for i, value in enumerate(sentiments)
    ]


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        pytest.param(1, None, id="one week has no before"),
        pytest.param(2, (1, 1), id="two weeks are two halves"),
        pytest.param(5, (3, 2), id="an odd middle week belongs to the earlier half"),
        pytest.param(8, (4, 4), id="from eight weeks on the last four"),
        pytest.param(200, (12, 4), id="against at most twelve"),
    ],
)
def test_recent_weeks_are_compared_with_the_weeks_before(
    weeks: int, expected: tuple[int, int] | None
) -> None:
    period = find_period(split_series(make_frame(weeks_of("a", [0.0] * weeks), "week")))

    found = (period.earlier_weeks, period.recent_weeks) if period else None
    assert found == expected


@pytest.mark.parametrize(
    ("last", "weeks"), [(6, 3), (7, 4), (8, 4)], ids=["Saturday", "Sunday", "Monday"]
)
def test_a_week_that_is_not_over_is_not_compared(last: int, weeks: int) -> None:
    found = split_series(make_frame(weeks_of("a", [0.0] * 5), "week"))
    # Days of the fourth week, of which the seventh is a Sunday.
    day = MONDAY + 3 * WEEK + timedelta(days=last - 1)

    period = find_period(found, day)

    assert period is not None
    assert period.end == MONDAY + weeks * WEEK


def test_weeks_are_pooled_by_articles() -> None:
    rows = [
        Row(outlet="a", at=MONDAY, articles=1, sentiment=0.0, reach=0.318245),
        Row(outlet="a", at=MONDAY + WEEK, articles=3, sentiment=0.4, reach=0.318245),
    ]
    [series] = split_series(make_frame(rows, "week"))

    pooled = pool(series, "sentiment", MONDAY, date(2027, 1, 1))

    # Four stories each: an error of a tenth, which Student's t of 3 degrees widens.
    assert pooled is not None
    assert pooled.value == pytest.approx(0.3)
    assert pooled.articles == 4
    assert pooled.error == pytest.approx(0.1 * (1 + 9) ** 0.5 / 4, abs=1e-4)


def test_balance_is_pooled_from_the_sums_and_not_from_the_weekly_balances() -> None:
    rows = [
        Row(outlet="a", at=MONDAY, articles=3, escalation=0.4, diplomacy=0.2),
        Row(outlet="a", at=MONDAY + WEEK, articles=6, escalation=0.0, diplomacy=0.1),
    ]
    [series] = split_series(make_frame(rows, "week"))

    pooled = pool(series, "balance", MONDAY, date(2027, 1, 1))

    assert pooled is not None
    assert pooled.value == pytest.approx((1.2 - 1.2) / 2.4, abs=1e-4)


def test_comparing_more_outlets_widens_every_interval() -> None:
    alone = make_frame(weeks_of("a", [0.0] * 4 + [0.3] * 4), "week")
    among = make_frame(
        [row for name in "abcd" for row in weeks_of(name, [0.0] * 4 + [0.3] * 4)],
        "week",
    )

    widths = []
    for frame in (alone, among):
        weeks = split_series(frame)
        period = find_period(weeks)
        assert period is not None
        change = find_changes(weeks, "sentiment", period)[0]
        widths.append(change.high - change.low)

    # Each stretch has four weeks of four stories: Student's t of 2 × 4 × 3 degrees.
    assert widths[1] / widths[0] == pytest.approx(2.7002 / 2.0639, abs=1e-3)


def test_the_headline_names_the_outlet_that_moved_most() -> None:
    rows = weeks_of("calm", [0.0] * 8) + weeks_of("turning", [0.2] * 4 + [-0.4] * 4)

    finding = describe_change(
        split_series(make_frame(rows, "week")),
        "balance",
        {"turning": "The Turning"},
        ENGLISH,
    )

    assert finding.title == "The Turning turned towards escalation"
    assert finding.detail == (
        "Balance −0.40 in the last 4 weeks (from 2 Feb 2026, 16 articles) "
        "against +0.20 in the 4 weeks before (16 articles): a change of −0.60, "
        "95\u00a0% interval −0.68 … −0.52, which holds for both outlets at once."
    )


def test_a_move_within_its_interval_is_no_headline() -> None:
    rows = weeks_of("a", [0.0] * 4 + [0.01] * 4)

    finding = describe_change(
        split_series(make_frame(rows, "week")), "balance", {}, ENGLISH
    )

    assert finding.title == "No outlet’s balance moved by more than its interval"
    assert finding.detail.startswith("Largest move: a. Balance +0.01 in the last 4")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="no week"),
        pytest.param(weeks_of("a", [0.3]), id="one week"),
        pytest.param(weeks_of("a", [0.3] * 8, reach=None), id="no interval at all"),
    ],
)
def test_too_little_data_is_said_to_be_too_little(rows: list[Row]) -> None:
    finding = describe_change(
        split_series(make_frame(rows, "week")), "balance", {}, ENGLISH
    )

    assert finding.title == "Too little data to say how balance moved"


@pytest.mark.parametrize(
    ("outlets", "questions", "expected"),
    [
        pytest.param("", QUESTIONS, "", id="without gold nothing"),
        pytest.param(
            "abcde",
            QUESTIONS,
            "Corrected by 412 coded sentences; intervals hold both errors.",
            id="everything",
        ),
        pytest.param(
            "abcde",
            ("escalation", "diplomacy"),
            "Corrected by 412 coded sentences; intervals hold both errors. Too few to "
            "correct, so the model alone: sentiment.",
            id="one measure at no outlet",
        ),
        pytest.param(
            "abcd",
            ("sentiment",),
            "Corrected by 412 coded sentences; intervals hold both errors. Too few to "
            "correct, so the model alone: balance, escalation, diplomacy, "
            "sentiment (E-Blatt).",
            id="one measure at all outlets but one",
        ),
        pytest.param(
            "a",
            QUESTIONS,
            "Corrected by 412 coded sentences; intervals hold both errors. Too few to "
            "correct, so the model alone: balance at 4 outlets, escalation at 4 "
            "outlets, diplomacy at 4 outlets, sentiment at 4 outlets.",
            id="many outlets are counted, not named",
        ),
    ],
)
def test_the_page_says_what_is_corrected_and_what_is_not(
    outlets: str, questions: tuple[str, ...], expected: str
) -> None:
    rows = [row for outlet in "abcde" for row in weeks_of(outlet, [0.0] * 2)]
    frame = correct_frame(make_frame(rows, "week"), list(outlets), questions)
    weeks = split_series(frame, make_corrections(list(outlets), questions))
    measured = ("balance", *QUESTIONS)

    said = describe_correction(weeks, measured, 412, {"e": "E-Blatt"}, ENGLISH)

    assert said == expected


def test_findings_are_of_corrected_values_and_say_what_they_leave_out() -> None:
    rows = weeks_of("a", [-0.2] * 8) + weeks_of("b", [-0.8] * 8)
    frame = correct_frame(make_frame(rows, "week"), ["a"])
    weeks = split_series(frame, make_corrections(["a"]))

    finding = describe_change(weeks, "balance", {}, ENGLISH)

    # .6 and .4 become 1.1 and .7
    assert finding.detail.startswith("Largest move: a. Balance −0.22 in the last 4")
    assert finding.detail.endswith("Left out, since not corrected: 1 outlet.")


def test_changes_of_level_are_told_with_the_latest_first() -> None:
    found = pl.DataFrame(
        [
            {
                "level": level,
                "member": member,
                "measure": "balance",
                "week": MONDAY + week * WEEK,
                "week_low": MONDAY + (week - 1) * WEEK,
                "week_high": MONDAY + (week + 2) * WEEK,
                "before": -0.4,
                "after": 0.1,
            }
            for level, member, week in (
                ("outlet", "a", 1),
                ("pooled", "", 5),
                ("balanced", "", 5),
                ("outlet", "b", 6),
                ("outlet", "a", 7),
            )
        ]
    )

    said = describe_change_points(
        found, (MONDAY + 2 * WEEK, MONDAY + 7 * WEEK), {"b": "B & Post"}, ENGLISH
    )

    assert said == [
        "B & Post: Balance went from −0.40 to +0.10 in the week of 16 Feb 2026 "
        "(95\u00a0% interval: week of 9 Feb 2026 to week of 2 Mar 2026).",
        "All outlets together: Balance went from −0.40 to +0.10 in the week of 9 Feb "
        "2026 (95\u00a0% interval: week of 2 Feb 2026 to week of 23 Feb 2026).",
    ]
