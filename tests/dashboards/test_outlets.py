import json
import re
from dataclasses import replace
from datetime import timedelta

import polars as pl

from dashboards.frames import SiteFrames
from dashboards.pages.outlets import render_outlets
from dashboards.pages.page import Site
from dashboards.wording import Wording
from tests.dashboards.samples import (
    MODEL,
    MONDAY,
    Row,
    correct_site,
    make_facts,
    make_frame,
    make_outlets,
    missing,
)

ENGLISH = Wording("en")


def make_frames(weeks: list[Row], days: list[Row], names: dict[str, str]) -> SiteFrames:
    return SiteFrames(
        outlet_day=make_frame(days, "day"),
        outlet_week=make_frame(weeks, "week"),
        outlet=make_outlets(names),
    )


def read_rows(page: str) -> list[list[str]]:
    """The table's rows, a text a cell."""
    [body] = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    cells = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row]
        for row in cells
    ]


def test_the_table_says_what_there_is_of_each_outlet_and_its_latest_week() -> None:
    last = Row(outlet="a", at=MONDAY + timedelta(weeks=1), status="partial")
    weeks = [Row(outlet="a", at=MONDAY), last, missing("b", MONDAY)]
    days = [Row(outlet="a", at=MONDAY), missing("a", MONDAY + timedelta(days=1))]
    frames = make_frames(weeks, days, {"a": "A-Blatt", "b": "B & Post"})

    page = render_outlets(Site(frames=frames, facts=make_facts()), ENGLISH)

    assert read_rows(page) == [
        [
            *("A-Blatt", "DE", "German", "40", "0", "1 of 2", "12 Jan 2026 partial"),
            *("0.30 0.20 … 0.40", "0.10 0.00 … 0.20"),
            *("−0.50 −0.60 … −0.40", "−0.20 −0.30 … −0.10"),
        ],
        ["B &amp; Post", "DE", "German", "40", "1", "–", "–", "–", "–", "–", "–"],
    ]
    assert '<a href="outlet-a-blatt.html">' in page


def test_a_corrected_value_is_shown_and_marked() -> None:
    row = Row(outlet="a", at=MONDAY)
    frames = correct_site(
        make_frames([row], [row], {"a": "A-Blatt"}), ["a"], ("sentiment",)
    )

    page = render_outlets(Site(frames=frames, facts=make_facts()), Wording("de"))

    # By LINE, people would see -.5 where the model has -.2.
    assert read_rows(page)[0][-2:] == ["−0,50 −0,60 … −0,40", "−0,50 ✓ −0,65 … −0,35"]
    assert "Werte mit ✓ sind durch codierte Sätze korrigiert." in page


def test_without_an_article_the_page_says_what_to_do() -> None:
    empty = make_frames([], [], {})
    silent = make_frames([], [missing("a", MONDAY)], {})

    pages = [
        render_outlets(Site(frames=frames, facts=make_facts()), ENGLISH)
        for frames in (empty, silent)
    ]

    assert "Name a source in the config file" in pages[0]
    assert "Sources were asked, but gave no article." in pages[1]


def test_a_model_of_sentiment_alone_has_no_column_of_frames() -> None:
    row = Row(outlet="a", at=MONDAY)
    frames = make_frames([row], [row], {"a": "A-Blatt"})
    facts = replace(make_facts(), task="sentiment")

    page = render_outlets(Site(frames=frames, facts=facts), ENGLISH)

    assert re.findall(r'<th scope="col" class="(\w+)">', page) == ["sentiment"]


def test_names_that_mean_harm_are_text_in_table_and_data() -> None:
    name = "</script><img src=x onerror='broken()'>"
    row = Row(outlet=name, at=MONDAY)
    contrast = pl.DataFrame(
        {
            **{"model_id": MODEL, "outlet": name, "measure": "escalation"},
            **{"since": MONDAY, "until": MONDAY, "articles": 4},
            **dict.fromkeys(("value", "others", "difference", "low", "high"), 0.25),
            "corrected": False,
        }
    )
    frames = replace(make_frames([row], [row], {name: name}), contrast=contrast)

    page = render_outlets(Site(frames=frames, facts=make_facts()), ENGLISH)
    [payload] = re.findall(r'id="payload">(.*?)</script>', page, re.DOTALL)

    assert "<img" not in page
    assert json.loads(payload)["contrasts"][0][0] == name
