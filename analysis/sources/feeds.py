"""Feeds and sitemaps → one delivery an entry."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from analysis.errors import SourceError
from analysis.records import Delivery, Reject, Source
from analysis.sources.articles import make_reject
from analysis.sources.dates import state_date
from analysis.sources.entries import ChildMap, Entry, Reading
from analysis.sources.feedtext import decode_feed, drop_cut_entry, is_markup_of_feed
from analysis.sources.feedtrees import find_name, parse_tree
from analysis.sources.fragments import render_line
from analysis.sources.jsonfeeds import parse_json_feed
from analysis.sources.markup import parse_html
from analysis.sources.sitemaps import (
    is_address_list,
    parse_address_list,
    parse_sitemap,
)
from analysis.sources.urls import find_absolute
from analysis.sources.xmlfeeds import parse_xml_feed

# As many as a sitemap may have, and more than any feed.
MOST_ENTRIES = 50_000
# An element, an attribute or an object takes some 200 bytes of memory.
MOST_MARKS = 2_000_000

_SITEMAPS = frozenset(["urlset", "sitemapindex"])
_FIRST_TAG = re.compile(r"<([\w:.-]{1,40})")
_FEED_TYPES = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that was read: its entries in their order, `links` to further sitemaps,
    the newest first, and `pace`, how often it asks to be read, None if it does not."""

    entries: list[Delivery | Reject]
    links: tuple[ChildMap, ...] = ()
    pace: timedelta | None = None


def parse_feed(
    payload: bytes,
    url: str,
    source: Source,
    now: datetime,
    *,
    charset: str | None = None,
) -> Feed:
    """Read what `url` delivered: RSS, RDF, Atom, JSON Feed or a sitemap; `charset` is
    what the server said of it.

    The `content_hash` of an entry stands for its title, text and dates as the outlet
    wrote them, the date of change with them: where it is another than last time, the
    outlet has changed the article and its page is worth another visit. Neither the
    link, whose tracking parameters change, nor the place in the feed counts.

    An entry with nothing in it, what a broken-off transfer has cut, and entries beyond
    50,000 are Rejects dated `now`; a feed without entries is empty. Raises SourceError
    ("not a feed", "too large", "broken gzip", "binary file"); where a page names its
    feeds, the detail does too.
    """
    reading = _read(decode_feed(payload, charset), url)
    entries = islice(reading.entries, MOST_ENTRIES)
    found = [
        _deliver(entry, f"{url}#{number}", source, now)
        for number, entry in enumerate(entries, 1)
    ]
    if fault := _find_fault(reading):
        content_hash = hashlib.sha256(payload).hexdigest()
        place = f"{url}#{len(found) + 1}"
        found.append(make_reject(source.name, place, *fault, content_hash, now))
    return Feed(entries=found, links=reading.links, pace=reading.pace)


def _read(text: str, url: str) -> Reading:
    if len(text) > MOST_MARKS and sum(map(text.count, "<={[")) > MOST_MARKS:
        raise SourceError(
            "too large",
            f"more than {MOST_MARKS:,} tags and attributes: ask for a smaller feed",
        )
    if text.startswith("{"):
        return parse_json_feed(text, url)
    if is_address_list(text):
        return parse_address_list(text)
    # Nothing else is parsed as XML: it may carry definitions that explode.
    if not is_markup_of_feed(text):
        raise SourceError("not a feed", _explain(text, url))
    whole, is_cut = drop_cut_entry(text)
    tree = parse_tree(whole, url)
    if tree is None:
        raise SourceError("not a feed", _explain(text, url))
    parse = parse_sitemap if find_name(tree.root) in _SITEMAPS else parse_xml_feed
    return replace(parse(tree, url), is_cut=is_cut)


def _explain(text: str, url: str) -> str:
    """Say what was there instead, and where the page says its feeds are."""
    page = parse_html(text)
    links = [] if page is None else page.xpath("//link[@rel='alternate'][@href]")
    feeds = [
        find_absolute(link.get("href"), url)
        for link in links
        if _FEED_TYPES.match(link.get("type") or "")
    ]
    if found := [feed for feed in feeds if feed]:
        return f"{url} is a web page; its feeds are: {', '.join(found[:3])}"
    name = _FIRST_TAG.match(text)
    what = f"<{name[1]}>" if name else "no mark-up"
    return f"{url} delivered {what}, not a feed or a sitemap: check the address"


def _deliver(
    entry: Entry, place: str, source: Source, now: datetime
) -> Delivery | Reject:
    title = render_line(entry.title or "") or None
    content_hash = _hash_content(title, entry.text, entry.published, entry.updated)
    if not (entry.link or title or entry.text):
        return make_reject(
            source.name,
            place,
            "empty entry",
            "the entry gives neither an address nor a text: tell the outlet",
            content_hash,
            now,
        )
    return Delivery(
        input=entry.link or place,
        content_hash=content_hash,
        extraction="feed",
        outlet=None if source.outlet else entry.outlet,
        url=entry.link,
        title=title,
        text=entry.text,
        dates=state_date("feed", entry.published),
        language=entry.language,
    )


def _hash_content(*parts: str | None) -> str:
    content = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()


def _find_fault(reading: Reading) -> tuple[str, str] | None:
    """Give reason and detail of what the whole feed lost."""
    if reading.is_cut:
        return (
            "cut feed",
            "the feed breaks off before its end, the entries before are read: fetch it "
            "again",
        )
    if next(reading.entries, None) is not None:
        return (
            "too many entries",
            f"of more than {MOST_ENTRIES:,} entries the first ones are read: ask for a "
            "smaller feed",
        )
    return None
