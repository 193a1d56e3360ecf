"""The first page in real Chromium: what it draws is what SQL says."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from analysis.warehouse.warehouse import ask
from dashboards.wording import Wording
from tests.dashboards.conftest import Reader, read_figure

MEASURES = ("balance", "escalation", "diplomacy", "intensity", "sentiment")
# The last day of the press is the 8th of November.
LAST = """
    SELECT outlet, {0} FROM outlet_day WHERE day = '2026-11-08'
    UNION ALL
    SELECT 'All together', {0} FROM series
    WHERE level = 'pooled' AND period = '2026-11-08' AND grain = 'day'
        AND part = 'all' AND copies = 'all' AND topic = ''
"""


@pytest.fixture
def site(reader: Reader, full_site: Path) -> Reader:
    reader.folder = full_site
    return reader


def read_dots(page: Page) -> dict[str, tuple[float, float]]:
    """Where each outlet's point is drawn, and the mean of its past."""
    data, layout = read_figure(page, "#against .plot")
    assert isinstance(data, list)
    assert isinstance(layout, dict)
    names = dict(
        zip(layout["yaxis"]["tickvals"], layout["yaxis"]["ticktext"], strict=True)
    )
    found = [
        dict(zip(trace["y"], trace["x"], strict=True))
        for trace in data
        if trace["type"] == "scatter" and "markers" in trace["mode"]
    ]
    past, points = found[0], found[-1]
    return {names[at]: (points[at], past[at]) for at in points}


def read_table(page: Page) -> list[list[str]]:
    """The rows behind the chart."""
    page.locator("#against details.rows summary").click()
    rows = page.locator("#against tbody tr")
    rows.first.wait_for()
    return [
        rows.nth(at).locator("th, td").all_inner_texts() for at in range(rows.count())
    ]


def test_each_measure_draws_the_last_day_as_sql_has_it(
    site: Reader, full_site: Path
) -> None:
    with site.open(None, at="#stretch=day") as page:
        site.wait(page)
        for measure in MEASURES:
            page.locator("#controls").get_by_text(measure.capitalize()).first.click()
            rows = ask(full_site.parent / "w.duckdb", LAST.format(measure)).rows()

            dots = read_dots(page)

            assert {name: point for name, (point, _) in dots.items()} == {
                outlet: pytest.approx(value, abs=1e-4) for outlet, value in rows
            }


def test_a_link_restores_the_view_and_its_table_equals_the_chart(
    site: Reader,
) -> None:
    with site.open(None, at="#measure=sentiment&stretch=week") as page:
        site.wait(page)
        dots = read_dots(page)
        table = read_table(page)
        chosen = page.locator("#stretch input:checked").get_attribute("value")

    assert chosen == "week"
    assert table[0][0] == "All outlets together"
    table[0][0] = "All together"
    assert {row[0]: (row[3], row[7]) for row in table} == {
        name: tuple(Wording().value("sentiment", number) for number in pair)
        for name, pair in dots.items()
    }


def test_without_scripts_the_page_has_its_tables_in_german(site: Reader) -> None:
    with site.open(None, language="de", scripts=False) as page:
        heads = page.locator("noscript th").all_inner_texts()

        assert page.locator("noscript table").count() == len(MEASURES)
        assert "28 Tage davor" in heads
