"""Frames in, Plotly figures out: trends with bands over a strip of the collection.

The page composes the same figures for any choice of outlets (`assets/figures.js`) from
`dashboards.patterns`; a browser test holds both equal.
"""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboards import patterns
from dashboards import theme as looks
from dashboards.hover import Look, render_cell, render_point
from dashboards.series import (
    DAY_MILLISECONDS,
    STATUS_NAMES,
    Measured,
    Series,
    find_banded,
    find_ceiling,
    find_last,
    find_range,
    find_runs,
    find_ticks,
    split_series,
)

LABEL_SHIFTS = (0, 0.5, -0.5, 1, -1)


def draw_balance(frame: pl.DataFrame, look: Look | None = None) -> go.Figure:
    """Balance per outlet over time, −1 (escalation) … +1 (diplomacy), with the strip.

    `frame` is `outlet_week` or `outlet_day`; the eight outlets with most articles are
    drawn. Periods without a value are gaps.
    """
    return _draw_trend(frame, "balance", look or Look())


def draw_sentiment(frame: pl.DataFrame, look: Look | None = None) -> go.Figure:
    """Sentiment per outlet over time, −1 … +1, drawn like the balance."""
    return _draw_trend(frame, "sentiment", look or Look())


def draw_escalation_diplomacy(
    frame: pl.DataFrame, look: Look | None = None
) -> list[go.Figure]:
    """One panel per outlet, all with the same axes: both probabilities from 0 on."""
    look = look or Look()
    shown = split_series(frame)[: looks.OUTLETS_SHOWN]
    ceiling = find_ceiling(shown)
    return [_draw_panel(series, shown, ceiling, look) for series in shown]


def draw_collection(frame: pl.DataFrame, look: Look | None = None) -> go.Figure:
    """The strip alone: which periods are complete, partial, missing or empty."""
    look = look or Look()
    shown = split_series(frame)[: looks.OUTLETS_SHOWN]
    figure = _open_figure(patterns.draw_trend_layout("balance", look.theme))
    figure.add_traces(_draw_strip(shown, look))
    figure.update_layout(yaxis={"visible": False, "domain": [1, 1]})
    figure.update_layout(_place_strip(shown, 0), annotations=_name_rows(shown, look))
    return figure


def _draw_trend(frame: pl.DataFrame, measure: str, look: Look) -> go.Figure:
    shown = split_series(frame)[: looks.OUTLETS_SHOWN]
    places = find_label_places(shown, measure)
    figure = _open_figure(patterns.draw_trend_layout(measure, look.theme))
    for slot, series in enumerate(shown):
        colour = looks.find_outlet_colour(look.theme, slot)
        marker = looks.MARKERS[slot % len(looks.MARKERS)]
        figure.add_traces(_draw_measure(series, measure, colour, marker, look))
        if series.outlet in places:
            end = patterns.draw_end(colour)
            place = places[series.outlet]
            figure.add_trace(_fill_end(end, series, measure, place, look))
    figure.add_traces(_draw_strip(shown, look))
    figure.update_layout(_place_strip(shown, looks.TREND_HEIGHT))
    for annotation in _name_rows(shown, look):
        figure.add_annotation(annotation)
    return figure


def _draw_panel(
    series: Series, shown: Sequence[Series], ceiling: float, look: Look
) -> go.Figure:
    figure = _open_figure(patterns.draw_panel_layout(look.theme))
    for measure in ("escalation", "diplomacy"):
        colour, marker = patterns.find_measure_style(measure, look.theme)
        figure.add_traces(_draw_measure(series, measure, colour, marker, look))
    figure.add_traces(_draw_strip([series], look))
    figure.update_layout(_place_strip([series], looks.PANEL_HEIGHT))
    figure.update_layout(
        xaxis=_place_time(shown, looks.TICKS_PANEL),
        yaxis={"range": [0, ceiling]},
        margin={"r": looks.MARGIN_RIGHT_PANEL},
    )
    return figure


def _draw_measure(
    series: Series, measure: str, colour: str, marker: str, look: Look
) -> list[go.Scatter]:
    """Band and line, and between them the model alone where the line is corrected."""
    traces = [_fill_band(patterns.draw_band(colour), series, measure)]
    alone = series.measures[measure].alone
    if alone:
        traces.append(_fill_alone(patterns.draw_alone(colour), series, alone))
    line = patterns.draw_line(colour, marker)
    return [*traces, _fill_line(line, series, measure, look)]


def _open_figure(layout: dict[str, object]) -> go.Figure:
    return go.Figure(layout={"template": {}, **layout})


