"""Every page of whole sites in real Chromium: nothing a reader must ever meet."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.dashboards.conftest import Reader
from tests.dashboards.worlds import WORLDS, write_world

EDGES = sorted(WORLDS.keys() - {"full"})
WIDTHS = (360, 768, 1920)
# How far the page reaches beyond its window, once what a new width asks for is drawn.
OVERFLOW = """new Promise((tell) => {
  const root = document.documentElement;
  const since = performance.now();
  const look = () => {
    const beyond = root.scrollWidth - root.clientWidth;
    if (beyond <= 0 || performance.now() - since > 3000) tell(beyond);
    else requestAnimationFrame(look);
  };
  look();
})"""
PAGES = ("index", "trends", "outlets", "evidence", "compare", "data", "method", "sql")


def list_pages(site: Path) -> list[str]:
    """The pages there are, of several outlets one."""
    return [f"{name}.html" for name in PAGES] + [
        path.name for path in sorted(site.glob("outlet-*.html"))[:1]
    ]


def find_faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical: the rule, and where it is broken."""
    # Preloading would ask for the style sheets again, which the page forbids.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("world", EDGES)
def test_every_page_says_something_whatever_the_warehouse_holds(
    reader: Reader, tmp_path: Path, world: str
) -> None:
    reader.folder = write_world(tmp_path, world)
    for name in list_pages(reader.folder):
        with reader.open(None, name, viewport=(390, 800)) as page:
            reader.wait(page)
            assert len(page.locator("main").inner_text()) > 80, name
            assert page.locator("h1").count() == 1, name
            assert page.evaluate("window.broken") is None, name
            assert page.evaluate(OVERFLOW) <= 0, name


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_can_be_used_by_everyone_at_every_width(
    reader: Reader, full_site: Path, language: str
) -> None:
    reader.folder = full_site
    theme = "dark" if language == "de" else "light"
    for name in list_pages(full_site):
        with reader.open(None, name, language=language, theme=theme) as page:
            reader.wait(page)
            assert find_faults(page) == [], name
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate(OVERFLOW) <= 0, name


def test_every_page_prints(reader: Reader, full_site: Path) -> None:
    reader.folder = full_site
    for name in list_pages(full_site):
        with reader.open(None, name) as page:
            reader.wait(page)
            assert page.pdf(format="A4").startswith(b"%PDF"), name
