"""Which days of which outlets were collected: strips, their calendar, and months."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

import polars as pl

from dashboards.drawing.series import STATUS_NAMES
from dashboards.pages.page import Outlet
from dashboards.words import clean_name

# Days that are drawn at most; the table of months has all.
LONGEST = 731
OUTSIDE = "."
_TICKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """An outlet's days from the calendar's first on: one letter a day, c complete,
    p partial, m missing, n asked but no article, "." outside of its time. An outlet
    without any article has no `page`."""

    key: str
    name: str
    page: str | None
    letters: str

    @property
    def paths(self) -> dict[str, str]:
        """The days of each status as an SVG path: a day is one unit wide and 10 high,
        one without article less."""
        runs = list(find_runs(self.letters))
        return {
            letter: "".join(
                f"M{start} {top}h{length}v{10 - 2 * top}h-{length}z"
                for kind, start, length in runs
                if kind == letter
            )
            for letter in STATUS_NAMES
            if letter in self.letters
            for top in [4 if letter == "n" else 0]
        }

    @property
    def packed(self) -> str:
        """The letters with how often each follows itself: "c5m2"."""
        return "".join(
            f"{letter}{length}" for letter, _, length in find_runs(self.letters)
        )

    def count(self, letter: str) -> int:
        """So many days of the status."""
        return self.letters.count(letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """An outlet's month: its scored articles, and days by status. `due` is 0 outside
    of the outlet's time."""

    articles: int
    due: int
    missing: int
    partial: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All outlets' strips over the same days; the outlets with most articles first."""

    first: date
    days: int
    strips: tuple[Strip, ...]

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def is_long(self) -> bool:
        """Whether its axis is marked by months instead of weeks."""
        return self.days > 100

    def count(self, letter: str) -> int:
        """So many days of outlets have the status."""
        return sum(strip.count(letter) for strip in self.strips)


def find_runs(letters: str) -> Iterator[tuple[str, int, int]]:
    """Letter, start and length of each run of one letter."""
    start = 0
    for letter, run in groupby(letters):
        length = len(list(run))
        yield letter, start, length
        start += length


def find_calendar(
    outlet_day: pl.DataFrame, outlets: Sequence[Outlet]
) -> Calendar | None:
    """Every day from the first to the last that any outlet has; None without days."""
    if outlet_day.is_empty():
        return None
    first, last = outlet_day["day"].min(), outlet_day["day"].max()
    if not isinstance(first, date) or not isinstance(last, date):
        return None
    days = (last - first).days + 1
    letters = _find_letters(outlet_day, first, days)
    named = {outlet.key: outlet for outlet in outlets}
    return Calendar(
        first=first,
        days=days,
        strips=tuple(
            Strip(
                key=key,
                name=named[key].name if key in named else clean_name(key),
                page=named[key].page if key in named else None,
                letters=letters.get(key, OUTSIDE * days),
            )
            for key in [*named, *sorted(letters.keys() - named.keys())]
        ),
    )


def cut_calendar(calendar: Calendar, outlets: int) -> Calendar:
    """Its first outlets and newest days, as many as can be drawn."""
    days = min(calendar.days, LONGEST)
    return Calendar(
        first=calendar.last - timedelta(days=days - 1),
        days=days,
        strips=tuple(
            replace(strip, letters=strip.letters[-days:])
            for strip in calendar.strips[:outlets]
        ),
    )


def _find_letters(frame: pl.DataFrame, first: date, days: int) -> dict[str, str]:
    found = frame.select(
        "outlet",
        at=(pl.col("day") - first).dt.total_days(),
        letter=pl.when((pl.col("status") == "complete") & (pl.col("articles") == 0))
        .then(pl.lit("n"))
        .otherwise(pl.col("status").str.slice(0, 1)),
    )
    lines: dict[str, list[str]] = {}
    for outlet, at, letter in found.iter_rows():
        lines.setdefault(outlet, [OUTSIDE] * days)[at] = letter
    return {outlet: "".join(line) for outlet, line in lines.items()}


def find_ticks(calendar: Calendar) -> list[tuple[int, date, bool]]:
    """Where the axis is marked: the day's number, the day, and whether a narrow screen
    has room for it. Mondays of a season; else firsts of months, always with January."""
    days = [calendar.first + timedelta(days=at) for at in range(calendar.days)]
    if calendar.is_long:
        firsts = [day for day in days if day.day == 1]
        step = next(step for step in (1, 2, 3, 6, 12) if len(firsts) <= _TICKS * step)
        marks = [(day, (day.month - 1) // step) for day in firsts]
        marks = [(day, at) for day, at in marks if (day.month - 1) % step == 0]
    else:
        mondays = [day for day in days if day.weekday() == 0] or days[:1]
        step = -(-len(mondays) // _TICKS)
        marks = [(day, at) for at, day in enumerate(mondays[::step])]
    # A label at the very end would stand outside.
    return [
        ((day - calendar.first).days, day, at % 3 == 0)
        for day, at in marks
        if (day - calendar.first).days <= 0.95 * calendar.days
    ]


def find_months(outlet_day: pl.DataFrame) -> tuple[list[date], dict[str, list[Month]]]:
    """All months of the frame by their first day, and each outlet's, in their order."""
    if outlet_day.is_empty():
        return [], {}
    counted = (
        outlet_day.group_by("outlet", month=pl.col("day").dt.truncate("1mo"))
        .agg(
            pl.col("articles").sum(),
            due=pl.len(),
            missing=(pl.col("status") == "missing").sum(),
            partial=(pl.col("status") == "partial").sum(),
        )
        .sort("month")
    )
    months = counted["month"].unique().sort().to_list()
    nothing = Month(articles=0, due=0, missing=0, partial=0)
    rows: dict[str, list[Month]] = {}
    for outlet, month, *counts in counted.iter_rows():
        line = rows.setdefault(outlet, [nothing] * len(months))
        articles, due, missing, partial = counts
        line[months.index(month)] = Month(
            articles=articles, due=due, missing=missing, partial=partial
        )
    return months, rows
