"""Outlets against the others, numbers worked out by hand."""

from collections.abc import Sequence
from math import sqrt

import polars as pl
import pytest

from analysis.measures.contrasts import adjust_holm, find_contrasts
from analysis.measures.student import p_value, t_margin

NO_CORRECTION = pl.DataFrame(
    schema={
        "outlet": pl.String,
        "question": pl.String,
        **dict.fromkeys(
            [
                *("intercept", "slope", "intercept_var"),
                *("slope_var", "covariance", "degrees"),
            ],
            pl.Float64,
        ),
    }
)
# Means of escalation: Daily .2, Echo .4, Post .6; each of its three stories alone.
ALONE = [
    *[("Daily", 1, 0.1), ("Daily", 2, 0.2), ("Daily", 3, 0.3)],
    *[("Echo", 4, 0.3), ("Echo", 5, 0.4), ("Echo", 6, 0.5)],
    *[("Post", 7, 0.5), ("Post", 8, 0.6), ("Post", 9, 0.7)],
]
# The same articles, but Daily's are stories that Post carries too, in the same order.
SHARED = [(outlet, (story - 1) % 6 + 1, value) for outlet, story, value in ALONE]


def stories_of(
    articles: Sequence[tuple[str, int, float]],
    diplomacy: float | None = 0.1,
    *,
    framed: bool = True,
) -> pl.DataFrame:
    """One article of each (outlet, story) with the given escalation."""
    answered = diplomacy is not None
    return pl.DataFrame(
        {
            "outlet": [outlet for outlet, _, _ in articles],
            "story_id": pl.Series([story for _, story, _ in articles], dtype=pl.UInt64),
            "articles": [1] * len(articles),
            "framed_articles": [int(framed) if answered else None] * len(articles),
            "sentiment": [0.0] * len(articles),
            "escalation": [value for _, _, value in articles],
            "diplomacy": pl.Series([diplomacy] * len(articles), dtype=pl.Float64),
        }
    )


def corrections_of(**lines: tuple[float, float, float]) -> pl.DataFrame:
    """Of each outlet intercept, slope and the intercept's variance, for escalation."""
    rows = [
        (outlet, "escalation", intercept, slope, variance, 0.0, 0.0, 20.0)
        for outlet, (intercept, slope, variance) in lines.items()
    ]
    return pl.DataFrame(rows, NO_CORRECTION.schema, orient="row")


def escalation(
    stories: pl.DataFrame, corrections: pl.DataFrame = NO_CORRECTION
) -> dict[str, dict[str, float]]:
    found = find_contrasts(stories, corrections).filter(measure="escalation")
    return {row["outlet"]: row for row in found.iter_rows(named=True)}


def test_each_outlet_against_the_articles_of_all_others() -> None:
    found = escalation(stories_of(ALONE))

    # Echo and Post have .5 together, Daily and Post .4, Daily and Echo .3.
    assert {
        outlet: (
            row["articles"],
            *(round(row[name], 9) for name in ("value", "others", "difference")),
        )
        for outlet, row in found.items()
    } == {
        "Daily": (3, 0.2, 0.5, -0.3),
        "Echo": (3, 0.4, 0.4, 0.0),
        "Post": (3, 0.6, 0.3, 0.3),
    }


def test_error_chance_and_interval_of_a_difference() -> None:
    row = escalation(stories_of(ALONE))["Daily"]

    # Daily: squares .01 + .01 over 3 · 3; others: distances from .5 of .2, .1, 0 on
    # both sides: squares .1 over 6 · 6. Three stories on the smaller side: times 3 / 2,
    # two degrees. Three outlets compared: each interval holds 1 - .05 / 3.
    error = sqrt((0.02 / 9 + 0.1 / 36) * 3 / 2)
    margin = error * t_margin(1 - 0.05 / 3, 2)
    assert row["p"] == pytest.approx(p_value(-0.3 / error, 2))
    assert (row["low"], row["high"]) == pytest.approx((-0.3 - margin, -0.3 + margin))


def test_stories_that_both_sides_carry_are_one_draw() -> None:
    alone = escalation(stories_of(ALONE))["Daily"]
    shared = escalation(stories_of(SHARED))["Daily"]

    # Daily's and Post's stories go up together. Each story adds its distance from
    # Daily's mean over 3, less its distance from the others' mean over 6.
    both = [-0.1 / 3, -0.1 / 6, 0.1 / 3 - 0.2 / 6]
    of_echo = [0.2 / 6, 0.1 / 6, 0.0]
    error = sqrt(sum(distance**2 for distance in (*both, *of_echo)) * 3 / 2)
    assert shared["p"] == pytest.approx(p_value(-0.3 / error, 2))
    assert shared["difference"] == pytest.approx(alone["difference"])
    assert shared["high"] - shared["low"] < alone["high"] - alone["low"]


