"""Times of day as outlets write them, with the offset from UTC that follows them."""

import re
from datetime import time, timedelta, timezone
from typing import NamedTuple

_FARTHEST_ZONE = timedelta(hours=14)

_COLONS = re.compile(
    r"(?:(?<=\d)t|(?<![\d.,:/+-]))(\d{1,2})(?::|\s?h\s?)(\d\d)"
    r"(?::(\d\d)(?:[.,]\d{1,9})?)?(?![\d:/])(?:\s*([ap])\.?m\b\.?)?",
    re.ASCII,
)
_HOUR = re.compile(
    r"(?<![\d.,:/+-])(\d{1,2})(?:\s*(?:uhr|uur|h)\b|\s*([ap])\.?m\b\.?)", re.ASCII
)
# A dot parts hours and minutes only beside a word that speaks of time: 02.07 may be
# a day.
_DOTTED = re.compile(
    r"(?<![\d.])(?:(\b(?:um|om|ore|alle|kl|klo)\.? )(\d{1,2})\.(\d\d)(?![\d.])|"
    r"(\d{1,2})\.(\d\d)(?=\s*(?:uhr|uur|h|[ap]\.?m|gmt|utc|bst|cest?|mes?z|e[sd]?t)\b))",
    re.ASCII,
)
_OFFSET = re.compile(
    r"\s*\(?(?:utc|gmt)?\s*([+−-])(\d{1,2})(?::?(\d\d))?(?![\d:./-])", re.ASCII
)
_SPAN = re.compile(r"(?<![\d:])\d{1,2}:\d\d-\d{1,2}:\d\d(.*)", re.ASCII | re.DOTALL)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d[t ]", re.ASCII)


class Clock(NamedTuple):
    """A time of day as the time since midnight and the offset written behind it."""

    since_midnight: timedelta | None
    offset: timezone | None


def cut_clock(text: str) -> tuple[Clock, str]:
    """Cut the first time of day out of `text` (in lower case); give it and the rest.

    Raises ValueError for times that no clock shows and for spans ("8:00-10:00").
    """
    text = _DOTTED.sub(_put_colon, text)
    if _is_span(text):
        raise ValueError(text)
    found = _COLONS.search(text)
    if found:
        hour = _read_hour(int(found[1]), found[4])
        since_midnight = read_clock(hour, int(found[2]), int(found[3] or 0))
    elif found := _HOUR.search(text):
        since_midnight = read_clock(_read_hour(int(found[1]), found[2]), 0, 0)
    else:
        return Clock(None, None), text
    shift = _OFFSET.match(text, found.end())
    offset = read_offset(shift[1], shift[2], shift[3] or "0") if shift else None
    rest = text[(shift or found).end() :]
    return Clock(since_midnight, offset), f"{text[: found.start()]} {rest}"


def read_clock(hour: int, minute: int, second: int) -> timedelta:
    """Give the time since midnight; 24:00 is the midnight that ends the day."""
    if (hour, minute, second) != (24, 0, 0):
        time(hour, minute, second)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def read_offset(sign: str, hours: str, minutes: str) -> timezone:
    """Give the zone that is so far east ("+") or west of Greenwich."""
    east = timedelta(hours=int(hours), minutes=int(minutes))
    if east > _FARTHEST_ZONE or int(minutes) > 59:
        raise ValueError(east)
    return timezone(east if sign == "+" else -east)


def _put_colon(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]}{found[2]}:{found[3]}"
    return f"{found[4]}:{found[5]}"


def _is_span(text: str) -> bool:
    """Tell 8:00-10:00 from a time with its offset, which stands last in an ISO date."""
    found = _SPAN.search(text)
    return found is not None and not (_ISO_DAY.match(text) and not found[1].strip())


def _read_hour(hour: int, half: str | None) -> int:
    """Put 1 … 12 into its half of the day; "13:00 pm" is read, "13:00 am" cannot be."""
    if half is None or (half == "p" and 12 < hour < 24):
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)
