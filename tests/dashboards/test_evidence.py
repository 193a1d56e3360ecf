"""Sentences → scripts of an outlet and month each, and the page without scripts."""

import base64
import json
import re
import zlib
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboards.frames import SiteFrames
from dashboards.pages.evidence import render_evidence
from dashboards.pages.page import Site
from dashboards.store.evidence import cut_text, find_link, pack_month, render_scripts
from dashboards.wording import Wording
from tests.dashboards.samples import make_facts, make_frame, make_outlets

SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "outlet": pl.String,
    "day": pl.Date,
    "kept": pl.Int32,
    "day_sentences": pl.UInt64,
    "article_id": pl.UInt64,
    "language": pl.String,
    "title": pl.String,
    "url": pl.String,
    "story_outlets": pl.Int64,
    "shared": pl.Boolean,
    "agency": pl.String,
    "topics": pl.List(pl.String),
    "article_sentences": pl.UInt32,
    "article_escalation": pl.Float64,
    "article_diplomacy": pl.Float64,
    "article_sentiment": pl.Float64,
    "position": pl.UInt16,
    "section": pl.String,
    "voice": pl.String,
    "speaker": pl.String,
    "text": pl.String,
    "escalation": pl.Float32,
    "diplomacy": pl.Float32,
    "sentiment": pl.Float32,
}
HEADLINE = {
    "outlet": "a",
    "day": date(2026, 1, 5),
    "kept": 2,
    "day_sentences": 40,
    "article_id": 7,
    "language": "en",
    "title": "Guns at the bridge",
    "url": "https://a.example/7",
    "story_outlets": 2,
    "shared": True,
    "agency": "dpa",
    "topics": ["bridge", "talks"],
    "article_sentences": 12,
    "article_escalation": 0.25,
    "article_diplomacy": 0.125,
    "article_sentiment": -0.5,
    "position": 0,
    "section": "headline",
    "voice": "own",
    "speaker": None,
    "text": "Guns at the bridge",
    "escalation": 0.9312,
    "diplomacy": 0.02,
    "sentiment": -0.7,
}
QUOTATION = HEADLINE | {
    "position": 5,
    "section": "body",
    "voice": "direct",
    "speaker": "Ilse Brandt",
    "text": "“We will talk,” she said.",
    "escalation": 0.1,
    "diplomacy": 0.8,
    "sentiment": 0.3,
}


