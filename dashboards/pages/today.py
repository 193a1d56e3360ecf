"""Today: what changed, for which outlets, is it real, and which sentences carry it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from functools import cached_property

import polars as pl
from markupsafe import Markup

from analysis.measures.changes import SHORTEST_STRETCH
from dashboards.changes import Period, find_changes, find_longest, find_period
from dashboards.drawing.payload import render_json
from dashboards.drawing.series import Series, split_series
from dashboards.findings import (
    Finding,
    describe_change,
    describe_change_points,
    describe_correction,
    write_name,
)
from dashboards.frames import SiteFacts
from dashboards.pages.page import Site, render_page
from dashboards.reasons import name_reason
from dashboards.today.comparisons import COLUMNS, Comparison
from dashboards.today.departures import find_departures, find_whole
from dashboards.today.exclusions import find_reason
from dashboards.today.headlines import Headline
from dashboards.today.health import describe_days, describe_unwell
from dashboards.today.stretches import FRAMES
from dashboards.today.strongest import Strong, choose_answers, list_strongest
from dashboards.wording import Wording

ORDER = ("balance", "escalation", "diplomacy", "intensity", "sentiment")
STRETCHES = ("day", "week")
RECENT = timedelta(weeks=8)
# Older news than this is said to be old.
FRESH = timedelta(days=2)


def render_today(site: Site, wording: Wording) -> str:
    """The page as HTML; equal input gives the equal text."""
    today = Today(site=site, wording=wording)
    return render_page(
        "today.html.j2",
        site,
        wording,
        "index",
        today=today,
        # The payload escapes for its element itself; autoescape would break the JSON.
        payload=Markup(render_json(today.pack())),  # noqa: S704
    )


@dataclass(frozen=True, kw_only=True)
class Today:
    """What the page says, in one language."""

    site: Site
    wording: Wording

    @cached_property
    def names(self) -> dict[str, str]:
        """Outlets' names by key."""
        return {outlet.key: outlet.name for outlet in self.site.outlets}

    @cached_property
    def pages(self) -> dict[str, str]:
        """Outlets' pages by key."""
        return {outlet.key: outlet.page for outlet in self.site.outlets}

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """What can be compared, the balance first."""
        return tuple(name for name in ORDER if name in self.site.measured)

    @cached_property
    def weeks(self) -> list[Series]:
        """Each outlet's weeks under the site's model."""
        frames = self.site.frames
        return split_series(
            self._choose(frames.outlet_week), self._choose(frames.correction)
        )

    @cached_property
    def state(self) -> str:
        """What there is to show: empty, undated, missing, young (no day is complete
        yet) or full."""
        return find_state(self.weeks, self.site.facts, self.last_day)

    @cached_property
    def last_day(self) -> date | None:
        """The last complete day, as `today_stretch.sql` finds it."""
        stretches = self.site.frames.today_stretch
        if stretches.is_empty():
            return None
        found: date = stretches.filter(stretch="day", later=True)["until"][0]
        return found

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """By "stretch.measure": each outlet against its own past."""
        rows = self.site.frames.today_stretch
        corrections = self._choose(self.site.frames.correction)
        return {
            f"{stretch}.{measure}": Comparison(
                stretch=stretch,
                measure=measure,
                departures=find_departures(rows, corrections, stretch, measure),
                whole=find_whole(rows, corrections, stretch, measure),
                names=self.names,
                wording=self.wording,
            )
            for stretch in STRETCHES
            for measure in self.measures
        }

    @cached_property
    def stretch(self) -> str:
        """What is shown first: the last day, unless a single day is too short for more
        than half of the outlets that can be compared over seven."""
        day, week = (
            self.comparisons[f"{stretch}.{self.measures[0]}"].compared
            for stretch in STRETCHES
        )
        return "day" if day and 2 * day >= week else "week"

    @cached_property
    def why_seven(self) -> str:
        """Why seven days are shown first; "" where they are not."""
        if self.stretch == "day":
            return ""
        day = self.comparisons[f"day.{self.measures[0]}"].departures
        few = sum(not d.is_compared and find_reason(d) == "few_stories" for d in day)
        return self.wording.text(
            "today.few_a_day" if 2 * few > len(day) else "today.seven_first"
        )

    @cached_property
    def shown(self) -> list[Comparison]:
        """Of the stretch that is shown first, one a measure, the headline's first."""
        found = [self.comparisons[f"{self.stretch}.{name}"] for name in self.measures]
        first = Headline(comparisons=found, wording=self.wording).measure
        return sorted(found, key=lambda shown: shown.measure != first)

    @cached_property
    def headline(self) -> Finding:
        """The largest real change, or that there is none."""
        if self.state == "full":
            found = Headline(comparisons=self.shown, wording=self.wording).finding
            detail = f"{found.detail} {self.shown[0].left_out}".rstrip()
            return replace(found, detail=detail)
        if self.state == "young":
            return self.changes[0]
        key = {"undated": "no_dates", "missing": "nothing"}.get(self.state, self.state)
        articles = self.wording.count(self.site.facts.articles, "article")
        return Finding(
            title=self.wording.text(f"today.{key}"),
            detail=self.wording.text(f"today.{key}_detail", articles=articles),
        )

    @cached_property
    def changes(self) -> list[Finding]:
        """What moved over weeks: in the measures that have a direction, and in either
        frame where it moved beyond chance."""
        directed = [name for name in ("balance", "sentiment") if name in self.measures]
        moved = [name for name in FRAMES if self._moved(name)]
        return [
            describe_change(
                self.weeks, measure, self.names, self.wording, self.last_day
            )
            for measure in [*directed, *moved] or self.measures
        ]

    @cached_property
    def period(self) -> Period | None:
        """The weeks compared, all of them over; None where there are not two."""
        return find_period(self.weeks, self.last_day)

    @cached_property
    def window(self) -> str:
        """Which weeks are compared with which; "" where there are too few."""
        period = self.period
        if not period:
            return ""
        last = period.end - timedelta(days=1)
        return self.wording.text(
            "today.window",
            turn=self.wording.date(period.turn),
            last=self.wording.date(last),
            first=self.wording.date(period.first),
            before=self.wording.date(period.turn - timedelta(days=1)),
        )

    def _moved(self, measure: str) -> bool:
        period = self.period
        if measure not in self.measures or not period:
            return False
        return any(one.is_real for one in find_changes(self.weeks, measure, period))

    @cached_property
    def change_points(self) -> list[str]:
        """Changes of level in the last eight weeks, the latest first."""
        found = self._choose(self.site.frames.change_point)
        if found.is_empty() or not self.weeks:
            return []
        end = max(series.find_day(len(series.statuses)) for series in self.weeks)
        span = (end - RECENT, end)
        return describe_change_points(found, span, self.names, self.wording)

    @cached_property
    def is_searched(self) -> bool:
        """Whether there are as many weeks in a row as a change is looked for in."""
        end = self.last_day + timedelta(days=1) if self.last_day else date.min
        known = [
            {
                series.find_day(index)
                for index, articles in enumerate(series.articles)
                if articles and series.find_day(index + 1) <= end
            }
            for series in self.weeks
        ]
        return any(
            find_longest(weeks) >= SHORTEST_STRETCH
            for weeks in (*known, set().union(*known))
        )

    @cached_property
    def strongest(self) -> list[tuple[str, list[Strong]]]:
        """The strongest sentences of the stretch that is shown, by answer."""
        sentences = self.site.frames.today_sentence
        return [
            (
                answer,
                list_strongest(
                    sentences, self.stretch, answer, self.names, self.wording
                ),
            )
            for answer in choose_answers(self.site.measured)
        ]

    @cached_property
    def days(self) -> list[str]:
        """How the last days were collected."""
        if self.last_day is None:
            return []
        frame = self._choose(self.site.frames.outlet_day)
        return describe_days(frame, self.last_day, self.names, self.wording)

    @cached_property
    def unwell(self) -> list[str]:
        """What a person should look at."""
        return describe_unwell(self.site.frames.unwell, self.names, self.wording)

    @cached_property
    def correction(self) -> str:
        """By how many coded sentences values are corrected; "" where none is."""
        lines = self._choose(self.site.frames.correction)
        # Coded sentences of the whole are all of them.
        gold = max(lines["gold"].to_list()) if len(lines) else 0
        return describe_correction(
            self.weeks, self.site.measured, gold, self.names, self.wording
        )

    @cached_property
    def lateness(self) -> str:
        """How long ago the last complete day was, where that is long; else ""."""
        if self.last_day is None:
            return ""
        ago = self.site.facts.built_at.date() - self.last_day
        if ago <= FRESH:
            return ""
        days = self.wording.count(ago.days, "day")
        return self.wording.text("today.ago", days=days)

    @cached_property
    def built(self) -> str:
        """When the site was built."""
        at = self.site.facts.built_at.astimezone(UTC)
        return f"{self.wording.date(at.date())}, {at:%H:%M} UTC"

    @cached_property
    def unanswered(self) -> list[str]:
        """What the model does not give."""
        asked = ("escalation", "diplomacy", "sentiment")
        return [name for name in asked if name not in self.site.measured]

    @cached_property
    def account(self) -> list[tuple[str, int]]:
        """Counts of the whole, by key of section today."""
        facts = self.site.facts
        return [
            ("articles", facts.articles),
            ("undated", facts.undated),
            ("stories", facts.distinct_stories),
            ("all_sentences", facts.sentences),
            ("repeats", facts.repeats),
            ("rejects", facts.rejects),
        ]

    @cached_property
    def rejects(self) -> list[tuple[str, int]]:
        """How many inputs became no article, by reason."""
        found = self.site.facts.rejects_by_reason
        return [(name_reason(reason, self.wording), count) for reason, count in found]

    @cached_property
    def meanings(self) -> list[str]:
        """What is explained, by key of section meaning."""
        measured = set(self.site.measured)
        framed = [name for name in ("escalation", "diplomacy") if name in measured]
        return [
            *framed,
            *(["two"] if len(framed) == 2 else []),
            "mean",
            *(name for name in ("balance", "sentiment") if name in measured),
        ]

    @cached_property
    def claimed(self) -> str:
        """The measure by which the page says what none of them claims."""
        order = ("escalation", "diplomacy", "sentiment")
        return next((name for name in order if name in self.site.measured), order[0])

    def pack(self) -> dict[str, object]:
        """What the page's script draws."""
        if self.state != "full":
            return {}
        first = {
            stretch: self.comparisons[f"{stretch}.{self.measures[0]}"].departures
            for stretch in STRETCHES
        }
        return {
            "stretch": self.stretch,
            "measure": self.shown[0].measure,
            "columns": COLUMNS,
            "spans": {
                stretch: [found[0].lately.since.isoformat(), self.last_day.isoformat()]
                for stretch, found in first.items()
                if self.last_day
            },
            "outlets": {
                one.outlet: [
                    write_name(one.outlet, self.names),
                    self.pages.get(one.outlet),
                ]
                for one in first["day"]
            }
            | {"": [self.wording.text("today.all_outlets"), None]},
            "views": {name: found.pack() for name, found in self.comparisons.items()},
        }

    def _choose(self, frame: pl.DataFrame) -> pl.DataFrame:
        model_id = self.site.facts.model_id
        if model_id is None or "model_id" not in frame.columns:
            return frame
        return frame.filter(
            (pl.col("model_id") == model_id) | pl.col("model_id").is_null()
        )


def find_state(weeks: Sequence[Series], facts: SiteFacts, last_day: date | None) -> str:
    """What there is to show: empty, undated, missing, young or full."""
    if any(any(series.articles) for series in weeks):
        return "young" if last_day is None else "full"
    if facts.articles:
        return "undated"
    return "missing" if weeks else "empty"
