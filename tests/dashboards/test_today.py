"""The first page: what it says, in each state, in both languages."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboards.frames import SiteFrames
from dashboards.pages.page import Site
from dashboards.pages.today import Today, render_today
from dashboards.today.comparisons import COLUMNS
from dashboards.wording import LANGUAGES, Wording
from tests.conftest import Golden
from tests.dashboards.newsroom import LAST, correct, load_site, open_newsroom
from tests.dashboards.samples import (
    MONDAY,
    Row,
    make_facts,
    make_frame,
    make_outlets,
    make_site,
    missing,
)

ENGLISH = Wording("en")
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"quoted\" 'twice' {{ 7 * 7 }}",
    "\u202egnihton",
    "long " * 2_000,
    "nul\x00nul",
    "line\u2028end",
)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Site:
    with open_newsroom(tmp_path_factory.mktemp("today")) as warehouse:
        return load_site(warehouse)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Site:
    with open_newsroom(tmp_path_factory.mktemp("corrected")) as warehouse:
        correct(warehouse)
        return load_site(warehouse)


def make_frames(days: list[Row], weeks: list[Row], outlets: pl.DataFrame) -> SiteFrames:
    return SiteFrames(
        outlet_day=make_frame(days, "day"),
        outlet_week=make_frame(weeks, "week"),
        outlet=outlets,
    )


def read_main(page: str) -> str:
    """What the page itself says: all pages share the rest, and the place of a chart."""
    found = re.search(r"<main.*</main>", page, re.DOTALL)
    assert found
    return re.sub(r'<figure class="chart".*?</figure>', "", found[0], flags=re.DOTALL)


def read_payload(page: str) -> dict[str, dict[str, dict[str, list[object]]]]:
    found = re.search(r'id="payload">(.*?)</script>', page, re.DOTALL)
    assert found
    payload: dict[str, dict[str, dict[str, list[object]]]] = json.loads(found[1])
    return payload


def write_cell(cell: object) -> str:
    """As the page's script writes what the payload has."""
    if isinstance(cell, float):
        return ENGLISH.value("balance", cell)
    return "–" if cell is None else str(cell)


def read_headline(page: str) -> str:
    headline: str = re.findall(r"<h1>(.*?)</h1>", page)[0]
    return headline


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_newsroom_to_the_letter(
    newsroom: Site, language: str, golden: Golden
) -> None:
    page = render_today(newsroom, Wording(language))

    golden(Path(f"site/today.{language}.html"), read_main(page))


def test_equal_input_gives_the_equal_page(newsroom: Site) -> None:
    assert render_today(newsroom, ENGLISH) == render_today(newsroom, ENGLISH)


def test_the_headline_names_the_outlet_that_turned_and_its_interval(
    newsroom: Site,
) -> None:
    today = Today(site=newsroom, wording=ENGLISH)

    assert (today.state, today.stretch, today.last_day) == ("full", "day", LAST)
    assert today.headline.title == "Daily carried more escalation: 0.57 after 0.38"
    assert re.match(
        r"Escalation 0.57 on 21 Nov 2026 \(5 articles\) against 0.38 in the 28 days "
        r"before \(112 articles\): a change of \+0.19, 95\xa0% interval "
        r"\+0.10 … \+0.29, widened to hold at once for all 12 comparisons that could ",
        today.headline.detail,
    )


def test_the_table_without_scripts_holds_what_the_chart_is_drawn_from(
    newsroom: Site,
) -> None:
    page = render_today(newsroom, ENGLISH)

    packed = read_payload(page)["views"]["day.balance"]["rows"]
    # The headline's measure comes first, the balance after it.
    tables = page.split("<noscript>")[1].split("</noscript>")[0]
    shown = re.findall(r"<tbody>(.*?)</tbody>", tables, re.DOTALL)[1]
    cells = [re.findall(r"<td>(.*?)</td>", row) for row in shown.split("</tr>")[:-1]]
    assert cells == [
        [write_cell(cell) for cell in row[1 : len(COLUMNS)]]
        for row in packed
        if isinstance(row, list)
    ]


def test_the_sentences_of_a_wire_text_stand_once(newsroom: Site) -> None:
    sentences = dict(Today(site=newsroom, wording=ENGLISH).strongest)["escalation"]

    wire = sentences[0]
    assert (wire.text, wire.outlet, wire.copies) == ("Sentence 7700.", "Daily", 1)
    assert [one.outlet for one in sentences] == ["Daily", "Herald", "Weekly"]
    assert [one.probability for one in sentences] == [0.9, 0.7, 0.6]


