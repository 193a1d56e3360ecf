"""Trends in real Chromium: what the filters show is what SQL says."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from analysis.warehouse.warehouse import ask
from dashboards.pages.trends import ORDER
from dashboards.theme import DARK, LIGHT
from tests.dashboards.conftest import TWO_FRAMES, Reader, read_figure

WEEKS = "grain = 'week' AND level = 'outlet' AND part = 'all' AND copies = 'all'"
FILTERS = {
    "": WEEKS,
    "grain=day": WEEKS.replace("'week'", "'day'"),
    "copies=without": WEEKS.replace("copies = 'all'", "copies = 'without'"),
    "copies=once&grain=day": (
        WEEKS.replace("'week'", "'day'").replace("copies = 'all'", "copies = 'once'")
    ),
    "part=headline": WEEKS.replace("part = 'all'", "part = 'headline'"),
    "part=quoted&grain=day": (
        WEEKS.replace("'week'", "'day'").replace("part = 'all'", "part = 'quoted'")
    ),
    "level=language": WEEKS.replace("'outlet'", "'language'"),
    "level=pooled": WEEKS.replace("'outlet'", "'pooled'"),
    "level=balanced": WEEKS.replace("'outlet'", "'balanced'"),
    "level=pooled&language=de": (
        WEEKS.replace("'outlet'", "'language'") + " AND member = 'de'"
    ),
    "language=de": WEEKS + " AND member = 'Post'",
    "outlet=Daily&outlet=Blatt": WEEKS + " AND member IN ('Daily', 'Blatt')",
    "since=2026-10-14&until=2026-10-20": (
        WEEKS + " AND period BETWEEN DATE '2026-10-12' AND DATE '2026-10-20'"
    ),
}


@pytest.fixture
def trends(reader: Reader, full_site: Path) -> Iterator[Page]:
    reader.folder = full_site
    with reader.open(None, "trends.html") as page:
        reader.wait(page)
        yield page


def list_points(page: Page, measure: str) -> list[tuple[str, float]]:
    """Every point that a chart draws, as day and value."""
    data, _ = read_figure(page, f"#{measure} .plot")
    assert isinstance(data, list)
    lines = [
        trace
        for trace in data
        if trace.get("mode") == "lines+markers" and trace.get("customdata")
        if isinstance(trace["line"].get("width"), int | float)
    ]
    return sorted(
        (day, value)
        for trace in lines
        for day, value in zip(trace["x"], trace["y"], strict=True)
        if value is not None
    )


def ask_points(site: Path, measure: str, where: str) -> list[tuple[str, float]]:
    rows = ask(
        site.parent / "w.duckdb",
        f"SELECT period, {measure} FROM series "  # noqa: S608
        f"WHERE {where} AND topic = '' AND {measure} IS NOT NULL",
    )
    return sorted((str(day), round(value, 4)) for day, value in rows.iter_rows())


def test_every_filter_shows_what_sql_says(
    reader: Reader, trends: Page, full_site: Path
) -> None:
    for view, where in FILTERS.items():
        reader.go(trends, f"#{view}&measure=escalation")
        shown = list_points(trends, "escalation")

        expected = ask_points(full_site, "escalation", where)
        assert len(expected) > 0, view
        assert [day for day, _ in shown] == [day for day, _ in expected], view
        assert [value for _, value in shown] == pytest.approx(
            [value for _, value in expected], abs=1e-4
        ), view


def test_every_measure_shows_what_sql_says(trends: Page, full_site: Path) -> None:
    for measure in ORDER:
        shown = list_points(trends, measure)

        expected = ask_points(full_site, measure, WEEKS)
        assert [day for day, _ in shown] == [day for day, _ in expected]
        assert sum(value for _, value in shown) == pytest.approx(
            sum(value for _, value in expected), abs=1e-2
        )
    assert trends.locator("figure.chart").count() == len(ORDER)
    assert trends.evaluate("performance.getEntriesByName('first-chart').length") == 1


def test_an_entry_of_the_key_takes_its_line_out_and_back(
    reader: Reader, trends: Page
) -> None:
    entry = trends.locator("#key button", has_text="Post")
    all_points = len(list_points(trends, "balance"))
    entry.click()
    reader.wait(trends)
    fewer = len(list_points(trends, "balance"))
    pressed = entry.get_attribute("aria-pressed")
    view = trends.url.partition("#")[2]
    trends.keyboard.press("Enter")
    reader.wait(trends)

    assert (fewer, pressed, view) == (all_points // 3 * 2, "false", "off=Post")
    assert len(list_points(trends, "balance")) == all_points


def test_all_outlets_together_stand_beside_them_and_in_no_title(
    reader: Reader, trends: Page, full_site: Path
) -> None:
    alone, title = list_points(trends, "balance"), trends.locator("#balance .finding")
    before = title.inner_text()
    trends.locator("#key button").last.click()
    reader.wait(trends)
    with_whole = list_points(trends, "balance")

    whole = ask_points(full_site, "balance", WEEKS.replace("'outlet'", "'pooled'"))
    assert trends.url.endswith("#whole=on")
    assert [day for day, _ in sorted(alone + whole)] == [day for day, _ in with_whole]
    assert sum(value for _, value in with_whole) == pytest.approx(
        sum(value for _, value in alone + whole), abs=1e-2
    )
    assert title.inner_text() == before


def test_means_are_of_all_articles_alike(trends: Page) -> None:
    means = trends.evaluate(
        """() => {
            const make = (...values) => ({ values, lows: [], highs: [] });
            const series = {
                level: "outlet", articles: [1, 3, 6], stories: [1, 1, 2],
                measures: {
                    escalation: make(0.2, 0.4, 0.3), diplomacy: make(0.1, 0.1, 0.2),
                    balance: make(-0.3333, -0.6, null),
                    sentiment: make(null, null, null),
                },
            };
            const of = (measure, more) => Pooled.over({ ...series, ...more }, measure);
            return [
                of("balance"), of("balance", { copies: "once" }),
                of("escalation", { level: "balanced" }),
            ].map(({ value, articles }) => [value, articles]).concat([of("sentiment")]);
        }"""
    )

    # Of ten articles .32 and .16; of four stories .3 and .15; nothing is not zero.
    assert means == [
        [pytest.approx(-1 / 3), 10],
        [pytest.approx(-1 / 3), 10],
        [pytest.approx(0.3), 10],
        None,
    ]


def test_the_more_lines_the_further_their_ends_lie_apart_by_chance(
    trends: Page,
) -> None:
    limits = trends.evaluate("[1, 2, 3, 7, 20, 9999].map(Titles.findLimit)")

    assert limits == pytest.approx([1.96, 1.96, 2.34, 2.95, 3.54, 4.95], abs=0.01)


def test_dragging_across_a_chart_chooses_the_period_and_a_double_click_all(
    reader: Reader, trends: Page
) -> None:
    trends.locator("#balance .strip-key").scroll_into_view_if_needed()
    plot = trends.locator("#balance .nsewdrag").first.bounding_box()
    assert plot is not None
    left, middle = plot["x"] + plot["width"] * 0.3, plot["y"] + plot["height"] / 2
    trends.mouse.move(left, middle)
    trends.mouse.down()
    trends.mouse.move(left + plot["width"] * 0.4, middle, steps=4)
    trends.mouse.up()
    trends.wait_for_url("**since=**")
    reader.wait(trends)
    brushed = json.loads(trends.evaluate("JSON.stringify(View.state)"))
    some = list_points(trends, "sentiment")
    trends.mouse.dblclick(plot["x"] + 20, plot["y"] + plot["height"] - 20)
    trends.wait_for_url("**/trends.html#")
    reader.wait(trends)

    assert "2026-10-12" <= brushed["since"] < brushed["until"] <= "2026-11-01"
    days = [date.fromisoformat(brushed[name]).weekday() for name in ("since", "until")]
    assert days == [0, 6]
    assert trends.locator("#view-stretch").input_value() == ""
    assert 0 < len(some) < len(list_points(trends, "sentiment"))


def test_a_point_leads_to_its_sentences(trends: Page) -> None:
    point = trends.locator("#escalation .scatterlayer .point").first
    point.scroll_into_view_if_needed()
    data, _ = read_figure(trends, "#escalation .plot")
    assert isinstance(data, list)
    links = [
        said[1]
        for trace in data
        if trace.get("mode") == "lines+markers"
        for said in trace.get("customdata") or []
        if said[1]
    ]

    week = "outlet=Blatt&since=2026-10-05&until=2026-10-11&measure=escalation"
    assert any(
        sorted(link.removeprefix("evidence.html#").split("&"))
        == sorted(week.split("&"))
        for link in links
    )


def test_titles_say_what_is_shown(reader: Reader, trends: Page) -> None:
    finding = trends.locator("#escalation .finding")
    spread = finding.inner_text()
    reader.go(trends, "#outlet=Post")
    single = finding.inner_text()
    said = trends.locator("#escalation .plot").get_attribute("aria-label")
    reader.go(trends, "#outlet=")
    nothing = finding.inner_text()

    assert spread.startswith(("No line stands apart", "Escalation runs from"))
    assert single.startswith("Post: escalation 0.")
    assert said is not None
    assert said.startswith("Line chart of escalation by week, 5 Oct 2026 – ")
    assert nothing == "No escalation to show for this choice"


def test_a_change_of_level_is_the_finding_where_it_was_looked_for(
    reader: Reader, trends: Page
) -> None:
    trends.evaluate(
        "Store.site.changes.push({ member: Store.find('outlet', 'Post'),"
        " measure: 'balance', week: '2026-10-19', low: '2026-10-12',"
        " high: '2026-10-26', before: -0.4, after: 0.25 })"
    )
    title, caption = trends.locator("#balance .finding"), "#balance .caption"
    reader.go(trends, "#outlet=Post")
    turned, said = title.inner_text(), trends.locator(caption).inner_text()
    reader.go(trends, "#outlet=Post&copies=without")
    otherwise = title.inner_text()
    reader.go(trends, "#outlet=Post&since=2026-10-26")
    later = title.inner_text()

    assert turned == "Post turned towards diplomacy in the week of 19 Oct 2026"
    assert said.endswith(
        "From −0.40 to +0.25; 95 % interval: weeks of 12 Oct 2026 to 26 Oct 2026."
    )
    assert otherwise.startswith("Post: balance")
    assert later.startswith("Post: balance")


def test_what_the_address_names_and_the_site_has_not_is_said(
    reader: Reader, trends: Page
) -> None:
    said = {}
    for view in (
        "outlet=nope&outlet=Post&topic=fish&model=7",
        "part=headline&grain=day",
        "outlet=Post&language=en",
    ):
        reader.go(trends, f"#{view}")
        note = trends.locator("#view-note").inner_text()
        said[view] = note, trends.url.partition("#")[2]
    shown = trends.locator("#view-outlets summary").inner_text()

    assert list(said.values()) == [
        ("Not on this site: nope, fish, 7.", "outlet=Post"),
        (
            "This combination is not measured. Changed to Points per: Week.",
            "part=headline",
        ),
        (
            "None of the chosen outlets writes in English.",
            "outlet=Post&language=en",
        ),
    ]
    assert shown == "0 of 3"


def test_dark_is_dark_and_paper_is_light(reader: Reader, full_site: Path) -> None:
    reader.folder = full_site
    with reader.open(None, "trends.html", theme="dark") as page:
        reader.wait(page)
        colours = [find_first_colour(page)]
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        colours.append(find_first_colour(page))

    assert colours == [DARK.outlets[0], LIGHT.outlets[0]]


def find_first_colour(page: Page) -> str:
    data, _ = read_figure(page, "#balance .plot")
    assert isinstance(data, list)
    [first, *_] = [
        trace["line"]["color"]
        for trace in data
        if trace.get("mode") == "lines+markers" and trace.get("customdata")
    ]
    return str(first)


def test_open_controls_need_no_sideways_scrolling(
    reader: Reader, full_site: Path
) -> None:
    found = []
    reader.folder = full_site
    with reader.open(None, "trends.html") as page:
        reader.wait(page)
        page.locator(".help > summary").click()
        for width in (1920, 768, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(TWO_FRAMES)
            if width < 720:
                page.locator(".filters > summary").click()
            page.locator("#view-outlets summary").click()
            page.evaluate(TWO_FRAMES)
            found.append(page.evaluate("document.documentElement.scrollWidth"))
            page.keyboard.press("Escape")

    assert found == [1920, 768, 360]
