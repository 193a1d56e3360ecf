"""The pages Data and SQL in real Chromium: reading days, files of tables, copying."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page

from dashboards.frames import Example
from dashboards.site import write_site
from tests.dashboards.conftest import Reader
from tests.dashboards.samples import make_facts
from tests.dashboards.test_data_page import AT, make_small_site

ADDRESS = '=HYPERLINK("javascript:window.broken=1")'
EXAMPLE = Example(
    name="12_languages",
    sql="SELECT language\nFROM series -- a < b",
    frame=pl.DataFrame({"language": [ADDRESS, "-2", None], "articles": [1204, 0, 3]}),
)
COLUMNS = pl.DataFrame(
    [
        ("model", "model_id", "varchar", "Name and revision", "Weights"),
        ("model", "task", "varchar", "What it answers", "Weights"),
        ("outlet", "outlet", "varchar", "The name", "A publication"),
    ],
    schema=["table_name", "column_name", "data_type", "comment", "about"],
    orient="row",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, of which tests open the pages they look at."""
    rejects = pl.DataFrame(
        [(ADDRESS, "s", 1204, AT, 'a "b", c', None)],
        schema=["reason", "source", "rejects", "newest_at", "example", "detail"],
        orient="row",
    )
    frames = make_small_site(reject=rejects, columns=COLUMNS).frames
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, frames, replace(make_facts(), examples=(EXAMPLE,)))
    return folder


@pytest.fixture
def pages(reader: Reader, site: Path) -> Reader:
    reader.folder = site
    return reader


def read_csv(page: Page, table: str) -> list[list[str]]:
    """The rows of the file that a table's button makes."""
    with page.expect_download() as coming:
        page.locator(f"#{table}-rows").locator("xpath=../..").get_by_role(
            "button", name="Table as CSV"
        ).first.click()
    text = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    assert coming.value.suggested_filename == f"detente-{table}.csv"
    return list(csv.reader(StringIO(text, newline="")))


def test_a_day_of_the_calendar_can_be_read_and_opened(pages: Reader) -> None:
    with pages.open(None, "data.html") as page:
        strip = page.locator("[data-outlet='a'] svg")
        width = strip.bounding_box()["width"]  # type: ignore[index]

        strip.hover(position={"x": width * 2.5 / 6, "y": 5})
        assert page.locator(".readout").inner_text() == "Daily · 7 Jan 2026 · missing"
        strip.hover(position={"x": width * 4.5 / 6, "y": 5})
        assert page.locator(".readout").inner_text().endswith("9 Jan 2026 · no article")
        strip.click(position={"x": width * 1.5 / 6, "y": 5})
        page.wait_for_url("**/evidence.html#*")
        assert page.url.endswith("#outlet=a&since=2026-01-06&until=2026-01-06")


def test_a_table_as_a_file_holds_plain_numbers_and_no_formula(pages: Reader) -> None:
    with pages.open(None, "data.html") as page:
        rows = read_csv(page, "rejects")

    assert rows[1] == [f"'{ADDRESS}", "s", "1204", "2026-03-01", 'a "b", c', "–"]


def test_an_answer_as_a_file_is_what_the_query_gave(pages: Reader) -> None:
    with pages.open(None, "sql.html") as page:
        rows = read_csv(page, "languages")

    assert rows == [
        ["language", "articles"],
        [f"'{ADDRESS}", "1204"],
        ["-2", "0"],
        ["NULL", "3"],
    ]


def test_code_is_copied_and_the_reader_told(pages: Reader) -> None:
    with pages.open(None, "sql.html", language="de") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.locator("#languages").get_by_role("button", name="Kopieren").click()

        page.get_by_role("status").get_by_text("Kopiert").wait_for(state="attached")
        assert page.evaluate("navigator.clipboard.readText()") == EXAMPLE.sql


def test_a_column_is_found_by_its_name_or_its_meaning(pages: Reader) -> None:
    with pages.open(None, "sql.html") as page:
        page.get_by_label("Find a table or column").fill("ANSWERS")

        shown = page.locator(".schema tbody tr:visible th")
        assert shown.all_inner_texts() == ["task"]
        assert page.get_by_role("status").inner_text() == "1 column found"
        page.get_by_label("Find a table or column").fill("")
        assert page.locator(".schema details:visible").count() == 2


def test_a_link_to_a_table_opens_it(pages: Reader) -> None:
    with pages.open(None, "sql.html", at="#table-outlet") as page:
        assert page.locator("#table-outlet").get_attribute("open") is not None


def test_without_scripts_both_pages_say_all_they_know(pages: Reader) -> None:
    with pages.open(None, "data.html", scripts=False) as page:
        assert page.locator("#months-rows tbody tr").count() == 2
        assert page.get_by_role("button").count() == 0
    with pages.open(None, "sql.html", scripts=False) as page:
        assert page.locator("#languages .code").inner_text() == EXAMPLE.sql
