"""Rows of dots: one value each with its interval, in the order given."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards import theme as looks
from dashboards.drawing import layouts, patterns
from dashboards.drawing.axes import STEPS, render_unit
from dashboards.drawing.heat import find_left, place_names
from dashboards.drawing.hover import Look, render_tick
from dashboards.drawing.layouts import Pattern
from dashboards.drawing.patterns import fill
from dashboards.drawing.series import find_tenth


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A row: its label, its value and 95 % interval, None where unknown; `alone` is
    what the model alone gives beside a corrected value."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    alone: float | None = None
    hover: str = ""


def draw_rows(
    rows: Sequence[Dot], measure: str, look: Look
) -> tuple[list[Pattern], Pattern]:
    """Traces and layout; the values stand in figures at the right."""
    lines = max(len(rows), 1)
    left = find_left([row.label for row in rows], look)
    axis = _place_values(rows, measure, look)
    names = [row.label for row in rows]
    content = {
        "width": look.width,
        "height": lines * looks.DOT_ROW + looks.MARGIN_TOP + looks.MARGIN_BOTTOM,
        "margin": {"l": left, "r": looks.MARGIN_RIGHT_DOTS, "t": looks.MARGIN_TOP},
        "xaxis": {**axis, "showgrid": True, "anchor": "y"},
        "yaxis": place_names(names, list(range(len(rows))), lines, look),
        "annotations": [
            *_note_ends(measure, axis, left, look),
            *_note_values(rows, measure, look),
        ],
    }
    layout = fill(layouts.draw_layout(look.theme), content)
    del layout["yaxis2"]
    return _draw_dots(rows, look), layout


def _place_values(rows: Sequence[Dot], measure: str, look: Look) -> Pattern:
    if measure in patterns.SIGNED:
        texts = [render_tick(measure, v, look.wording) for v in layouts.SIGNED_TICKS]
        return fill(layouts.draw_signed_axis(look.theme), {"ticktext": texts})
    drawn = [n for row in rows for n in (row.value, row.low, row.high, row.alone)]
    reach = max(0.1, *(abs(number) for number in drawn if number is not None), 0)
    top = find_tenth(reach, 2 if measure == "intensity" else 1)
    step = next(size for size in (0.01, *STEPS) if top / size < 6.01)
    values = [round(place * step, 3) for place in range(int(top / step + 1e-9) + 1)]
    content = {
        "range": [0, top],
        "tickvals": values,
        "ticktext": [render_tick(measure, value, look.wording) for value in values],
    }
    return fill(layouts.draw_share_axis(look.theme), content)


def _note_ends(measure: str, axis: Pattern, left: int, look: Look) -> list[Pattern]:
    note = layouts.draw_note(look.theme)
    top = layouts.find_range(axis)[1]
    unit = render_unit(measure, top, look.wording)
    notes = [fill(note, {"text": unit, "xshift": 8 - left, "yshift": 10})]
    if measure not in patterns.SIGNED:
        return notes
    for end, x, anchor in (("low", 0, "left"), ("high", 1, "right")):
        text = look.wording.text(f"charts.end_{end}_{measure}")
        place = {"x": x, "xanchor": anchor, "y": 0, "yanchor": "top", "yshift": -20}
        notes.append(fill(note, {"text": text, **place}))
    return notes


def _note_values(rows: Sequence[Dot], measure: str, look: Look) -> list[Pattern]:
    place: Pattern = {
        "x": 1,
        "xanchor": "right",
        "xshift": looks.MARGIN_RIGHT_DOTS - 8,
        "yref": "y",
        "yanchor": "middle",
        "font": {"color": look.theme.ink},
    }
    note = fill(layouts.draw_note(look.theme), place)
    return [
        fill(
            note,
            {
                "text": "–"
                if row.value is None
                else look.wording.value(measure, row.value),
                "y": line,
            },
        )
        for line, row in enumerate(rows)
    ]


def _draw_dots(rows: Sequence[Dot], look: Look) -> list[Pattern]:
    ink = look.theme.ink
    known = [(line, row) for line, row in enumerate(rows) if row.value is not None]
    held = [(y, r) for y, r in known if r.low is not None and r.high is not None]
    apart = [(line, row) for line, row in known if row.alone is not None]
    intervals = {
        "x": [end for _, row in held for end in (row.low, row.high, None)],
        "y": [end for line, _ in held for end in (line, line, None)],
        "line": {"color": ink},
    }
    alone = {
        "x": [row.alone for _, row in apart],
        "y": [line for line, _ in apart],
        "hoverinfo": "skip",
        "hovertemplate": "",
        "marker": {"symbol": "circle-open", "size": 6, "color": [ink for _ in apart]},
    }
    values = {
        "x": [row.value for _, row in known],
        "y": [line for line, _ in known],
        "marker": {"color": [ink for _ in known]},
        "customdata": [[row.hover, None] for _, row in known],
    }
    dot = patterns.draw_dot()
    traces = [
        fill(patterns.draw_interval(), intervals),
        fill(dot, alone),
        fill(dot, values),
    ]
    return [trace for trace in traces if trace["y"]]
