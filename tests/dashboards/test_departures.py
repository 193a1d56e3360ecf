"""What changed at an outlet, against SQL on a real warehouse and on paper."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta

import polars as pl
import pytest

from analysis.warehouse.warehouse import Warehouse
from dashboards.frames import SiteFrames
from dashboards.today.departures import Departure, find_departures, find_whole
from dashboards.today.exclusions import describe_exclusions, find_reason
from dashboards.today.stretches import Stretch, find_estimate
from dashboards.wording import Wording
from tests.dashboards.newsroom import LAST, correct, load_site, open_newsroom
from tests.samples import ask_copy

MEASURES = ("escalation", "diplomacy", "balance", "intensity", "sentiment")
# Errors of .03 and .04 make one of .05.
LATELY = Stretch(
    outlet="Daily",
    stretch="day",
    later=True,
    since=LAST,
    until=LAST,
    days_complete=1,
    days_partial=0,
    days_missing=0,
    articles=12,
    stories=10,
    sentences=90,
    framed_articles=8,
    draws=10.0,
    sentiment=-0.2,
    sentiment_se=0.03,
    escalation=0.5,
    escalation_se=0.03,
    diplomacy=0.3,
    diplomacy_se=0.03,
    frames_cov=0.0,
)
BEFORE = replace(
    LATELY,
    later=False,
    since=LAST - timedelta(days=28),
    until=LAST - timedelta(days=1),
    days_complete=28,
    draws=17.0,
    escalation=0.3,
    escalation_se=0.04,
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with open_newsroom(tmp_path_factory.mktemp("newsroom")) as opened:
        yield opened


@pytest.fixture(scope="module")
def plain(warehouse: Warehouse) -> SiteFrames:
    return load_site(warehouse).frames


@pytest.fixture(scope="module")
def corrected(plain: SiteFrames, warehouse: Warehouse) -> SiteFrames:
    assert plain.correction.is_empty()
    correct(warehouse)
    return load_site(warehouse).frames


def depart(frames: SiteFrames, stretch: str, measure: str) -> dict[str, Departure]:
    found = find_departures(frames.today_stretch, frames.correction, stretch, measure)
    return {one.outlet: one for one in found}


def frame(*stretches: Stretch) -> pl.DataFrame:
    return pl.DataFrame([asdict(one) for one in stretches])


def test_the_difference_of_two_means_has_an_interval_by_student() -> None:
    [found] = find_departures(
        frame(BEFORE, LATELY), pl.DataFrame(), "day", "escalation"
    )

    # (.0009 + .0016)² / (.0009² / 9 + .0016² / 16) = 25 degrees, 2.0595 × .05
    assert found.size == pytest.approx(0.2)
    assert found.low == pytest.approx(0.2 - 0.102977, abs=1e-5)
    assert found.high == pytest.approx(0.2 + 0.102977, abs=1e-5)
    assert found.is_real


def test_more_outlets_need_a_larger_difference() -> None:
    others = [
        replace(one, outlet=name, escalation=0.4)
        for name in ("b", "c", "d")
        for one in (BEFORE, LATELY)
    ]

    found = find_departures(
        frame(BEFORE, LATELY, *others), pl.DataFrame(), "day", "escalation"
    )

    # 25 degrees, 98.75 % in the middle: 2.6919
    assert found[0].outlet == "Daily"
    assert found[0].low == pytest.approx(0.2 - 2.6919 * 0.05, abs=1e-4)


@pytest.mark.parametrize(
    ("lately", "before", "reason"),
    [
        ({"articles": 0, "escalation": None, "diplomacy": None}, {}, "no_article"),
        (
            {"articles": 0, "days_complete": 0, "days_missing": 1, "escalation": None},
            {},
            "not_collected",
        ),
        (
            {"articles": 0, "days_complete": 0, "days_partial": 1, "escalation": None},
            {},
            "half_collected",
        ),
        ({"framed_articles": 0}, {}, "not_framed"),
        ({"escalation_se": None, "stories": 2}, {}, "few_stories"),
        ({"days_complete": 0, "days_partial": 1}, {}, "half_collected"),
        ({}, {"days_complete": 6}, "short_past"),
        ({}, {"escalation_se": None}, "short_past"),
        ({"escalation": None, "framed_articles": None}, {}, "unknown"),
        ({}, {"framed_articles": 0}, "past_unknown"),
    ],
)
def test_what_cannot_be_compared_says_why(
    lately: dict[str, float | None], before: dict[str, float | None], reason: str
) -> None:
    stretches = (replace(BEFORE, **before), replace(LATELY, **lately))  # type: ignore[arg-type]

    [found] = find_departures(frame(*stretches), pl.DataFrame(), "day", "balance")

    assert (found.is_compared, found.is_real) == (False, False)
    assert find_reason(found) == reason


@pytest.mark.parametrize("measure", MEASURES)
def test_a_day_has_the_interval_that_its_series_has(
    plain: SiteFrames, measure: str
) -> None:
    rows = plain.outlet_day.filter(day=LAST)

    found = depart(plain, "day", measure)["Daily"].value

    [known] = rows.filter(outlet="Daily").to_dicts()
    assert found
    assert found.bounds
    assert (found.value, *found.bounds) == pytest.approx(
        [known[f"{measure}{end}"] for end in ("", "_low", "_high")], abs=2e-6
    )


@pytest.mark.parametrize("measure", ["escalation", "diplomacy", "balance"])
def test_a_corrected_day_has_the_interval_that_its_series_has(
    corrected: SiteFrames, measure: str
) -> None:
    rows = corrected.outlet_day.filter(day=LAST)

    found = depart(corrected, "day", measure)["Herald"].value

    [known] = rows.filter(outlet="Herald").to_dicts()
    assert found
    assert found.bounds
    assert (found.value, *found.bounds) == pytest.approx(
        [known[f"{measure}_corrected{end}"] for end in ("", "_low", "_high")], abs=2e-6
    )
    assert found.alone == pytest.approx(known[measure], abs=2e-6)


@pytest.mark.parametrize(("stretch", "days"), [("day", 1), ("week", 7)])
def test_the_past_is_the_mean_over_the_articles_of_28_days(
    plain: SiteFrames, warehouse: Warehouse, stretch: str, days: int
) -> None:
    until = LAST - timedelta(days=days)
    scores = ask_copy(warehouse, "FROM article_score").filter(
        pl.col("published_on").is_between(until - timedelta(days=27), until),
        outlet="Daily",
    )

    found = depart(plain, stretch, "escalation")["Daily"]

    assert found.usual
    assert found.usual.value == pytest.approx(scores["escalation"].mean())
    assert found.before.articles == len(scores) == 112


def test_all_outlets_together_are_those_with_enough_on_both_sides(
    plain: SiteFrames, warehouse: Warehouse
) -> None:
    scores = ask_copy(warehouse, "FROM article_score").filter(
        pl.col("outlet").is_in(["Daily", "Herald"]), published_on=LAST
    )
    means = scores.group_by("outlet").agg(pl.col("escalation").mean())["escalation"]

    found = find_whole(plain.today_stretch, plain.correction, "day", "escalation")

    assert found
    assert found.pooled.value
    assert found.balanced.value
    assert found.pooled.lately.outlets == 2
    assert found.pooled.value.value == pytest.approx(scores["escalation"].mean())
    assert found.balanced.value.value == pytest.approx(means.mean())


def test_a_story_that_two_outlets_carry_is_one_draw_of_the_whole(
    plain: SiteFrames,
) -> None:
    found = find_whole(plain.today_stretch, plain.correction, "day", "escalation")

    assert found
    assert (found.pooled.lately.articles, found.pooled.lately.stories) == (9, 8)


def test_only_the_outlet_that_turned_has_a_real_difference(plain: SiteFrames) -> None:
    found = depart(plain, "day", "balance")

    assert [one.outlet for one in found.values() if one.is_real] == ["Daily"]
    assert found["Daily"].size < 0
    assert find_reason(found["Weekly"]) == "few_stories"


def test_where_gold_corrects_some_outlets_these_alone_are_compared(
    corrected: SiteFrames,
) -> None:
    found = depart(corrected, "week", "escalation")

    assert [one.outlet for one in found.values() if one.is_compared] == [
        "Daily",
        "Herald",
    ]


def test_what_gold_leaves_open_cancels_where_nothing_changed() -> None:
    lines = pl.DataFrame(
        [
            {
                "level": "outlet",
                "member": "Daily",
                "question": "escalation",
                "intercept": 0.05,
                "slope": 0.5,
                "intercept_var": 0.0004,
                "slope_var": 0.0025,
                "covariance": -0.0006,
                "degrees": 60.0,
            }
        ]
    )
    stretches = frame(replace(BEFORE, escalation=0.5), LATELY)

    [found] = find_departures(stretches, lines, "day", "escalation")

    # Both means are .9; errors of stories are divided by the slope, gold is the same.
    assert found.value
    assert found.value.value == pytest.approx(0.9)
    assert found.high == pytest.approx(2 * 0.102977, abs=1e-5)
    assert found.value.gold == pytest.approx((-0.014, 0.072))


def test_a_difference_is_no_wider_than_the_measure_s_range() -> None:
    vague = replace(LATELY, escalation_se=0.6)

    [found] = find_departures(frame(BEFORE, vague), pl.DataFrame(), "day", "escalation")

    assert (found.low, found.high) == (-1.0, 1.0)


def test_a_balance_that_the_correction_takes_away_is_not_said_to_be_unframed() -> None:
    lines = pl.DataFrame(
        [
            {
                "level": "outlet",
                "member": "Daily",
                "question": question,
                "intercept": intercept,
                "slope": 0.5,
                "intercept_var": 0.0004,
                "slope_var": 0.0025,
                "covariance": -0.0006,
                "degrees": 60.0,
            }
            # Diplomacy of .3 becomes (.3 − .4) / .5, which is below zero.
            for question, intercept in (("escalation", 0.05), ("diplomacy", 0.4))
        ]
    )

    [found] = find_departures(frame(BEFORE, LATELY), lines, "day", "balance")

    assert found.value is None
    assert find_reason(found) == "not_above"
    assert describe_exclusions([found], Wording("en")) == (
        "1 of 1 outlets is not compared: corrected escalation or diplomacy is "
        "not above zero, so the balance is not known (1)."
    )


def test_an_outlet_without_any_answer_is_unknown() -> None:
    empty = replace(LATELY, draws=None, escalation=None, diplomacy=None, sentiment=None)

    assert [find_estimate(empty, measure, {}) for measure in MEASURES] == [None] * 5
