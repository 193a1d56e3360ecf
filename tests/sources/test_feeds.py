import json
from pathlib import Path

import feedparser
import pytest

from analysis.errors import SourceError
from analysis.records import Delivery, Reject
from analysis.sources.feeds import parse_feed
from tests.conftest import GOLDEN, Golden
from tests.sources.samples import NOW, a_source, show, written_date

URL = "https://feed.example/rss"
FEEDS = sorted(
    path
    for path in (GOLDEN / "sources/feeds").iterdir()
    if not path.name.endswith(".expected.json")
)


def parse(payload: bytes) -> list[Delivery | Reject]:
    return parse_feed(payload, URL, a_source(), NOW)


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_feed_gives_its_entries(path: Path, golden: Golden) -> None:
    found = parse(path.read_bytes())

    shown = [show(one) for one in found]
    written = json.dumps(shown, ensure_ascii=False, indent=1, default=str) + "\n"
    golden(Path("sources/feeds") / f"{path.stem}.expected.json", written)


def test_dates_stay_as_they_were_written() -> None:
    feed = (GOLDEN / "sources/feeds/rss20_german_dates.xml").read_bytes()

    published = [written_date(one) for one in parse(feed) if isinstance(one, Delivery)]

    assert published == [
        "Di, 05 Mär 2024 08:00:00 +0100",
        "02.07.2024 08:00",
        None,
        "Mi, 11 Dez 2024 10:00:00 MEZ",
    ]


@pytest.mark.parametrize("keep", range(400, 1000, 37))
def test_wherever_a_feed_is_cut_its_whole_entries_are_read(keep: int) -> None:
    whole = (GOLDEN / "sources/feeds/rss20_cut.xml").read_bytes()

    found = parse(whole[:keep])

    deliveries = [one for one in found if isinstance(one, Delivery)]
    rejects = [one for one in found if isinstance(one, Reject)]
    assert len(deliveries) == whole[:keep].count(b"</item>")
    assert len(rejects) == whole[:keep].count(b"<item>") - len(deliveries)


@pytest.mark.parametrize(
    "feed",
    [
        b"<rss version='2.0'><channel><title>t</title></channel></rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title></feed>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    ],
)
def test_a_feed_without_entries_is_a_feed(feed: bytes) -> None:
    assert parse(feed) == []


def test_a_page_instead_of_a_feed_names_the_feed_it_links() -> None:
    page = b"""<!doctype html><html><head><title>Blatt</title>
    <link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
    <body><p>Hallo</p></body></html>"""

    with pytest.raises(
        SourceError, match=r"its feeds are: https://feed\.example/feed\.xml"
    ):
        parse(page)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"   ",
        b"<html><body>404</body></html>",
        b"<urlset><url><loc>https://x.example</loc></url></urlset>",
        b"nothing here",
        b'{"error": "not found"}',
        b"{broken",
    ],
)
def test_what_is_no_feed_is_said_to_be_none(payload: bytes) -> None:
    with pytest.raises(SourceError, match="not a feed"):
        parse(payload)


def test_an_entity_bomb_does_not_explode() -> None:
    bomb = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
    <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
    <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
    <rss version="2.0"><channel><item><title>Boom &e;</title>
    <link>https://x.example/1</link></item></channel></rss>"""

    found = parse(bomb)

    assert [one.title for one in found if isinstance(one, Delivery)] == ["Boom"]


def test_an_unchanged_entry_of_a_changed_feed_has_the_same_hash() -> None:
    feed = (GOLDEN / "sources/feeds/rss20_cut.xml").read_text()

    before = parse(feed.encode())[0]
    after = parse(feed.replace("Zweiter", "Neuer").encode())[0]

    assert before == after


def test_no_entry_that_feedparser_finds_is_missed() -> None:
    for path in FEEDS:
        if path.suffix == ".xml" and "cut" not in path.stem:
            known = feedparser.parse(path.read_bytes()).entries

            assert len(parse(path.read_bytes())) >= len(known)
