import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboards.pages import SiteFrames, render_index
from tests.conftest import Golden
from tests.dashboards.samples import (
    MONDAY,
    Row,
    correct_site,
    make_facts,
    make_frame,
    make_outlets,
    make_site,
    missing,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"quoted\" 'twice'",
    "\u202egnihton",
    "long " * 2_000,
    "nul\x00nul",
    "line\u2028end",
)


def make_frames(days: list[Row], weeks: list[Row], outlets: pl.DataFrame) -> SiteFrames:
    return SiteFrames(
        outlet_day=make_frame(days, "day"),
        outlet_week=make_frame(weeks, "week"),
        outlet=outlets,
    )


def read_payload(page: str) -> object:
    found = re.search(r'id="payload">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def find_texts(page: str, pattern: str) -> list[str]:
    return re.findall(pattern, page)


def test_the_page_of_a_small_warehouse_to_the_letter(golden: Golden) -> None:
    frames = make_site({"a": "A-Blatt", "b": "B & Post"}, weeks=2, step=3)

    page = render_index(frames, make_facts(12))

    # The assets' own hashes would turn every change of a sheet into one of this page.
    golden(Path("site/index.html"), re.sub(r"\?v=[0-9a-f]{8}", "?v=VERSION", page))


def test_equal_input_gives_the_equal_page() -> None:
    frames = make_site({"a": "A-Blatt", "b": "B-Post"})

    assert render_index(frames, make_facts()) == render_index(frames, make_facts())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_cannot_leave_its_place(name: str) -> None:
    plain = render_index(make_site({"a": "plain"}), make_facts())

    page = render_index(make_site({"a": name}), make_facts())

    for tag in ("script", "img", "bdi"):
        assert page.count(f"<{tag}") == plain.count(f"<{tag}")
    assert page.count("</script>") == plain.count("</script>")
    assert not re.search("[\x00\u2028\u202e]", page.split("<script type")[1])
    assert "\x00" not in page
    assert read_payload(page)


def test_a_hostile_name_is_shown_whole_in_the_table() -> None:
    page = render_index(make_site({"a": HOSTILE[0]}), make_facts())

    assert find_texts(page, r'<bdi class="name">(.*?)</bdi>') == [
        "&lt;script&gt;alert(1)&lt;/script&gt;"
    ]


def test_an_empty_warehouse_says_what_to_do() -> None:
    facts = make_facts(0, 0, first_day=None, last_day=None)

    page = render_index(make_frames([], [], make_outlets({})), facts)

    assert "<h1>No articles yet</h1>" in page
    assert "detente run" in page
    assert 'class="chart"' not in page


def test_only_undated_articles_make_no_trend() -> None:
    facts = make_facts(5, 5, first_day=None, last_day=None)

    page = render_index(make_frames([], [], make_outlets({"a": "A-Blatt"})), facts)

    assert "<h1>No article has a date, so there is no trend</h1>" in page
    assert "in no trend</td>" in page


def test_where_every_day_is_missing_only_the_collection_is_drawn() -> None:
    frames = make_frames(
        [missing("a", MONDAY + timedelta(days=i)) for i in range(7)],
        [missing("a", MONDAY)],
        make_outlets({"a": "A-Blatt"}, 0),
    )

    page = render_index(frames, make_facts(0, 0))

    assert "<h1>Nothing was collected: every day is missing</h1>" in page
    assert find_texts(page, r'class="plot" id="(\w+)"') == ["collection"]


def test_one_outlet_with_one_article_is_a_page_that_says_so() -> None:
    row = Row(outlet="a", at=MONDAY, articles=1, stories=1, reach=None)
    frames = make_frames([row], [row], make_outlets({"a": "A-Blatt"}, 1))

    page = render_index(frames, make_facts(1, 0))

    assert "<h1>Too little data to say how balance moved</h1>" in page
    assert "<td>1 · 1 · 12</td>" in page
    assert find_texts(page, r"<td>([^<]*<small>[^<]*)</small>") == [
        "0.30<small>–",
        "0.10<small>–",
        "−0.50<small>–",
        "−0.20<small>–",
    ]


def test_a_corrected_value_stands_above_what_the_model_alone_gives() -> None:
    row = Row(outlet="a", at=MONDAY)
    frames = make_frames([row], [row], make_outlets({"a": "A-Blatt"}))

    page = render_index(correct_site(frames, ["a"], ("sentiment",)), make_facts())

    assert (
        "<td>−0.50<small>−0.65 … −0.35</small>"
        "<small>model alone −0.20</small><small>−0.30 … −0.10</small></td>" in page
    )
    assert "<td>−0.50<small>−0.60 … −0.40</small></td>" in page
    assert "Corrected by 412 coded sentences; bands hold both errors." in page
    assert "Not corrected:" not in page


def test_without_gold_the_page_says_what_its_bands_do_not_hold() -> None:
    page = render_index(make_site({"a": "A-Blatt"}), make_facts())

    assert "Not corrected: bands hold the chance of which stories appeared" in page
    assert "alone" not in re.sub(r"<script type.*", "", page, flags=re.DOTALL)


def test_a_latest_week_that_is_not_whole_is_marked_in_the_table() -> None:
    row = Row(outlet="a", at=MONDAY, status="partial")
    whole = Row(outlet="b", at=MONDAY)
    outlets = make_outlets({"a": "A-Blatt", "b": "B-Post"})

    page = render_index(make_frames([row, whole], [row, whole], outlets), make_facts())

    assert find_texts(page, r"<td>(5 Jan 2026.*?)</td>") == [
        "5 Jan 2026<small>partial</small>",
        "5 Jan 2026",
    ]


def test_another_models_rows_are_another_series() -> None:
    mine = make_frame([Row(outlet="a", at=MONDAY)], "week")
    other = make_frame([Row(outlet="a", at=MONDAY, sentiment=0.9)], "week")
    frames = SiteFrames(
        outlet_day=mine.rename({"week": "day"}).drop("days_missing"),
        outlet_week=pl.concat([mine, other.with_columns(model_id=pl.lit("other@1"))]),
        outlet=make_outlets({"a": "A-Blatt"}),
    )

    page = render_index(frames, make_facts())

    assert "<td>−0.20<small>" in page
    assert "+0.90" not in page


def test_the_account_names_each_reason_for_a_reject() -> None:
    facts = replace(make_facts(), rejects_by_reason=(("<too> short", 3),))

    page = render_index(make_site({"a": "A-Blatt"}), facts)

    assert '<tr class="part"><th scope="row">&lt;too&gt; short</th><td>3</td>' in page


def test_nothing_foreign_and_nothing_inline_is_in_the_page() -> None:
    page = render_index(make_site({"a": "A-Blatt"}), make_facts())

    assert find_texts(page, r"https?://[^\s\"']+") == []
    assert find_texts(page, r"\s(?:on\w+|style)=") == []
    assert "default-src 'none'" in page
