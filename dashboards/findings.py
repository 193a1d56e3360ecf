"""What the numbers of weeks show, in words computed from them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboards.changes import (
    Change,
    Period,
    choose_comparable,
    find_changes,
    find_period,
)
from dashboards.drawing.series import MEASURES, Series
from dashboards.today.departures import Departure
from dashboards.wording import Wording
from dashboards.words import clean_name, shorten

_NAME_LENGTH = 60
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A title in words and the sentence with its numbers."""

    title: str
    detail: str


def describe_change(
    weeks: Sequence[Series],
    measure: str,
    names: Mapping[str, str],
    wording: Wording,
    last: date | None = None,
) -> Finding:
    """Which outlet moved most over weeks and whether by more than its interval; of the
    weeks only those count that are over on the day `last`, where it is given."""
    period = find_period(weeks, last)
    changes = find_changes(weeks, measure, period) if period else []
    left_out = write_left_out(weeks, measure, wording)
    if period is None or not changes:
        return Finding(
            title=wording.text(f"finding.{measure}_few"),
            detail=f"{wording.text('finding.few_weeks')}{left_out}",
        )
    top = changes[0]
    real = sum(change.is_real for change in changes)
    name = write_name(top.outlet, names)
    return Finding(
        title=_write_title(measure, name, top.size, real, wording),
        detail=_write_largest(name, wording, is_real=top.is_real)
        + _write_weeks(measure, top, len(changes), period, wording)
        + left_out,
    )


def describe_departure(
    departures: Sequence[Departure],
    measure: str,
    names: Mapping[str, str],
    wording: Wording,
) -> Finding:
    """The same of an outlet's last day, or seven days, against its 28 days before;
    `departures` as `find_departures` gives them."""
    compared = [one for one in departures if one.is_compared]
    if not compared:
        return Finding(
            title=wording.text(f"finding.{measure}_few"),
            detail=wording.text("finding.few_days"),
        )
    top = compared[0]
    real = sum(one.is_real for one in compared)
    name = write_name(top.outlet, names)
    return Finding(
        title=_write_title(measure, name, top.size, real, wording),
        detail=_write_largest(name, wording, is_real=top.is_real)
        + write_departure(
            top,
            write_interval(top.low or 0, top.high or 0, len(compared), wording),
            wording,
        ),
    )


def write_departure(departure: Departure, interval: str, wording: Wording) -> str:
    """A compared departure in one sentence; `interval` are the words for its own."""
    value, usual, measure = departure.value, departure.usual, departure.measure
    if value is None or usual is None:
        return ""
    lately = departure.lately
    key = "of_day" if lately.since == lately.until else "of_seven_days"
    return wording.text(
        f"finding.{key}",
        measure=wording.text(f"measure.{measure}"),
        after=wording.value(measure, value.value),
        day=wording.date(lately.until),
        articles=wording.count(lately.articles, "article"),
        before=wording.value(measure, usual.value),
        articles_before=wording.count(departure.before.articles, "article"),
        size=wording.difference(departure.size),
        interval=interval,
    )


def describe_correction(
    weeks: Sequence[Series],
    measured: Collection[str],
    gold: int,
    names: Mapping[str, str],
    wording: Wording,
) -> str:
    """By how many coded sentences values are corrected, and which are not; "" where
    none is. `measured` are the measures that the model gives."""
    known = [series for series in weeks if any(series.articles)]
    bare = {
        measure: [s.outlet for s in known if not s.measures[measure].alone]
        for measure in MEASURES
        # The intensity is never corrected.
        if measure in measured and measure != "intensity"
    }
    if all(len(outlets) == len(known) for outlets in bare.values()):
        return ""
    text = wording.text("finding.corrected", count=gold)
    left = [
        _write_bare(measure, outlets, len(known), names, wording)
        for measure, outlets in bare.items()
        if outlets
    ]
    if not left:
        return text
    return f"{text} {wording.text('finding.model_alone', measures=', '.join(left))}"


