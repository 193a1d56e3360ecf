"""Real Chromium, and a reader who complains about whatever nobody must ever meet."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dashboards.frames import SiteFacts, SiteFrames
from dashboards.site import write_site
from tests.dashboards.samples import make_facts
from tests.dashboards.worlds import write_world

CHROMIUM = Path("/usr/bin/chromium")
# After a resize a page draws within the next frame.
TWO_FRAMES = "new Promise(d => requestAnimationFrame(() => requestAnimationFrame(d)))"


class Reader:
    """A browser that opens pages of a site from disk, as a reader does."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.complaints: list[str] = []

    @contextmanager
    def open(
        self,
        frames: SiteFrames | None,
        page: str = "index.html",
        *,
        at: str = "",
        theme: str = "light",
        language: str = "en",
        facts: SiteFacts | None = None,
        viewport: tuple[int, int] = (1440, 900),
        scripts: bool = True,
    ) -> Iterator[Page]:
        """Write the site and open one of its pages, at an address like "#grain=day".

        Without frames the site stands as it was written last. What the console says,
        errors of scripts and requests to elsewhere fail the test at the end.
        """
        if frames is not None:
            write_site(self.folder, frames, facts or make_facts())
        place = self.folder / ("" if language == "en" else language) / page
        context = self.browser.new_context(
            viewport={"width": viewport[0], "height": viewport[1]},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
        )
        opened = context.new_page()
        opened.on("console", lambda message: self.complaints.append(message.text))
        opened.on("pageerror", lambda error: self.complaints.append(str(error)))
        opened.on("request", lambda request: self._note(request.url))
        opened.goto(place.as_uri() + at)
        yield opened
        context.close()
        assert self.complaints == []

    def wait(self, page: Page) -> None:
        """Until the page's script says that its charts are drawn."""
        page.wait_for_selector("body[data-drawn]", state="attached")

    def go(self, page: Page, view: str) -> None:
        """Change the view in the address, as following a link on the page does."""
        page.evaluate(
            "hash => new Promise(done => {"
            " addEventListener('hashchange', () => setTimeout(done), { once: true });"
            " location.hash = hash; })",
            view,
        )
        self.wait(page)

    def _note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.complaints.append(f"request to {url}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; they are skipped where there is none."""
    if not CHROMIUM.exists():
        pytest.skip("needs a browser: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a whole small press; its warehouse lies beside it as `w.duckdb`."""
    return write_world(tmp_path_factory.mktemp("full"), "full")


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Reader:
    return Reader(browser, tmp_path)


def wait_until(page: Page, condition: str) -> None:
    """Until an expression of the page's script is true; fails after ten seconds.

    Playwright's own waiting evaluates strings in the page, which forbids that.
    """
    page.evaluate(
        "new Promise((tell, fail) => { const since = performance.now();"
        f" const look = () => {{ if ({condition}) tell();"
        " else if (performance.now() - since > 10000) fail(Error('never true'));"
        " else requestAnimationFrame(look); }; look(); })"
    )


def read_figure(page: Page, selector: str) -> tuple[object, object]:
    """The traces and the layout that a chart was given."""
    text = page.evaluate(
        "s => { const e = document.querySelector(s);"
        " return JSON.stringify([e.data, e.layout]); }",
        selector,
    )
    data, layout = json.loads(text)
    return data, layout
