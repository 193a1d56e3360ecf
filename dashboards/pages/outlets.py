"""Outlets beside each other: what the charts need beside the series, and the table."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

import polars as pl
from markupsafe import Markup

from dashboards.drawing.payload import render_json
from dashboards.languages import name_language
from dashboards.pages.page import Outlet, Site, render_page
from dashboards.store.outlet_numbers import (
    choose_model,
    find_corrected,
    pack_contrasts,
)
from dashboards.wording import Wording

# Of these the table shows the latest week.
COLUMNS = ("escalation", "diplomacy", "balance", "sentiment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One measure of a week; `interval` is "" below three stories."""

    value: float
    text: str
    interval: str
    is_corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """One outlet in the table. `language` is its name, "" if unknown. `complete`
    of `days` were collected whole; `week` is the Monday of its latest week with
    articles, None where it has none; a measure that is not known there is None."""

    outlet: Outlet
    language: str
    complete: int
    days: int
    week: date | None
    partial: bool
    cells: tuple[Cell | None, ...]


def render_outlets(site: Site, wording: Wording) -> str:
    """The page as HTML; equal input gives the equal text."""
    columns = [name for name in COLUMNS if name in site.measured]
    rows = list(_list_rows(site, wording, columns))
    return render_page(
        "outlets.html.j2",
        site,
        wording,
        "outlets",
        rows=rows,
        columns=columns,
        corrected=any(cell and cell.is_corrected for row in rows for cell in row.cells),
        # The payload escapes for its element itself; autoescape would break the JSON.
        payload=Markup(render_json(_pack(site))),  # noqa: S704
    )


def _pack(site: Site) -> dict[str, object]:
    return {
        "contrasts": pack_contrasts(choose_model(site.frames.contrast, site)),
    }


def _list_rows(
    site: Site, wording: Wording, columns: Sequence[str]
) -> Iterator[OutletRow]:
    days = _count_days(choose_model(site.frames.outlet_day, site))
    weeks = _find_latest(choose_model(site.frames.outlet_week, site))
    corrected = find_corrected(site)
    for outlet in site.outlets:
        complete, known = days.get(outlet.key, (0, 0))
        week = weeks.get(outlet.key, {})
        monday = week.get("week")
        yield OutletRow(
            outlet=outlet,
            language=name_language(outlet.language, wording) if outlet.language else "",
            complete=complete,
            days=known,
            week=monday if isinstance(monday, date) else None,
            partial=week.get("status") == "partial",
            cells=tuple(
                _make_cell(week, name, corrected.get(outlet.key, set()), wording)
                for name in columns
            ),
        )


def _count_days(days: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """By outlet: its complete days, and all from its first to its last."""
    if days.is_empty():
        return {}
    counts = days.group_by("outlet").agg(
        (pl.col("status") == "complete").sum().alias("complete"), pl.len().alias("days")
    )
    return {outlet: (complete, known) for outlet, complete, known in counts.iter_rows()}


def _find_latest(weeks: pl.DataFrame) -> dict[str, dict[str, object]]:
    if weeks.is_empty():
        return {}
    latest = (
        weeks.filter(pl.col("articles") > 0).sort("week").unique("outlet", keep="last")
    )
    return {row["outlet"]: row for row in latest.iter_rows(named=True)}


def _make_cell(
    week: Mapping[str, object],
    measure: str,
    corrected: Set[str],
    wording: Wording,
) -> Cell | None:
    """What gold makes of a measure where it corrects it, else the model's own."""
    needed = ("escalation", "diplomacy") if measure == "balance" else (measure,)
    is_corrected = all(question in corrected for question in needed)
    name = f"{measure}_corrected" if is_corrected else measure
    value, low, high = (_read(week, name + end) for end in ("", "_low", "_high"))
    if value is None:
        return None
    return Cell(
        value=value,
        text=wording.value(measure, value),
        interval=""
        if low is None or high is None
        else f"{wording.value(measure, low)} … {wording.value(measure, high)}",
        is_corrected=is_corrected,
    )


def _read(week: Mapping[str, object], column: str) -> float | None:
    found = week.get(column)
    return found if isinstance(found, float) else None
