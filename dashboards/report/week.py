"""One week of the published numbers against the weeks before."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from dashboards.changes import EARLIER_WEEKS, Change, Period, find_changes
from dashboards.drawing.series import Series, split_series
from dashboards.findings import describe_correction
from dashboards.frames import SiteFacts, SiteFrames
from dashboards.pages.page import Site
from dashboards.wording import Wording

WEEK = timedelta(weeks=1)
MEASURES = ("balance", "escalation", "diplomacy", "sentiment")
# All outlets together: article by article, and each outlet alike.
LEVELS = ("pooled", "balanced")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFrames:
    """What a report is made of, all of one model: `site` has outlet, outlet_week,
    outlet_day, correction and change_point; `whole` rows of `report_whole.sql`, `story`
    of `report_story.sql` and `composition` of that query, of the same two periods."""

    site: SiteFrames
    whole: pl.DataFrame = field(default_factory=pl.DataFrame)
    story: pl.DataFrame = field(default_factory=pl.DataFrame)
    composition: pl.DataFrame = field(default_factory=pl.DataFrame)


@dataclass(frozen=True, kw_only=True)
class Week:
    """The week from a Monday on, against up to twelve weeks before."""

    monday: date
    frames: WeekFrames
    facts: SiteFacts

    @cached_property
    def names(self) -> dict[str, str]:
        """Outlets' names by key."""
        site = Site(frames=self.frames.site, facts=self.facts)
        return {outlet.key: outlet.name for outlet in site.outlets}

    @cached_property
    def measures(self) -> list[str]:
        """What the model gives, the balance first."""
        measured = Site(frames=self.frames.site, facts=self.facts).measured
        return [name for name in MEASURES if name in measured]

    @property
    def end(self) -> date:
        """The day after the last."""
        return self.monday + WEEK

    @cached_property
    def outlets(self) -> list[Series]:
        """Each outlet's weeks."""
        site = self.frames.site
        return split_series(site.outlet_week, site.correction)

    @cached_property
    def changes(self) -> dict[str, list[Change]]:
        """By measure, the outlets' changes, the largest real one first."""
        return {name: self._find(self.outlets, name) for name in self.measures}

    @cached_property
    def whole(self) -> list[tuple[str, Change, Change]]:
        """What all outlets together did, by measure: article by article, and each
        outlet alike. Measures are left out where either is not known."""
        pooled, balanced = (list(self._split_whole(level)) for level in LEVELS)
        return [
            (measure, one, other)
            for measure in self.measures
            for one in self._find(pooled, measure)
            for other in self._find(balanced, measure)
        ]

    @cached_property
    def earlier(self) -> int:
        """How many weeks of data there are before, at most those compared."""
        if not self.outlets:
            return EARLIER_WEEKS
        first = min(series.first for series in self.outlets)
        return min(max((self.monday - first).days // 7, 1), EARLIER_WEEKS)

    def describe_correction(self, wording: Wording) -> str:
        """By how many coded sentences values are corrected; "" where none is."""
        lines = self.frames.site.correction
        gold = max(lines["gold"].to_list()) if len(lines) else 0
        return describe_correction(
            self.outlets, self.measures, gold, self.names, wording
        )

    def _find(self, series: list[Series], measure: str) -> list[Change]:
        period = Period(
            first=self.monday - EARLIER_WEEKS * WEEK, turn=self.monday, end=self.end
        )
        return find_changes(series, measure, period)

    def _split_whole(self, level: str) -> Iterator[Series]:
        """The weeks of all outlets together, as if they were one."""
        whole, lines = self.frames.whole, self.frames.site.correction
        if whole.is_empty():
            return
        if not lines.is_empty():
            lines = lines.filter(level=level).with_columns(
                level=pl.lit("outlet"), member=pl.lit(level)
            )
        for series in split_series(whole.filter(outlet=level), lines):
            yield replace(series, level=level)
