import re
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from dashboards.frames import SiteFrames
from dashboards.pages.outlet import render_outlet
from dashboards.pages.page import Site
from dashboards.store.outlet_numbers import pack_numbers
from dashboards.wording import Wording
from tests.dashboards.samples import (
    MODEL,
    MONDAY,
    Row,
    make_facts,
    make_frame,
    make_outlets,
    missing,
)

ENGLISH = Wording("en")
SUMS = ("x", "xn", "y", "yn", "xx", "yy", "xy", "yx")


def make_contrasts(*differences: tuple[str, float, float, float]) -> pl.DataFrame:
    """Rows of an outlet "a" that has .5: measure, difference, low, high."""
    return pl.DataFrame(
        [
            {
                **{"model_id": MODEL, "outlet": "a", "measure": measure},
                **{"since": MONDAY, "until": MONDAY + timedelta(days=27)},
                **{"articles": 40, "value": 0.5, "others": 0.5 - difference},
                **{"difference": difference, "low": low, "high": high},
                "corrected": False,
            }
            for measure, difference, low, high in differences
        ]
    )


def make_site() -> Site:
    days = [Row(outlet="a", at=MONDAY), missing("a", MONDAY + timedelta(days=1))]
    frames = SiteFrames(
        outlet_day=make_frame(days, "day"),
        outlet_week=make_frame([Row(outlet="a", at=MONDAY)], "week"),
        outlet=make_outlets({"a": "A & Blatt", "b": "Post"}),
    )
    return Site(frames=frames, facts=make_facts())


def add(site: Site, **frames: pl.DataFrame) -> Site:
    return Site(frames=replace(site.frames, **frames), facts=site.facts)


def read_list(page: str) -> list[str]:
    return re.findall(r"<li>(.*?)</li>", page)


