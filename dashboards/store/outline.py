"""Whom the site's series are of, over which weeks, by which models, on what topics."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import polars as pl

from dashboards.drawing.hover import render_label
from dashboards.pages.page import Site, hash_content

STEPS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Whom a series is of: an outlet, a language, or all outlets ("pooled",
    "balanced"), whose key and name are empty. `slug` is that of an outlet's page."""

    level: str
    key: str = ""
    name: str = ""
    label: str = ""
    articles: int
    slug: str | None = None
    language: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Whole weeks from a Monday on, so that days and weeks start together."""

    first: date
    weeks: int

    def count(self, grain: str) -> int:
        """Periods of a grain, "week" or "day"."""
        return self.weeks * 7 // STEPS[grain]


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What the data of a site has rows and columns for."""

    site: Site

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Outlets, those with most articles first, then languages, then all outlets."""
        outlets = [
            Member(
                level="outlet",
                key=outlet.key,
                name=outlet.name,
                label=render_label(outlet.name),
                articles=outlet.articles,
                slug=outlet.slug,
                language=outlet.language,
                country=outlet.country,
            )
            for outlet in self.site.outlets
        ]
        languages = [
            Member(level="language", key=key, language=key, articles=articles)
            for key, articles in self._count_languages()
        ]
        whole = [
            Member(level=level, articles=self.site.facts.articles)
            for level in ("pooled", "balanced")
        ]
        return (*outlets, *languages, *whole)

    @cached_property
    def calendar(self) -> Calendar:
        """From the week of the first known period to that of the last one."""
        frames = (self.site.frames.collection, self.site.frames.series)
        ends = [
            day
            for frame in frames
            if len(frame)
            for day in (frame["period"].min(), frame["period"].max())
            if isinstance(day, date)
        ]
        if not ends:
            built = self.site.facts.built_at.date()
            return Calendar(first=built - timedelta(days=built.weekday()), weeks=0)
        first = min(ends) - timedelta(days=min(ends).weekday())
        return Calendar(first=first, weeks=(max(ends) - first).days // 7 + 1)

    @cached_property
    def models(self) -> tuple[tuple[str, str], ...]:
        """Each model's id and task: the one in use, then others that have series."""
        facts, found = self.site.facts, self.site.frames.model
        used = (facts.model_id or "", facts.task)
        if found.is_empty():
            return (used,)
        rows = found.select("model_id", "task").iter_rows()
        return (used, *((key, task) for key, task in rows if key != used[0]))

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Those of the config that have series, in its order; number 1 is the first."""
        if self.site.frames.series.is_empty():
            return ()
        found = set(self.site.frames.series["topic"].unique()) - {""}
        asked = [topic for topic in self.site.facts.topics if topic in found]
        return (*asked, *sorted(found - set(asked)))

    @cached_property
    def version(self) -> str:
        """Tells data of one outline from that of another: cells have other places."""
        keys = [(member.level, member.key) for member in self.members]
        return hash_content(repr((keys, self.calendar)).encode())

    def find_member(self, level: str, key: str) -> int | None:
        """A member's place in `members`."""
        return self._places.get((level, key))

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        return {(m.level, m.key): place for place, m in enumerate(self.members)}

    def _count_languages(self) -> list[tuple[str, int]]:
        """Languages that have weekly series, those with most articles first."""
        if self.site.frames.series.is_empty():
            return []
        counted = (
            self.site.frames.series.filter(
                model_id=self.models[0][0],
                level="language",
                grain="week",
                part="all",
                copies="all",
                topic="",
            )
            .group_by("member")
            .agg(pl.col("articles").sum())
            .sort(["articles", "member"], descending=[True, False])
        )
        return [(key, articles) for key, articles in counted.iter_rows()]
