"""What the first page says first, on paper."""

from dataclasses import asdict, replace

import polars as pl

from dashboards.today.comparisons import Comparison
from dashboards.today.departures import find_departures, find_whole
from dashboards.today.headlines import Headline
from dashboards.today.stretches import Stretch
from dashboards.wording import Wording
from tests.dashboards.test_departures import BEFORE, LATELY

# A difference of .12 with an error of .05.
SMALL = (BEFORE, replace(LATELY, escalation=0.42))
# Of .5, ten times its error.
LARGE = (BEFORE, replace(LATELY, escalation=0.8))


def read(*stretches: Stretch, measures: tuple[str, ...] = ("escalation",)) -> Headline:
    rows = pl.DataFrame([asdict(one) for one in stretches])
    none = pl.DataFrame()
    return Headline(
        comparisons=[
            Comparison(
                stretch="day",
                measure=measure,
                departures=find_departures(rows, none, "day", measure),
                whole=find_whole(rows, none, "day", measure),
                names={},
                wording=Wording(),
            )
            for measure in measures
        ],
        wording=Wording(),
    )


def together(
    pair: tuple[Stretch, Stretch], alike: float
) -> tuple[Stretch, Stretch, Stretch, Stretch]:
    """All outlets as in `pair`; each alike has an escalation of `alike` now."""
    before, lately = (replace(one, outlet="", level="pooled") for one in pair)
    mean = replace(before, level="balanced", escalation_se=None, diplomacy_se=None)
    return before, lately, mean, replace(mean, later=True, escalation=alike)


def test_all_outlets_together_lead_where_they_moved() -> None:
    found = read(*LARGE, *together((BEFORE, LATELY), 0.49))

    assert found.finding.title == (
        "All outlets together carried more escalation: 0.50 after 0.30"
    )
    # Half of 5 % for the whole: 25 degrees, 97.5 % in the middle: 2.3846 × .05
    assert found.finding.detail == (
        "Escalation 0.50 on 21 Nov 2026 (12 articles) against 0.30 in the 28 days "
        "before (12 articles): a change of +0.20, 95\xa0% interval +0.08 … +0.32, "
        "widened to hold at once for all 2 comparisons that could have stood here. "
        "With each outlet counted alike: escalation 0.49 after 0.30. "
        "Also beyond chance, within its own measure: "
        "Daily (escalation 0.80 after 0.30)."
    )


def test_they_do_not_where_each_alike_went_the_other_way() -> None:
    found = read(*LARGE, *together((BEFORE, LATELY), 0.29))

    assert found.finding.title == "Daily carried more escalation: 0.80 after 0.30"
    assert "together" not in found.finding.detail


def test_a_move_that_each_alike_did_not_make_is_no_headline_and_is_told() -> None:
    found = read(
        *(BEFORE, replace(LATELY, escalation=0.3)), *together((BEFORE, LATELY), 0.29)
    )

    assert found.finding.title == (
        "No change stands out from chance among 2 comparisons"
    )
    assert found.finding.detail.endswith(
        "Article by article, all outlets together moved beyond chance (escalation 0.50 "
        "after 0.30), but with each outlet counted alike not the same way (escalation "
        "0.29 after 0.30): it may be a matter of which outlets wrote how much."
    )
    assert found.comparisons[0].title == (
        "Escalation moved beyond chance at none of 1 outlets"
    )


def test_a_change_that_chance_explains_among_all_is_none() -> None:
    found = read(*SMALL, *together(SMALL, 0.42))

    # Of two, .12 is still more than 2.3846 × .05; of six it is not.
    assert found.finding.title == (
        "All outlets together carried more escalation: 0.42 after 0.30"
    )
    found = read(
        *SMALL, *together(SMALL, 0.42), measures=("escalation", "diplomacy", "balance")
    )
    assert found.finding.title == (
        "No change stands out from chance among 6 comparisons"
    )
    assert "Also beyond chance, within its own measure: " in found.finding.detail


def test_the_intensity_makes_no_headline() -> None:
    found = read(*LARGE, measures=("intensity",))

    assert found.claims == []
