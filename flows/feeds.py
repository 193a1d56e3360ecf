"""A feed and the pages it links: fetched, parsed, each entry brought to its text."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from analysis.errors import SourceError
from analysis.records import Delivery, Fetch, Reject, Source
from analysis.sources.articles import make_reject
from analysis.sources.feeds import parse_feed
from analysis.sources.pages import parse_page
from analysis.sources.urls import find_url
from analysis.text.hashes import hash_text
from flows.config import FetchSection
from flows.fetch import TRANSIENT, Fetched, fetch_all, fetch_url, open_agent
from flows.intake import Harvest

FULL_TEXT_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedVisit:
    """One visit to a feed: whose run, when, and the addresses already known.

    `whole` is false where the run keeps only a period: such a visit does not show
    that a day was silent.
    """

    source: Source
    run_id: str
    known_urls: frozenset[str]
    whole: bool
    now: datetime


def harvest_feed(visit: FeedVisit, limits: FetchSection) -> Harvest:
    """Fetch a feed and the pages of its new entries.

    Raises `SourceError` where the feed itself did not answer in a way that may pass
    (`flows.fetch.TRANSIENT`), so that the caller may try again; any other fault is in
    the harvest as a reject. An entry whose page cannot be had for good keeps the text
    the feed gave; one whose page may come later is a reject now and tried again.
    """
    return asyncio.run(_harvest(visit, limits))


def failed_harvest(visit: FeedVisit, error: SourceError) -> Harvest:
    """The harvest of a feed that did not answer after all tries."""
    attempt = Fetched(
        url=visit.source.url or "",
        final_url=visit.source.url or "",
        status=None,
        body=b"",
        milliseconds=0,
        error=error,
    )
    return _feed_reject(visit, attempt, error)


async def _harvest(visit: FeedVisit, limits: FetchSection) -> Harvest:
    async with open_agent(limits) as agent:
        feed = await fetch_url(visit.source.url or "", limits, agent)
        if feed.error and feed.error.reason in TRANSIENT:
            raise feed.error
        try:
            entries = _read_feed(visit, feed)
        except SourceError as error:
            return _feed_reject(visit, feed, error)
        wanted = [url for entry in entries if (url := _page_wanted(visit, entry))]
        pages = await fetch_all(wanted, limits, agent)
    found = {page.url: page for page in pages}
    return Harvest(
        source=visit.source,
        fetches=[_fetch_row(visit, got) for got in (feed, *pages)],
        deliveries=[_complete(visit, entry, found) for entry in entries],
    )


def _read_feed(visit: FeedVisit, feed: Fetched) -> Sequence[Delivery | Reject]:
    if feed.error:
        raise feed.error
    return parse_feed(feed.body, feed.final_url, visit.source, visit.now)


def _page_wanted(visit: FeedVisit, entry: Delivery | Reject) -> str | None:
    if isinstance(entry, Reject) or not entry.url:
        return None
    if find_url(entry.url) in visit.known_urls:
        return None
    return None if _has_full_text(entry) else entry.url


def _has_full_text(entry: Delivery) -> bool:
    return len((entry.text or "").split()) >= FULL_TEXT_WORDS


def _complete(
    visit: FeedVisit, entry: Delivery | Reject, pages: dict[str, Fetched]
) -> Delivery | Reject:
    """The entry with its page's text, where its page was fetched and has one."""
    if isinstance(entry, Reject) or entry.url not in pages:
        return entry
    page = pages[entry.url]
    try:
        if page.error:
            raise page.error
        return _merge(entry, parse_page(page.body, page.final_url)[0])
    except SourceError as error:
        if error.reason in TRANSIENT or not entry.text:
            return make_reject(
                visit.source.name,
                entry.url,
                error.reason,
                error.detail,
                entry.content_hash,
                visit.now,
            )
        return entry


def _merge(entry: Delivery, page: Delivery) -> Delivery:
    """What the feed says of an article comes first; the text is the page's."""
    return replace(
        entry,
        content_hash=page.content_hash,
        extraction="page",
        title=entry.title or page.title,
        text=page.text,
        dates=(*entry.dates, *page.dates),
        language=page.language or entry.language,
    )


def _feed_reject(visit: FeedVisit, feed: Fetched, error: SourceError) -> Harvest:
    reject = make_reject(
        visit.source.name, feed.url, error.reason, error.detail, "", visit.now
    )
    row = replace(_fetch_row(visit, feed), outcome=error.reason)
    return Harvest(source=visit.source, fetches=[row], deliveries=[reject])


def _fetch_row(visit: FeedVisit, got: Fetched) -> Fetch:
    return Fetch(
        fetch_id=hash_text(visit.run_id, visit.source.name, got.url),
        run_id=visit.run_id,
        source=visit.source.name,
        outlet=visit.source.outlet,
        live=visit.whole and got.url == visit.source.url,
        url=got.url,
        fetched_at=visit.now,
        status=got.status,
        bytes=len(got.body),
        milliseconds=got.milliseconds,
        outcome=got.error.reason if got.error else "ok",
        receipt=None,
    )
