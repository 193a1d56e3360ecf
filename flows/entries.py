"""An entry of a feed or list: what it still needs, and what its page adds to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from analysis.errors import SourceError
from analysis.records import Delivery, Reject, Source, StatedDate
from analysis.sources.articles import make_reject
from analysis.sources.dates import parse_date
from analysis.sources.urls import find_url
from analysis.text.hashes import hash_text
from flows.fetch import TRANSIENT
from flows.pages import Page
from flows.settings import Period

FULL_TEXT_WORDS = 200

# A page that is too hard may be so by a fault of ours, mended by the next run.
_COME_AGAIN = TRANSIENT | {"page too hard"}
# A stated day may be another one in the outlet's zone.
_MARGIN_DAYS = 2
_TICKER_LIVES = timedelta(days=1)
_LISTED = "list"
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an entry. `settled` is false where a later visit may find more."""

    deliveries: Sequence[Delivery | Reject]
    settled: bool = True


def number_entry(source: Source, entry: Delivery) -> int:
    """Number an entry in its present wording."""
    return hash_text(source.name, find_url(entry.url) or entry.url, entry.content_hash)


def needs_page(entry: Delivery) -> bool:
    """Whether the entry links to more text than it carries."""
    return bool(entry.url) and _count_words(entry) < FULL_TEXT_WORDS


def find_moment(entry: Delivery) -> datetime | None:
    """When the entry says it was published, give or take a time zone."""
    stated = (parse_date(date.written, _UTC) for date in entry.dates)
    return next((moment for moment in stated if moment), None)


def is_outside(entry: Delivery, period: Period) -> bool:
    """Whether the entry's own date lies days beyond the period, so that its page need
    not be fetched; without a date nothing can be said."""
    moment = find_moment(entry)
    if moment is None or period.is_open:
        return False
    day = moment.date().toordinal()
    near = (day - _MARGIN_DAYS, day, day + _MARGIN_DAYS)
    return not any(period.holds(date.fromordinal(_clip_day(one))) for one in near)


def _clip_day(ordinal: int) -> int:
    """Dates end in the years 1 and 9999, and feeds hold both."""
    return min(max(ordinal, date.min.toordinal()), date.max.toordinal())


def complete_entry(
    entry: Delivery, page: Page, source: Source, now: datetime
) -> Outcome:
    """The entry with its page's text.

    Without a page for good it keeps the text the feed gave; a page that may come later
    makes it a reject that is tried again. The posts of a live ticker come one by one,
    and are looked for again for a day.
    """
    if page.error:
        return _do_without(entry, page.error, source, now)
    if len(page.deliveries) == 1 and page.deliveries[0].extraction != "post":
        return Outcome(deliveries=[_merge(entry, page.deliveries[0])])
    moment = find_moment(entry)
    over = moment is not None and now - moment > _TICKER_LIVES
    return Outcome(
        deliveries=[
            replace(post, language=post.language or entry.language)
            for post in page.deliveries
        ],
        settled=over,
    )


def _do_without(
    entry: Delivery, error: SourceError, source: Source, now: datetime
) -> Outcome:
    may_pass = error.reason in _COME_AGAIN
    if entry.text and not may_pass:
        return Outcome(deliveries=[entry])
    reject = make_reject(
        source.name, entry.input, error.reason, error.detail, entry.content_hash, now
    )
    return Outcome(deliveries=[reject], settled=not may_pass)


def _merge(entry: Delivery, page: Delivery) -> Delivery:
    """What the feed says of an article comes first; the text is the page's, unless the
    page shows less of it than the feed. A list's title may be cut or in other words."""
    is_listed = entry.extraction == _LISTED
    titles = (page.title, entry.title) if is_listed else (entry.title, page.title)
    shows_less = page.extraction == "teaser" and _count_words(page) < _count_words(
        entry
    )
    return replace(
        entry,
        extraction="feed" if shows_less else page.extraction,
        outlet=entry.outlet or page.outlet,
        title=titles[0] or titles[1],
        text=entry.text if shows_less else page.text,
        dates=tuple(sorted((*entry.dates, *page.dates), key=_is_seen)),
        language=page.language or entry.language,
        canonical=page.canonical,
    )


def _is_seen(date: StatedDate) -> bool:
    """What a crawler noted comes last; all else stays in its order."""
    return date.source == "seen"


def _count_words(delivery: Delivery) -> int:
    return len((delivery.text or "").split())