def read_facts(page: str) -> dict[str, str]:
    """The facts at the head, without markup."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {name: re.sub(r"<[^>]+>", " ", text).strip() for name, text in pairs}


def test_the_head_says_what_there_is_of_the_outlet() -> None:
    site = add(
        make_site(),
        agency=pl.DataFrame(
            {
                "outlet": ["a", "a", "b"],
                "week": [MONDAY, MONDAY + timedelta(weeks=1), MONDAY],
                "articles": [10, 30, 5],
                "credited": [2, 2, 5],
                "shared": [0, 10, 0],
                "alone": [8, 18, 0],
            }
        ),
        outlet_source=pl.DataFrame(
            {"outlet": ["a", "a"], "source": ["feed", "<b>"], "articles": [39, 1]}
        ),
    )

    page = render_outlet(site, ENGLISH, site.outlets[0])

    assert read_facts(page) == {
        "Country": "DE",
        "Language": "German",
        "Time zone": "Europe/Berlin",
        "Articles": "40",
        "Period": "5 Jan 2026 – 6 Jan 2026",
        "Days": "1 complete, 0 partial, 1 missing",
        "Not exclusively its own": "10 of its articles stand at other outlets too "
        "(25\u00a0%), 4 credit a news agency (10\u00a0%)",
        "Sources": "feed (39), &lt;b&gt; (1)",
    }


def test_an_outlet_without_a_dated_article_says_so() -> None:
    site = make_site()

    page = render_outlet(site, ENGLISH, site.outlets[1])

    assert "No article of this outlet has a date, so it is in no chart." in page
    assert read_facts(page)["Period"] == "no dated article, no day collected"


def test_it_is_said_where_the_outlet_differs_beyond_the_interval() -> None:
    contrasts = make_contrasts(
        ("diplomacy", -0.02, -0.06, 0.02), ("escalation", 0.1, 0.02, 0.18)
    )
    site = add(make_site(), contrast=contrasts)

    page = render_outlet(site, ENGLISH, site.outlets[0])

    assert read_list(page) == [
        "From 5 Jan 2026 to 1 Feb 2026, A &amp; Blatt differs from all other outlets "
        "together in escalation (0.50 against 0.40, difference +0.10, "
        "95 % +0.02 … +0.18)."
    ]


def test_of_two_periods_that_begin_together_the_shorter_is_told() -> None:
    rows = make_contrasts(("escalation", 0.1, 0.02, 0.18))
    longer = rows.with_columns(
        until=pl.col("until") + timedelta(days=5), value=pl.lit(0.9)
    )
    site = add(make_site(), contrast=pl.concat([longer, rows]))

    page = render_outlet(site, ENGLISH, site.outlets[0])

    assert read_list(page) == [
        "From 5 Jan 2026 to 1 Feb 2026, A &amp; Blatt differs from all other outlets "
        "together in escalation (0.50 against 0.40, difference +0.10, "
        "95 % +0.02 … +0.18)."
    ]


def test_it_is_said_that_the_outlet_does_not_differ() -> None:
    site = add(make_site(), contrast=make_contrasts(("escalation", 0.1, -0.02, 0.22)))

    page = render_outlet(site, Wording("de"), site.outlets[0])

    assert read_list(page) == [
        "Vom 5. Jan. 2026 bis zum 1. Feb. 2026 weicht A &amp; Blatt in keinem Maß um "
        "mehr als dessen Intervall von allen anderen Medien zusammen ab."
    ]


def test_a_change_of_level_is_told_with_the_interval_of_its_week() -> None:
    change = {
        **{"model_id": MODEL, "level": "outlet", "member": "a"},
        **{"measure": "balance", "week": date(2026, 2, 2)},
        **{"week_low": date(2026, 1, 26), "week_high": date(2026, 2, 9)},
        **{"before": -0.4, "after": 0.1, "weeks_before": 4, "weeks_after": 4},
    }
    site = add(
        make_site(), change_point=pl.DataFrame([change, {**change, "member": "b"}])
    )

    page = render_outlet(site, ENGLISH, site.outlets[0])

    assert read_list(page) == [
        "Balance rose from −0.40 to +0.10 in the week of 2 Feb 2026 (95 %: week of "
        "26 Jan 2026 to week of 9 Feb 2026)."
    ]


def test_sums_are_packed_by_pair_and_measure_without_what_repeats() -> None:
    lone = dict(zip(SUMS, (0.9, 0.9, 0.5, 0.5, 0.65, 0.13, 0.26, 0.26), strict=True))
    told = {**lone, "xn": 1.7, "yn": 0.8}
    products = {"xx": 0.4, "yy": 0.1, "xy": 0.3, "yx": 0.2}
    week = {"outlet": "a", "week": MONDAY, "part": "headline", "other": "body"}
    site = add(
        make_site(),
        part_sum=pl.DataFrame(
            [
                {**week, "measure": measure, "n": 3, "stories": 2, "nn": 5, **sums}
                for measure, sums in (
                    ("escalation", told),
                    ("sentiment", lone),
                    ("frames", {**lone, **products}),
                )
            ]
        ),
    )

    numbers = pack_numbers(site, site.outlets[0])

    assert numbers["sums"] == {
        "headline/body": {
            **{"weeks": ["2026-01-05"], "n": [3], "stories": [2], "nn": [5]},
            "escalation": {name: [told[name]] for name in SUMS if name != "yx"},
            "sentiment": {name: [lone[name]] for name in ("x", "y", "xx", "yy", "xy")},
            "frames": {name: [value] for name, value in products.items()},
        }
    }


def test_a_weekday_has_how_much_further_seven_intervals_together_reach() -> None:
    effect = {
        **{"model_id": MODEL, "level": "outlet", "member": "a"},
        **{"measure": "escalation", "weekday": 1, "effect": 0.05},
        **{"effect_low": 0.01, "effect_high": 0.09, "days": 9},
    }
    lone = {**effect, "weekday": 7, "effect_low": None, "effect_high": None, "days": 3}
    site = add(make_site(), weekday_effect=pl.DataFrame([effect, lone]))

    numbers = pack_numbers(site, site.outlets[0])

    # With 8 degrees of freedom t is 2.306, and 3.584 for a seventh of five per cent.
    assert numbers["weekdays"] == {
        "escalation": [
            [1, 0.05, 0.01, 0.09, 9, 1.5544],
            [7, 0.05, None, None, 3, None],
        ]
    }
