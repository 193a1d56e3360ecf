import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from analysis.warehouse.warehouse import Warehouse
from dashboards.frames import SiteFrames
from dashboards.pages.compare import (
    list_overlaps,
    pack_linked,
    render_compare,
)
from dashboards.pages.page import Site
from dashboards.wording import LANGUAGES, Wording
from tests.dashboards.samples import make_facts, make_site
from tests.samples import an_article, an_outlet

HOSTILE = "</script><script>alert(1)</script>"


def make_shared(one: str, other: str) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "outlet": [one],
            "other": [other],
            "stories": [3],
            "articles": [4],
            "other_articles": [3],
            "of_articles": [40],
            "of_other": [12],
        }
    )


def make_overlap() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "model_id": ["tiny@1", "tiny@1"],
            "earlier_id": ["old@1", "old@1"],
            "question": ["escalation", "diplomacy"],
            "sentences": [1872, 1872],
            "articles": [276, 20],
            "alpha": [0.714, None],
            "correlation": [0.83, -0.1],
            "mean_difference": [0.021, -0.3],
            "article_correlation": [0.9, None],
            "intercept": [-0.01, None],
            "slope": [1.125, None],
            "residual_sd": [0.05, None],
            "fingerprint": [1, 2],
        }
    )


def render(frames: SiteFrames, language: str = "en") -> str:
    return render_compare(Site(frames=frames, facts=make_facts()), Wording(language))


def find_rows(page: str, section: str) -> list[list[str]]:
    """The cells of the rows of a section's table, in their words."""
    part = page.split(f'id="{section}"')[1].split("</section>")[0]
    return [
        [
            re.sub("<[^>]*>", "", cell)
            for cell in re.findall("<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall("<tr>.*?</tr>", part, re.DOTALL)
    ]


def read_payload(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page)
    assert found is not None
    return dict(json.loads(found[1]))


# ---- what outlets share --------------------------------------------------------------


def test_what_two_outlets_share_is_on_the_page_without_scripts() -> None:
    frames = replace(
        make_site({"a": "A-Blatt", "b": "B-Bote"}), shared=make_shared("a", "b")
    )

    assert find_rows(render(frames, "de"), "shared")[1] == [
        *("A-Blatt", "B-Bote", "3", "10\u00a0%", "25\u00a0%")
    ]
    assert read_payload(render(frames))["shared"] == [["a", "b", 3, 0.1, 0.25]]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        opened.save_records("outlet", [an_outlet(name) for name in "ABC"])
        yield opened


def test_stories_in_common_are_counted_once_for_each_pair(
    warehouse: Warehouse,
) -> None:
    day = date(2026, 11, 2)
    told = [(1, "A", 7), (2, "A", 7), (3, "B", 7), (4, "C", 7), (5, "A", 8)]
    told += [(6, "B", 8), (7, "A", 9), (8, "C", 10)]
    articles = [an_article(n, outlet, day, story_id=s) for n, outlet, s in told]
    articles.append(an_article(9, "C", None, story_id=9))
    warehouse.save_records("article", articles)

    assert warehouse.load("site_shared").rows() == [
        # A tells story 7 twice; the undated article of C counts nowhere.
        ("A", "B", 2, 3, 2, 4, 2),
        ("A", "C", 1, 2, 1, 4, 2),
        ("B", "C", 1, 1, 1, 2, 2),
    ]


# ---- how far models agree ------------------------------------------------------------


def test_how_far_models_agree_is_written_as_far_as_it_is_known() -> None:
    one, other = list_overlaps(make_overlap(), Wording("de"))

    assert (one.alpha, one.correlation, one.difference) == ("0,71", "0,83", "+0,02")
    assert one.line == "−0,01 + 1,12 × früheres"
    assert (other.alpha, other.correlation, other.line) == ("–", "−0,10", "–")


def test_with_one_model_the_page_says_how_to_set_another_beside_it() -> None:
    page = render(make_site({"a": "A-Blatt"}))

    assert "<code>detente rescore --model NAME</code>" in page
    assert read_payload(page)["overlaps"] == []


def test_weeks_filled_from_an_earlier_model_are_kept_by_member() -> None:
    linked = pl.DataFrame(
        {
            "level": ["outlet"],
            "member": ["a"],
            "week": [date(2026, 1, 5)],
            "linked_from": ["old@1"],
            "articles": [4],
            "stories": [3],
            "escalation": [0.123456],
            "escalation_low": [0.1],
            "escalation_high": [0.2],
            "diplomacy": [None],
        }
    )

    assert pack_linked(linked) == {
        "outlet:a": [["2026-01-05", "old@1", 4, 3, 0.1235, 0.1, 0.2, None]]
    }


# ---- the rest of the payload ---------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_outlet_stays_in_its_cell_and_in_its_element(language: str) -> None:
    frames = replace(
        make_site({HOSTILE: HOSTILE, "b": "B"}),
        shared=make_shared(HOSTILE, "b"),
        model_overlap=make_overlap().with_columns(pl.lit(HOSTILE).alias("earlier_id")),
    )

    page = render(frames, language)

    assert HOSTILE not in page
    assert "alert(1)" in find_rows(page, "shared")[1][0]
    assert re.findall(r"https?://|\s(?:on\w+|style)=", page) == []


def test_without_outlets_the_page_says_so() -> None:
    page = render(make_site({}), "de")

    assert "Noch nichts zu vergleichen" in page
    assert 'id="choice"' not in page