def frame(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


def site(*rows: dict[str, object], names: dict[str, str] | None = None) -> Site:
    frames = SiteFrames(
        outlet_day=make_frame([], "day"),
        outlet_week=make_frame([], "week"),
        outlet=make_outlets(names or {"a": "A-Blatt"}),
        evidence=frame(*rows),
    )
    return Site(frames=frames, facts=make_facts())


def unpack(script: bytes) -> object:
    found = re.fullmatch(r"Store\.keepEvidence\((.*)\);\n", script.decode("ascii"))
    assert found
    packed: str = json.loads(found[1])["packed"]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def test_a_month_says_each_article_once_and_each_sentence_with_its_answers() -> None:
    packed = pack_month(frame(HEADLINE, QUOTATION))

    assert packed == {
        "kept": 2,
        "days": [[5, 40]],
        "articles": {
            "day": [5],
            "language": ["en"],
            "title": ["Guns at the bridge"],
            "url": ["https://a.example/7"],
            "outlets": [2],
            "shared": [1],
            "agency": ["dpa"],
            "topics": [["bridge", "talks"]],
            "sentences": [12],
            "escalation": [2500],
            "diplomacy": [1250],
            "sentiment": [-5000],
        },
        "sentences": {
            "article": [0, 0],
            "position": [0, 5],
            "section": "hb",
            "voice": "od",
            "speaker": [None, "Ilse Brandt"],
            "text": [None, "“We will talk,” she said."],
            "letters": [18, 25],
            "escalation": [9312, 1000],
            "diplomacy": [200, 8000],
            "sentiment": [-7000, 3000],
        },
    }


def test_what_a_model_does_not_answer_stays_unknown() -> None:
    unframed = {"escalation": None, "diplomacy": None, "article_escalation": None}

    packed = pack_month(frame(HEADLINE | unframed))

    assert isinstance(packed["sentences"], dict)
    assert packed["sentences"]["escalation"] == [None]
    assert packed["sentences"]["sentiment"] == [-7000]


def test_a_script_is_one_outlet_and_month_and_lists_what_a_page_may_load() -> None:
    later = HEADLINE | {"day": date(2026, 2, 1), "article_id": 8}
    other = HEADLINE | {"outlet": "b", "article_id": 9}
    made = site(HEADLINE, later, other, names={"a": "A-Blatt", "b": "B & Post"})

    assert list(render_scripts(made)) == [
        "evidence/a-blatt.2026-01.js",
        "evidence/a-blatt.2026-02.js",
        "evidence/b-post.2026-01.js",
    ]


def test_a_new_day_leaves_the_scripts_of_past_months_as_they_are() -> None:
    later = HEADLINE | {"day": date(2026, 2, 1), "article_id": 8}
    newest = HEADLINE | {"day": date(2026, 2, 2), "article_id": 10}

    before = render_scripts(site(HEADLINE, later))
    after = render_scripts(site(HEADLINE, later, newest))

    changed = [name for name, script in after.items() if before.get(name) != script]
    assert changed == ["evidence/a-blatt.2026-02.js"]


def test_nothing_that_a_text_holds_can_end_the_script() -> None:
    hostile = "</script><script>\u2028\u202ewindow.broken = 1</script>\x00\nend"

    (script,) = render_scripts(
        site(HEADLINE | {"text": hostile, "title": hostile, "url": "javascript:x()"})
    ).values()

    assert b"<" not in script
    packed = unpack(script)
    assert isinstance(packed, dict)
    assert packed["articles"]["url"] == [None]
    # The override is gone, the NUL shown, the line break a space.
    assert packed["articles"]["title"] == [
        "</script><script>\u2028window.broken = 1</script>� end"
    ]


def test_without_sentences_there_are_no_scripts() -> None:
    assert render_scripts(site()) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A short one.", "A short one.", id="short ones stay"),
        pytest.param("x" * 400, "x" * 400, id="the longest that stays"),
        pytest.param("x" * 401, "x" * 399 + "…", id="no word to cut at"),
        pytest.param("abcd " * 90, "abcd " * 79 + "abcd…", id="cut after a word"),
    ],
)
def test_long_sentences_are_cut_between_words(text: str, expected: str) -> None:
    assert cut_text(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://a.example/?q=1&b", "https://a.example/?q=1&b", id="web"),
        pytest.param("HTTP://a.example", "HTTP://a.example", id="capitals"),
        pytest.param("javascript:alert(1)", None, id="a script"),
        pytest.param("https://a.example/\njavascript:x", None, id="two lines"),
        pytest.param("data:text/html,x", None, id="data"),
        pytest.param("/relative", None, id="no host"),
        pytest.param(None, None, id="none"),
    ],
)
def test_only_addresses_of_the_web_are_links(
    url: str | None, expected: str | None
) -> None:
    assert find_link(url) == expected


def test_without_scripts_the_page_has_the_strongest_of_the_last_seven_days() -> None:
    old = HEADLINE | {"day": date(2025, 12, 29), "text": "Too old.", "article_id": 1}

    page = render_evidence(site(old, HEADLINE, QUOTATION), Wording("de"))

    assert "Too old." not in page
    assert "Stärkste Diplomatie" in page
    assert page.index("“We will talk,” she said.") > page.index("Guns at the bridge")
    assert 'href="https://a.example/7" rel="noreferrer noopener"' in page
    assert "5. Jan. 2026 · Eskalation 0,93" in page


def test_the_page_shows_hostile_text_as_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"

    page = render_evidence(
        site(HEADLINE | {"text": hostile, "title": hostile, "url": "javascript:x"}),
        Wording("en"),
    )

    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "javascript:x" not in page


def test_a_page_without_sentences_says_what_to_do() -> None:
    empty = replace(site(), facts=make_facts(articles=0))

    page = render_evidence(empty, Wording("en"))

    assert "No sentences yet" in page
    assert "detente run" in page
    assert 'id="list"' not in page
