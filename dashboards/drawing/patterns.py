"""Traces without data or words: how a line, a band, a cell, a dot look.

Plain objects as Plotly takes them. The site's pages get them too (`payload.pack_look`)
and fill them as `dashboards.charts` does.
"""

from collections.abc import Mapping

from dashboards import theme as looks
from dashboards.drawing import layouts
from dashboards.drawing.layouts import Pattern
from dashboards.drawing.series import STATUS_NAMES
from dashboards.theme import Theme

CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "doubleClick": False,
    "showSendToCloud": False,
    "showLink": False,
    "showTips": False,
    "plotlyServerURL": "",
    "responsive": False,
    "scrollZoom": False,
}
SIGNED = ("balance", "sentiment")
_HOVER = "%{customdata[0]}<extra></extra>"


def draw_patterns(theme: Theme) -> dict[str, object]:
    """Everything that figures are composed of, for one theme."""
    return {
        "layout": layouts.draw_layout(theme),
        "axes": {
            "signed": layouts.draw_signed_axis(theme),
            "share": layouts.draw_share_axis(theme),
            "rows": layouts.draw_row_axis(theme),
        },
        "line": draw_line(),
        "band": draw_band(),
        "alone": draw_alone(),
        "end": draw_end(),
        "change": draw_change(),
        "status": {letter: draw_status(letter, theme) for letter in STATUS_NAMES},
        "note": layouts.draw_note(theme),
        "rowName": layouts.draw_row_name(),
        "event": draw_event(theme),
        "eventLine": draw_event_line(theme),
        "eventSpan": draw_event_span(theme),
        "heat": draw_heat(),
        "scales": draw_scales(theme),
        "interval": draw_interval(),
        "dot": draw_dot(),
        "reference": draw_reference(theme),
        "outlets": list(theme.outlets),
        "colours": {name: getattr(theme, name) for name in looks.COLOURS},
    }


def fill(pattern: Pattern, content: Mapping[str, object]) -> Pattern:
    """A copy of the pattern with the content in it, nested objects merged."""
    filled = dict(pattern)
    for name, value in content.items():
        before = filled.get(name)
        nested = isinstance(before, dict) and isinstance(value, Mapping)
        filled[name] = fill(before, value) if nested else value  # type: ignore[arg-type]
    return filled


def draw_line() -> Pattern:
    """The line of one series and measure; its gaps stay open."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "xperiodalignment": "middle",
        "hovertemplate": _HOVER,
        "showlegend": False,
    }


def draw_band() -> Pattern:
    """The pale 95 % band; a lone period's band is a short upright stroke."""
    return {
        "type": "scatter",
        "mode": "lines",
        "line": {"width": 1},
        "fill": "toself",
        "xperiodalignment": "middle",
        "hoverinfo": "skip",
        "showlegend": False,
    }


def draw_alone() -> Pattern:
    """What the model alone gives beside a corrected line: thin, dotted, no band."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "line": {"width": 1, "dash": "dot"},
        "marker": {"size": 2},
        "connectgaps": False,
        "xperiodalignment": "middle",
        "hoverinfo": "skip",
        "showlegend": False,
    }


def draw_end() -> Pattern:
    """Names beside the last points of lines."""
    return {
        "type": "scatter",
        "mode": "text",
        "textposition": "middle right",
        "textfont": {"size": looks.CHART_FONT_SIZE},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def draw_change() -> Pattern:
    """A step from the level before to the level after, pale behind the line."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "line": {"width": 5},
        "marker": {"symbol": "diamond-tall", "line": {"width": 0}},
        "opacity": looks.CHANGE_OPACITY,
        "connectgaps": False,
        "hovertemplate": _HOVER,
        "showlegend": False,
    }


def draw_status(letter: str, theme: Theme) -> Pattern:
    """The strip's cells of one status: missing is hatched, no article a thin line."""
    colours = {"c": theme.complete, "p": theme.partial, "n": theme.nothing}
    marker: Pattern = {"line": {"width": 0}}
    if letter == "m":
        marker["color"] = theme.paper
        marker["pattern"] = {
            "shape": "/",
            "size": 4,
            "solidity": 0.35,
            "fgcolor": theme.missing,
            "bgcolor": theme.paper,
        }
    else:
        marker["color"] = colours[letter]
    return {
        "type": "bar",
        "orientation": "h",
        "yaxis": "y2",
        "width": looks.STRIP_THIN if letter == "n" else looks.STRIP_THICK,
        "marker": marker,
        "hovertemplate": _HOVER,
        "showlegend": False,
    }


def draw_event(theme: Theme) -> Pattern:
    """The heads of the lines of events: they say what and when."""
    return {
        "type": "scatter",
        "mode": "markers",
        "marker": {"symbol": "triangle-down", "size": 8, "color": theme.quiet},
        "cliponaxis": False,
        "hovertemplate": _HOVER,
        "showlegend": False,
    }


def draw_event_line(theme: Theme) -> Pattern:
    """The thin upright line of an event."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "y domain",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"color": theme.missing, "width": 1},
    }


def draw_event_span(theme: Theme) -> Pattern:
    """The pale stretch of an event that lasted."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y domain",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": theme.wash,
    }


def draw_heat() -> Pattern:
    """The filled cells of a heat map; Plotly's own key would need inline styles."""
    return {
        "type": "heatmap",
        "xgap": 1,
        "ygap": 1,
        "zsmooth": False,
        "hoverongaps": False,
        "hovertemplate": _HOVER,
        "showscale": False,
    }


def draw_scales(theme: Theme) -> dict[str, list[list[object]]]:
    """Colours of a heat map: between two hues over a neutral middle, and from a pale to
    a full hue for each measure that begins at zero."""
    signed: list[list[object]] = [
        [0, theme.escalation],
        [0.5, theme.middle],
        [1, theme.diplomacy],
    ]
    hues = {
        "escalation": theme.escalation,
        "diplomacy": theme.diplomacy,
        "intensity": theme.ink,
    }
    scales = {name: [[0, theme.middle], [1, hue]] for name, hue in hues.items()}
    return {"balance": signed, "sentiment": signed, **scales}


def draw_interval() -> Pattern:
    """The 95 % intervals of dots, level strokes."""
    return {
        "type": "scatter",
        "mode": "lines",
        "line": {"width": 2},
        "hoverinfo": "skip",
        "connectgaps": False,
        "showlegend": False,
    }


def draw_dot() -> Pattern:
    """One value a row."""
    return {
        "type": "scatter",
        "mode": "markers",
        "marker": {"size": 9, "opacity": 1},
        "hovertemplate": _HOVER,
        "cliponaxis": False,
        "showlegend": False,
    }


def draw_reference(theme: Theme) -> Pattern:
    """The pale bars that rows are held against, behind the dots."""
    return {
        "type": "bar",
        "orientation": "h",
        "width": 0.62,
        "marker": {"color": theme.partial, "line": {"width": 0}},
        "hoverinfo": "skip",
        "showlegend": False,
    }
