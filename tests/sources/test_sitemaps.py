import gzip
from datetime import UTC, datetime

import pytest

from analysis.records import Delivery, Reject, Source
from analysis.sources.entries import ChildMap
from analysis.sources.feeds import Feed, parse_feed
from tests.conftest import GOLDEN
from tests.sources.samples import NOW, a_source, written_date

URL = "https://strand.example/sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def parse(payload: bytes, source: Source | None = None) -> Feed:
    return parse_feed(payload, URL, source or a_source(), NOW)


def read_golden(name: str) -> bytes:
    return (GOLDEN / "sources/feeds" / name).read_bytes()


def an_index(*children: str) -> bytes:
    listed = "".join(f"<sitemap>{child}</sitemap>" for child in children)
    return f'<sitemapindex xmlns="{NAMESPACE}">{listed}</sitemapindex>'.encode()


def test_an_index_names_its_sitemaps_the_newest_first() -> None:
    feed = parse(
        an_index(
            "<loc>https://strand.example/2024.xml</loc><lastmod>2024-12-31</lastmod>",
            "<loc>https://strand.example/undated.xml</loc>",
            "<loc>/2026.xml</loc><lastmod>2026-11-21T18:00:00+01:00</lastmod>",
            "<loc>https://strand.example/odd.xml</loc><lastmod>lately</lastmod>",
        )
    )

    assert feed.entries == []
    assert feed.links == (
        ChildMap(
            url="https://strand.example/2026.xml",
            changed_at=datetime(2026, 11, 21, 17, tzinfo=UTC),
        ),
        ChildMap(
            url="https://strand.example/2024.xml",
            changed_at=datetime(2024, 12, 31, tzinfo=UTC),
        ),
        ChildMap(url="https://strand.example/undated.xml", changed_at=None),
        ChildMap(url="https://strand.example/odd.xml", changed_at=None),
    )


def test_a_sitemap_of_an_index_without_address_is_a_reject() -> None:
    feed = parse(an_index("<lastmod>2024-12-31</lastmod>"))

    assert [one.reason for one in feed.entries if isinstance(one, Reject)] == [
        "empty entry"
    ]
    assert feed.links == ()


def test_the_date_of_a_change_is_no_date_of_publication() -> None:
    page = parse(read_golden("sitemap_pages.xml")).entries[0]

    assert isinstance(page, Delivery)
    assert (page.url, page.title, page.text, page.dates) == (
        "https://strand.example/leitartikel",
        None,
        None,
        (),
    )


def test_a_changed_page_has_another_hash() -> None:
    sitemap = read_golden("sitemap_pages.xml")

    before = parse(sitemap).entries
    after = parse(sitemap.replace(b"2026-11-20", b"2026-11-21")).entries

    changed = [
        one.content_hash != other.content_hash
        for one, other in zip(before, after, strict=True)
    ]
    assert changed == [True, False, False, False]


def test_a_news_sitemap_says_when_an_article_was_published() -> None:
    article = parse(read_golden("sitemap_news.xml")).entries[0]

    assert isinstance(article, Delivery)
    assert written_date(article) == "2026-11-20T07:15:00+01:00"


@pytest.mark.parametrize(
    ("configured", "stated"), [(None, "Strandbote"), ("Strand Online", None)]
)
def test_a_news_sitemap_names_the_outlet_where_the_config_does_not(
    configured: str | None, stated: str | None
) -> None:
    feed = parse(read_golden("sitemap_news.xml"), a_source(outlet=configured))

    assert isinstance(feed.entries[0], Delivery)
    assert feed.entries[0].outlet == stated


@pytest.mark.parametrize("members", [1, 3])
def test_a_packed_sitemap_is_unpacked(members: int) -> None:
    sitemap = read_golden("sitemap_news.xml")
    step = len(sitemap) // members + 1
    parts = [sitemap[at : at + step] for at in range(0, len(sitemap), step)]

    packed = b"".join(map(gzip.compress, parts))

    assert parse(packed).entries == parse(sitemap).entries


def test_a_sitemap_that_breaks_off_gives_its_whole_entries() -> None:
    sitemap = read_golden("sitemap_pages.xml")
    end = sitemap.index(b"</url>", sitemap.index(b"impressum"))

    found = parse(sitemap[:end]).entries

    assert found[:1] == parse(sitemap).entries[:1]
    assert [one.reason for one in found[1:] if isinstance(one, Reject)] == ["cut feed"]


def test_damage_takes_no_other_address_along() -> None:
    pages = [f"<url><loc>https://x.example/{number}</loc></url>" for number in range(4)]
    pages[1] = "<url><loc>https://x.example/1</loc><lastmod</url>"
    sitemap = f'<urlset xmlns="{NAMESPACE}">{"".join(pages)}</urlset>'.encode()

    found = parse(sitemap).entries

    assert [one.input for one in found] == [
        f"https://x.example/{number}" for number in range(4)
    ]
