"""When a source is asked again, and with what: the memory between two visits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from analysis.records import Poll, Source
from analysis.sources.urls import hide_credentials
from flows.fetch import Fetched, Request

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=6)
FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(hours=24)
# A schedule that fires every hour fires some seconds earlier or later.
_SLACK = timedelta(minutes=2)
_NEWEST = 20


def recall_poll(source: Source, polls: Sequence[Poll], now: datetime) -> Poll:
    """The memory of `source`: what was stored under its name and present address, or
    that of a source never asked."""
    url = hide_credentials(source.url or source.path or "")
    for poll in polls:
        if (poll.source, poll.url) == (source.name, url):
            return poll
    return Poll(source=source.name, url=url, asked_at=now, next_at=now)


def is_due(poll: Poll, now: datetime) -> bool:
    """Whether the source may be asked; one that is gone for good is never."""
    return not poll.gone and now >= poll.next_at - _SLACK


def make_request(source: Source, poll: Poll) -> Request:
    """What to ask: where a permanent redirect led, and only for what is new."""
    return Request(
        url=poll.moved_to or source.url or "",
        etag=poll.etag,
        last_modified=poll.last_modified,
    )


def note_failure(poll: Poll, answer: Fetched, now: datetime) -> Poll:
    """After a visit without a feed: wait a quarter of an hour, then twice as long each
    time, a day at most, and never shorter than the host asks (Retry-After)."""
    failures = poll.failures + 1
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    # A permanent address that fails is forgotten: the config's is asked again.
    return replace(
        poll,
        asked_at=now,
        next_at=max(now + pause, answer.retry_after or now),
        failures=failures,
        gone=answer.status == 410,
        moved_to=None,
    )


def note_unchanged(poll: Poll, now: datetime) -> Poll:
    """After a visit that found nothing new: wait as long as last time."""
    pause = clamp(FIRST_PAUSE if poll.failures else poll.next_at - poll.asked_at)
    return replace(poll, asked_at=now, next_at=now + pause, failures=0)


def note_answer(
    poll: Poll,
    answer: Fetched,
    content_hash: str | None,
    pause: timedelta,
    now: datetime,
) -> Poll:
    """After a visit whose entries were all dealt with."""
    return replace(
        poll,
        moved_to=answer.moved_to or poll.moved_to,
        etag=answer.etag,
        last_modified=answer.last_modified,
        content_hash=content_hash,
        asked_at=now,
        next_at=now + clamp(pause),
        failures=0,
        gone=False,
    )


def forget_answer(poll: Poll) -> Poll:
    """The poll without what the last answer was known by: all is asked for again."""
    return replace(poll, etag=None, last_modified=None, content_hash=None)


def note_unsettled(poll: Poll, answer: Fetched, now: datetime) -> Poll:
    """After a visit that left pages for later: the whole feed is asked for soon."""
    fresh = note_answer(poll, answer, None, SHORTEST, now)
    return forget_answer(fresh)


def find_pause(moments: Sequence[datetime], asked: timedelta | None) -> timedelta:
    """How long a feed may be left alone by the pace of its entries' `moments`.

    The usual gap between two of the newest, or what the feed asks for where that is
    longer, but never so long that half of what it shows could be pushed out unseen.
    """
    newest = sorted(moments)[-_NEWEST:]
    if len(newest) < 2:
        return clamp(asked or timedelta(hours=1))
    gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(newest))
    gap = timedelta(seconds=median(gaps))
    half = (max(moments) - min(moments)) / 2
    return clamp(min(max(gap, asked or gap), half))


def clamp(pause: timedelta) -> timedelta:
    """Between five minutes and six hours, so that each day of a feed is looked at."""
    return min(max(pause, SHORTEST), LONGEST)
