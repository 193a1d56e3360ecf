"""Around every page: the view in the address, its controls, the masthead."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboards.theme import DARK, LIGHT
from dashboards.wording import LANGUAGES, Wording
from tests.dashboards.conftest import Reader, read_figure

VALUES = [
    *((measure, value) for measure in ("balance", "escalation", "intensity")
      for value in (-0.125, -0.001, 0.0, 0.005, 0.3, 0.9999)),
]  # fmt: skip
SHARES = (0.0, 0.001, 0.005, 0.125, 0.5, 0.999, 1.0)
NUMBERS = (0, 7, 999, 1204, 1234567)
DAYS = (date(2026, 1, 5), date(2026, 3, 31), date(2025, 12, 24))
SPEAK = """([values, shares, numbers, days]) => [
    values.map(([measure, value]) => Words.value(measure, value)),
    values.map(([, value]) => Words.difference(value)),
    shares.map(Words.share), numbers.map(Words.number),
    numbers.map((number) => Words.count(number, "story")),
    days.map(Words.date), Words.interval("balance", -0.2, 0.1),
    Words.say("view.picked", { shown: 8, all: 1204 }),
]"""


@pytest.fixture
def trends(reader: Reader, full_site: Path) -> Iterator[Page]:
    """The page of trends, with its three outlets over five weeks."""
    reader.folder = full_site
    with reader.open(None, "trends.html") as page:
        reader.wait(page)
        yield page


def find_view(page: Page) -> str:
    return page.url.partition("#")[2]


def find_colours(page: Page) -> dict[str, str]:
    """The colour of each line by the outlet that hovering names."""
    data, _ = read_figure(page, "#balance .plot")
    assert isinstance(data, list)
    return {
        trace["customdata"][0][0].split("<br>")[0]: trace["line"]["color"]
        for trace in data
        if trace.get("mode") == "lines+markers" and trace.get("customdata")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_write_what_python_writes(
    reader: Reader, full_site: Path, language: str
) -> None:
    wording = Wording(language)
    reader.folder = full_site

    with reader.open(None, "trends.html", language=language) as page:
        reader.wait(page)
        days = [day.isoformat() for day in DAYS]
        said = page.evaluate(SPEAK, [VALUES, SHARES, NUMBERS, days])

    assert said == [
        [wording.value(measure, value) for measure, value in VALUES],
        [wording.difference(value) for _, value in VALUES],
        [wording.share(share) for share in SHARES],
        [wording.number(number) for number in NUMBERS],
        [wording.count(number, "story") for number in NUMBERS],
        [wording.date(day) for day in DAYS],
        wording.interval("balance", -0.2, 0.1),
        wording.text("view.picked", shown=8, all=1204),
    ]


def test_what_is_chosen_stands_in_the_address_and_the_way_back_works(
    reader: Reader, trends: Page
) -> None:
    trends.get_by_text("Day", exact=True).click()
    trends.get_by_label("Copies").select_option("without")
    trends.locator("#view-since").fill("2026-10-12")
    chosen = find_view(trends)
    trends.go_back()
    reader.wait(trends)
    back = find_view(trends)
    trends.locator("#view-reset").click()

    assert chosen == "grain=day&copies=without&since=2026-10-12"
    assert back == "grain=day&copies=without"
    assert find_view(trends) == ""
    assert trends.get_by_label("Week", exact=True).is_checked()


def test_a_linked_view_is_restored_in_every_control(
    reader: Reader, full_site: Path
) -> None:
    reader.folder = full_site
    view = "#outlet=Post&part=own&grain=day&until=2026-10-25&measure=sentiment"

    with reader.open(None, "trends.html", at=view) as page:
        reader.wait(page)
        state = json.loads(page.evaluate("JSON.stringify(View.state)"))
        charts = page.locator("figure.chart:visible").evaluate_all(
            "all => all.map(one => one.id)"
        )
        summary = page.locator("#view-outlets summary").inner_text()
        part = page.locator("#view-part").input_value()
        until = page.locator("#view-until").input_value()

    assert (state["outlets"], state["part"], state["grain"]) == (["Post"], "own", "day")
    assert charts == ["sentiment"]
    assert (summary, part, until) == ("1 of 3", "own", "2026-10-25")


def test_an_address_that_makes_no_sense_shows_everything(
    reader: Reader, full_site: Path
) -> None:
    reader.folder = full_site
    view = "#outlet=Nobody&grain=year&since=soon&topic=%3Cb%3E&measure=love&model=7&x=1"

    with reader.open(None, "trends.html", at=view) as page:
        reader.wait(page)
        state = json.loads(page.evaluate("JSON.stringify(View.state)"))

    usual = {"outlets": None, "grain": "week", "since": "", "topic": "", "model": "0"}
    assert {name: state[name] for name in usual} == usual


def test_of_a_combination_that_is_not_measured_the_last_wish_stays(
    reader: Reader, trends: Page
) -> None:
    trends.locator("#view-part").select_option("headline")
    trends.get_by_text("Day", exact=True).click()
    reader.wait(trends)

    assert trends.locator("#view-part").input_value() == "all"
    assert find_view(trends) == "grain=day"
    assert trends.locator("#view-note").inner_text() == (
        "This combination is not measured. Changed to Part of the text: Whole text."
    )


def test_an_outlet_is_found_by_its_name_and_the_others_keep_their_colour(
    reader: Reader, trends: Page
) -> None:
    before = find_colours(trends)
    trends.locator("#view-outlets summary").click()
    trends.get_by_label("Find an outlet").fill("pos")
    found = trends.locator("#view-outlets li:not([hidden])")
    names = found.locator("bdi").all_inner_texts()
    found.locator("input").uncheck()
    reader.wait(trends)
    fewer = find_colours(trends)
    found.locator("input").check()
    reader.wait(trends)

    assert names == ["Post"]
    assert sorted(before) == ["Blatt", "Daily", "Post"]
    assert fewer == {name: before[name] for name in ("Blatt", "Daily")}
    assert find_colours(trends) == before


def test_the_picker_is_used_by_keyboard_alone(trends: Page) -> None:
    trends.locator("#view-outlets summary").focus()
    trends.keyboard.press("Enter")
    trends.locator("#view-outlets li").first.wait_for()
    trends.keyboard.press("Tab")
    searching = trends.evaluate("document.activeElement.type")
    trends.keyboard.press("Escape")

    assert searching == "search"
    assert trends.locator("#view-outlets").get_attribute("open") is None
    assert trends.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_links_of_the_masthead_take_the_view_along(
    reader: Reader, trends: Page
) -> None:
    reader.go(trends, "#outlet=Post&copies=once")
    trends.get_by_role("link", name="Method").click()
    method = find_view(trends)
    trends.get_by_role("link", name="Trends").click()
    reader.wait(trends)
    trends.get_by_role("link", name="Deutsch").click()
    reader.wait(trends)

    assert method == find_view(trends) == "outlet=Post&copies=once"
    assert "/de/trends.html" in trends.url
    assert trends.locator("h1").inner_text() == "Verläufe"
    assert list(find_colours(trends)) == ["Post"]


def test_skipping_to_the_content_keeps_the_view(reader: Reader, trends: Page) -> None:
    reader.go(trends, "#grain=day")
    trends.locator(".skip").focus()
    trends.keyboard.press("Enter")

    assert find_view(trends) == "grain=day"
    assert trends.evaluate("document.activeElement.id") == "main"


def test_the_appearance_is_chosen_and_stays_from_page_to_page(
    reader: Reader, trends: Page
) -> None:
    light = find_colours(trends)["Blatt"]
    trends.get_by_label("Appearance").select_option("dark")
    dark = find_colours(trends)["Blatt"]
    trends.goto((reader.folder / "method.html").as_uri())
    paper = trends.evaluate("getComputedStyle(document.body).backgroundColor")

    assert light in LIGHT.outlets
    assert dark in DARK.outlets
    assert paper == "rgb(22, 22, 22)"


def test_without_scripts_there_is_a_table(reader: Reader, full_site: Path) -> None:
    reader.folder = full_site

    with reader.open(None, "trends.html", scripts=False) as page:
        rows = page.locator("noscript table tbody tr").all_inner_texts()
        note = page.locator("noscript .note").inner_text()

    assert [row.split("\t")[:2] for row in rows][-1] == ["5 Oct 2026", "84"]
    assert note.startswith("The charts and filters of this page need JavaScript")
