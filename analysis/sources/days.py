"""Days as outlets write them, in numbers and in words."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from analysis.sources.date_words import (
    FALSE_FRIENDS,
    MONTHS,
    WEEKDAYS,
    YEAR_FIRST_ZONES,
)

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_YEAR_LAST = re.compile(
    r"(?<!\d)(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d\d)(?!\d)", re.ASCII
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_LEADING_WORD = re.compile(r"\W*([^\W\d_]+)\b")


def cut_day(text: str, zone: ZoneInfo) -> tuple[date | None, str]:
    """Cut the day out of `text` (in lower case); give it and the rest.

    The day is None where it cannot be read or could be another one, by the custom of
    the place if `zone` tells. Raises ValueError for days that are in no calendar.
    """
    if _is_other_here(text, zone):
        return None, text
    weekday, text = _cut_weekday(text)
    if found := _YEAR_FIRST.search(text):
        day: date | None = date(int(found[1]), int(found[3]), int(found[4]))
    elif found := _YEAR_LAST.search(text):
        day = _read_numbers(found, weekday)
    else:
        return _cut_named_day(text)
    return day, f"{text[: found.start()]} {text[found.end() :]}"


def _is_other_here(text: str, zone: ZoneInfo) -> bool:
    if zone.key in YEAR_FIRST_ZONES:
        numbers = _YEAR_LAST.search(text)
        return numbers is not None and len(numbers[4]) == 2
    return not FALSE_FRIENDS.get(zone.key, frozenset()).isdisjoint(_WORD.findall(text))


def _cut_weekday(text: str) -> tuple[int | None, str]:
    """Cut a weekday that stands first, unless it is the only month: "mar 2 2024"."""
    found = _LEADING_WORD.match(text)
    if not found or found[1] not in WEEKDAYS:
        return None, text
    rest = text[found.end() :]
    if found[1] in MONTHS and not any(word in MONTHS for word in _WORD.findall(rest)):
        return None, text
    return WEEKDAYS[found[1]], rest


def _read_numbers(found: re.Match[str], weekday: int | None) -> date | None:
    """Read 02.07.2024 with the day first unless the written weekday says otherwise;
    with slashes and dashes either may be first, and a number above 12 or the weekday
    has to decide."""
    first, second, year = int(found[1]), int(found[3]), _read_year(found[4])
    if found[2] != "." and len(found[4]) == 2:
        return None
    orders = {(second, first), (first, second)}
    days = {date(year, month, day) for month, day in orders if month <= 12}
    fitting = {day for day in days if day.weekday() == weekday}
    if found[2] == ".":
        day = date(year, second, first)
        return None if fitting and day not in fitting else day
    days = fitting if len(days) > 1 else days
    return days.pop() if len(days) == 1 else None


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
