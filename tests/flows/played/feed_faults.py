"""Feeds that fail: what is answered, and how it must end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.flows.played.answers import Answer, document, redirect, status
from tests.flows.played.bad_answers import (
    babbles,
    drips,
    gzip_bomb,
    hangs_up,
    keeps_silent,
    nested_bomb,
    never_ends,
)
from tests.flows.played.hosts import PAGES, Fate, Host, make_host
from tests.flows.played.listings import newest_first, open_feed, serve_feed
from tests.press.feeds import render_index

METADATA = "http://169.254.169.254/latest/meta-data/"
BINARY = bytes(range(256)) * 400
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
ENTITY_BOMB = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a0 "boom ">{entities}]>
<rss version="2.0"><channel><item>
<title>{entry.title}</title><link>{entry.url}</link><pubDate>{entry.date}</pubDate>
<description>&a9;</description>
</item></channel></rss>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFault:
    """A fault of a feed, made of the host and its healthy feed, and the outcomes that
    an attempt at it may have."""

    answer: Callable[[Host, bytes], Answer]
    outcomes: frozenset[str]


def _ends(answer: Callable[[Host, bytes], Answer], *outcomes: str) -> FeedFault:
    return FeedFault(answer=answer, outcomes=frozenset(outcomes))


FEED_FAULTS: Mapping[str, FeedFault] = {
    "dripping feed": _ends(lambda _, feed: drips(feed), "timeout"),
    "bomb of a feed": _ends(lambda *_: gzip_bomb(1000), "too large"),
    "circular feed": _ends(
        lambda host, _: redirect(host.feed_url), "too many redirects"
    ),
    "inward feed": _ends(lambda *_: redirect(METADATA), "private address"),
    "busy feed": _ends(
        lambda *_: status(429, {"Retry-After": "3600"}), "too many requests"
    ),
    "website for a feed": _ends(
        lambda host, _: host.routes[host.pages[0].path], "not a feed"
    ),
}
# Of children of one sitemap index; healthy ones stand between them.
CHILD_FAULTS: Mapping[str, FeedFault] = {
    "/silent": _ends(lambda *_: keeps_silent, "timeout"),
    "/endless": _ends(lambda _, feed: never_ends(feed), "too large"),
    "/nested": _ends(lambda *_: nested_bomb(1000), "broken encoding"),
    "/hung-up": _ends(lambda *_: hangs_up, "no connection"),
    "/binary": _ends(lambda *_: document(BINARY), "binary file", "not a feed"),
    "/babbling": _ends(lambda *_: babbles(BINARY), "broken answer"),
    "/missing": _ends(lambda *_: status(404), "not found"),
}


def make_faulty_feed(number: int, port: int, source: str) -> Host:
    """A host whose pages are well and whose feed has the fault called `source`."""
    fault = FEED_FAULTS[source]
    host = make_host(number, port, source)
    host.routes[host.feed_path] = fault.answer(host, open_feed(host))
    return _expect(host, *fault.outcomes)


def make_feed_that_is_gone(number: int, port: int) -> Host:
    """A feed that says it is gone for good, so that nobody asks again."""
    host = make_host(number, port, "feed that is gone")
    host.routes[host.feed_path] = status(410)
    _expect(host, "gone")
    host.later_outcomes = frozenset()
    return host


def make_feed_that_is_down(number: int, port: int) -> Host:
    """A feed that is down and wants to be asked later, and then is well."""
    host = make_host(number, port, "feed that is down")
    open_feed(host)
    host.later = {host.feed_path: host.routes[host.feed_path]}
    host.later_fates = {host.feed_url: None, **host.fates}
    host.routes[host.feed_path] = status(503, {"Retry-After": "120"})
    _expect(host, "server error")
    host.later_outcomes = frozenset(["ok"])
    return host


def make_faulty_children(number: int, port: int) -> Host:
    """A sitemap index whose children fail, each in a way of its own, all but the first;
    the last one, with half of the articles, is well later."""
    host = make_host(number, port, "faulty children", "index")
    healthy = open_feed(host)
    paths = ["/sitemap-0.xml", *CHILD_FAULTS, "/sitemap-1.xml"]
    index = render_index([host.origin + path for path in paths])
    host.routes[host.feed_path] = serve_feed(host, index)
    for path, fault in CHILD_FAULTS.items():
        host.routes[path] = fault.answer(host, healthy)
        host.fates[host.origin + path] = Fate(reasons=fault.outcomes)
    last = newest_first(host.pages)[PAGES // 2 :]
    host.later["/sitemap-1.xml"] = host.routes["/sitemap-1.xml"]
    host.routes["/sitemap-1.xml"] = status(500)
    down = f"{host.origin}/sitemap-1.xml"
    lost = {page.entry.url: host.fates.pop(page.entry.url) for page in last}
    host.later_fates = {down: None, **lost}
    host.fates[down] = Fate(reasons=frozenset(["server error"]))
    return host


def make_refusing_host(number: int, port: int) -> Host:
    """A host that breaks off every connection."""
    host = make_host(number, port, "refusing host")
    host.refuses = True
    return _expect(host, "no connection", "robots unreachable")


def make_unknown_host(number: int, port: int) -> Host:
    """A host whose name no one knows."""
    host = make_host(number, port, "unknown host")
    host.name = "nowhere.invalid"
    return _expect(host, "no connection", "robots unreachable")


def make_closed_host(number: int, port: int) -> Host:
    """A host whose robots.txt fails, so that nothing of it may be asked."""
    host = make_host(number, port, "robots that fail")
    open_feed(host)
    host.routes["/robots.txt"] = status(500)
    return _expect(host, "robots unreachable")


def make_moved_feed(number: int, port: int) -> Host:
    """A feed that has moved for good: later it is asked where it is."""
    host = make_host(number, port, "moved feed")
    open_feed(host)
    host.routes["/moved"] = host.routes[host.feed_path]
    host.routes[host.feed_path] = redirect(f"{host.origin}/moved", 301)
    return host


def make_entity_bomb(number: int, port: int) -> Host:
    """A feed whose one entry has a text that would unpack to gigabytes."""
    host = make_host(number, port, "entity bomb")
    host.pages = host.pages[:1]
    entry = host.pages[0].entry
    host.fates = {entry.url: host.fates[entry.url]}
    feed = ENTITY_BOMB.format(entities=ENTITIES, entry=entry)
    host.routes[host.feed_path] = document(feed.encode(), "application/rss+xml")
    return host


def make_cut_feed(number: int, port: int) -> Host:
    """A feed that breaks off within an entry, and is whole later."""
    host = make_host(number, port, "cut feed")
    whole = open_feed(host)
    cut = whole[: whole.index(b"<guid", len(whole) // 2)]
    broken = f"{host.feed_url}#{cut.count(b'</item>') + 1}"
    host.later = {host.feed_path: host.routes[host.feed_path]}
    host.later_fates = {broken: None, **host.fates}
    host.later_outcomes = frozenset(["ok"])
    host.routes[host.feed_path] = document(cut, "application/rss+xml")
    listed = newest_first(host.pages)[: cut.count(b"</item>")]
    host.fates = {page.entry.url: host.fates[page.entry.url] for page in listed}
    host.fates[broken] = Fate(reasons=frozenset(["cut feed"]))
    return host


def _expect(host: Host, *outcomes: str) -> Host:
    host.outcomes = host.later_outcomes = frozenset(outcomes)
    host.fates = {host.feed_url: Fate(reasons=host.outcomes)}
    return host
