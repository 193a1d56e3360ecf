"""Trends: every measure over time, of whom the reader picks."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboards.drawing.series import is_corrected
from dashboards.pages.page import Site, render_page
from dashboards.wording import Wording

ORDER = ("balance", "escalation", "diplomacy", "intensity", "sentiment")
RECENT_WEEKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of all outlets together, as the table without scripts writes it."""

    monday: date
    articles: int
    values: tuple[str, ...]


def render_trends(site: Site, wording: Wording) -> str:
    """The page as HTML; equal input gives the equal text."""
    measures = [name for name in ORDER if name in site.measured]
    return render_page(
        "trends.html.j2",
        site,
        wording,
        "trends",
        state=find_state(site),
        span=write_span(site, wording),
        measures=measures,
        absent=[name for name in ORDER if name not in site.measured],
        weeks=list_weeks(site, measures, wording),
    )


def find_state(site: Site) -> str:
    """What there is to draw: "empty", "undated", "missing" or "full"."""
    weeks = site.frames.outlet_week
    if len(weeks) and weeks["articles"].sum():
        return "full"
    if site.facts.articles:
        return "undated"
    return "missing" if len(weeks) else "empty"


def write_span(site: Site, wording: Wording) -> str:
    """From the first day with an article to the last; "" where nothing is dated."""
    first, last = site.facts.first_day, site.facts.last_day
    if first is None or last is None:
        return ""
    ends = [first] if first == last else [first, last]
    return " – ".join(wording.date(day) for day in ends)


def list_weeks(site: Site, measures: list[str], wording: Wording) -> list[Week]:
    """The last weeks of all articles together, newest first."""
    series = site.frames.series
    if series.is_empty():
        return []
    whole = series.filter(
        pl.col("model_id") == pl.lit(site.facts.model_id),
        grain="week",
        level="pooled",
        part="all",
        copies="all",
        topic="",
    )
    columns = {
        name: f"{name}_corrected" if is_corrected(whole, name) else name
        for name in measures
    }
    newest = whole.sort("period", descending=True).head(RECENT_WEEKS)
    return [
        Week(
            monday=row["period"],
            articles=row["articles"],
            values=tuple(
                _write_value(row[column], name, wording)
                for name, column in columns.items()
            ),
        )
        for row in newest.iter_rows(named=True)
    ]


def _write_value(value: object, measure: str, wording: Wording) -> str:
    return wording.value(measure, value) if isinstance(value, float) else "–"
