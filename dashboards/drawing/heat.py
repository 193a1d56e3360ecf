"""Heat maps: rows of series, columns of periods, a colour for each value."""

from collections.abc import Sequence
from datetime import timedelta

from dashboards import theme as looks
from dashboards.drawing import layouts, patterns
from dashboards.drawing.axes import place_time, render_unit
from dashboards.drawing.hover import Look, render_point, render_tick, render_unknown
from dashboards.drawing.layouts import Pattern
from dashboards.drawing.patterns import fill
from dashboards.drawing.series import (
    DAY_MILLISECONDS,
    Series,
    find_reach,
)
from dashboards.drawing.strokes import draw_cells
from dashboards.words import escape_for_chart, shorten

Drawn = tuple[list[Pattern], Pattern]


def draw_heat_map(shown: Sequence[Series], measure: str, look: Look) -> Drawn:
    """Traces and layout; the key of its colours stands above."""
    top = find_reach(shown, measure)
    traces = [
        _draw_values(shown, measure, top, look),
        _draw_scale(measure, top, look),
        *_draw_blanks(shown, measure, look),
    ]
    return traces, _place(shown, measure, top, look)


def _place(shown: Sequence[Series], measure: str, top: float, look: Look) -> Pattern:
    names = [look.name(series.outlet) for series in shown]
    left, rows = find_left(names, look), max(len(shown), 1)
    plot = rows * looks.HEAT_ROW
    signed = measure in patterns.SIGNED
    inner = plot + (looks.HEAT_HEAD if signed else looks.HEAT_HEAD_PLAIN)
    wide = look.width - left - looks.MARGIN_RIGHT_NARROW
    unit = {"text": render_unit(measure, top, look.wording), "xshift": 8 - left}
    content = {
        "width": look.width,
        "height": inner + looks.MARGIN_TOP + looks.MARGIN_BOTTOM,
        "margin": {"l": left, "r": looks.MARGIN_RIGHT_NARROW, "t": looks.MARGIN_TOP},
        "xaxis": {**place_time(shown, look), "anchor": "y"},
        "yaxis": place_names(names, list(range(len(shown))), rows, look)
        | {"domain": [0, plot / inner]},
        "xaxis2": _place_scale(measure, top, looks.HEAT_KEY / wide, look),
        "yaxis2": {
            "domain": [1 - looks.HEAT_BAR / inner, 1],
            "range": [-0.5, 0.5],
            "anchor": "x2",
            "visible": False,
        },
        "annotations": [fill(layouts.draw_note(look.theme), {**unit, "yshift": 8})],
    }
    return fill(layouts.draw_layout(look.theme), content)


def find_left(names: Sequence[str], look: Look) -> int:
    """The margin that names left of the plot need."""
    longest = max(6, *(len(shorten(n, _find_length(look))) for n in names), 0)
    return -int(-longest * looks.LETTER_WIDTH // 1) + 14


def _find_length(look: Look) -> int:
    return looks.LABEL_LENGTH_NARROW if look.narrow else looks.LABEL_LENGTH


def place_names(
    names: Sequence[str], places: Sequence[int], rows: int, look: Look
) -> Pattern:
    """The axis of names, one a row, the first on top."""
    texts = [escape_for_chart(shorten(name, _find_length(look))) for name in names]
    content = {"range": [rows - 0.5, -0.5], "tickvals": places, "ticktext": texts}
    return fill(layouts.draw_row_axis(look.theme), content)


def _draw_values(
    shown: Sequence[Series], measure: str, top: float, look: Look
) -> Pattern:
    days = timedelta(days=shown[0].step if shown else 7)
    start = min((series.first for series in shown), default=None)
    ends = [(s.find_day(len(s.statuses)) - start) // days for s in shown if start]
    count = max(ends, default=0)
    values: list[list[float | None]] = []
    said: list[list[list[str | None]]] = []
    for series in shown:
        shift = (series.first - start) // days if start else 0
        places = [index - shift for index in range(count)]
        values.append([_get(series, measure, place) for place in places])
        said.append([[_say(series, measure, place, look), None] for place in places])
    content = {
        "x": [(start + at * days).isoformat() for at in range(count + 1)]
        if start
        else [],
        "y": list(range(len(shown))),
        "z": values,
        "customdata": said,
        "zmin": -top if measure in patterns.SIGNED else 0,
        "zmax": top,
        "colorscale": patterns.draw_scales(look.theme)[measure],
    }
    return fill(patterns.draw_heat(), content)


def _get(series: Series, measure: str, place: int) -> float | None:
    known = 0 <= place < len(series.statuses)
    return series.measures[measure].values[place] if known else None


def _say(series: Series, measure: str, place: int, look: Look) -> str:
    known = 0 <= place < len(series.statuses)
    return render_point(series, place, measure, look) if known else ""


def _draw_scale(measure: str, top: float, look: Look) -> Pattern:
    """The key: colours from end to end."""
    low, steps = (-top if measure in patterns.SIGNED else 0), 40
    edges = [low + (top - low) * at / steps for at in range(steps + 1)]
    content = {
        "x": edges,
        "y": [0],
        "z": [[(edges[at + 1] + edges[at]) / 2 for at in range(steps)]],
        "xaxis": "x2",
        "yaxis": "y2",
        "xgap": 0,
        # Without any gap Plotly draws another way, which needs inline styles.
        "ygap": 0.01,
        "hoverinfo": "skip",
        "hovertemplate": "",
        "zmin": low,
        "zmax": top,
        "colorscale": patterns.draw_scales(look.theme)[measure],
    }
    return fill(patterns.draw_heat(), content)


def _place_scale(measure: str, top: float, length: float, look: Look) -> Pattern:
    signed = measure in patterns.SIGNED
    values = [-top, 0, top] if signed else [0, top]
    texts = [render_tick(measure, value, look.wording) for value in values]
    if signed:
        for place, end in ((0, "low"), (-1, "high")):
            word = look.wording.text(f"charts.end_{end}_{measure}")
            texts[place] += f"<br>{word}"
    content = {
        "anchor": "y2",
        "domain": [0, min(length, 1)],
        "range": [values[0], top],
        "tickvals": values,
        "ticktext": texts,
        "ticks": "",
        "zeroline": False,
        "showgrid": False,
    }
    return fill(layouts.draw_share_axis(look.theme), content)


def _draw_blanks(shown: Sequence[Series], measure: str, look: Look) -> list[Pattern]:
    """Cells without a value: missing, without article, or with articles that give
    none."""
    place: Pattern = {"yaxis": "y"}
    missing = fill(draw_cells("m", shown, look), place | {"width": 0.88})
    none = fill(draw_cells("n", shown, look), place)
    unknown = [
        (row, series, index)
        for row, series in enumerate(shown)
        for index, letter in enumerate(series.statuses)
        if letter in "cp" and series.measures[measure].values[index] is None
    ]
    content = {
        "base": [series.find_day(index).isoformat() for _, series, index in unknown],
        "x": [series.step * DAY_MILLISECONDS for _, series, _ in unknown],
        "y": [row for row, _, _ in unknown],
        "customdata": [
            [render_unknown(series, index, measure, look), None]
            for _, series, index in unknown
        ],
    }
    rest = fill(patterns.draw_status("n", look.theme), content | place)
    return [missing, none, rest]