def test_a_corrected_page_compares_corrected_outlets_and_says_so(
    corrected: Site,
) -> None:
    today = Today(site=corrected, wording=ENGLISH)

    assert today.correction.startswith("Corrected by 412 coded sentences;")
    assert today.comparisons["week.balance"].compared == 2
    packed = read_payload(render_today(corrected, ENGLISH))
    [together, daily, *_] = packed["views"]["week.balance"]["rows"]
    assert isinstance(together, list)
    assert together[0] == ""
    assert isinstance(daily, list)
    assert daily[0] == "Daily"
    assert daily[len(COLUMNS)] not in (None, daily[COLUMNS.index("value")])


def test_the_last_day_counts_only_where_half_of_the_outlets_have_it_whole(
    newsroom: Site,
) -> None:
    said = Today(site=newsroom, wording=ENGLISH).days

    assert said == [
        "21 Nov 2026: complete at each of the outlets collected on that day (3).",
        "20 Nov 2026: complete at 2 of 3 outlets. Missing: Weekly.",
    ]


def test_old_data_are_said_to_be_old(newsroom: Site) -> None:
    later = replace(
        newsroom.facts, built_at=newsroom.facts.built_at + timedelta(days=9)
    )

    today = Today(site=Site(frames=newsroom.frames, facts=later), wording=ENGLISH)

    assert today.lateness == "The last complete day lies 10 days before that."


def test_a_model_of_sentiment_alone_has_a_page_of_sentiment(newsroom: Site) -> None:
    unknown = [
        pl.lit(None, pl.Float64).alias(name)
        for name in ("escalation", "escalation_se", "diplomacy", "diplomacy_se")
    ]
    frames = replace(
        newsroom.frames,
        today_stretch=newsroom.frames.today_stretch.with_columns(unknown),
    )
    toned = Site(frames=frames, facts=replace(newsroom.facts, task="sentiment"))

    page = render_today(toned, ENGLISH)

    assert set(read_payload(page)["views"]) == {"day.sentiment", "week.sentiment"}
    assert "Escalation is unknown here, not zero: tiny@1 gives no values" in page
    assert re.findall(r"<h3 class=\"(\w+)\">", page) == ["negative", "positive"]
    assert "<b>Balance</b>" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_cannot_leave_its_place(
    newsroom: Site, name: str, language: str
) -> None:
    plain = render_today(newsroom, Wording(language))
    frames = replace(
        newsroom.frames,
        outlet=newsroom.frames.outlet.with_columns(name=pl.lit(name)),
        today_sentence=newsroom.frames.today_sentence.with_columns(
            text=pl.lit(name), title=pl.lit(name), speaker=pl.lit(name)
        ),
    )

    page = render_today(Site(frames=frames, facts=newsroom.facts), Wording(language))

    for tag in ("<script", "</script>", "<img", "<bdi", "<a "):
        assert page.count(tag) == plain.count(tag), tag
    assert not re.search("[\x00\u202e]", page)
    assert read_payload(page)


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://daily.example/1", 1),
        ("HTTP://daily.example/1", 1),
        ("javascript:alert(1)", 0),
        ("data:text/html,x", 0),
        (None, 0),
    ],
)
def test_only_addresses_of_the_web_are_links(
    newsroom: Site, url: str | None, links: int
) -> None:
    chosen = newsroom.frames.today_sentence.head(1).with_columns(
        url=pl.lit(url, pl.String)
    )
    frames = replace(newsroom.frames, today_sentence=chosen)

    page = render_today(Site(frames=frames, facts=newsroom.facts), ENGLISH)

    assert page.count('rel="noreferrer"') == links


Make = Callable[[], Site]


def make_empty() -> Site:
    facts = make_facts(0, 0, first_day=None, last_day=None)
    return Site(frames=make_frames([], [], make_outlets({})), facts=facts)


def make_undated() -> Site:
    facts = make_facts(5, 5, first_day=None, last_day=None)
    return Site(frames=make_frames([], [], make_outlets({"a": "A"})), facts=facts)


def make_missing() -> Site:
    days = [missing("a", MONDAY + timedelta(days=i)) for i in range(7)]
    frames = make_frames(days, [missing("a", MONDAY)], make_outlets({"a": "A"}, 0))
    return Site(frames=frames, facts=make_facts(0, 0))


def make_one_article() -> Site:
    row = Row(outlet="a", at=MONDAY, articles=1, stories=1, reach=None)
    frames = make_frames([row], [row], make_outlets({"a": "A"}, 1))
    return Site(frames=frames, facts=make_facts(1, 0))


