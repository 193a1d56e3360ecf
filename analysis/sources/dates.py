"""Dates as outlets write them → aware UTC. What is ambiguous stays unread."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from analysis.records import StatedDate
from analysis.sources.date_words import (
    FILLERS,
    MONTHS,
    SEASONLESS_ZONES,
    WEEKDAYS,
    ZONES,
)

_LONGEST = 100
_FARTHEST_ZONE = timedelta(hours=14)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_EPOCH_NUMBER = re.compile(r"(\d{9,10}|\d{13})(?:\.\d+)?", re.ASCII)
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(?:(z)|([+-])(\d\d):?(\d\d))?)?",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:(?<=\d)t|(?<![\d.,:/+-]))(\d{1,2})(?:[:h](\d\d)|\.(\d\d)(?=\s*uhr))"
    r"(?::(\d\d)(?:[.,]\d{1,9})?)?(?![\d:/])(?:\s*([ap])\.?m\b\.?)?",
    re.ASCII,
)
_HOUR = re.compile(
    r"(?<![\d.,:/+-])(\d{1,2})(?:\s*(?:uhr|h)\b|\s*([ap])\.?m\b\.?)", re.ASCII
)
_OFFSET = re.compile(
    r"\s*\(?(?:utc|gmt)?\s*([+−-])(\d{1,2})(?::?(\d\d))?(?![\d:./-])", re.ASCII
)
_ZONE_KEY = re.compile(r"\[[a-z_]+/[a-z_/]+\]$")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_YEAR_LAST = re.compile(
    r"(?<!\d)(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d\d)(?!\d)", re.ASCII
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['ʼ’][^\W\d_]+)?")


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
        return _parse_words(_ZONE_KEY.sub("", written.casefold()), zone)
    except (ValueError, OverflowError):
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
    clock = _read_clock(int(found[4] or 0), int(found[5] or 0), int(found[6] or 0))
    if found[7]:
        return _to_utc(day, clock, UTC)
    place = _read_offset(found[8], found[9], found[10]) if found[8] else zone
    return _to_utc(day, clock, place)


def _parse_words(text: str, zone: ZoneInfo) -> datetime | None:
    """Cut clock, offset, day and zone out in turn; what is left must say nothing."""
    clock, offset, text = _cut_clock(text)
    day, text = _cut_day(text, _find_weekday(_WORD.findall(text)))
    if day is None or _NUMBER.search(text):
        return None
    words = [word for word in _WORD.findall(text) if word not in WEEKDAYS]
    zones = [_find_zone(word, day, zone) for word in words if word not in FILLERS]
    if len(zones) > 1 or None in zones:
        return None
    return _to_utc(day, clock or timedelta(), offset or (zones or [zone])[0] or zone)


def _cut_clock(text: str) -> tuple[timedelta | None, tzinfo | None, str]:
    found = _CLOCK.search(text)
    if found:
        hour = _read_hour(int(found[1]), found[5])
        clock = _read_clock(hour, int(found[2] or found[3]), int(found[4] or 0))
    elif found := _HOUR.search(text):
        clock = _read_clock(_read_hour(int(found[1]), found[2]), 0, 0)
    else:
        return None, None, text
    after = found.end()
    offset = None
    if shift := _OFFSET.match(text, after):
        offset = _read_offset(shift[1], shift[2], shift[3] or "0")
        after = shift.end()
    return clock, offset, f"{text[: found.start()]} {text[after:]}"


def _read_hour(hour: int, half: str | None) -> int:
    """Put 1 … 12 into its half of the day; "13:00 pm" is read, "13:00 am" cannot be."""
    if half is None or (half == "p" and 12 < hour < 24):
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0)


def _read_clock(hour: int, minute: int, second: int) -> timedelta:
    """Give the time since midnight; 24:00 is the midnight that ends the day."""
    if (hour, minute, second) != (24, 0, 0):
        time(hour, minute, second)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _read_offset(sign: str, hours: str, minutes: str) -> timezone:
    east = timedelta(hours=int(hours), minutes=int(minutes))
    if east > _FARTHEST_ZONE or int(minutes) > 59:
        raise ValueError(east)
    return timezone(east if sign == "+" else -east)


def _find_weekday(words: list[str]) -> int | None:
    """Take the first word for a weekday unless it is the only month: "mar 2 2024"."""
    if not words or words[0] not in WEEKDAYS:
        return None
    if words[0] in MONTHS and not any(word in MONTHS for word in words[1:]):
        return None
    return WEEKDAYS[words[0]]


def _cut_day(text: str, weekday: int | None) -> tuple[date | None, str]:
    if found := _YEAR_FIRST.search(text):
        day: date | None = date(int(found[1]), int(found[3]), int(found[4]))
    elif found := _YEAR_LAST.search(text):
        day = _read_numbers(found, weekday)
    else:
        return _cut_named_day(text)
    return day, f"{text[: found.start()]} {text[found.end() :]}"


def _read_numbers(found: re.Match[str], weekday: int | None) -> date | None:
    """Read 02.07.2024 with the day first; with slashes and dashes either may be first,
    unless a number above 12 or the written weekday decides."""
    first, second, year = int(found[1]), int(found[3]), _read_year(found[4])
    if found[2] == ".":
        return date(year, second, first)
    if len(found[4]) == 2:
        return None
    orders = {(second, first), (first, second)}
    days = [date(year, month, day) for month, day in orders if month <= 12]
    if len(days) > 1:
        days = [day for day in days if day.weekday() == weekday]
    return days[0] if len(days) == 1 else None


def _cut_named_day(text: str) -> tuple[date | None, str]:
    """Cut day, month name and year; the name may stand first or in the middle."""
    months = [found for found in _WORD.finditer(text) if found[0] in MONTHS]
    numbers = list(_NUMBER.finditer(text))
    if not months or len(numbers) != 2:
        return None, text
    month, (first, second) = months[-1], numbers
    if len(first[0]) == 4:
        first, second = second, first
    day_leads = first.start() < month.start() < second.start()
    if len(first[0]) > 2 or (len(second[0]) != 4 and not day_leads):
        return None, text
    day = date(_read_year(second[0]), MONTHS[month[0]], int(first[0]))
    left = _NUMBER.sub(" ", f"{text[: month.start()]} {text[month.end() :]}")
    return day, left


def _read_year(written: str) -> int:
    """Read two digits as RFC 2822 does: 00 … 49 are 2000 on, 50 … 99 are 1950 on."""
    year = int(written)
    if len(written) == 2:
        return year + (2000 if year < 50 else 1900)
    if len(written) != 4:
        raise ValueError(written)
    return year


def _find_zone(word: str, day: date, zone: ZoneInfo) -> tzinfo | None:
    """Find what a zone's name means: one meaning the world over, or `zone`'s own name
    in summer or winter; None where it is neither."""
    if word in ZONES:
        return timezone(timedelta(hours=ZONES[word]))
    if word in SEASONLESS_ZONES:
        return ZoneInfo(SEASONLESS_ZONES[word])
    names = (datetime(day.year, month, 1, tzinfo=zone).tzname() for month in (1, 7))
    return zone if word in {(name or "").casefold() for name in names} else None


def _to_utc(day: date, clock: timedelta, place: tzinfo) -> datetime:
    local = datetime.combine(day, time()) + clock
    return local.replace(tzinfo=place).astimezone(UTC)
