"""Which of several stated dates is believed, and what the others say against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from analysis.errors import SourceError
from analysis.records import StatedDate
from analysis.sources.dates import parse_date

FIRST_YEAR = 1990

_TOMORROW = timedelta(days=1)
_TOLERANCE = timedelta(days=3)
# The year begins first at the eastern end of the world, fourteen hours ahead.
_EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC) - timedelta(hours=14)
# An address or a text only seems to say when: that is no fault of the outlet's.
_GUESSES = frozenset(["url", "text"])
_SEEN = "seen"
_REASONS = {
    "unreadable": "unreadable date",
    "future": "date in the future",
    "too old": f"date before {FIRST_YEAR}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When an article was published (aware UTC) and whose word that is (the `source`
    of a `StatedDate`); None where nothing credible is stated.

    `flag` is a doubt: "future", "too old" or "unreadable" where a more believed date
    was passed over for that, else "contradicted" where another one is more than three
    days off. `detail` is what those others wrote ("json-ld: 2024-07-02T08:00").
    """

    published_at: datetime | None = None
    source: str | None = None
    flag: str | None = None
    detail: str | None = None


def believe_date(dates: Sequence[StatedDate], zone: ZoneInfo, now: datetime) -> Dating:
    """Believe the first date that can be read and is plausible: from 1990 on, and not
    more than a day after `now`. White space states nothing.

    Raises SourceError where there is none among the dates that the outlet states:
    "unreadable date", "date in the future" or "date before 1990", as the first one is.
    Guesses from the address or the text alone leave the article undated instead.
    """
    doubts: list[tuple[str, StatedDate]] = []
    published_at = source = None
    for stated in dates:
        moment = parse_date(stated.written, zone)
        fault = _find_fault(moment, now)
        if not stated.written.strip():
            continue
        if published_at is None and fault:
            doubts.append((fault, stated))
        elif published_at is None:
            published_at, source = moment, stated.source
        elif stated.source == _SEEN and moment and moment >= published_at:
            # A crawler may come late; that it came too early says something.
            continue
        elif moment and not fault and _are_far_apart(published_at, moment, zone):
            doubts.append(("contradicted", stated))
    if published_at is None:
        _refuse(doubts)
    return Dating(
        published_at=published_at,
        source=source,
        flag=doubts[0][0] if doubts else None,
        detail="; ".join(f"{one.source}: {_cut(one)}" for _, one in doubts) or None,
    )


def _find_fault(moment: datetime | None, now: datetime) -> str | None:
    if moment is None:
        return "unreadable"
    # Compared before any change of zone, which year 1 and year 9999 do not survive.
    if moment > now + _TOMORROW:
        return "future"
    return "too old" if moment < _EARLIEST else None


def _are_far_apart(one: datetime, other: datetime, zone: ZoneInfo) -> bool:
    """Compare moments, or days where either says no more than its day: midnight."""
    here, there = one.astimezone(zone), other.astimezone(zone)
    if time() in {here.time(), there.time()}:
        return abs(here.date() - there.date()) > _TOLERANCE
    return abs(one - other) > _TOLERANCE


def _refuse(doubts: Sequence[tuple[str, StatedDate]]) -> None:
    for fault, stated in doubts:
        if stated.source in _GUESSES:
            continue
        quoted = f'"{_cut(stated)}"'
        if fault == "unreadable":
            detail = f"{quoted} is no date or could be two: write 2024-07-31"
        else:
            detail = f"{quoted}: correct the date or leave it out"
        raise SourceError(_REASONS[fault], detail)


def _cut(stated: StatedDate) -> str:
    return stated.written.strip()[:60]
