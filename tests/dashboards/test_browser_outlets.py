"""The pages of outlets in real Chromium: what they compute equals SQL and Python."""

import json
import math
import re
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
from playwright.sync_api import Page

from analysis.measures.student import COVERAGE, p_value, t_margin
from analysis.warehouse.warehouse import Warehouse
from dashboards.drawing.series import Series, split_series
from dashboards.means import find_degrees
from dashboards.pooled import pool
from dashboards.site import write_site
from dashboards.wording import Wording
from flows.site_frames import load_site_frames
from tests.dashboards.conftest import Reader, wait_until
from tests.dashboards.samples import (
    MONDAY,
    Row,
    correct_frame,
    make_corrections,
    make_facts,
    make_frame,
)
from tests.dashboards.worlds import WORLDS, save_days, write_world
from tests.samples import MODEL

Numbers = npt.NDArray[np.float64]
ENGLISH = Wording("en")
NAMES = ("Daily", "Post", "Blatt")
FRAMED = ("escalation", "diplomacy", "balance", "intensity")
# Of each article its story, and escalation and diplomacy of its headline and its body.
HEADLINES = """
WITH part AS (
    SELECT article_id, part, escalation_sum / scored AS e, diplomacy_sum / scored AS d
    FROM article_part
)
SELECT story_id, a.e, a.d, b.e, b.d
FROM article
JOIN part AS a USING (article_id)
JOIN part AS b USING (article_id)
WHERE outlet = 'Post' AND a.part = 'headline' AND b.part = 'body' AND published_on >= ?
"""
ROWS = "document.querySelector('#rank .plot').layout.yaxis.tickvals.length"
MEANS = """
SELECT outlet, avg(escalation_sum / scored)
FROM article JOIN article_part USING (article_id)
WHERE part = 'all' AND published_on >= ?
GROUP BY outlet
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outlets")
    write_world(folder, "full")
    return folder


def ask(world: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with duckdb.connect(str(world / "w.duckdb"), read_only=True) as connection:
        return connection.execute(sql, list(values)).fetchall()


@pytest.fixture
def reading(reader: Reader, world: Path) -> Reader:
    reader.folder = world / "site"
    return reader


def read_csv(page: Page, chart: str) -> list[dict[str, str]]:
    """The rows that a chart's button saves."""
    with page.expect_download() as saved:
        page.click(f"#{chart} button[data-kind=csv]")
    head, *rows = saved.value.path().read_text("utf-8-sig").splitlines()
    return [dict(zip(head.split(","), row.split(","), strict=True)) for row in rows]


@pytest.mark.parametrize("since", ["2026-10-05", "2026-10-19"])
def test_the_ranking_is_that_of_all_articles_of_the_period(
    reading: Reader, world: Path, since: str
) -> None:
    means = {str(name): float(str(mean)) for name, mean in ask(world, MEANS, since)}

    with reading.open(None, "outlets.html", at=f"#since={since}") as page:
        reading.wait(page)
        rows = read_csv(page, "rank")

    found = {row["outlet"]: float(row["escalation"]) for row in rows}
    assert found == {name: pytest.approx(means[name], abs=1e-4) for name in NAMES}
    assert list(found) == sorted(found, key=lambda name: -found[name])


def test_a_rank_leads_to_the_sentences_of_the_weeks_it_is_of(reading: Reader) -> None:
    # A Wednesday: the ranking is of whole weeks.
    with reading.open(None, "outlets.html", at="#since=2026-10-14") as page:
        reading.wait(page)
        page.click("#rank details.rows summary")
        link = page.locator("#rank tbody a").first
        link.wait_for()
        address = str(link.get_attribute("href"))

    assert {"since=2026-10-12", "until=2026-11-08"} <= set(re.split("[#&]", address))


def pull(measure: str, means: Numbers) -> Numbers:
    """How a difference moves with its four means, by the delta method."""
    if measure == "escalation":
        return np.array([1.0, 0.0, -1.0, 0.0])
    return np.array(
        [
            sign * move / (e + d) ** 2
            for sign, e, d in ((1, means[0], means[1]), (-1, means[2], means[3]))
            for move in (-2 * d, 2 * e)
        ]
    )


@pytest.mark.parametrize("measure", ["escalation", "balance"])
@pytest.mark.parametrize("since", ["2026-10-05", "2026-10-19"])
def test_headlines_differ_from_bodies_as_the_articles_do(
    reading: Reader, world: Path, since: str, measure: str
) -> None:
    rows = np.array(ask(world, HEADLINES, since), dtype=np.float64)
    stories, place, sizes = np.unique(
        rows[:, 0], return_inverse=True, return_counts=True
    )
    means = rows[:, 1:].mean(axis=0)
    pulls = (rows[:, 1:] - means) @ pull(measure, means) / len(rows)
    spread = np.bincount(place, pulls)
    factor = len(stories) / (len(stories) - 1)
    error = math.sqrt(factor * float(spread @ spread))
    reach = error * t_margin(COVERAGE, len(rows) ** 2 / float(sizes @ sizes) - 1)
    e, d, f, g = means
    value = e - f if measure == "escalation" else (d - e) / (d + e) - (g - f) / (g + f)
    value, low, high = (
        ENGLISH.difference(float(end)) for end in (value, value - reach, value + reach)
    )

    at = f"#since={since}&measure={measure}"
    with reading.open(None, "outlet-post.html", at=at) as page:
        reading.wait(page)
        caption = page.inner_text("#parts .caption")

    assert caption.startswith(
        f"Within the same {len(rows)} articles the difference is {value} "
        f"(95\u00a0% {low} … {high})."
    )


