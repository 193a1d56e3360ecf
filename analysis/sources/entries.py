"""What a feed holds, before its entries become deliveries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from analysis.sources.fragments import render_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. The title may hold tags, `link` is absolute, `text` plain;
    `published` and `updated` are as they were written. None where there is nothing."""

    title: str | None = None
    link: str | None = None
    text: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildMap:
    """A sitemap that a sitemap index names, and when it changed, if it says so."""

    url: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The entries of a feed in document order, read as they are asked for, and the
    sitemaps that it names.

    `pace` is how often the feed asks to be read; `is_cut` says that the document
    breaks off before its end and only its whole entries are here.
    """

    entries: Iterator[Entry]
    links: tuple[ChildMap, ...] = ()
    pace: timedelta | None = None
    is_cut: bool = False


def choose_text(htmls: Iterable[str], plain: str = "") -> str | None:
    """Give the fullest of an entry's texts as plain text; None where all are empty.

    No text is longer than its HTML: what cannot be the fullest is not rendered, so
    give what is likely to be it first.
    """
    fullest = plain.strip()
    for html in htmls:
        if len(html) > len(fullest):
            fullest = max(fullest, render_text(html), key=len)
    return fullest or None
