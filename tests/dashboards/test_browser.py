"""The site in real Chromium, opened from disk as a reader opens it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dashboards.charts import draw_balance, draw_escalation_diplomacy, draw_sentiment
from dashboards.hover import Look
from dashboards.pages import SiteFrames
from dashboards.site import write_site
from dashboards.theme import DARK, LIGHT
from tests.dashboards.samples import (
    MONDAY,
    correct_site,
    make_facts,
    make_frame,
    make_outlets,
    make_site,
    missing,
)

CHROMIUM = Path("/usr/bin/chromium")
NAMES = {"a": "A-Blatt", "b": "B & Post", "c": "Ce Soir", "d": "Delo", "e": "Echo"}
HOSTILE = {
    "1": "<script>window.broken = 1</script>",
    "2": "</script><img src=x onerror='window.broken = 1'>",
    "3": "<a href='javascript:window.broken=1'>click</a>",
    "4": "\"q\" 'q' %{y} \u202eover \x00 nul \u2028",
    "5": "x" * 10_000,
}

# After a resize the page draws within the next frame.
TWO_FRAMES = "new Promise(d => requestAnimationFrame(() => requestAnimationFrame(d)))"

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(),
    reason="needs a browser: apt-get install chromium",
)


class Reader:
    """A browser that notes whatever a reader must never meet."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.complaints: list[str] = []

    @contextmanager
    def open(
        self, frames: SiteFrames, articles: int = 40, theme: str = "light", at: str = ""
    ) -> Iterator[Page]:
        index = write_site(self.folder, frames, make_facts(articles))
        context = self.browser.new_context(
            viewport={"width": 1440, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
        )
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.note(request.url))
        page.goto(index.as_uri() + at)
        page.wait_for_selector("body[data-drawn]")
        yield page
        context.close()
        assert self.complaints == []

    def note(self, url: str) -> None:
        if not url.startswith(("file:", "data:")):
            self.complaints.append(f"request to {url}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        yield launched
        launched.close()


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Reader:
    return Reader(browser, tmp_path)


def read_figure(page: Page, selector: str) -> tuple[object, object]:
    """The traces and the layout that a chart was given."""
    text = page.evaluate(
        "s => { const e = document.querySelector(s);"
        " return JSON.stringify([e.data, e.layout]); }",
        selector,
    )
    data, layout = json.loads(text)
    return data, layout


def find_lines(page: Page) -> list[list[float | None]]:
    text = page.evaluate(
        "JSON.stringify(document.querySelector('#balance').data"
        ".filter(t => t.mode === 'lines+markers').map(t => t.y))"
    )
    lines: list[list[float | None]] = json.loads(text)
    return lines


@pytest.mark.parametrize("grain", ["week", "day"])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_page_draws_what_python_draws(
    reader: Reader, grain: str, theme: object
) -> None:
    frames = make_site(NAMES)
    chosen = DARK if theme is DARK else LIGHT
    frame = frames.outlet_week if grain == "week" else frames.outlet_day
    look = Look(theme=chosen, names=NAMES)
    panels = draw_escalation_diplomacy(frame, look)
    expected = {
        "#balance": draw_balance(frame, look),
        "#sentiment": draw_sentiment(frame, look),
        "#measures .panel:first-child .plot": panels[0],
    }

    with reader.open(frames, theme=chosen.name, at=f"#grain={grain}") as page:
        for selector, figure in expected.items():
            traces, layout = read_figure(page, selector)
            drawn = json.loads(figure.to_json())
            drawn["layout"].pop("template")
            assert traces == drawn["data"]
            assert isinstance(layout, dict)
            assert {"width", "dragmode"} <= set(layout)
            changed = {**layout, "dragmode": False}
            changed.pop("width")
            assert changed == drawn["layout"]


def test_the_corrected_page_draws_and_tells_what_python_does(reader: Reader) -> None:
    frames = correct_site(make_site(NAMES), ["a", "b"], ("escalation", "diplomacy"))
    look = Look(names=NAMES)
    expected = {
        "#balance": draw_balance(frames.outlet_week, look),
        "#sentiment": draw_sentiment(frames.outlet_week, look),
        "#measures .panel:first-child .plot": draw_escalation_diplomacy(
            frames.outlet_week, look
        )[0],
    }

    with reader.open(frames) as page:
        for selector, figure in expected.items():
            traces, layout = read_figure(page, selector)
            assert traces == json.loads(figure.to_json())["data"]
            assert isinstance(layout, dict)
            assert layout["yaxis"] == json.loads(figure.to_json())["layout"]["yaxis"]
        page.locator("details.rows summary").first.click()
        page.locator("details.rows tbody tr").first.wait_for()
        table = page.locator("details.rows").first
        heads = table.locator("thead th").all_inner_texts()
        rows = table.locator("tbody tr").all_inner_texts()

    assert heads[3:9] == [
        *("Balance", "95 % from", "to"),
        *("Balance, model alone", "95 % from", "to"),
    ]
    cells = [row.split("\t") for row in rows]
    assert all(
        row[3:6] == row[6:9] for row in cells if row[0] not in ("A-Blatt", "B & Post")
    )
    assert any(row[3] != row[6] for row in cells if row[0] == "A-Blatt")
    missing_rows = [row for row in cells if row[2] == "missing"]
    assert missing_rows
    assert all(set(row[3:]) == {"–"} for row in missing_rows)


def test_every_chart_is_drawn(reader: Reader) -> None:
    with reader.open(make_site(NAMES)) as page:
        assert page.locator("#balance .main-svg").count() > 0
        assert page.locator("#sentiment .main-svg").count() > 0
        assert page.locator("#measures .panel .main-svg").count() > 0
        assert page.locator("#measures .panel").count() == len(NAMES)


def test_day_and_week_show_other_points_and_the_address_keeps_the_choice(
    reader: Reader,
) -> None:
    frames = make_site(NAMES)

    with reader.open(frames) as page:
        weekly = find_lines(page)
        page.get_by_text("Day", exact=True).click()
        daily = find_lines(page)
        address = page.url
    with reader.open(frames, at="#" + address.split("#")[1]) as page:
        restored = find_lines(page)

    assert [len(line) for line in weekly] == [8] * 5
    assert [len(line) for line in daily] == [56] * 5
    assert restored == daily


def test_choosing_outlets_changes_every_chart_and_the_rest_keep_their_colour(
    reader: Reader,
) -> None:
    with reader.open(make_site(NAMES)) as page:
        first = page.evaluate("document.querySelector('#balance').data[1].line.color")
        second = page.evaluate("document.querySelector('#balance').data[4].line.color")
        page.locator(".picker summary").click()
        page.locator("#choices input").first.uncheck()

        assert len(find_lines(page)) == 4
        assert page.locator("#measures .panel").count() == 4
        assert page.locator("#key li").count() == 4
        kept = page.evaluate("document.querySelector('#sentiment').data[1].line.color")
        assert kept == second != first


def test_an_outlet_is_found_among_many_by_its_name(reader: Reader) -> None:
    names = {f"o{i}": f"Outlet number {i}" for i in range(250)}

    with reader.open(make_site(names, weeks=3, step=3)) as page:
        assert len(find_lines(page)) == 8
        page.locator(".picker summary").click()
        page.fill("#search", "number 249")
        found = page.locator("#choices li:not([hidden])")
        assert found.count() == 1
        found.locator("input").check()

        assert page.locator("#key li").last.inner_text() == "Outlet number 249"
        assert len(find_lines(page)) == 9


def test_the_table_behind_a_chart_has_the_chart_s_numbers(reader: Reader) -> None:
    with reader.open(make_site({"a": "A-Blatt"})) as page:
        page.locator("details.rows summary").first.click()
        page.locator("details.rows tbody tr").first.wait_for()
        cells = page.locator("details.rows").first.locator("tbody td:nth-child(4)")
        written = [text.replace("−", "-") for text in cells.all_inner_texts()]
        [line] = find_lines(page)

    assert [None if text == "–" else float(text) for text in written] == [
        None if value is None else pytest.approx(value, abs=0.00501) for value in line
    ]


def test_hostile_names_are_text_everywhere(reader: Reader) -> None:
    with reader.open(make_site(HOSTILE)) as page:
        page.locator(".picker summary").click()
        point = page.locator("#balance .scatterlayer .point").nth(3).bounding_box()
        assert point is not None
        page.locator("h1").click()
        page.mouse.move(point["x"] + 3, point["y"] + 3)
        page.wait_for_selector("#balance .hoverlayer .hovertext")

        assert page.evaluate("window.broken") is None
        assert page.locator("main img, main script, svg a").count() == 0
        drawn = page.evaluate("document.querySelector('#balance').textContent")
        assert "● <script>window.brok…" in drawn
        assert HOSTILE["1"] in page.locator("table.outlets").inner_text()
        assert HOSTILE["2"] in page.locator("#key").inner_text()


@pytest.mark.parametrize("names", [NAMES, HOSTILE], ids=["plain", "hostile"])
def test_no_width_needs_sideways_scrolling(
    reader: Reader, names: dict[str, str]
) -> None:
    found = []
    with reader.open(make_site(names)) as page:
        for width in (1440, 360, 390, 768, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(TWO_FRAMES)
            page.locator(".picker summary").click()
            found.append(page.evaluate("document.documentElement.scrollWidth"))

    assert found == [1440, 360, 390, 768, 1920]


def test_where_every_day_is_missing_the_strip_alone_is_drawn(reader: Reader) -> None:
    frames = SiteFrames(
        outlet_day=make_frame([missing("a", MONDAY)], "day"),
        outlet_week=make_frame([missing("a", MONDAY)], "week"),
        outlet=make_outlets({"a": "A-Blatt"}, 0),
    )

    with reader.open(frames, articles=0) as page:
        assert page.locator("#collection .main-svg").count() > 0


def test_paper_is_printed_in_the_light_theme(reader: Reader) -> None:
    with reader.open(make_site(NAMES), theme="dark") as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        colour = page.evaluate("document.querySelector('#balance').data[1].line.color")
        printed = page.pdf()

    assert colour == LIGHT.outlets[0]
    assert re.match(rb"%PDF", printed)
