from datetime import date

import polars as pl

from analysis.measures.intervals import find_intervals

DAY = date(2026, 11, 2)


def articles(*rows: tuple[str, int, float, float, float]) -> pl.DataFrame:
    """Rows of outlet, story, sentiment, escalation and diplomacy."""
    return pl.DataFrame(
        [(outlet, DAY, *rest) for outlet, *rest in rows],
        schema=["outlet", "day", "story_id", "sentiment", "escalation", "diplomacy"],
        orient="row",
    ).with_columns(framed=pl.max_horizontal("escalation", "diplomacy") > 0)


def test_two_stories_are_too_few_for_an_interval() -> None:
    two = articles(
        ("Daily", 1, 0.0, 0.2, 0.4), ("Daily", 1, 0.0, 0.2, 0.4), ("Daily", 2, 0, 0, 0)
    )

    assert find_intervals(two, ["outlet", "day"]).rows() == []


def test_stories_that_agree_leave_no_doubt() -> None:
    alike = articles(*[("Daily", story, -0.5, 0.3, 0.1) for story in (1, 2, 3)])

    (interval,) = find_intervals(alike, ["outlet", "day"]).rows()

    assert interval == ("Daily", DAY, -0.5, -0.5, 0.3, 0.3, 0.1, 0.1, -0.5, -0.5)


def test_an_interval_lies_within_the_stories_and_around_their_mean() -> None:
    spread = articles(
        *[("Daily", story, 0.0, story / 10, 0.5) for story in range(1, 10)]
    )

    (interval,) = find_intervals(spread, ["outlet", "day"]).rows(named=True)

    assert 0.1 < interval["escalation_low"] < 0.5 < interval["escalation_high"] < 0.9
    assert interval["balance_low"] < 0 < interval["balance_high"]


def test_copies_of_one_story_do_not_narrow_the_interval() -> None:
    once = [("Daily", story, 0.0, story / 10, 0.5) for story in range(1, 7)]

    single = find_intervals(articles(*once), ["outlet", "day"])
    copied = find_intervals(articles(*once * 5), ["outlet", "day"])

    assert copied.rows() == single.rows()


def test_draws_without_any_frame_have_no_balance() -> None:
    none = [("Daily", story, 0.0, 0.0, 0.0) for story in (1, 2)]
    one = [("Daily", 3, 0.0, 0.5, 0.0)]

    (mixed,) = find_intervals(articles(*none, *one), ["outlet", "day"]).rows(named=True)
    (empty,) = find_intervals(
        articles(*none, ("Daily", 3, 0, 0, 0)), ["outlet", "day"]
    ).rows(named=True)

    assert (mixed["balance_low"], mixed["balance_high"]) == (-1, -1)
    assert (empty["balance_low"], empty["balance_high"]) == (None, None)


def test_an_interval_depends_on_its_own_articles_alone() -> None:
    mine = [("Daily", story, 0.0, story / 10, 0.5) for story in range(1, 7)]
    theirs = [("Post", story, 0.1, 0.9, story / 10) for story in range(1, 7)]

    alone = find_intervals(articles(*mine), ["outlet", "day"])
    among = find_intervals(articles(*theirs, *mine[::-1]), ["outlet", "day"])

    assert among.filter(outlet="Daily").rows() == alone.rows()
