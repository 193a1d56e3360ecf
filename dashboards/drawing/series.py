"""One outlet's way through time, dense: a period without a row is an empty period."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import TypeVar

import polars as pl

from analysis.measures.correction import Correction

T = TypeVar("T")

DAY_MILLISECONDS = 86_400_000

MEASURES = ("balance", "escalation", "diplomacy", "intensity", "sentiment")
STATUS_NAMES = {
    "c": "complete",
    "p": "partial",
    "m": "missing",
    "n": "no article",
}
_ABSENT = "."
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measure with its 95 % interval per period; None where there is none.

    Where gold corrects it, values and intervals are the corrected ones, and `alone` is
    what the model alone gives, its intervals over stories; else `alone` is None.
    """

    values: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    alone: "Measured | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All an outlet's periods of `step` days (1 or 7) from `first` on, without a hole.

    `statuses` has one letter a period: c complete, p partial, m missing, n asked but
    no article, "." where the warehouse has no row. Counts are 0 in such periods.
    `corrections` has the outlet's correction of each question that gold corrects;
    `level` is that of the table correction.
    """

    outlet: str
    first: date
    step: int
    statuses: str
    articles: tuple[int, ...]
    stories: tuple[int, ...]
    sentences: tuple[int, ...]
    days_missing: tuple[int, ...]
    measures: Mapping[str, Measured]
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    level: str = "outlet"

    def find_day(self, index: int) -> date:
        """The first day of a period."""
        return self.first + timedelta(days=self.step * index)


def find_grain(frame: pl.DataFrame) -> str:
    """Either "week" or "day", after the frame's own date column."""
    return "week" if "week" in frame.columns else "day"


def split_series(
    frame: pl.DataFrame, corrections: pl.DataFrame | None = None
) -> list[Series]:
    """One series per outlet of an `outlet_day` or `outlet_week` frame.

    Ordered by articles, most first, then by outlet; one model's rows only.
    `corrections` are the rows of table correction that made the frame's corrected
    columns; findings need them, charts do not.
    """
    if frame.is_empty():
        return []
    grain = find_grain(frame)
    lines = {} if corrections is None else read_corrections(corrections, "outlet")
    found = [
        _fill_calendar(part.sort(grain), grain, lines.get(part["outlet"][0], {}))
        for part in frame.partition_by("outlet", maintain_order=True)
    ]
    return sorted(found, key=lambda series: (-sum(series.articles), series.outlet))


def read_corrections(
    corrections: pl.DataFrame, level: str
) -> dict[str, dict[str, Correction]]:
    """A level's corrections by member and question; rows are those of table
    correction."""
    lines: dict[str, dict[str, Correction]] = {}
    if corrections.is_empty():
        return lines
    for row in corrections.filter(level=level).iter_rows(named=True):
        line = Correction(**{part.name: row[part.name] for part in fields(Correction)})
        lines.setdefault(row["member"], {})[row["question"]] = line
    return lines


def find_banded(series: Series, measure: str) -> list[list[int]]:
    """The runs of neighbouring periods that have an interval."""
    runs: list[list[int]] = []
    found = series.measures[measure]
    for index, (low, high) in enumerate(zip(found.lows, found.highs, strict=True)):
        if low is None or high is None:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def find_last(series: Series, measure: str) -> tuple[int, float] | None:
    """The last period that has a value; None where none has."""
    values = series.measures[measure].values
    known = [(i, value) for i, value in enumerate(values) if value is not None]
    return known[-1] if known else None


def find_runs(statuses: str, letter: str) -> list[tuple[int, int]]:
    """The stretches of one status, each as (first index, index after the last)."""
    runs: list[tuple[int, int]] = []
    for index, found in enumerate(statuses):
        if found != letter:
            continue
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def find_range(shown: Sequence[Series]) -> tuple[date, date] | None:
    """From the first day of the earliest series to the day after the latest."""
    if not shown:
        return None
    last = max(series.find_day(len(series.statuses)) for series in shown)
    return min(series.first for series in shown), last


