"""Dates as outlets write them → aware UTC. What is ambiguous stays unread."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analysis.records import StatedDate
from analysis.sources.clocks import cut_clock, read_clock, read_offset
from analysis.sources.date_words import (
    CHANGES,
    FILLERS,
    SEASONLESS_ZONES,
    WEEKDAYS,
    ZONES,
)
from analysis.sources.days import cut_day

_LONGEST = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_EPOCH_NUMBER = re.compile(r"(\d{9,10}|\d{13})(?:\.\d+)?", re.ASCII)
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(?:(z)|([+-])(\d\d):?(\d\d))?)?",
    re.ASCII | re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['ʼ’][^\W\d_]+)?")
_COMMENT = re.compile(r"\([^()\d]*\)")
_ZONE_KEY = re.compile(r"\[?\b([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_-]+){1,2})\]?$", re.ASCII)
_CHANGE = re.compile(rf"\b(?:{'|'.join(CHANGES)})\b")


def state_date(source: str, written: str | None) -> tuple[StatedDate, ...]:
    """The date that `source` states, as a tuple of one; () where it states none."""
    return (StatedDate(source=source, written=written),) if written else ()


def parse_date(written: str, zone: ZoneInfo) -> datetime | None:
    """Read a date as aware UTC; None where it cannot be read, is impossible or could
    mean two days ("01/02/2024").

    A date alone is midnight and a time without a zone is local time in `zone`: of an
    hour that the clock shows twice the first one, of an hour that it leaps over the
    moment at which a clock not yet put forward would show it.
    """
    if len(written) > _LONGEST:
        return None
    return _parse_line(" ".join(written.split()), zone)


@lru_cache(maxsize=4096)
def _parse_line(written: str, zone: ZoneInfo) -> datetime | None:
    try:
        if number := _EPOCH_NUMBER.fullmatch(written):
            return _parse_epoch(number[1])
        if compact := _COMPACT.fullmatch(written):
            return _parse_compact(compact, zone)
        return _parse_words(written, zone)
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return None


def _parse_epoch(digits: str) -> datetime | None:
    if len(digits) == 13:
        return _EPOCH + timedelta(milliseconds=int(digits))
    # From 1990 on, ten digits may as well be a date and an hour: 2024070208.
    if len(digits) == 10 and digits >= "1990" and _COMPACT.fullmatch(digits + "00"):
        return None
    return _EPOCH + timedelta(seconds=int(digits))


def _parse_compact(found: re.Match[str], zone: ZoneInfo) -> datetime | None:
    day = date(int(found[1]), int(found[2]), int(found[3]))
    clock = read_clock(int(found[4] or 0), int(found[5] or 0), int(found[6] or 0))
    if found[7]:
        return _to_utc(day, clock, UTC)
    place = read_offset(found[8], found[9], found[10]) if found[8] else zone
    return _to_utc(day, clock, place)


def _parse_words(written: str, zone: ZoneInfo) -> datetime | None:
    """Cut clock, offset, day and zones out in turn; what is left must say nothing."""
    places: list[tzinfo | None] = []
    if key := _ZONE_KEY.search(written):
        places.append(ZoneInfo(key[1]))
        written = written[: key.start()]
    clock, text = cut_clock(_drop_change(_fold(written)))
    if clock.offset:
        places.append(clock.offset)
        text = _COMMENT.sub(" ", text)
    day, text = cut_day(text, zone)
    if day is None or _NUMBER.search(text):
        return None
    words = [word for word in _WORD.findall(text) if not _says_nothing(word)]
    places += [_find_zone(word, day, zone) for word in words]
    since_midnight = clock.since_midnight or timedelta()
    moments = {
        _to_utc(day, since_midnight, place) if place else None
        for place in places or [zone]
    }
    return moments.pop() if len(moments) == 1 else None


def _fold(written: str) -> str:
    """Give one spelling to capitals and accents; the Turkish İ is an i with a dot."""
    folded = unicodedata.normalize("NFKC", written).casefold()
    return unicodedata.normalize("NFC", folded).replace("i\u0307", "i")


def _drop_change(text: str) -> str:
    """Leave out what follows the date of publication: "…, updated 3 July 2024"."""
    found = _CHANGE.search(text)
    if not found or not _NUMBER.search(text, found.end()):
        return text
    return text[: found.start()] if _NUMBER.search(text, 0, found.start()) else text


def _says_nothing(word: str) -> bool:
    # "pt" is Friday where it stands first in a Polish date, elsewhere Pacific Time.
    return word in FILLERS or (word in WEEKDAYS and word not in SEASONLESS_ZONES)


def _find_zone(word: str, day: date, zone: ZoneInfo) -> tzinfo | None:
    """Find what a zone's name means: what `zone` itself is called by in winter or
    summer, or the one meaning it has the world over; None where it is neither."""
    for month in (1, 7):
        moment = datetime(day.year, month, 1, tzinfo=zone)
        if word == (moment.tzname() or "").casefold():
            # India, Israel and Ireland write IST all year, whatever their clocks do.
            return (
                timezone(moment.utcoffset() or timedelta()) if word in ZONES else zone
            )
    if word in ZONES:
        return timezone(timedelta(hours=ZONES[word]))
    return ZoneInfo(SEASONLESS_ZONES[word]) if word in SEASONLESS_ZONES else None


def _to_utc(day: date, clock: timedelta, place: tzinfo) -> datetime:
    local = datetime.combine(day, time()) + clock
    return local.replace(tzinfo=place).astimezone(UTC)
