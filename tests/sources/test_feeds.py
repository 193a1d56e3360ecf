import gzip
import json
import re
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import SourceError
from analysis.records import Delivery, Reject
from analysis.sources.feeds import Feed, parse_feed
from tests.conftest import GOLDEN, Golden
from tests.sources.samples import NOW, a_source, show, written_date

URL = "https://feed.example/rss"
FEEDS = sorted(
    path
    for path in (GOLDEN / "sources/feeds").iterdir()
    if not path.name.endswith(".expected.json")
)
IN_XML = [
    path.read_bytes()
    for path in FEEDS
    if path.suffix == ".xml" and not path.stem.endswith(("cut", "damaged", "utf16"))
]
ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset) [^>]*>")
ENTRY_END = re.compile(rb"</(?:item|entry|url)>")
SHARDS = [
    b"<", b">", b"&", b'"', b"\x00", b"\xff", b"]]>", b"<![CDATA[", b"<!--", b"<?",
    b"</>", b"<1>", b"</p>", b"<br>", b"<item>", b"</item>", b"</channel></rss>",
    b"<x:y>", b"<a b=c>", b"<!DOCTYPE a>", b"<?xml version='1.0'?>",
]  # fmt: skip
PATIENT = settings(deadline=timedelta(seconds=5))


def parse(payload: bytes, charset: str | None = None) -> Feed:
    return parse_feed(payload, URL, a_source(), NOW, charset=charset)


