"""How the collection is, in words: missing days, sources that need a person."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import polars as pl

from dashboards.findings import write_name
from dashboards.wording import Wording

_NAMED = 6
# Faults whose figures are shares, 0 … 1; those of others are counts.
SHARES = ("beginnings", "dates", "rejected")


def describe_days(
    days: pl.DataFrame, last: date, names: Mapping[str, str], wording: Wording
) -> list[str]:
    """Of the last complete day and the day before: where it is whole, in part, missing;
    then what has come since. `days` are rows of outlet_day of one model."""
    if days.is_empty():
        return []
    known = [
        sentence
        for day in (last, last - timedelta(days=1))
        if (sentence := _describe_day(days.filter(day=day), day, names, wording))
    ]
    return [*known, *_describe_since(days, last, names, wording)]


def describe_unwell(
    unwell: pl.DataFrame, names: Mapping[str, str], wording: Wording
) -> list[str]:
    """What a person should look at, from rows of `unwell.sql`."""
    if unwell.is_empty():
        return [wording.text("health.well")]
    return [
        wording.text(
            f"health.{row['fault']}",
            name=write_name(row["name"], names),
            lately=_write_figure(row["fault"], row["lately"], wording),
            earlier=_write_figure(row["fault"], row["earlier"], wording),
            since=wording.date(row["since"]) if row["since"] else "–",
        )
        for row in unwell.iter_rows(named=True)
    ]


def write_some(outlets: Sequence[str], wording: Wording) -> str:
    """Some of the outlets, as they are written, and how many more."""
    named = ", ".join(outlets[:_NAMED])
    more = len(outlets) - _NAMED
    if more <= 0:
        return named
    return wording.text("health.and_more", outlets=named, count=more)


def _describe_day(
    rows: pl.DataFrame, day: date, names: Mapping[str, str], wording: Wording
) -> str:
    if rows.is_empty():
        return ""
    complete = len(rows.filter(status="complete"))
    key = "all_complete" if complete == len(rows) else "some_complete"
    said = [
        wording.text(
            f"health.{key}", day=wording.date(day), complete=complete, of=len(rows)
        )
    ]
    for status in ("partial", "missing"):
        outlets = rows.filter(status=status)["outlet"].sort().to_list()
        if outlets:
            written = [write_name(outlet, names) for outlet in outlets]
            listed = write_some(written, wording)
            said.append(wording.text(f"health.{status}", outlets=listed))
    return " ".join(said)


def _describe_since(
    days: pl.DataFrame, last: date, names: Mapping[str, str], wording: Wording
) -> Iterator[str]:
    later = days.filter(pl.col("day") > last)
    written = later.filter(pl.col("articles") > 0)
    if len(later):
        yield wording.text(
            "health.since",
            count=int(later["articles"].sum()),
            outlets=wording.count(written["outlet"].n_unique(), "outlet"),
        )
    reached = set(days.filter(pl.col("day") >= last)["outlet"])
    ended = sorted(set(days["outlet"]) - reached)
    if ended:
        listed = [write_name(outlet, names) for outlet in ended]
        yield wording.text("health.ended", outlets=write_some(listed, wording))


def _write_figure(fault: str, figure: float | None, wording: Wording) -> str:
    if figure is None:
        return "–"
    return wording.share(figure) if fault in SHARES else wording.number(round(figure))
