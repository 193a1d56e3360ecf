"""The page of trends as it is rendered, before any script."""

import re
from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from dashboards.frames import SiteFacts, SiteFrames
from dashboards.pages.page import Site
from dashboards.pages.trends import render_trends
from dashboards.wording import Wording
from tests.dashboards.samples import (
    MODEL,
    MONDAY,
    make_facts,
    make_frame,
    make_outlets,
    make_site,
    missing,
)

NO_ROWS = SiteFrames(
    outlet_day=make_frame([], "day"),
    outlet_week=make_frame([], "week"),
    outlet=make_outlets({}),
)
MISSING = replace(
    NO_ROWS,
    outlet_week=make_frame([missing("a", MONDAY)], "week"),
    outlet=make_outlets({"a": "A-Blatt"}, 0),
)


def render(frames: SiteFrames, facts: SiteFacts, language: str = "en") -> str:
    return render_trends(Site(frames=frames, facts=facts), Wording(language))


def make_pooled(weeks: int) -> pl.DataFrame:
    """Series of all outlets together: escalation .1, .2 …, corrected from week 2 on."""
    numbers = range(1, weeks + 1)
    return pl.DataFrame(
        {
            "model_id": [MODEL] * weeks,
            "grain": ["week"] * weeks,
            "period": [MONDAY + timedelta(weeks=n - 1) for n in numbers],
            "level": ["pooled"] * weeks,
            "part": ["all"] * weeks,
            "copies": ["all"] * weeks,
            "topic": [""] * weeks,
            "articles": [1000 * n for n in numbers],
            "escalation": [n / 10 for n in numbers],
            "escalation_corrected": [None if n == 1 else 0.5 for n in numbers],
            "diplomacy": [0.1] * weeks,
            "balance": [None] * weeks,
            "intensity": [0.2] * weeks,
            "sentiment": [-0.25] * weeks,
        },
        schema_overrides={"escalation_corrected": pl.Float64, "balance": pl.Float64},
    )


def find_charts(page: str) -> list[str]:
    return re.findall(r'<figure class="chart" id="(\w+)">', page)


def find_cells(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page)
    return [re.sub(r"</?t[hd][^>]*>", "|", row).strip("|").split("||") for row in rows]


def test_every_measure_has_its_chart() -> None:
    page = render(make_site({"a": "A-Blatt"}), make_facts())

    assert find_charts(page) == [
        *("balance", "escalation", "diplomacy", "intensity", "sentiment")
    ]
    assert "<h1>Trends</h1>" in page
    assert "39 articles of 1 outlet, 5 Jan 2026 – 1 Mar 2026." in page


def test_a_model_of_sentiment_alone_names_what_is_unknown() -> None:
    page = render(make_site({"a": "A"}), replace(make_facts(), task="sentiment"))

    assert find_charts(page) == ["sentiment"]
    assert "Escalation is unknown here, not zero: tiny@1 gives no values" in page
    assert page.count("is unknown here") == 4


@pytest.mark.parametrize(
    ("frames", "facts", "said"),
    [
        pytest.param(
            NO_ROWS,
            make_facts(articles=0, undated=0, first_day=None, last_day=None),
            "No articles yet",
            id="an empty warehouse",
        ),
        pytest.param(
            NO_ROWS,
            make_facts(articles=2, undated=2, first_day=None, last_day=None),
            "2 articles are in the warehouse, but all are undated",
            id="articles without a date",
        ),
        pytest.param(
            MISSING,
            make_facts(articles=0, undated=0, first_day=None, last_day=None),
            "Every day is missing",
            id="nothing was collected",
        ),
    ],
)
def test_without_anything_to_draw_the_page_says_why(
    frames: SiteFrames, facts: SiteFacts, said: str
) -> None:
    page = render(frames, facts)

    assert said in page
    assert find_charts(page) == []
    assert "trends.js" not in page
    assert '<a href="data.html" data-keep>' in page


def test_one_day_is_written_once() -> None:
    page = render(make_site({"a": "A"}, weeks=1), make_facts(last_day=MONDAY))

    assert "39 articles of 1 outlet, 5 Jan 2026." in page


def test_the_table_without_scripts_has_the_newest_weeks_first_and_corrected() -> None:
    frames = replace(make_site({"a": "A"}), series=make_pooled(14))

    rows = find_cells(render(frames, make_facts(), "de"))

    assert len(rows) == 12
    assert rows[0] == [
        *("6. Apr. 2026", "14.000"),
        *("–", "0,50", "0,10", "0,20", "−0,25"),
    ]
    assert rows[-1][0] == "19. Jan. 2026"


def test_a_week_that_is_not_corrected_has_no_value_beside_corrected_ones() -> None:
    frames = replace(make_site({"a": "A"}), series=make_pooled(2))

    rows = find_cells(render(frames, make_facts()))

    assert [row[3] for row in rows] == ["0.50", "–"]


def test_the_page_does_not_change_with_the_run_alone() -> None:
    frames, facts = make_site({"a": "A"}), make_facts()
    later = replace(
        facts, run_id="r-2", built_at=facts.built_at + timedelta(hours=1), repeats=8
    )

    assert render(frames, facts) == render(frames, later)
