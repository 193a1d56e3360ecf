"""The account of the collection in tables: sources, rejects, runs, months."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl
from markupsafe import Markup

from dashboards.collection.coverage import Month, Strip, find_months
from dashboards.collection.sources import list_sources, write_state
from dashboards.collection.tables import (
    LONG,
    UNKNOWN,
    Table,
    list_heads,
    write_day,
    write_moment,
    write_number,
    write_text,
)
from dashboards.reasons import name_reason
from dashboards.wording import Wording

# So many rows of what there may be any number of.
SOURCES, REJECTS, RUNS = 100, 40, 60
ILL = ("failed", "interrupted")


def tabulate_sources(frame: pl.DataFrame, wording: Wording) -> Table:
    """What each source gave and how it is doing, those in trouble first."""
    sources = list_sources(frame)
    rest = len(sources) - SOURCES
    return Table(
        name="sources",
        heads=list_heads(
            wording,
            "source_name state source_kind articles of_week rejected last_article "
            "last_visit",
        ),
        rows=[
            (
                write_text(source.source),
                write_state(source, wording),
                wording.text("data.live" if source.live else "data.files"),
                write_number(wording, source.articles),
                write_number(wording, source.articles_of_week),
                write_number(wording, source.rejects),
                write_moment(wording, source.last_article_at),
                write_moment(wording, source.asked_at),
            )
            for source in sources[:SOURCES]
        ],
        texts=frozenset({1, 2}),
        note=wording.text("data.sources_rest", count=rest) if rest > 0 else "",
    )


def tabulate_rejects(frame: pl.DataFrame, wording: Wording) -> Table:
    """Rejects by reason and source, each with an example and what would mend it."""
    rest, note = frame[REJECTS:], ""
    if len(rest):
        rejects = wording.text("data.reject", count=int(rest["rejects"].sum()))
        note = wording.text("data.rejects_rest", count=len(rest), rejects=rejects)
    return Table(
        name="rejects",
        heads=list_heads(wording, "reason source_name rejected newest example detail"),
        rows=[
            (
                write_text(name_reason(row["reason"], wording)),
                write_text(row["source"]),
                write_number(wording, row["rejects"]),
                write_day(wording, row["newest_at"].date()),
                write_text(row["example"], LONG // 2),
                write_text(row["detail"], LONG),
            )
            for row in frame[:REJECTS].iter_rows(named=True)
        ],
        texts=frozenset({1, 4, 5}),
        note=note,
    )


def tabulate_runs(frame: pl.DataFrame, wording: Wording) -> Table:
    """The newest runs, what each brought and how it ended."""
    rest = len(frame) - RUNS
    return Table(
        name="runs",
        heads=list_heads(
            wording,
            "started duration state articles run_revisions run_repeats rejected "
            "run_scored",
        ),
        rows=[
            (
                write_moment(wording, row["started_at"]),
                _write_duration(row["started_at"], row["finished_at"], wording),
                wording.text(f"data.run_{row['status']}"),
                *(
                    write_number(wording, row[name])
                    for name in (
                        "articles",
                        "revisions",
                        "repeats",
                        "rejects",
                        "sentences_scored",
                    )
                ),
            )
            for row in frame[:RUNS].iter_rows(named=True)
        ],
        texts=frozenset({2}),
        note=wording.text("data.runs_rest", count=rest) if rest > 0 else "",
    )


def _write_duration(started: datetime, ended: datetime | None, wording: Wording) -> str:
    if ended is None:
        return UNKNOWN
    seconds = round((ended - started).total_seconds())
    if seconds < 120:
        return wording.text("data.seconds", seconds=seconds)
    return wording.text("data.minutes", minutes=round(seconds / 60))


def count_ill(frame: pl.DataFrame) -> int:
    """Runs that failed or were interrupted."""
    return 0 if frame.is_empty() else int(frame["status"].is_in(ILL).sum())


def tabulate_months(
    outlet_day: pl.DataFrame, strips: Sequence[Strip], wording: Wording
) -> Table:
    """Each outlet's articles by month; beneath, its missing and partial days."""
    months, rows = find_months(outlet_day)
    names = wording.text("common.months").split(" ")
    return Table(
        name="months",
        heads=[
            wording.text("data.outlet_head"),
            *(f"{names[month.month - 1]} {month.year}" for month in months),
        ],
        rows=[
            (
                write_text(strip.name),
                *(_write_month(month, wording) for month in rows[strip.key]),
            )
            for strip in strips
            if strip.key in rows
        ],
    )


def _write_month(month: Month, wording: Wording) -> str:
    """Where every day is missing, how many articles there were is unknown, not 0."""
    if not month.due:
        return UNKNOWN
    known = None if month.missing == month.due else month.articles
    cell = Markup("{}").format(write_number(wording, known))
    for name, count in (("missing", month.missing), ("partial", month.partial)):
        if count:
            note = wording.text(f"data.month_{name}", count=count)
            cell += Markup("<br><small>{}</small>").format(note)
    return cell
