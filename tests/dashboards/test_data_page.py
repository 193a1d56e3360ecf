"""The page Data: what is missing and why, the calendar, counts and accounts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from analysis.records import Fetch
from analysis.warehouse.warehouse import Warehouse
from dashboards.collection.coverage import Month, find_calendar, find_months, find_ticks
from dashboards.collection.crosstabs import count_kinds
from dashboards.collection.shortfalls import describe_shortfalls
from dashboards.collection.sources import find_troubled
from dashboards.frames import SiteFacts, SiteFrames
from dashboards.pages.data import render_data
from dashboards.pages.page import Site
from dashboards.wording import Wording
from flows.publish import measure_all
from tests.dashboards.samples import (
    MONDAY,
    Row,
    make_facts,
    make_frame,
    make_outlets,
    missing,
    silent,
)
from tests.samples import MODEL, NOW, an_article, an_outlet, save_scored

ENGLISH, GERMAN = Wording("en"), Wording("de")
AT = datetime(2026, 3, 1, 9, 5, tzinfo=UTC)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


# Daily: two complete days, two missing, one silent, one partial. Post: one day, later.
DAYS = make_frame(
    [
        Row(outlet="a", at=on(0)),
        Row(outlet="a", at=on(1)),
        missing("a", on(2)),
        missing("a", on(3)),
        silent("a", on(4)),
        Row(outlet="a", at=on(5), status="partial"),
        missing("b", on(3)),
        Row(outlet="b", at=on(4)),
    ],
    "day",
)


def make_small_site(
    outlet_day: pl.DataFrame = DAYS, facts: SiteFacts | None = None, **frames: object
) -> Site:
    found = SiteFrames(
        outlet_day=outlet_day,
        outlet_week=make_frame([], "week"),
        outlet=make_outlets({"a": "Daily", "b": "Post"}),
    )
    known = facts or replace(make_facts(undated=0), rejects=0, rejects_by_reason=())
    return Site(frames=replace(found, **frames), facts=known)  # type: ignore[arg-type]


def list_shortfalls(site: Site, wording: Wording = ENGLISH) -> list[str]:
    calendar = find_calendar(site.frames.outlet_day, site.outlets)
    found = describe_shortfalls(site, wording, calendar)
    return [shortfall.text.striptags() for shortfall in found]


def test_a_calendar_has_a_letter_for_each_day_of_each_outlet() -> None:
    calendar = find_calendar(DAYS, make_small_site().outlets)

    assert calendar
    assert [strip.letters for strip in calendar.strips] == ["ccmmnp", "...mc."]
    assert calendar.strips[0].packed == "c2m2n1p1"
    assert calendar.strips[0].paths == {
        "c": "M0 0h2v10h-2z",
        "p": "M5 0h1v10h-1z",
        "m": "M2 0h2v10h-2z",
        "n": "M4 4h1v2h-1z",
    }
    assert (calendar.count("m"), calendar.last) == (3, on(5))


def test_an_outlet_without_articles_has_its_days_too() -> None:
    calendar = find_calendar(DAYS, make_small_site().outlets[:1])

    assert calendar
    assert [(strip.name, strip.page) for strip in calendar.strips] == [
        ("Daily", "outlet-daily.html"),
        ("b", None),
    ]


def test_no_days_make_no_calendar() -> None:
    assert find_calendar(DAYS.clear(), ()) is None


@pytest.mark.parametrize(
    ("days", "marks"),
    [
        pytest.param(1, [0], id="one day"),
        pytest.param(20, [0, 7, 14], id="Mondays"),
        # The 1st of January, 361, would stand at the very end.
        pytest.param(
            366,
            [27, 55, 86, 116, 147, 177, 208, 239, 269, 300, 330],
            id="a year",
        ),
        # January, March, May …: from the 1st of March 2026 to that of November 2027.
        pytest.param(
            731,
            [55, 116, 177, 239, 300, 361, 420, 481, 542, 604, 665],
            id="two years always with January",
        ),
    ],
)
def test_the_axis_is_marked_by_weeks_or_months(days: int, marks: list[int]) -> None:
    rows = [Row(outlet="a", at=on(0)), Row(outlet="a", at=on(days - 1))]
    calendar = find_calendar(make_frame(rows, "day"), make_small_site().outlets)

    assert calendar
    assert [at for at, _, _ in find_ticks(calendar)] == marks


def test_months_keep_a_silent_month_apart_from_a_missing_one() -> None:
    rows = [
        silent("a", date(2026, 1, 31)),
        missing("a", date(2026, 2, 1)),
        Row(outlet="a", at=date(2026, 3, 1), status="partial", articles=4),
    ]

    months, found = find_months(make_frame(rows, "day"))

    assert [month.month for month in months] == [1, 2, 3]
    assert found["a"] == [
        Month(articles=0, due=1, missing=0, partial=0),
        Month(articles=0, due=1, missing=1, partial=0),
        Month(articles=4, due=1, missing=0, partial=1),
    ]
    page = render_data(make_small_site(make_frame(rows, "day")), ENGLISH)
    assert "<td>–<br><small>1 missing</small></td>" in page
    assert "<td>4<br><small>1 partial</small></td>" in page


GAP = pl.DataFrame(
    [("a", "not asked", 2, 1, on(3)), ("b", "not asked", 1, 1, on(3))],
    schema=["outlet", "cause", "days", "together", "newest"],
    orient="row",
)


def test_the_warehouse_tells_why_days_are_missing(tmp_path: Path) -> None:
    visits = [(5, "ok"), (6, "ok"), (8, "no answer"), (9, "no answer")]
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records("model", [MODEL])
        warehouse.save_records("outlet", [an_outlet("Daily")])
        warehouse.save_records(
            "fetch",
            [
                Fetch(
                    fetch_id=day,
                    run_id="r",
                    source="feed",
                    outlet="Daily",
                    live=True,
                    url="https://daily.example/feed",
                    fetched_at=datetime(2026, 10, day, 12, tzinfo=UTC),
                    status=None,
                    bytes=0,
                    milliseconds=1,
                    outcome=outcome,
                    receipt=None,
                )
                for day, outcome in visits
            ],
        )
        for key, day in ((1, 5), (2, 8)):
            article = an_article(key, "Post", date(2026, 10, day))
            save_scored(warehouse, article, [(0.1, 0.1)])
        measure_all(warehouse, MODEL.model_id, NOW)

        found = warehouse.load("site_gap", model_id=MODEL.model_id)

    # On the 7th both are missing; on the 9th Daily alone is due.
    assert found.select("outlet", "cause", "days", "together").rows() == [
        ("Daily", "not asked", 1, 1),
        ("Daily", "unanswered", 2, 0),
        ("Post", "files", 2, 1),
    ]


def test_pairs_count_each_story_once(tmp_path: Path) -> None:
    told = [("Daily", 1), ("Daily", 1), ("Post", 1), ("Daily", 2), ("Post", 3)]
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records(
            "article",
            [
                an_article(key, outlet, story_id=story)
                for key, (outlet, story) in enumerate(told)
            ],
        )

        pairs = warehouse.load("site_story_pair")
        sizes = warehouse.load("site_story_size")
        (story,) = warehouse.load("site_story").rows(named=True)

    assert pairs.rows() == [("Daily", "Post", 1, 2, 2)]
    assert sizes.rows() == [(1, 2, 2), (2, 1, 3)]
    assert (story["articles"], story["outlets"]) == (3, ["Daily", "Post"])


def test_missing_days_come_with_their_cause() -> None:
    assert list_shortfalls(make_small_site(gap=GAP)) == [
        "3 days are missing (2 outlets with feeds): no run asked a feed on those days. "
        "Most at Daily (2). 2 of them fall on days on which every outlet is missing.",
        "The longest gap is of 2 days: Daily, 7 Jan 2026 to 8 Jan 2026.",
        "1 day is partial: today, a day whose feed was not asked again on the day "
        "after, or one with articles that are not scored yet.",
    ]


def test_the_same_is_said_in_german() -> None:
    assert list_shortfalls(make_small_site(gap=GAP), GERMAN)[:2] == [
        "3 Tage fehlen (2 Medien mit Feeds): Kein Lauf hat an diesen Tagen einen Feed "
        "abgefragt. Am meisten bei Daily (2). 2 davon fallen auf Tage, an denen alle "
        "Medien fehlen.",
        "Die längste Lücke sind 2 Tage: Daily, 7. Jan. 2026 bis 8. Jan. 2026.",
    ]


def test_what_is_missing_from_articles_is_said_with_its_share() -> None:
    kinds = ["outlet", "kind", "articles"]
    site = make_small_site(
        DAYS.clear(),
        make_facts(articles=40, undated=1),
        extraction=pl.DataFrame(
            [("a", "page", 30), ("a", "teaser", 10)], schema=kinds, orient="row"
        ),
        language=pl.DataFrame(
            [("a", "de", 38), ("a", None, 2)], schema=kinds, orient="row"
        ),
        date_source=pl.DataFrame(
            [
                ("a", "feed", None, 30),
                ("a", "feed", "contradicted", 2),
                ("b", "url", "future", 1),
            ],
            schema=["outlet", "kind", "flag", "articles"],
            orient="row",
        ),
    )

    assert list_shortfalls(site) == [
        "3 inputs could not become an article, most often: not UTF-8 text (2).",
        "1 article has no date: kept and scored, but in no series. Most at Post (1).",
        "3 articles have a date in doubt: 2 contradicted, 1 future.",
        "10 articles (25 %) are only teasers: because of a paywall, or of a feed "
        "that shows no more.",
        "The language of 2 articles could not be told; such articles are in no series "
        "of a language.",
    ]


def test_where_nothing_is_missing_the_page_says_so() -> None:
    page = render_data(make_small_site(DAYS[:2]), ENGLISH)

    assert "<h1>No day is missing</h1>" in page
    assert "Nothing is missing that Detente knows of." in page


SOURCE = {
    "source": "s",
    "live": True,
    "articles": 5,
    "rejects": 0,
    "articles_of_week": 1,
    "last_article_at": AT,
    "asked_at": AT,
    "failure": None,
    "failures": 0,
    "gone": False,
    "turned_over": False,
    "next_at": AT,
}


def make_sources(*changes: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([SOURCE | change for change in changes])


def test_sources_in_trouble_come_first_with_what_to_do() -> None:
    sources = make_sources(
        {"source": "well"},
        {"source": "new", "articles": 0},
        {"source": "down", "failures": 3, "failure": "HTTP 503"},
        {"source": "gone", "gone": True, "articles": 9},
    )
    page = render_data(make_small_site(source=sources), ENGLISH)

    assert find_troubled(sources) == ["gone", "down", "new"]
    assert "3 of 4 sources are in trouble" in page
    assert (
        "3 visits without an answer (<bdi>HTTP 503</bdi>); asked again "
        '<time datetime="2026-03-01T09:05Z">1 Mar 2026 09:05</time>'
    ) in page


RUN = {
    "run_id": "r",
    "started_at": AT,
    "finished_at": AT + timedelta(seconds=90),
    "status": "done",
    "articles": 3,
    "revisions": 0,
    "repeats": 1204,
    "rejects": 1,
    "sentences_scored": 40,
}


def test_runs_that_did_not_end_are_told_apart() -> None:
    runs = pl.DataFrame(
        [RUN, RUN | {"status": "interrupted", "finished_at": None}],
        schema_overrides={"finished_at": pl.Datetime("us", "UTC")},
    )
    site = make_small_site(DAYS[:2], run=runs)
    page = render_data(site, ENGLISH)

    assert list_shortfalls(site) == [
        "1 run of the last 14 days failed or was interrupted."
    ]
    assert "1 of 2 runs in 14 days failed or was interrupted" in page
    assert (
        '<td>90 s</td><td class="prose">done</td><td>3</td><td class="zero">0</td>'
        '<td><data value="1204">1,204</data></td><td>1</td><td>40</td>'
    ) in page
    assert '<td>–</td><td class="prose">interrupted</td>' in page


def test_stories_name_who_carries_them_and_what_pairs_share() -> None:
    keys = ["a", "b", *(f"o{n}" for n in range(6))]
    site = make_small_site(
        story_size=pl.DataFrame(
            [(1, 6, 6), (2, 1, 2), (6, 1, 7), (9, 1, 10)],
            schema=["outlets", "stories", "articles"],
            orient="row",
        ),
        story=pl.DataFrame(
            [(7, on(0), 9, keys, "Talks", None)],
            schema=["story_id", "first_day", "articles", "outlets", "title", "agency"],
            orient="row",
        ),
        story_pair=pl.DataFrame(
            [("a", "b", 3, 12, 6)],
            schema=["outlet", "other", "shared", "stories", "other_stories"],
            orient="row",
        ),
    )
    page = render_data(site, ENGLISH)

    # 19 of 25 articles stand in more than one outlet; stories of 6 and of 9 join.
    assert "76\u00a0% of the articles carry a story" in page
    assert '<th scope="row">6 or more</th><td>2</td><td>17</td>' in page
    assert "<bdi>o3</bdi>, and 2 more</td>" in page
    assert "<td>3</td><td>25\u00a0%</td><td>50\u00a0%</td>" in page


def test_files_have_no_visits_to_fail() -> None:
    unknown = dict.fromkeys(("failures", "gone", "turned_over", "next_at"))

    assert find_troubled(make_sources({"live": False, **unknown})) == []


def test_rare_kinds_stand_together_and_unknown_ones_last() -> None:
    outlets = make_small_site().outlets
    frame = pl.DataFrame(
        [("a", f"k{n}", 10 - n) for n in range(9)] + [("b", None, 50), ("b", "k0", 1)],
        schema=["outlet", "kind", "articles"],
        orient="row",
    )

    table = count_kinds(frame, outlets)

    assert table.kinds == ("k0", "k1", "k2", "k3", "k4", "k5", "k6", None)
    assert table.others == 2
    assert table.total == (11, 9, 8, 7, 6, 5, 4, 50, 3 + 2)
    assert table.outlets[1] == (1, 0, 0, 0, 0, 0, 0, 50, 0)


@pytest.mark.parametrize(
    ("site", "title"),
    [
        pytest.param(
            make_small_site(DAYS.clear(), make_facts(articles=0)),
            "No articles yet",
            id="empty",
        ),
        pytest.param(
            make_small_site(DAYS.clear(), make_facts()),
            "No article has a date, so no day is known",
            id="undated",
        ),
        pytest.param(
            make_small_site(make_frame([missing("a", on(0))], "day")),
            "Nothing was collected: every day is missing",
            id="missing",
        ),
        pytest.param(
            make_small_site(),
            "50\u00a0% of all days are complete, 13\u00a0% partial, 38\u00a0% missing",
            id="some of each",
        ),
    ],
)
def test_the_title_says_how_whole_the_collection_is(site: Site, title: str) -> None:
    assert f"<h1>{title}</h1>" in render_data(site, ENGLISH)


def test_a_large_installation_makes_a_small_page() -> None:
    names = {f"o{n}": f"Outlet {n}" for n in range(120)}
    days = [
        missing(key, on(day)) if day % 7 > 4 else Row(outlet=key, at=on(day))
        for key in names
        for day in range(90)
    ]
    rejects = pl.DataFrame(
        [
            (f"reason {n}", "s", 1, AT, "x" * 10_000, "<script>" * 1000)
            for n in range(10_000)
        ],
        schema=["reason", "source", "rejects", "newest_at", "example", "detail"],
        orient="row",
    )
    frames = SiteFrames(
        outlet_day=make_frame(days, "day"),
        outlet_week=make_frame([], "week"),
        outlet=make_outlets(names),
        reject=rejects,
    )
    page = render_data(Site(frames=frames, facts=make_facts()), ENGLISH)

    assert len(page) < 300_000
    assert "20 outlets with fewer articles are not drawn: 500 missing" in page
    assert "9,960 more reasons of sources, with 9,960 rejects, are not shown." in page
    assert "<script>&" not in page
    assert "&lt;script&gt;" in page