def correct(*rows: Row) -> Series:
    """The weeks, corrected; in the second, escalation by less than nothing."""
    dated = [replace(row, at=MONDAY + timedelta(weeks=n)) for n, row in enumerate(rows)]
    frame = make_frame(dated, "week").with_columns(
        intensity=0.4, intensity_low=0.26, intensity_high=0.54
    )
    corrected = correct_frame(frame, ["a"])
    [series] = split_series(corrected, make_corrections(["a"]))
    return series


@pytest.mark.parametrize("level", ["outlet", "balanced"])
def test_weeks_are_pooled_as_python_pools_them(reading: Reader, level: str) -> None:
    series = correct(
        Row(outlet="a", at=MONDAY, escalation=0.2, reach=0.08),
        Row(outlet="a", at=MONDAY, escalation=0.04, reach=0.1, articles=7),
        Row(outlet="a", at=MONDAY, articles=3, stories=2, reach=None),
    )
    given = {
        "level": level,
        "copies": "all",
        "articles": series.articles,
        "stories": series.stories,
        "measures": {name: asdict(one) for name, one in series.measures.items()},
        "corrections": {
            name: list(asdict(line).values())
            for name, line in series.corrections.items()
        },
    }

    with reading.open(None, "outlets.html") as page:
        reading.wait(page)
        found = page.evaluate(
            "series => ['escalation', 'balance', 'sentiment', 'intensity'].map("
            "measure => [measure, Pooled.over(JSON.parse(series), measure)])",
            json.dumps(given),
        )

    for measure, one in found:
        expected = pool(replace(series, level=level), measure, MONDAY, date(2027, 1, 1))
        assert expected is not None
        assert expected.error is not None
        assert one["value"] == pytest.approx(expected.value)
        assert one["error"] == pytest.approx(math.hypot(expected.error, *expected.gold))
        degrees = find_degrees(
            [
                (expected.error**2, expected.drawn),
                (math.hypot(*expected.gold) ** 2, expected.coded),
            ]
        )
        assert one["degrees"] == pytest.approx(degrees)


def test_student_s_t_reaches_as_far_as_in_python(reading: Reader) -> None:
    degrees = [1, 2, 3.7, 12, 250, 5000]
    with reading.open(None, "outlets.html") as page:
        reading.wait(page)
        margins = page.evaluate(
            "degrees => degrees.map(one => Student.findMargin(0.99, one))", degrees
        )
        chances = page.evaluate(
            "degrees => degrees.map(one => Student.findChance(-2.5, one))", degrees
        )

    assert margins == pytest.approx([t_margin(0.99, one) for one in degrees])
    assert chances == pytest.approx([p_value(2.5, one) for one in degrees])


def test_ranks_are_open_where_intervals_overlap(reading: Reader) -> None:
    rows = [(0.5, 0.6), (0.35, 0.55), (0.1, 0.2), (None, None)]

    with reading.open(None, "outlets.html") as page:
        reading.wait(page)
        ranks = page.evaluate(
            "rows => Pooled.rank(rows.map(([low, high]) => ({ low, high })))", rows
        )

    # The first two overlap; the last has no interval and may be anywhere.
    assert ranks == [[1, 3], [1, 3], [3, 4], [1, 4]]


def test_the_table_is_sorted_by_a_click_and_filtered_by_language(
    reading: Reader,
) -> None:
    with reading.open(None, "outlets.html", at="#language=en") as page:
        reading.wait(page)
        names = page.locator("#outlets tbody tr:visible th")
        assert sorted(names.all_inner_texts()) == ["Blatt", "Daily"]

        page.click("#outlets thead th:first-child button")
        assert names.all_inner_texts() == ["Blatt", "Daily"]
        page.click("#outlets thead th:first-child button")
        assert names.all_inner_texts() == ["Daily", "Blatt"]

        page.click("#outlets tbody a:visible")
        reading.wait(page)
        assert page.inner_text("h1").endswith("Daily")


def test_a_model_of_sentiment_alone_has_charts_of_sentiment(
    reader: Reader, world: Path
) -> None:
    with Warehouse(world / "w.duckdb") as warehouse:
        frames = load_site_frames(warehouse, MODEL.model_id)
    frames = replace(
        frames,
        model=frames.model.with_columns(task=pl.lit("sentiment")),
        series=frames.series.with_columns(
            pl.lit(None, pl.Float64).alias(name)
            for name in frames.series.columns
            if name.split("_")[0] in FRAMED
        ),
        part_sum=frames.part_sum.filter(measure="sentiment"),
        contrast=frames.contrast.filter(measure="sentiment"),
    )
    facts = replace(make_facts(), model_id=MODEL.model_id, task="sentiment")

    titles = []
    write_site(reader.folder, frames, facts)
    for name in ("outlets.html", "outlet-post.html"):
        with reader.open(None, name) as page:
            reader.wait(page)
            titles += page.locator(".chart .finding").all_inner_texts()

    assert titles[0] == "Sentiment, outlet by outlet"
    assert sum("entiment" in title for title in titles) >= 7
    assert not any("scalation" in title or "alance" in title for title in titles)


def test_of_many_outlets_forty_are_drawn_until_all_are_asked_for(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_many(warehouse: Warehouse) -> None:
        save_days(warehouse, [f"Paper {n}" for n in range(45)], [MONDAY], a_day=1)

    monkeypatch.setitem(WORLDS, "many", make_many)
    reader.folder = write_world(tmp_path, "many")

    with reader.open(None, "outlets.html") as page:
        reader.wait(page)
        assert page.evaluate(ROWS) == 40
        page.click("#limit button")
        wait_until(page, f"{ROWS} === 45")
        assert "rows=all" in page.url