def find_ceiling(shown: Sequence[Series], measures: Sequence[str]) -> float:
    """The next tenth above all values and bands of the measures, at most 1; where the
    intensity is among them, 2."""
    tops = [0.1]
    for series in shown:
        for measure in measures:
            found = series.measures[measure]
            alone = found.alone.values if found.alone else ()
            drawn = (*found.values, *found.highs, *alone)
            tops += [top for top in drawn if top is not None]
    return find_tenth(max(tops), 2.0 if "intensity" in measures else 1.0)


def find_reach(shown: Sequence[Series], measure: str) -> float:
    """The next tenth beyond the largest value of either sign, at most 1; of the
    intensity, 2."""
    values = [v for s in shown for v in s.measures[measure].values if v is not None]
    return find_tenth(
        max([0.1, *map(abs, values)]), 2.0 if measure == "intensity" else 1.0
    )


def find_tenth(value: float, most: float) -> float:
    """The value rounded up to a tenth, at most `most`."""
    return min(math.ceil(round(value * 10, 3)) / 10, most)


def _fill_calendar(
    rows: pl.DataFrame, grain: str, corrections: Mapping[str, Correction]
) -> Series:
    step = 7 if grain == "week" else 1
    days: list[date] = rows[grain].to_list()
    places = [(day - days[0]).days // step for day in days]
    size = places[-1] + 1
    return Series(
        outlet=rows["outlet"][0],
        first=days[0],
        step=step,
        statuses="".join(_spread(_find_letters(rows), places, size, _ABSENT)),
        articles=_spread_counts(rows, "articles", places, size),
        stories=_spread_counts(rows, "distinct_stories", places, size),
        sentences=_spread_counts(rows, "sentences", places, size),
        days_missing=_spread_counts(rows, "days_missing", places, size),
        measures={name: _spread_both(rows, name, places, size) for name in MEASURES},
        corrections=corrections,
    )


def _find_letters(rows: pl.DataFrame) -> list[str]:
    pairs = zip(rows["status"].to_list(), rows["articles"].to_list(), strict=True)
    return [
        "n" if status == "complete" and not articles else status[0]
        for status, articles in pairs
    ]


def _spread(found: list[T], places: list[int], size: int, empty: T) -> tuple[T, ...]:
    dense = [empty] * size
    for place, item in zip(places, found, strict=True):
        dense[place] = item
    return tuple(dense)


def _spread_counts(
    rows: pl.DataFrame, name: str, places: list[int], size: int
) -> tuple[int, ...]:
    if name not in rows.columns:
        return (0,) * size
    return _spread(rows[name].fill_null(0).to_list(), places, size, 0)


def _spread_both(
    rows: pl.DataFrame, name: str, places: list[int], size: int
) -> Measured:
    alone = _spread_measure(rows, name, places, size)
    if not is_corrected(rows, name):
        return alone
    corrected = _spread_measure(rows, f"{name}_corrected", places, size)
    return replace(corrected, alone=alone)


def is_corrected(rows: pl.DataFrame, name: str) -> bool:
    """Whether gold corrects a measure in rows of an outlet or level: the balance where
    both its parts.

    The corrected balance itself may be unknown in every period: it is where a part of
    it is not above zero.
    """
    if name == "balance":
        return is_corrected(rows, "escalation") and is_corrected(rows, "diplomacy")
    column = f"{name}_corrected"
    return column in rows.columns and rows[column].null_count() < len(rows)


def _spread_measure(
    rows: pl.DataFrame, name: str, places: list[int], size: int
) -> Measured:
    values, lows, highs = (
        _spread([_tidy(value) for value in rows[column].to_list()], places, size, None)
        if column in rows.columns
        else (None,) * size
        for column in (name, f"{name}_low", f"{name}_high")
    )
    return Measured(values=values, lows=lows, highs=highs)


def _tidy(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, _DIGITS)
