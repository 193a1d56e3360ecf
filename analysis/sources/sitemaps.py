"""Sitemaps, sitemap indexes and lists of addresses → entries."""

import re
from datetime import UTC, datetime
from itertools import chain, repeat
from zoneinfo import ZoneInfo

from analysis.sources.dates import parse_date
from analysis.sources.entries import ChildMap, Entry, Reading
from analysis.sources.feedtrees import (
    FeedTree,
    Fields,
    find_elements,
    read_fields,
    read_words,
)
from analysis.sources.urls import find_absolute

_LINE = re.compile(r"[^\r\n]+")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)
_UTC = ZoneInfo("UTC")
_NEVER = datetime.min.replace(tzinfo=UTC)


def parse_sitemap(tree: FeedTree, url: str) -> Reading:
    """Read a sitemap, news sitemap or index of sitemaps that was fetched from `url`.

    What has no address leads nowhere and is an empty entry. `lastmod` is when a page
    changed, not when it was published; only news sitemaps say that.
    """
    pages = find_elements(tree, "url")
    entries = (_parse_page(read_fields(page), url) for page in pages)
    named = find_elements(tree, "sitemap")
    children = [_parse_child(read_fields(child), url) for child in named]
    known = [child for child in children if child]
    return Reading(
        entries=chain(entries, repeat(Entry(), len(children) - len(known))),
        links=tuple(sorted(known, key=_when_changed, reverse=True)),
    )


def is_address_list(text: str) -> bool:
    """Whether `text` is a sitemap in its plainest form, one address a line."""
    return _ADDRESS.match(text) is not None and "<" not in text


def parse_address_list(text: str) -> Reading:
    """Read a sitemap of one address a line; any other line is an empty entry."""
    lines = (found[0].strip() for found in _LINE.finditer(text))
    return Reading(
        entries=(
            Entry(link=line if _ADDRESS.fullmatch(line) else None)
            for line in lines
            if line
        )
    )


def _parse_page(fields: Fields, url: str) -> Entry:
    link = find_absolute(read_words(fields, "loc"), url)
    if link is None:
        return Entry()
    news = _read_below(fields, "news:news")
    publication = _read_below(news, "publication")
    return Entry(
        title=read_words(news, "title"),
        link=link,
        published=read_words(news, "publication_date"),
        updated=read_words(fields, "lastmod"),
        language=read_words(publication, "language"),
        outlet=read_words(publication, "name"),
    )


def _read_below(fields: Fields, name: str) -> Fields:
    elements = fields.get(name)
    return read_fields(elements[0]) if elements else {}


def _parse_child(fields: Fields, url: str) -> ChildMap | None:
    address = find_absolute(read_words(fields, "loc"), url)
    if address is None:
        return None
    changed_at = parse_date(read_words(fields, "lastmod") or "", _UTC)
    return ChildMap(url=address, changed_at=changed_at)


def _when_changed(child: ChildMap) -> datetime:
    return child.changed_at or _NEVER
