"""The evidence page in real Chromium: what it shows is what the warehouse holds."""

import csv
import io
import json
import shlex
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page

from analysis.warehouse.warehouse import ask
from tests.dashboards.conftest import Reader, wait_until
from tests.dashboards.worlds import HOSTILE, write_world

PAGE = "evidence.html"
MEASURES = ("escalation", "diplomacy", "sentiment")
WEEK = "since=2026-10-12&until=2026-10-18"
VIEWS = (
    f"outlet=Daily&{WEEK}&measure=escalation",
    "outlet=Post&since=2026-10-14&until=2026-10-14&measure=diplomacy",
    f"{WEEK}&part=headline&order=positive",
    f"{WEEK}&part=own&order=either",
    f"{WEEK}&part=quoted&order=negative",
    f"{WEEK}&copies=without",
    f"{WEEK}&copies=once",
    f"level=language&language=de&{WEEK}",
    f"level=pooled&{WEEK}&order=day",
)
# What is known of the days, and why there is no sentence.
REASONS: tuple[tuple[list[str], list[tuple[str, int, int]], str], ...] = (
    ([], [], "No outlet is chosen."),
    (["a"], [], "There are no data of these days."),
    (["a"], [("m", 0, 0)], "They are missing, which is not zero."),
    (["a"], [("n", 0, 0), ("n", 0, 0)], "no article of this choice was published"),
    (["a"], [("n", 0, 0), ("m", 0, 0)], "collected in part only"),
    (["a"], [("p", 0, 0)], "collected in part only"),
    (["a"], [("c", 2, 31)], "There are 31 sentences of this choice, but none"),
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("full"), "full")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("hostile"), "hostile")


def ask_command(page: Page, site: Path) -> pl.DataFrame:
    """What the command that the page shows gives, read as a shell reads it."""
    words = shlex.split(page.locator("#command").inner_text())
    assert words[:4] == ["detente", "sql", "--format", "csv"]
    return ask(site.parent / "w.duckdb", words[4])


