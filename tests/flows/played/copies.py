"""Hosts where one article is met more than once: other addresses, feeds and texts."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

from tests.flows.played.answers import document
from tests.flows.played.hosts import (
    Host,
    Page,
    add_page,
    expect_article,
    make_host,
    write_page,
)
from tests.flows.played.listings import newest_first, open_feed, serve_feed, write_feed
from tests.press.articles import invent_article

# Other addresses of the page at `path`.
SPELLINGS = (
    "{path}?utm_source=rss&utm_medium=feed",
    "{path}?fbclid=IwAR0x",
    "{path}#comments",
    "{path}/amp",
    "{path}?outputType=amp",
    "/print{path}",
)


def make_doubles(number: int, port: int) -> Host:
    """Every article under two addresses: the feed has both, the pages name the one."""
    host = make_host(number, port, "doubles", layout="script")
    _keep(host, host.pages[::2])
    for index, page in enumerate(list(host.pages)):
        other = SPELLINGS[index % len(SPELLINGS)].format(path=page.path)
        url = host.origin + other
        host.routes[other.partition("#")[0]] = host.routes[page.path]
        host.pages.append(replace(page, entry=replace(page.entry, url=url)))
        host.fates[url] = host.fates[page.entry.url]
    open_feed(host)
    return host


def make_second_feed(number: int, port: int, first: Host) -> Host:
    """A second feed of another host's outlet: half of its articles are in both."""
    host = make_host(number, port, "second feed")
    _keep(host, host.pages[::2])
    host.outlet = first.outlet
    host.pages += first.pages[::2]
    host.fates |= {p.entry.url: first.fates[p.entry.url] for p in first.pages[::2]}
    open_feed(host)
    return host


def _keep(host: Host, pages: list[Page]) -> None:
    host.pages = pages
    host.fates = {page.entry.url: host.fates[page.entry.url] for page in pages}


def make_newsroom(number: int, port: int) -> Host:
    """An outlet at work: later it has two more articles, and newer texts of three."""
    host = make_host(number, port, "newsroom")
    open_feed(host)
    first_fates = dict(host.fates)
    updated = {page.path: _update(host, page) for page in host.pages[:3]}
    for index in (1, 2):
        add_page(host, invent_article(host.language, number * 1000 + 500 + index))
    pages = [updated.get(page.path, page) for page in newest_first(host.pages)]
    feed = write_feed(host, [page.entry for page in pages])
    host.later[host.feed_path] = serve_feed(host, feed)
    host.later_outcomes, host.later_fates = frozenset(["ok"]), {**host.fates}
    host.fates = first_fates
    return host


def _update(host: Host, page: Page) -> Page:
    """The article as it is later; its day stays that of its first text."""
    at = page.article.published_at + timedelta(days=1)
    added = invent_article(host.language, page.article.number + 600).teaser
    newer = replace(page.article, paragraphs=(*page.article.paragraphs, added))
    entry = replace(page.entry, date=format_datetime(at))
    later = Page(path=page.path, article=newer, entry=entry)
    host.later[page.path] = document(write_page(host, later))
    host.fates[entry.url] = expect_article(host, later)
    return later


def make_growing_index(number: int, port: int) -> Host:
    """A sitemap index that stays the same while one of its children grows."""
    host = make_host(number, port, "growing index", "index")
    open_feed(host)
    first_fates = dict(host.fates)
    page = add_page(host, invent_article(host.language, number * 1000 + 501))
    half = newest_first(host.pages[:-1])[: len(first_fates) // 2]
    grown = write_feed(host, [p.entry for p in (page, *half)], "news")
    host.later["/sitemap-0.xml"] = document(grown, "application/xml")
    host.fates, host.later_fates = first_fates, {**host.fates}
    return host
