"""Series into traces: lines, bands, the model alone, changes, cells of the strip."""

from collections.abc import Sequence
from datetime import date, timedelta

from dashboards import theme as looks
from dashboards.drawing import patterns
from dashboards.drawing.axes import Span, find_span
from dashboards.drawing.hover import Look, render_cell, render_change, render_point
from dashboards.drawing.labels import find_colour
from dashboards.drawing.layouts import Pattern
from dashboards.drawing.patterns import fill
from dashboards.drawing.series import (
    DAY_MILLISECONDS,
    STATUS_NAMES,
    Series,
    find_banded,
    find_runs,
)


def draw_bands(shown: Sequence[Series], measure: str, look: Look) -> list[Pattern]:
    """The pale 95 % band of each series."""
    return [
        _draw_band(
            series, measure, looks.render_pale(find_colour(slot, look), len(shown))
        )
        for slot, series in enumerate(shown)
    ]


def _draw_band(series: Series, measure: str, pale: str) -> Pattern:
    x: list[str | None] = []
    y: list[float | None] = []
    for run in find_banded(series, measure):
        days = [series.find_day(index).isoformat() for index in run]
        found = series.measures[measure]
        x += [*days, *reversed(days), None]
        y += [found.highs[i] for i in run] + [found.lows[i] for i in reversed(run)]
        y.append(None)
    content = {"x": x, "y": y, "line": {"color": pale}, "fillcolor": pale}
    return fill(patterns.draw_band(), content | _time(series))


def draw_alones(shown: Sequence[Series], measure: str, look: Look) -> list[Pattern]:
    """What the model alone gives, of each series that gold corrects."""
    return [
        fill(
            patterns.draw_alone(),
            {
                "x": _list_days(series),
                "y": list(alone.values),
                "line": {"color": find_colour(slot, look)},
                "marker": {"color": find_colour(slot, look)},
            }
            | _time(series),
        )
        for slot, series in enumerate(shown)
        if (alone := series.measures[measure].alone)
    ]


def draw_lines(shown: Sequence[Series], measure: str, look: Look) -> list[Pattern]:
    """The line of each series; points of incomplete periods are open."""
    return [
        _draw_line(series, measure, slot, look) for slot, series in enumerate(shown)
    ]


def _draw_line(series: Series, measure: str, slot: int, look: Look) -> Pattern:
    days, colour = _list_days(series), find_colour(slot, look)
    size, width = looks.find_point_size(len(days))
    marker = looks.MARKERS[slot % len(looks.MARKERS)]
    symbols = [marker + ("-open" if one == "p" else "") for one in series.statuses]
    said = [render_point(series, i, measure, look) for i in range(len(days))]
    content = {
        "x": days,
        "y": list(series.measures[measure].values),
        "line": {"color": colour, "width": width},
        "marker": {"color": colour, "size": size, "symbol": symbols},
        "customdata": [[text, None] for text in said],
    }
    return fill(patterns.draw_line(), content | _time(series))


def _list_days(series: Series) -> list[str]:
    return [series.find_day(i).isoformat() for i in range(len(series.statuses))]


def _time(series: Series) -> Pattern:
    return {
        "xperiod": series.step * DAY_MILLISECONDS,
        "xperiod0": series.first.isoformat(),
    }


def draw_changes(shown: Sequence[Series], measure: str, look: Look) -> list[Pattern]:
    """The steps from level to level, of each series that has any in the drawn time."""
    span = find_span(shown, look)
    traces = [
        _draw_steps(series, measure, slot, (span, look))
        for slot, series in enumerate(shown)
    ]
    return [trace for trace in traces if trace]


def _draw_steps(
    series: Series, measure: str, slot: int, drawn: tuple[Span, Look]
) -> Pattern | None:
    (first, end), look = drawn
    found = [
        change
        for change in look.changes
        if (change.outlet, change.measure) == (series.outlet, measure)
        and first < change.week < end
    ]
    if not found:
        return None
    reach, colour = timedelta(days=looks.CHANGE_DAYS), find_colour(slot, look)
    x: list[str | None] = []
    y: list[float | None] = []
    said: list[list[str | None]] = []
    for change in found:
        week = change.week.isoformat()
        ends = max(change.week - reach, first), min(change.week + reach, end)
        x += [ends[0].isoformat(), week, week, week, ends[1].isoformat(), None]
        middle = (change.before + change.after) / 2
        y += [change.before, change.before, middle, change.after, change.after, None]
        said += [[render_change(change, look), None]] * 6
    sizes = [0, 0, looks.CHANGE_SIZE, 0, 0, 0] * len(found)
    content = {
        "x": x,
        "y": y,
        "customdata": said,
        "line": {"color": colour},
        "marker": {"color": colour, "size": sizes},
    }
    return fill(patterns.draw_change(), content)


def draw_strip(shown: Sequence[Series], look: Look) -> list[Pattern]:
    """The collection, a row for each series: one trace for each status."""
    return [draw_cells(letter, shown, look) for letter in STATUS_NAMES]


def draw_cells(letter: str, shown: Sequence[Series], look: Look) -> Pattern:
    """The stretches of one status."""
    starts: list[date] = []
    widths: list[int] = []
    rows: list[int] = []
    said: list[list[str | None]] = []
    for row, series in enumerate(shown):
        for start, end in find_runs(series.statuses, letter):
            starts.append(series.find_day(start))
            widths.append((end - start) * series.step * DAY_MILLISECONDS)
            rows.append(row)
            said.append([render_cell(series, start, end, look), None])
    content = {
        "base": [start.isoformat() for start in starts],
        "x": widths,
        "y": rows,
        "customdata": said,
    }
    return fill(patterns.draw_status(letter, look.theme), content)
