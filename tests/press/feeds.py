"""Feeds of the invented press, of every kind that lists articles."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from tests.press.articles import Invented
from tests.press.template import render

KINDS = ("rss", "full rss", "atom", "full atom", "rdf", "json", "news")
CONTENT_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
    "news": "application/xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed says of an article; `html` is its whole text, where it has that."""

    url: str
    title: str
    date: str | None
    teaser: str | None = None
    html: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of `kind`, one of KINDS, and of the outlet's name, home and language."""

    kind: str
    outlet: str
    home: str
    language: str
    entries: Sequence[Entry]

    def render(self) -> bytes:
        """The feed as its server has it, in UTF-8."""
        if self.kind == "json":
            return _render_json(self)
        name = self.kind.removeprefix("full ")
        return render(f"{name}.xml", feed=self).encode()


def make_entry(kind: str, article: Invented, url: str, zone: ZoneInfo) -> Entry:
    """The entry of `article` as feeds of this kind have it; sitemaps have no text."""
    moment = article.published_at.astimezone(zone)
    is_mail = kind.endswith("rss")
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
    return Entry(
        url=url,
        title=article.title,
        date=format_datetime(moment) if is_mail else moment.isoformat(),
        teaser=None if kind == "news" else article.teaser,
        html=paragraphs if kind.startswith("full ") else None,
    )


def render_index(urls: Sequence[str]) -> bytes:
    """A sitemap index of child sitemaps."""
    return render("index.xml", urls=urls).encode()


def _render_json(feed: Feed) -> bytes:
    items = [
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "date_published": entry.date,
            "summary": entry.teaser,
        }
        for entry in feed.entries
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.outlet,
        "home_page_url": feed.home,
        "language": feed.language,
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False).encode()
