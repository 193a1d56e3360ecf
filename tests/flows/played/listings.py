"""How a host lists its articles, and what it lets others read."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from email.utils import format_datetime

from tests.flows.played.answers import Answer, document
from tests.flows.played.hosts import Host, Page
from tests.press.articles import FIRST
from tests.press.feeds import CONTENT_TYPES, Entry, Feed, render_index


def open_feed(host: Host) -> bytes:
    """Put the feed where the config says, with all the pages, the newest first."""
    entries = [page.entry for page in newest_first(host.pages)]
    if host.number % 2:
        host.routes.setdefault("/robots.txt", write_robots("/admin/"))
    if host.kind == "index":
        half = len(entries) // 2
        parts = entries[:half], entries[half:]
        children = [write_feed(host, part, "news") for part in parts]
        paths = [f"/sitemap-{number}.xml" for number in range(len(children))]
        host.routes |= {
            p: document(c, "application/xml")
            for p, c in zip(paths, children, strict=True)
        }
        payload = render_index([host.origin + path for path in paths])
        # What it lists may change without it.
        host.later_outcomes = frozenset(["ok", "unchanged"])
    else:
        payload = write_feed(host, entries)
    host.routes[host.feed_path] = serve_feed(host, payload)
    return payload


def serve_feed(host: Host, payload: bytes) -> Answer:
    """A feed under the type of its kind, marked by ETag, by date, or not at all."""
    digest = hashlib.sha256(payload).hexdigest()
    changed_at = FIRST + timedelta(seconds=int(digest[:5], 16))
    marks = {"ETag": f'"{digest[:16]}"'}, {"Last-Modified": format_datetime(changed_at)}
    content_type = CONTENT_TYPES.get(host.kind.removeprefix("full "), "application/xml")
    return document(payload, content_type, marks=(*marks, {})[host.number % 3])


def newest_first(pages: Sequence[Page]) -> list[Page]:
    """Pages as feeds list them."""
    return sorted(pages, key=lambda page: page.article.published_at, reverse=True)


def write_feed(host: Host, entries: Sequence[Entry], kind: str | None = None) -> bytes:
    """The host's feed of `entries`, in its own kind or another."""
    return Feed(
        kind=kind or host.kind,
        outlet=host.outlet,
        home=f"{host.origin}/",
        language=host.language,
        entries=entries,
    ).render()


def write_robots(forbidden: str) -> Answer:
    """A robots.txt that keeps everyone out of a part of the host."""
    written = f"User-agent: *\nDisallow: {forbidden}\n".encode()
    return document(written, "text/plain")