def test_holm_multiplies_by_how_many_are_left() -> None:
    # Smallest first: .01 · 4, .015 · 3 = .045, .03 · 2 = .06, .04 · 1 below the last.
    adjusted = adjust_holm([0.04, 0.01, 0.03, 0.015])

    assert adjusted == pytest.approx([0.06, 0.04, 0.06, 0.045])


def test_holm_ends_at_one() -> None:
    assert adjust_holm([0.5, 0.9]) == [1.0, 1.0]


def test_an_outlet_of_two_stories_is_not_compared_but_stays_among_the_others() -> None:
    found = escalation(stories_of([*ALONE, ("Brief", 10, 0.9), ("Brief", 11, 0.9)]))

    assert sorted(found) == ["Daily", "Echo", "Post"]
    assert found["Daily"]["others"] == pytest.approx((6 * 0.5 + 1.8) / 8)


def test_one_outlet_has_nothing_to_be_compared_with() -> None:
    assert escalation(stories_of(ALONE[:3])) == {}


def test_the_balance_is_of_sums() -> None:
    found = find_contrasts(stories_of(ALONE), NO_CORRECTION).filter(measure="balance")

    # Daily: (.1 - .2) / (.1 + .2); the others: (.1 - .5) / (.1 + .5).
    (daily,) = found.filter(outlet="Daily").select("value", "others").rows()
    assert daily == pytest.approx((-1 / 3, -2 / 3))


def test_the_error_of_the_balance_follows_its_slope() -> None:
    found = find_contrasts(stories_of(ALONE), NO_CORRECTION).filter(measure="balance")

    # The balance moves by -2 d / (d + e)² with e: -20/9 for Daily, -5/9 for the others.
    error = sqrt((0.02 / 9 * (20 / 9) ** 2 + 0.1 / 36 * (5 / 9) ** 2) * 3 / 2)
    daily = found.row(0, named=True)
    assert daily["p"] == pytest.approx(p_value((1 / 3) / error, 2))


def test_there_is_no_balance_where_nothing_is_framed() -> None:
    found = find_contrasts(stories_of(ALONE, framed=False), NO_CORRECTION)

    assert "balance" not in found["measure"].to_list()


def test_what_the_model_does_not_answer_is_not_compared() -> None:
    found = find_contrasts(stories_of(ALONE, diplomacy=None), NO_CORRECTION)

    assert found["measure"].unique().sort().to_list() == ["escalation", "sentiment"]


def test_a_correction_of_what_is_not_answered_is_left_out() -> None:
    lines = corrections_of(Daily=(0.1, 0.5, 0.0), Post=(0.2, 0.5, 0.0)).with_columns(
        pl.lit("diplomacy").alias("question")
    )

    found = find_contrasts(stories_of([*ALONE[:3], *ALONE[6:]], diplomacy=None), lines)

    assert not found["corrected"].any()


def test_a_difference_is_corrected_by_each_outlets_own_line() -> None:
    lines = corrections_of(
        Daily=(0.1, 0.5, 0.0), Echo=(0.0, 1.0, 0.0), Post=(0.2, 0.5, 0.0)
    )

    row = escalation(stories_of(ALONE), lines)["Daily"]

    # (.2 - .1) / .5; the others (.4 + (.6 - .2) / .5) / 2.
    assert (row["value"], row["others"]) == pytest.approx((0.2, 0.6))
    assert row["corrected"]


def test_the_error_of_the_gold_is_added() -> None:
    lines = corrections_of(
        Daily=(0.0, 1.0, 0.01), Echo=(0.0, 1.0, 0.02), Post=(0.0, 1.0, 0.04)
    )

    row = escalation(stories_of(ALONE), lines)["Daily"]

    # Daily's own, and a half of each of the others'; degrees by Satterthwaite.
    sampling, gold = (0.02 / 9 + 0.1 / 36) * 3 / 2, 0.01 + 0.02 / 4 + 0.04 / 4
    degrees = (sampling + gold) ** 2 / (sampling**2 / 2 + gold**2 / 20)
    expected = p_value(0.3 / sqrt(sampling + gold), degrees)
    assert row["p"] == pytest.approx(expected)


def test_nothing_is_corrected_while_one_outlet_has_no_line() -> None:
    lines = corrections_of(Daily=(0.1, 0.5, 0.0), Echo=(0.0, 1.0, 0.0))

    row = escalation(stories_of(ALONE), lines)["Daily"]

    assert row["value"] == pytest.approx(0.2)
    assert not row["corrected"]
