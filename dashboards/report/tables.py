"""The tables of a report: the outlets of the week, and all of them together."""

from collections.abc import Iterator

import polars as pl

from dashboards.changes import Change
from dashboards.drawing.series import Measured, Series
from dashboards.findings import write_name
from dashboards.report.section import Section
from dashboards.report.week import Week
from dashboards.wording import Wording


def tell_outlets(week: Week, wording: Wording) -> Section:
    """The week's values outlet by outlet, the largest change first."""
    write, measures = wording.text, week.measures
    changes = {one.outlet: one for one in week.changes[measures[0]]}
    compared = [s for s in week.outlets if s.outlet in changes]
    compared.sort(key=lambda series: -abs(changes[series.outlet].size))
    others = [s for s in week.outlets if s.outlet not in changes]
    first = write(f"common.{measures[0]}")
    return Section(
        title=write("report.outlets"),
        sentences=[write("report.outlets_caption", measure=first)],
        heads=[
            write("today.outlet"),
            write("report.n"),
            write("report.change", measure=first),
            *(write(f"measure.{name}") for name in measures),
        ],
        rows=[
            [
                write_name(series.outlet, week.names),
                *_list_cells(series, changes.get(series.outlet), week, wording),
            ]
            for series in (*compared, *others)
        ],
    )


def _list_cells(
    series: Series, change: Change | None, week: Week, wording: Wording
) -> Iterator[str]:
    index = (week.monday - series.first).days // 7
    number = wording.number
    if not 0 <= index < len(series.articles) or not series.articles[index]:
        yield from ["–"] * (2 + len(week.measures))
        return
    yield f"{number(series.articles[index])} · {number(series.stories[index])}"
    yield _write_size(change, wording) if change else "–"
    for measure in week.measures:
        yield _write_value(measure, series.measures[measure], index, wording)


def _write_size(change: Change, wording: Wording) -> str:
    write = wording.difference
    return f"{write(change.size)} ({write(change.low)} … {write(change.high)})"


def _write_value(measure: str, found: Measured, index: int, wording: Wording) -> str:
    value, low, high = found.values[index], found.lows[index], found.highs[index]
    if value is None:
        return "–"
    text = wording.value(measure, value)
    if low is None or high is None:
        return text
    ends = (wording.value(measure, end) for end in (low, high))
    return f"{text} ({' … '.join(ends)})"


def tell_whole(week: Week, wording: Wording) -> Section:
    """All outlets together, counted in both ways, and what their change is made of."""
    write, whole = wording.text, week.whole
    if not whole:
        return Section(
            title=write("report.whole"), sentences=[write("report.whole_few")]
        )
    _, first, _ = whole[0]
    return Section(
        title=write("report.whole"),
        sentences=[
            write(
                "report.whole_caption",
                articles=wording.count(first.after.articles, "article"),
                earlier=write("finding.earlier", count=week.earlier),
                before=wording.count(first.before.articles, "article"),
            ),
            *_describe_composition(week, wording),
        ],
        heads=[
            write(f"report.{key}")
            for key in (
                "measure",
                "week",
                "before",
                "change_pooled",
                "change_alike",
            )
        ],
        rows=[
            [
                write(f"measure.{measure}"),
                wording.value(measure, pooled.after.value),
                wording.value(measure, pooled.before.value),
                _write_size(pooled, wording),
                _write_size(balanced, wording),
            ]
            for measure, pooled, balanced in whole
        ],
    )


def _describe_composition(week: Week, wording: Wording) -> Iterator[str]:
    found = week.frames.composition
    if found.is_empty():
        return
    first = week.measures[0]
    whole = found.filter(pl.col("outlet").is_null(), measure=first)
    for row in whole.iter_rows(named=True):
        yield wording.text(
            "report.composition",
            measure=wording.text(f"common.{first}"),
            from_value=wording.value(first, row["value_from"]),
            to_value=wording.value(first, row["value_to"]),
            within=wording.difference(row["within_part"]),
            mix=wording.difference(row["mix_part"]),
            turnover=wording.difference(row["turnover_part"]),
        )
