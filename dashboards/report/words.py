"""One week in words: what changed, where, and what that rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import cached_property

import polars as pl

from dashboards.changes import Change
from dashboards.findings import (
    describe_change_points,
    write_interval,
    write_left_out,
    write_name,
    write_turn,
)
from dashboards.report.section import Section
from dashboards.report.tables import tell_outlets, tell_whole
from dashboards.report.week import WEEK, Week
from dashboards.today.health import write_some
from dashboards.wording import Wording
from dashboards.words import clean_name, shorten

# A new level is news for so long.
NEWS = 3 * WEEK
_TITLE_LENGTH = 100


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is told of a week, in one language."""

    week: Week
    wording: Wording

    @property
    def title(self) -> str:
        """The week's name."""
        day = self.wording.date(self.week.monday)
        return self.wording.text("report.title", week=day)

    @property
    def subtitle(self) -> str:
        """Which days, against which."""
        last = self.week.end - timedelta(days=1)
        return self.wording.text(
            "report.period",
            first=self.wording.date(self.week.monday),
            last=self.wording.date(last),
        )

    @cached_property
    def sections(self) -> list[Section]:
        """All that the report says, in order."""
        return [
            self._tell_changes(),
            tell_outlets(self.week, self.wording),
            tell_whole(self.week, self.wording),
            self._tell_stories(),
            self._tell_collection(),
            self._tell_limits(),
        ]

    @property
    def source(self) -> str:
        """Where the numbers come from."""
        facts, wording = self.week.facts, self.wording
        made = facts.built_at.astimezone(UTC)
        days = {
            name: wording.date(day) if day else "–"
            for name, day in (("first", facts.first_day), ("last", facts.last_day))
        }
        return wording.text(
            "report.source",
            articles=wording.count(facts.articles, "article"),
            stories=wording.count(facts.distinct_stories, "story"),
            sentences=wording.count(facts.sentences, "sentence"),
            model=facts.model_id or "–",
            codebook=facts.codebook,
            version=facts.code_version,
            made=f"{wording.date(made.date())}, {made:%H:%M} UTC",
            **days,
        )

    # ---- what changed -----------------------------------------------------------

    def _tell_changes(self) -> Section:
        week = self.week
        return Section(
            title=self.wording.text("report.changes"),
            sentences=[
                sentence
                for name in week.measures
                for sentence in self._describe_changes(name)
            ],
            points=describe_change_points(
                week.frames.site.change_point,
                (week.monday - NEWS, week.end),
                week.names,
                self.wording,
            ),
        )

    def _describe_changes(self, measure: str) -> Iterator[str]:
        """Each real change, or that there is none and which came nearest."""
        changes, write = self.week.changes[measure], self.wording.text
        left_out = write_left_out(self.week.outlets, measure, self.wording)
        if not changes:
            few = write(f"finding.{measure}_few")
            yield f"{few}. {write('finding.few_weeks')}{left_out}"
            return
        for change in changes:
            if change.is_real:
                name = write_name(change.outlet, self.week.names)
                turn = write_turn(measure, name, change.size, self.wording)
                yield f"{turn}: {self._write_change(measure, change, len(changes))}"
        if not changes[0].is_real:
            name = write_name(changes[0].outlet, self.week.names)
            still = write(f"finding.{measure}_still")
            largest = write("report.largest", outlet=name)
            detail = self._write_change(measure, changes[0], len(changes))
            yield f"{still}. {largest} {detail}{left_out}"

    def _write_change(self, measure: str, change: Change, of: int) -> str:
        wording = self.wording
        return wording.text(
            "report.of_week",
            measure=wording.text(f"common.{measure}"),
            after=wording.value(measure, change.after.value),
            articles=wording.count(change.after.articles, "article"),
            before=wording.value(measure, change.before.value),
            earlier=wording.text("finding.earlier", count=self.week.earlier),
            articles_before=wording.count(change.before.articles, "article"),
            size=wording.difference(change.size),
            interval=write_interval(change.low, change.high, of, wording),
        )

    # ---- stories, collection, limits ----------------------------------------------

    def _tell_stories(self) -> Section:
        write, stories = self.wording.text, self.week.frames.story
        points = [self._write_story(row) for row in stories.to_dicts()]
        return Section(
            title=write("report.stories"),
            sentences=self._introduce_stories(bool(points)),
            points=points,
        )

    def _introduce_stories(self, told: bool) -> list[str]:
        """That there is none, or that their values are not like those above."""
        if not told:
            return [self.wording.text("report.no_story")]
        if not self.week.describe_correction(self.wording):
            return []
        return [self.wording.text("report.stories_alone")]

    def _write_story(self, row: dict[str, object]) -> str:
        wording = self.wording
        values = ", ".join(
            wording.text(
                "report.story_value",
                measure=wording.text(f"common.{name}"),
                value=wording.value(name, value),
            )
            for name in self.week.measures
            if isinstance(value := row.get(name), float)
        )
        title = clean_name(str(row["title"])) if row["title"] else ""
        return wording.text(
            "report.story",
            title=shorten(title, _TITLE_LENGTH) or wording.text("today.untitled"),
            origin=self._write_origin(row),
            outlets=wording.count(int(str(row["outlets"])), "outlet"),
            articles=wording.count(int(str(row["articles"])), "article"),
            values=values or "–",
        )

    def _write_origin(self, row: dict[str, object]) -> str:
        """Who had a story first and whom it credits, in brackets, as far as known."""
        known = []
        if first := row["first_outlet"]:
            name = write_name(str(first), self.week.names)
            known.append(self.wording.text("report.first", outlet=name))
        if row["agencies"]:
            agencies = clean_name(str(row["agencies"]))
            known.append(self.wording.text("report.credits", agencies=agencies))
        return f" ({'; '.join(known)})" if known else ""

    def _tell_collection(self) -> Section:
        write, days = self.wording.text, self.week.frames.site.outlet_day
        within = pl.col("day").is_between(self.week.monday, self.week.end, "left")
        known = days if days.is_empty() else days.filter(within)
        if known.is_empty():
            said = [write("report.no_days")]
        else:
            complete, partial, missing = (
                len(known.filter(status=status))
                for status in ("complete", "partial", "missing")
            )
            said = [
                write(
                    "report.days_known",
                    count=complete,
                    of=len(known),
                    partial=partial,
                    missing=missing,
                )
            ]
            if missing:
                said.append(
                    write("report.days_missing", outlets=self._list_missing(known))
                )
        return Section(title=write("report.collection"), sentences=said)

    def _list_missing(self, days: pl.DataFrame) -> str:
        missing = days.filter(status="missing").group_by("outlet").len()
        rows = missing.sort("len", "outlet", descending=[True, False]).rows()
        counts = [
            self.wording.text(
                "report.outlet_days",
                outlet=write_name(outlet, self.week.names),
                days=self.wording.number(count),
            )
            for outlet, count in rows
        ]
        return write_some(counts, self.wording)

    def _tell_limits(self) -> Section:
        write = self.wording.text
        corrected = self.week.describe_correction(self.wording)
        key = "report.limit_corrected" if corrected else "report.limit_alone"
        said = " ".join(
            filter(None, [write("report.limit_texts"), write(key), corrected])
        )
        return Section(title=write("report.limits"), sentences=[said])