def save_rows(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as download:
        page.locator("#save").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def go(page: Page, view: str) -> None:
    """To another address of the page, as a link goes there."""
    page.evaluate(
        "view => { delete document.body.dataset.drawn; location.hash = view; }", view
    )
    page.wait_for_selector("body[data-drawn]", state="attached")


def test_the_sentences_are_those_that_the_command_on_the_page_gives(
    reader: Reader, full: Path
) -> None:
    reader.folder = full
    columns = ("outlet", "text", *MEASURES)
    with reader.open(None, PAGE) as page:
        reader.wait(page)
        for view in VIEWS:
            go(page, view)

            shown = save_rows(page)
            asked = ask_command(page, full)

            assert [
                (row["outlet"], row["text"], *(float(row[name]) for name in MEASURES))
                for row in shown
            ] == [
                (row[0], row[1], *(round(value, 4) for value in row[2:]))
                for row in asked.select(columns).iter_rows()
            ], view
            assert shown, view
            first = page.locator("#list blockquote").first.inner_text()
            assert first == shown[0]["text"], view


def test_the_value_of_the_point_stands_above_its_sentences(
    reader: Reader, full: Path
) -> None:
    reader.folder = full
    (row,) = ask(
        full.parent / "w.duckdb",
        "SELECT escalation, escalation_low, escalation_high,"
        " articles, distinct_stories, sentences"
        " FROM outlet_week WHERE outlet = 'Daily' AND week = DATE '2026-10-12'",
    ).rows()

    with reader.open(None, PAGE, at=f"#outlet=Daily&{WEEK}&measure=escalation") as page:
        reader.wait(page)

        said = page.locator("#point").inner_text()

    value, low, high, articles, stories, sentences = row
    assert f"escalation {value:.2f} 95\u00a0% {low:.2f} … {high:.2f}" in said
    counts = f"{articles} articles, {stories} distinct stories, {sentences} sentences"
    assert f"From {counts}." in said
    assert "Week of 12 Oct 2026" in said


def test_a_choice_acts_at_once_and_stands_in_the_address(
    reader: Reader, full: Path
) -> None:
    reader.folder = full
    with reader.open(None, PAGE, at=f"#outlet=Daily&{WEEK}", language="de") as page:
        reader.wait(page)
        before = page.locator("#list blockquote").first.inner_text()

        page.locator("#order").select_option("diplomacy")
        first = "document.querySelector('#list blockquote').textContent"
        wait_until(page, f"{first} !== {json.dumps(before)}")
        page.locator("#group").check()
        page.wait_for_selector("#list article")

        assert "order=diplomacy&group=article" in page.url
        heading = page.locator("#list article .caption").first.inner_text()
        assert heading.startswith("Der ganze Artikel: im Mittel Eskalation 0,")
        assert "stärkste Diplomatie zuerst" in page.locator("#found").inner_text()


def test_hostile_texts_are_shown_saved_and_asked_for_as_text(
    reader: Reader, hostile: Path
) -> None:
    reader.folder = hostile
    period = "since=2026-10-05&until=2026-10-12"
    with reader.open(None, PAGE, at=f"#{period}&order=day") as page:
        reader.wait(page)

        rows = save_rows(page)

        assert len(rows) == len(ask_command(page, hostile)) == 32 * len(HOSTILE)
        assert {row["url"] for row in rows} == {""}
        assert not any(row["text"].startswith("=") for row in rows)
        assert page.locator("#list a").count() == 0
        assert "…" in page.locator("#list").inner_text()
        assert page.evaluate("window.broken") is None
        assert page.evaluate("document.documentElement.scrollWidth") == 1440


def test_where_there_is_no_sentence_the_page_says_why(
    reader: Reader, full: Path
) -> None:
    reader.folder = full
    with reader.open(None, PAGE) as page:
        reader.wait(page)
        for outlets, days, reason in REASONS:
            series = [
                {"statuses": status, "articles": [articles], "sentences": [sentences]}
                for status, articles, sentences in days
            ]

            said = page.evaluate(
                "([series, outlets]) =>"
                " Point.explain({ isMeasured: true, series }, { outlets })",
                [series, outlets],
            )

            assert reason in said


def test_sentences_can_be_chosen_where_no_mean_is_measured(
    reader: Reader, full: Path
) -> None:
    reader.folder = full
    with reader.open(None, PAGE) as page:
        reader.wait(page)
        page.evaluate("Store.site.topics.push('talks')")
        go(page, f"topic=talks&part=headline&{WEEK}")

        top, cover = page.locator("#point"), page.locator("#cover")
        assert top.inner_text().startswith("The mean of this combination is not")
        assert cover.inner_text().startswith("None of the sentences that the site")
        assert page.locator("#view-note").inner_text() == ""
        assert "a.title" in page.locator("#command").inner_text()
        assert "part=headline" in page.url


def test_the_page_knows_which_of_its_sentences_are_the_strongest_of_all(
    reader: Reader, full: Path
) -> None:
    # Of each day two are kept: none above .6, the second of Monday, can be missing.
    monday = [("2026-10-12", e) for e in (0.9, 0.6, 0.1)]
    tuesday = [("2026-10-13", e) for e in (0.8, 0.2)]
    rows = [
        {
            "day": day,
            "outlet": {"key": "a"},
            "kept": 2,
            "escalation": escalation,
            "diplomacy": 0.0,
        }
        for day, escalation in sorted(monday + tuesday, key=lambda row: -row[1])
    ]
    reader.folder = full
    with reader.open(None, PAGE) as page:
        reader.wait(page)

        covers = [
            page.evaluate(
                "([r, order, n]) => Sentences.cover(r.map((x) => ({ ...x, ofDay: n })),"
                " r, { order, since: '', until: '' })",
                [rows, order, of_day],
            )
            for order, of_day in (("escalation", 40), ("day", 40), ("day", 2))
        ]

    assert covers == [
        {"isWhole": False, "first": 3},
        {"isWhole": False, "first": 0},
        {"isWhole": True, "first": 0},
    ]