def an_rss_feed(*items: str, head: str = "") -> bytes:
    return (
        '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f"<channel><title>t</title>{head}"
        f"{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    ).encode()


def deliveries(feed: Feed) -> list[Delivery]:
    return [one for one in feed.entries if isinstance(one, Delivery)]


def reasons(feed: Feed) -> list[str]:
    return [one.reason for one in feed.entries if isinstance(one, Reject)]


def titles(feed: Feed) -> list[str | None]:
    return [one.title for one in deliveries(feed)]


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_feed_gives_its_entries(path: Path, golden: Golden) -> None:
    feed = parse(path.read_bytes())

    shown = [show(one) for one in feed.entries]
    written = json.dumps(shown, ensure_ascii=False, indent=1, default=str) + "\n"
    golden(Path("sources/feeds") / f"{path.stem}.expected.json", written)


def test_dates_stay_as_they_were_written() -> None:
    feed = (GOLDEN / "sources/feeds/rss20_german_dates.xml").read_bytes()

    published = [written_date(one) for one in deliveries(parse(feed))]

    assert published == [
        "Di, 05 Mär 2024 08:00:00 +0100",
        "02.07.2024 08:00",
        None,
        "Mi, 11 Dez 2024 10:00:00 MEZ",
    ]


@pytest.mark.parametrize(
    "feed",
    [
        b"<rss version='2.0'><channel><title>t</title></channel></rss>",
        b"<rss version='2.0'/>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title></feed>",
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    ],
)
def test_a_feed_without_entries_is_a_feed(feed: bytes) -> None:
    assert parse(feed).entries == []


def test_a_page_instead_of_a_feed_names_the_feed_it_links() -> None:
    page = b"""<!doctype html><html><head><title>Blatt</title>
    <link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
    <body><p>Hallo</p><script>"<rss>"</script></body></html>"""

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
        b"<feedback>none</feedback>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a b='&b;'/>",
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

    assert titles(parse(bomb)) == ["Boom &e;"]


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        pytest.param(gzip.compress(b" " * 60_000_000), "too large", id="gzip bomb"),
        pytest.param(
            gzip.compress(b"<urlset>" + b"<url/>" * 2_000_001),
            "too large",
            id="more tags than memory",
        ),
        pytest.param(b"\x1f\x8b\x08no gzip", "broken gzip", id="broken gzip"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary file", id="image"),
    ],
)
def test_what_cannot_be_unpacked_or_held_is_refused(feed: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(feed)

    assert caught.value.reason == reason


def test_entries_beyond_what_a_sitemap_may_have_are_a_reject() -> None:
    feed = parse(an_rss_feed(*["<title>Truce holds</title>"] * 50_001))

    assert len(deliveries(feed)) == 50_000
    assert reasons(feed) == ["too many entries"]


CHANGES = [
    ("<title>Truce</title>", "<title>Truce holds</title>", True),
    ("<description>Both agreed.", "<description>Both signed.", True),
    ("09:00:00 GMT</pubDate>", "10:00:00 GMT</pubDate>", True),
    ("10:00:00Z</updated>", "11:00:00Z</updated>", True),
    ("utm_source=rss", "utm_source=mail", False),
    ("<category>World</category>", "<category>Politics</category>", False),
    ("Both agreed.", "Both &lt;b&gt;agreed&lt;/b&gt;.", False),
    ("<item>", "<item><title>A new one on top</title></item><item>", False),
]


@pytest.mark.parametrize(("old", "new", "changes"), CHANGES)
def test_the_hash_of_an_entry_tells_whether_the_outlet_changed_it(
    old: str, new: str, changes: bool
) -> None:
    feed = an_rss_feed(
        "<title>Truce</title><link>https://x.example/1?utm_source=rss</link>"
        "<pubDate>Mon, 02 Nov 2026 09:00:00 GMT</pubDate><category>World</category>"
        "<updated>2026-11-02T10:00:00Z</updated>"
        "<description>Both agreed.</description>"
    )

    before = parse(feed).entries[-1]
    after = parse(feed.replace(old.encode(), new.encode())).entries[-1]

    assert (before.content_hash != after.content_hash) is changes


TITLE = "Über Łódź – Gespräche"
WITH_WORD = '<?xml version="1.0" encoding="{}"?>'


@pytest.mark.parametrize(
    ("word", "codec", "charset"),
    [
        pytest.param("", "utf-8", "iso-8859-1", id="UTF-8 whatever the server says"),
        pytest.param("iso-8859-1", "utf-8", None, id="UTF-8 whatever the feed says"),
        pytest.param("utf-16", "utf-8", "utf-16", id="wide letters that are not"),
        pytest.param("iso-8859-2", "iso-8859-2", "utf-8", id="the feed before all"),
        pytest.param("", "cp1257", "windows-1257", id="the server for want of a word"),
        pytest.param(
            "utf-8", "cp1257", "windows-1257", id="the server for a wrong one"
        ),
        pytest.param("utf-8", "utf-8-sig", "cp1250", id="a mark of UTF-8"),
        pytest.param("utf-8", "utf-16", "utf-8", id="a mark of UTF-16"),
        pytest.param("", "utf-16-le", None, id="wide letters without a mark"),
        pytest.param("punycode", "utf-8", "zlib", id="what is no encoding of a feed"),
        pytest.param("", "utf-8", "no\x00such", id="an unheard-of name"),
    ],
)
def test_a_feed_is_read_in_the_encoding_it_is_written_in(
    word: str, codec: str, charset: str | None
) -> None:
    title = TITLE if codec.startswith("utf") else TITLE.replace("–", "-")
    title = title if codec != "cp1257" else title.replace("Łódź", "Wilna")
    declaration = WITH_WORD.format(word) if word else ""
    feed = declaration + an_rss_feed(f"<title>{title}</title>").decode()

    assert titles(parse(feed.encode(codec), charset)) == [title]


def test_a_feed_in_ascii_letters_of_japan_is_read_by_its_word() -> None:
    feed = WITH_WORD.format("iso-2022-jp") + an_rss_feed("<title>会談</title>").decode()

    assert titles(parse(feed.encode("iso-2022-jp"))) == ["会談"]


def test_a_damaged_letter_does_not_turn_utf_8_into_something_else() -> None:
    title = (
        "Züge für Österreich fahren über größere Brücken zurück, täglich, früh und spät"
    )
    feed = an_rss_feed(f"<title>{title}</title>")

    broken = feed.replace("täglich".encode(), b"t\xc3glich")

    expected = title.replace("täglich", "t�glich")
    assert titles(parse(broken, "iso-8859-1")) == [expected]


@pytest.mark.parametrize(
    ("head", "pace"),
    [
        ("", None),
        ("<ttl>15</ttl>", timedelta(minutes=15)),
        ("<ttl>0</ttl>", None),
        ("<ttl>often</ttl>", None),
        ("<ttl>99999999999999</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
        (
            "<sy:updatePeriod> Daily </sy:updatePeriod>"
            "<sy:updateFrequency>4</sy:updateFrequency>",
            timedelta(hours=6),
        ),
        ("<sy:updateFrequency>4</sy:updateFrequency>", None),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod>"
            "<sy:updateFrequency>0</sy:updateFrequency>",
            None,
        ),
        (
            "<sy:updatePeriod>weekly</sy:updatePeriod><ttl>60</ttl>",
            timedelta(minutes=60),
        ),
    ],
)
def test_a_feed_says_how_often_it_asks_to_be_read(
    head: str, pace: timedelta | None
) -> None:
    assert parse(an_rss_feed(head=head)).pace == pace


def test_a_packed_feed_that_breaks_off_gives_its_whole_entries() -> None:
    feed = an_rss_feed("<title>One</title>", f"<title>Two {'x y z ' * 5000}</title>")

    found = parse(gzip.compress(feed)[:-30])

    assert titles(found) == ["One"]
    assert reasons(found) == ["cut feed"]


@PATIENT
@given(whole=st.sampled_from(IN_XML), part=st.floats(0, 1))
def test_wherever_a_feed_is_cut_its_whole_entries_are_read(
    whole: bytes, part: float
) -> None:
    root = ROOT.search(whole)
    assert root is not None
    keep = root.end() + int(part * (whole.rindex(b">") - root.end()))

    found = parse(whole[:keep])

    ends = len(ENTRY_END.findall(whole[:keep]))
    assert found.entries[:-1] == parse(whole).entries[:ends]
    assert reasons(found)[-1] == "cut feed"


@PATIENT
@given(part=st.floats(0, 1))
def test_wherever_a_json_feed_is_cut_its_whole_entries_are_read(part: float) -> None:
    whole = (GOLDEN / "sources/feeds/json_feed.json").read_bytes()
    items = whole.index(b'"items": [') + 10
    keep = items + int(part * (whole.rindex(b"}") - items))

    found = parse(whole[:keep])

    assert found.entries[:-1] == parse(whole).entries[: len(found.entries) - 1]
    assert len(found.entries) > whole[:keep].count(b"},\n")
    assert reasons(found)[-1] == "cut feed"


@PATIENT
@given(
    whole=st.sampled_from([path.read_bytes() for path in FEEDS]),
    place=st.integers(0, 3000),
    shard=st.binary(max_size=4) | st.sampled_from(SHARDS),
    cut=st.integers(0, 40),
)
def test_any_damage_ends_in_entries_or_a_reason(
    whole: bytes, place: int, shard: bytes, cut: int
) -> None:
    damaged = whole[:place] + shard + whole[place + cut :]

    with suppress(SourceError):
        found = parse(damaged).entries
        assert all(isinstance(one, (Delivery, Reject)) for one in found)


@PATIENT
@given(
    hit=st.integers(0, 4),
    place=st.integers(1, 120),
    shard=st.binary(min_size=1, max_size=4) | st.sampled_from(SHARDS),
    cut=st.integers(0, 8),
)
def test_damage_to_an_entry_costs_no_other(
    hit: int, place: int, shard: bytes, cut: int
) -> None:
    items = [
        f"<title>Report {number}</title><link>https://x.example/{number}</link>"
        "<description>Both &lt;b&gt;agreed&lt;/b&gt; &amp; signed.</description>"
        for number in range(5)
    ]
    whole = an_rss_feed(*items)
    starts = [found.start() for found in re.finditer(b"<item>", whole)]
    at = starts[hit] + place

    found = parse(whole[:at] + shard + whole[at + cut :])

    others = [one for one in parse(whole).entries if not one.input.endswith(str(hit))]
    assert [one for one in found.entries if one in others] == others


def count_with_feedparser(payload: bytes) -> int:
    try:
        return len(feedparser.parse(payload).entries)
    except KeyError:
        return 0


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_no_entry_that_feedparser_finds_is_missed(path: Path) -> None:
    payload = path.read_bytes()

    assert len(parse(payload).entries) >= count_with_feedparser(payload)