@pytest.mark.parametrize(
    ("make", "english", "german"),
    [
        pytest.param(make_empty, "No articles yet", "Noch keine Artikel", id="empty"),
        pytest.param(
            make_undated,
            "No article has a date, so there is no trend",
            "Kein Artikel hat ein Datum, darum gibt es keinen Verlauf",
            id="undated",
        ),
        pytest.param(
            make_missing,
            "Nothing was collected: every day is missing",
            "Nichts wurde gesammelt: Jeder Tag fehlt",
            id="missing",
        ),
        pytest.param(
            make_one_article,
            "Too little data to say how balance moved",
            "Zu wenige Daten, um zu sagen, wie sich die Bilanz bewegte",
            id="one article",
        ),
        pytest.param(
            lambda: Site(frames=make_site({"a": "A"}), facts=make_facts()),
            "A turned towards diplomacy",
            "A wandte sich der Diplomatie zu",
            id="no complete day",
        ),
    ],
)
def test_a_page_with_little_to_show_says_so(
    make: Make, english: str, german: str
) -> None:
    site = make()

    pages = [render_today(site, Wording(language)) for language in LANGUAGES]

    assert [read_headline(page) for page in pages] == [english, german]
    assert all('id="against"' not in page for page in pages)
    assert all(read_payload(page) == {} for page in pages)


def test_where_a_day_has_too_few_stories_seven_days_come_first(newsroom: Site) -> None:
    rare = newsroom.frames.today_stretch.with_columns(
        pl.when(pl.col("later") & (pl.col("stretch") == "day"))
        .then(None)
        .otherwise(pl.col(name))
        .alias(name)
        for name in ("escalation_se", "diplomacy_se", "sentiment_se")
    )
    frames = replace(newsroom.frames, today_stretch=rare)

    today = Today(site=Site(frames=frames, facts=newsroom.facts), wording=ENGLISH)

    assert today.stretch == "week"
    assert today.comparisons["day.balance"].title == (
        "Too little data to say how balance moved"
    )
    assert "Most outlets have fewer than three" in render_today(today.site, ENGLISH)


def test_the_headline_says_who_is_not_compared_and_why(newsroom: Site) -> None:
    assert Today(site=newsroom, wording=ENGLISH).headline.detail.endswith(
        "1 of 3 outlets is not compared: fewer than three stories (1)."
    )


def test_seven_days_do_not_come_first_for_a_reason_that_is_none(newsroom: Site) -> None:
    unread = newsroom.frames.today_stretch.with_columns(
        days_complete=pl.when(pl.col("later") & (pl.col("stretch") == "day"))
        .then(0)
        .otherwise("days_complete")
    )
    frames = replace(newsroom.frames, today_stretch=unread)

    today = Today(site=Site(frames=frames, facts=newsroom.facts), wording=ENGLISH)

    assert today.why_seven == (
        "On that day alone too few outlets can be compared, so the last seven days are "
        "shown first."
    )


def test_only_weeks_that_are_over_are_compared(newsroom: Site) -> None:
    today = Today(site=newsroom, wording=ENGLISH)

    # The last complete day, the 21st, is a Saturday.
    assert today.window == (
        "The weeks from 2 Nov 2026 to 15 Nov 2026 against those from 12 Oct 2026 to "
        "1 Nov 2026."
    )


def test_changes_of_level_need_eight_weeks_to_be_looked_for(newsroom: Site) -> None:
    rows = [Row(outlet="a", at=MONDAY + timedelta(weeks=i)) for i in range(8)]
    long = replace(newsroom.frames, outlet_week=make_frame(rows, "week"))
    sites = [newsroom, Site(frames=long, facts=newsroom.facts)]

    pages = [render_today(site, ENGLISH) for site in sites]

    assert "Lasting changes of level were not looked for yet" in pages[0]
    assert "No lasting change of level was found" in pages[1]


def test_changes_of_level_are_those_of_the_last_eight_weeks(newsroom: Site) -> None:
    weeks = [date(2026, 9, 21), date(2026, 11, 2)]
    found = pl.DataFrame(
        {
            "model_id": "tiny@1",
            "level": "outlet",
            "member": "Daily",
            "measure": "balance",
            "week": week,
            "week_low": week,
            "week_high": week,
            "before": 0.1,
            "after": -0.1,
        }
        for week in weeks
    )
    frames = replace(newsroom.frames, change_point=found)

    today = Today(site=Site(frames=frames, facts=newsroom.facts), wording=ENGLISH)

    assert [sentence[:58] for sentence in today.change_points] == [
        "Daily: Balance went from +0.10 to −0.10 in the week of 2 N"
    ]
