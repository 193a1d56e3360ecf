"""Frames in, Plotly figures out: what the site's pages draw, for papers.

The pages compose the same figures (`assets/figures.js`) from the same patterns; browser
tests hold both equal.
"""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboards import theme as looks
from dashboards.drawing import layouts
from dashboards.drawing.axes import note_axis, place_time, place_values
from dashboards.drawing.dots import Dot, draw_rows
from dashboards.drawing.heat import draw_heat_map
from dashboards.drawing.hover import Look
from dashboards.drawing.labels import draw_ends, draw_key, entitle, name_rows
from dashboards.drawing.layouts import Pattern
from dashboards.drawing.marks import draw_marks
from dashboards.drawing.patterns import fill
from dashboards.drawing.series import Series, split_series
from dashboards.drawing.strokes import (
    draw_alones,
    draw_bands,
    draw_changes,
    draw_lines,
    draw_strip,
)


def draw_trend(
    frame: pl.DataFrame, measure: str, look: Look | None = None
) -> go.Figure:
    """Lines of one measure with bands, over the strip of the collection.

    `frame` is `outlet_week` or `outlet_day`, or has their columns; periods without a
    value are gaps.
    """
    look = look or Look()
    shown = split_series(frame)
    axis = place_values(shown, measure, look)
    top = layouts.find_range(axis)[1]
    height = looks.TREND_HEIGHT_NARROW if look.narrow else looks.TREND_HEIGHT
    marks = draw_marks(shown, top, look)
    layout = _place_trend(shown, axis, (height, marks.rows), look)
    layout = _name(
        layout, [*note_axis(measure, top, marks.rows, look), *marks.names], shown, look
    )
    traces = [
        *draw_bands(shown, measure, look),
        *draw_changes(shown, measure, look),
        *draw_alones(shown, measure, look),
        *draw_lines(shown, measure, look),
        *draw_ends(shown, measure, axis, height, look),
        *draw_strip(shown, look),
        *marks.heads,
    ]
    return _open_figure(traces, {**layout, "shapes": marks.shapes})


def draw_collection(frame: pl.DataFrame, look: Look | None = None) -> go.Figure:
    """The strip alone: which periods are complete, partial, missing or empty."""
    look = look or Look()
    shown = split_series(frame)
    layout = _place_trend(shown, {}, (0, 0), look)
    less = looks.MARGIN_TOP - looks.MARGIN_TOP_BARE
    bare = {
        "height": layout["height"] - less,  # type: ignore[operator]
        "yaxis": {"visible": False},
        "margin": {"t": looks.MARGIN_TOP_BARE},
    }
    layout = _name(fill(layout, bare), [], shown, look)
    return _open_figure(draw_strip(shown, look), layout)


def draw_heat(frame: pl.DataFrame, measure: str, look: Look | None = None) -> go.Figure:
    """Rows of outlets, columns of periods; what is missing is hatched."""
    traces, layout = draw_heat_map(split_series(frame), measure, look or Look())
    return _open_figure(traces, layout)


def draw_ranking(
    rows: Sequence[Dot], measure: str, look: Look | None = None
) -> go.Figure:
    """One value a row with its interval, in the order given."""
    return _open_figure(*draw_rows(rows, measure, look or Look()))


def entitle_figure(figure: go.Figure, title: str, source: str, look: Look) -> go.Figure:
    """The figure with its title above and its source below, on paper."""
    drawn = figure.to_plotly_json()
    layout = entitle(drawn["layout"], title, source, look)
    return go.Figure({"data": drawn["data"], "layout": layout})


def _open_figure(traces: Sequence[Pattern], layout: Pattern) -> go.Figure:
    return go.Figure({"data": traces, "layout": {"template": {}, **layout}})


def _name(
    layout: Pattern, notes: Sequence[Pattern], shown: Sequence[Series], look: Look
) -> Pattern:
    """The layout with its notes and the names of its rows, which may need room."""
    key, height = draw_key(shown, look)
    bottom = layout["margin"]["b"] + height  # type: ignore[index]
    more = {
        "height": layout["height"] + height,  # type: ignore[operator]
        "margin": {"b": bottom},
        "annotations": [*notes, *name_rows(shown, look), *key],
    }
    return fill(layout, more)


def _place_trend(
    shown: Sequence[Series], axis: Pattern, sizes: tuple[int, int], look: Look
) -> Pattern:
    plot, rows = sizes
    cells = max(len(shown), 1)
    inner = plot + looks.STRIP_GAP + cells * looks.STRIP_ROW
    top = looks.MARGIN_TOP + rows * looks.EVENT_ROW
    content = {
        "width": look.width,
        "height": inner + top + looks.MARGIN_BOTTOM,
        "margin": {"t": top, "r": look.right},
        "xaxis": {**place_time(shown, look), "anchor": "y2"},
        "yaxis": {**axis, "domain": [1 - plot / inner, 1]},
        "yaxis2": {
            "domain": [0, cells * looks.STRIP_ROW / inner],
            "range": [cells - 0.5, -0.5],
        },
    }
    return fill(layouts.draw_layout(look.theme), content)