def _fill_line(
    line: go.Scatter, series: Series, measure: str, look: Look
) -> go.Scatter:
    days = [series.find_day(index) for index in range(len(series.statuses))]
    symbol = line.marker.symbol
    symbols = [
        symbol + ("-open" if letter == "p" else "") for letter in series.statuses
    ]
    size, width = looks.find_point_size(len(days))
    return line.update(
        x=[day.isoformat() for day in days],
        y=list(series.measures[measure].values),
        xperiod=series.step * DAY_MILLISECONDS,
        xperiod0=series.first.isoformat(),
        line={"width": width},
        marker={"symbol": symbols, "size": size},
        customdata=[
            render_point(series, index, measure, look) for index in range(len(days))
        ],
    )


def _fill_band(band: go.Scatter, series: Series, measure: str) -> go.Scatter:
    x: list[str | None] = []
    y: list[float | None] = []
    for run in find_banded(series, measure):
        days = [series.find_day(index).isoformat() for index in run]
        found = series.measures[measure]
        x += [*days, *reversed(days), None]
        y += [found.highs[i] for i in run] + [found.lows[i] for i in reversed(run)]
        y.append(None)
    return band.update(
        x=x,
        y=y,
        xperiod=series.step * DAY_MILLISECONDS,
        xperiod0=series.first.isoformat(),
    )


def _fill_alone(line: go.Scatter, series: Series, alone: Measured) -> go.Scatter:
    days = [series.find_day(index) for index in range(len(series.statuses))]
    return line.update(
        x=[day.isoformat() for day in days],
        y=list(alone.values),
        xperiod=series.step * DAY_MILLISECONDS,
        xperiod0=series.first.isoformat(),
    )


def _fill_end(
    end: go.Scatter, series: Series, measure: str, place: float, look: Look
) -> go.Scatter:
    index, _ = find_last(series, measure) or (0, None)
    return end.update(
        x=[series.find_day(index).isoformat()],
        y=[place],
        xperiod=series.step * DAY_MILLISECONDS,
        xperiod0=series.first.isoformat(),
        text=["  " + look.label(series.outlet)],
    )


def find_label_places(shown: Sequence[Series], measure: str) -> dict[str, float]:
    """At which value each outlet's name stands without touching another.

    A name moves up or down by at most its height; one that still finds no room is
    left out (the strip below names every outlet).
    """
    room = 2.1 * looks.LABEL_DISTANCE / looks.TREND_HEIGHT
    places: dict[str, float] = {}
    for series in shown:
        last = find_last(series, measure)
        tries = [last[1] + shift * room for shift in LABEL_SHIFTS] if last else []
        free = [
            at
            for at in tries
            if all(abs(at - o) > 0.99 * room for o in places.values())
        ]
        if free:
            places[series.outlet] = free[0]
    return places


def _draw_strip(shown: Sequence[Series], look: Look) -> list[go.Bar]:
    return [_draw_cells(letter, shown, look) for letter in STATUS_NAMES]


def _draw_cells(letter: str, shown: Sequence[Series], look: Look) -> go.Bar:
    starts, widths, rows, texts = [], [], [], []
    for row, series in enumerate(shown):
        for start, end in find_runs(series.statuses, letter):
            starts.append(series.find_day(start).isoformat())
            widths.append((end - start) * series.step * DAY_MILLISECONDS)
            rows.append(row)
            texts.append(render_cell(series, start, end, look))
    return patterns.draw_status(letter, look.theme).update(
        base=starts, x=widths, y=rows, customdata=texts
    )


def _place_strip(shown: Sequence[Series], plot_height: int) -> dict[str, object]:
    strip = max(len(shown), 1) * looks.STRIP_ROW
    inner = plot_height + looks.STRIP_GAP + strip
    return {
        "height": inner + looks.MARGIN_TOP + looks.MARGIN_BOTTOM,
        "xaxis": _place_time(shown, looks.TICKS),
        "yaxis": {"domain": [1 - plot_height / inner, 1]},
        "yaxis2": {
            "domain": [0, strip / inner],
            "range": [max(len(shown), 1) - 0.5, -0.5],
        },
    }


def _name_rows(shown: Sequence[Series], look: Look) -> list[dict[str, object]]:
    return [
        patterns.draw_row_name(
            look.label(series.outlet), slot, looks.find_outlet_colour(look.theme, slot)
        )
        for slot, series in enumerate(shown)
    ]


def _place_time(shown: Sequence[Series], ticks: int) -> dict[str, object]:
    period = find_range(shown)
    if period is None:
        return {}
    start, step, form = find_ticks(period, ticks)
    return {
        "range": [day.isoformat() for day in period],
        "tick0": start,
        "dtick": step,
        "tickformat": form,
    }