def write_name(outlet: str, names: Mapping[str, str]) -> str:
    """An outlet's name inside a sentence."""
    return shorten(clean_name(names.get(outlet, outlet)), _NAME_LENGTH)


def describe_change_points(
    found: pl.DataFrame,
    span: tuple[date, date],
    names: Mapping[str, str],
    wording: Wording,
) -> list[str]:
    """Changes of level that began within `span`, its end not among it, the latest
    first; `found` are rows of table change_point of one model."""
    if found.is_empty():
        return []
    shown = found.filter(
        pl.col("week").is_between(*span, closed="left"),
        pl.col("level").is_in(["outlet", "pooled"]),
    )
    order = shown.sort(
        "week", "level", "member", "measure", descending=[True, True, False, False]
    )
    return [
        wording.text(
            "today.change_point",
            who=write_name(row["member"], names)
            if row["level"] == "outlet"
            else wording.text("today.all_outlets"),
            measure=wording.text(f"measure.{row['measure']}"),
            week=wording.date(row["week"]),
            low=wording.date(row["week_low"]),
            high=wording.date(row["week_high"]),
            before=wording.value(row["measure"], row["before"]),
            after=wording.value(row["measure"], row["after"]),
        )
        for row in order.iter_rows(named=True)
    ]


def write_turn(measure: str, name: str, size: float, wording: Wording) -> str:
    """What an outlet did where it moved beyond the interval."""
    way = "up" if size > 0 else "down"
    return wording.text(f"finding.{measure}_{way}", outlet=name)


def write_interval(low: float, high: float, of: int, wording: Wording) -> str:
    """The interval of a difference, for `of` outlets together."""
    key = {1: "interval", 2: "interval_both"}.get(of, "interval_all")
    return wording.text(
        f"finding.{key}",
        low=wording.difference(low),
        high=wording.difference(high),
        of=of,
    )


def write_left_out(weeks: Sequence[Series], measure: str, wording: Wording) -> str:
    """How many outlets are not compared since they are not corrected; "" if none."""
    known = [series for series in weeks if any(series.articles)]
    left_out = len(known) - len(choose_comparable(known, measure))
    return f" {wording.text('finding.left_out', count=left_out)}" if left_out else ""


def _write_title(
    measure: str, name: str, size: float, real: int, wording: Wording
) -> str:
    if not real:
        return wording.text(f"finding.{measure}_still")
    turn = write_turn(measure, name, size, wording)
    if real == 1:
        return turn
    return wording.text("finding.largest_of", turn=turn, real=real)


def _write_largest(name: str, wording: Wording, *, is_real: bool) -> str:
    return "" if is_real else f"{wording.text('finding.largest', outlet=name)} "


def _write_weeks(
    measure: str, top: Change, of: int, period: Period, wording: Wording
) -> str:
    return wording.text(
        "finding.of_weeks",
        measure=wording.text(f"measure.{measure}"),
        after=wording.value(measure, top.after.value),
        recent=wording.text("finding.recent", count=period.recent_weeks),
        turn=wording.date(period.turn),
        articles=wording.count(top.after.articles, "article"),
        before=wording.value(measure, top.before.value),
        earlier=wording.text("finding.earlier", count=period.earlier_weeks),
        articles_before=wording.count(top.before.articles, "article"),
        size=wording.difference(top.size),
        interval=write_interval(top.low, top.high, of, wording),
    )


def _write_bare(
    measure: str,
    outlets: list[str],
    of: int,
    names: Mapping[str, str],
    wording: Wording,
) -> str:
    name = wording.text(f"common.{measure}")
    if len(outlets) == of:
        return name
    if len(outlets) > _NAMED:
        return wording.text("finding.at_outlets", measure=name, count=len(outlets))
    return f"{name} ({', '.join(write_name(outlet, names) for outlet in outlets)})"
