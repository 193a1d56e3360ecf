"""A visit to a source on the network: asked, read, brought home, remembered."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import islice

from analysis.errors import SourceError
from analysis.records import Delivery, Fetch, Poll, Reject
from analysis.sources.articles import make_reject
from analysis.sources.feeds import Feed, parse_feed
from analysis.sources.lists import parse_list
from analysis.sources.urls import hide_credentials
from flows.entries import find_moment
from flows.fetch import TRANSIENT, Agent, Fetched, Request
from flows.files import find_files
from flows.harvester import Harvester, Network, Visit, make_row
from flows.intake import Harvest
from flows.polls import (
    find_pause,
    forget_answer,
    make_request,
    note_answer,
    note_failure,
    note_unchanged,
    note_unsettled,
)

AT_ONCE = 100
RETRY_SECONDS = 2.0

# What asking again in two seconds cannot mend.
_NOT_SOON = frozenset(["host unwell", "robots unreachable", "too many requests"])
_COME_AGAIN = TRANSIENT | {"cut feed"}
_MOST_CHILDREN = 20
_CHILD_IS_NEWS = timedelta(days=7)
_FEWEST_TO_TURN_OVER = 3


async def visit_source(visit: Visit, network: Network) -> SourceError | None:
    """Ask a feed, sitemap or list of pages and deliver what is new in it.

    Whatever goes wrong is in the harvests, as the reject of the feed or of an entry;
    the last one carries the poll for the next visit. Gives what kept the source itself
    from being read.
    """
    if visit.source.path:
        await _visit_lists(visit, network)
        return None
    attempts = await _ask(visit, network.agent)
    answer, rows = attempts[-1], _make_rows(visit, attempts)
    if answer.status == 304 or _is_same(visit, answer):
        rows[-1] = replace(rows[-1], outcome="unchanged")
        poll = note_unchanged(visit.poll, visit.now)
        await network.courier.deliver(_close(visit, rows, poll))
        return None
    try:
        feed, children = await _read(visit, answer, network)
    except SourceError as error:
        await network.courier.deliver(_fail(visit, rows, answer, error))
        return error
    if children and all(child.outcome != "ok" for child in children):
        # An index none of whose sitemaps was read shows nothing of the day.
        rows[-1] = replace(rows[-1], outcome=children[0].outcome)
    harvester = Harvester(visit, network)
    await _bring_all(iter(feed.entries), harvester, network)
    poll = _remember(visit, answer, feed, harvester)
    await network.courier.deliver(_close(visit, [*rows, *children], poll))
    return None


async def _visit_lists(visit: Visit, network: Network) -> None:
    """Bring the pages that lists on this machine name, however long the lists are."""
    await _bring_all(_read_lists(visit), Harvester(visit, network), network)


def _read_lists(visit: Visit) -> Iterator[Delivery | Reject]:
    named = visit.source.path or ""
    try:
        paths = find_files(visit.source, visit.folder)
        if not paths:
            mend = f"nothing in {visit.folder} goes by this name; mend the path"
            yield _reject(visit, named, SourceError("no such file", mend))
        for path in paths:
            with path.open("rb") as stream:
                yield from parse_list(path.name, stream, visit.source, visit.now)
    except OSError as error:
        mend = f"{error.strerror}; let this user read {error.filename}"
        yield _reject(visit, named, SourceError("unreadable file", mend))


async def _bring_all(
    entries: Iterator[Delivery | Reject], harvester: Harvester, network: Network
) -> None:
    while chunk := list(islice(entries, AT_ONCE)):
        await network.courier.deliver(await harvester.bring(chunk))


async def _ask(visit: Visit, agent: Agent) -> list[Fetched]:
    """The attempts: a second one where the fault of the first may pass in seconds."""
    # A period may want what an earlier visit passed over.
    poll = visit.poll if visit.period.is_open else forget_answer(visit.poll)
    request = make_request(visit.source, poll)
    first = await agent.fetch(request)
    reason = first.error.reason if first.error else ""
    if reason not in TRANSIENT or reason in _NOT_SOON or first.retry_after:
        return [first]
    await asyncio.sleep(RETRY_SECONDS)
    second = await agent.fetch(request)
    # A host left alone since was not asked again.
    is_unasked = second.error and second.error.reason in _NOT_SOON
    return [first] if is_unasked else [first, second]


def _make_rows(visit: Visit, attempts: Sequence[Fetched]) -> list[Fetch]:
    is_feed, whole = visit.source.kind == "feed", visit.period.is_open
    return [
        replace(make_row(visit, got, len(got.body), number), live=is_feed and whole)
        for number, got in enumerate(attempts)
    ]


def _is_same(visit: Visit, answer: Fetched) -> bool:
    is_known = _hash(answer) == visit.poll.content_hash
    return not answer.error and is_known and visit.period.is_open


def _hash(answer: Fetched) -> str:
    return hashlib.sha256(answer.body).hexdigest()


async def _read(
    visit: Visit, answer: Fetched, network: Network
) -> tuple[Feed, list[Fetch]]:
    """The feed, with the entries of the sitemaps that it names, and their attempts."""
    feed = await asyncio.to_thread(_parse, visit, answer)
    entries, rows = [*feed.entries], []
    for url in _choose_children(visit, feed):
        child = await network.agent.fetch(Request(url=url))
        row = make_row(visit, child, len(child.body))
        try:
            entries += (await asyncio.to_thread(_parse, visit, child)).entries
        except SourceError as error:
            entries.append(_reject(visit, url, error))
            row = replace(row, outcome=error.reason)
        rows.append(row)
    return replace(feed, entries=entries), rows


def _parse(visit: Visit, answer: Fetched) -> Feed:
    if answer.error:
        raise answer.error
    if visit.source.kind == "pages":
        name = f"{hide_credentials(answer.final_url)}{_find_ending(answer)}"
        rows = parse_list(name, BytesIO(answer.body), visit.source, visit.now)
        return Feed(entries=list(rows), links=(), pace=None)
    return parse_feed(
        answer.body,
        hide_credentials(answer.final_url),
        visit.source,
        visit.now,
        charset=answer.charset,
    )


def _find_ending(answer: Fetched) -> str:
    kind = answer.content_type or ""
    return next((f".{end}" for end in ("json", "csv") if end in kind), ".txt")


def _choose_children(visit: Visit, feed: Feed) -> Iterator[str]:
    """The sitemaps of an index worth asking: those changed lately, or in the period."""
    since = visit.period.since or (visit.now - _CHILD_IS_NEWS).date()
    worth = [
        child
        for child in feed.links
        if child.changed_at is None or child.changed_at.date() >= since
    ]
    if visit.period.until:
        # A sitemap of the period's end was last changed about then.
        worth.sort(key=lambda child: child.changed_at or visit.now)
    yield from (child.url for child in worth[:_MOST_CHILDREN])


def _remember(visit: Visit, answer: Fetched, feed: Feed, seen: Harvester) -> Poll:
    parts = [entry.reason for entry in feed.entries if isinstance(entry, Reject)]
    may_hold_more = seen.has_left or not visit.period.is_open
    if may_hold_more or _COME_AGAIN.intersection(parts):
        return note_unsettled(visit.poll, answer, visit.now)
    entries = [entry for entry in feed.entries if isinstance(entry, Delivery)]
    moments = [moment for entry in entries if (moment := find_moment(entry))]
    asked = max(filter(None, (feed.pace, answer.max_age)), default=None)
    # An index may stay the same while the sitemaps that it names change.
    answer = replace(answer, etag=None, last_modified=None) if feed.links else answer
    known_as = None if feed.links else _hash(answer)
    pause = find_pause(moments, asked)
    poll = note_answer(visit.poll, answer, known_as, pause, visit.now)
    is_other = visit.poll.content_hash is not None and not seen.known
    return replace(poll, turned_over=is_other and len(entries) >= _FEWEST_TO_TURN_OVER)


def _close(visit: Visit, rows: Sequence[Fetch], poll: Poll) -> Harvest:
    return Harvest(source=visit.source, fetches=rows, deliveries=(), poll=poll)


def _fail(
    visit: Visit, rows: Sequence[Fetch], answer: Fetched, error: SourceError
) -> Harvest:
    return Harvest(
        source=visit.source,
        fetches=[*rows[:-1], replace(rows[-1], outcome=error.reason)],
        deliveries=[_reject(visit, visit.source.url or "", error)],
        poll=note_failure(visit.poll, answer, visit.now),
    )


def _reject(visit: Visit, url: str, error: SourceError) -> Reject:
    shown = hide_credentials(url)
    return make_reject(
        visit.source.name, shown, error.reason, error.detail, "", visit.now
    )
