"""Traces and layouts without data: how a line, a band, a cell and an axis look."""

import plotly.graph_objects as go

from dashboards import theme as looks
from dashboards.series import STATUS_NAMES
from dashboards.theme import Theme

CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "showLink": False,
    "plotlyServerURL": "",
    "responsive": False,
    "scrollZoom": False,
}


def draw_patterns(theme: Theme) -> dict[str, object]:
    """Everything the page composes figures from, without data, for one theme."""
    empty = "#000000"
    return {
        "line": draw_line(empty, "circle").to_plotly_json(),
        "band": draw_band(empty).to_plotly_json(),
        "alone": draw_alone(empty).to_plotly_json(),
        "end": draw_end(empty).to_plotly_json(),
        "rowName": draw_row_name("", 0, empty),
        "status": {
            letter: draw_status(letter, theme).to_plotly_json()
            for letter in STATUS_NAMES
        },
        "trend": {m: draw_trend_layout(m, theme) for m in ("balance", "sentiment")},
        "panel": draw_panel_layout(theme),
        "outlets": list(theme.outlets),
        "other": theme.other,
        "measures": {
            measure: find_measure_style(measure, theme)
            for measure in ("escalation", "diplomacy")
        },
    }


def draw_line(colour: str, marker: str) -> go.Scatter:
    """The line of one outlet and measure, its points sized for weeks and days alike."""
    return go.Scatter(
        mode="lines+markers",
        line={"color": colour},
        marker={"symbol": marker},
        connectgaps=False,
        xperiodalignment="middle",
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def draw_band(colour: str) -> go.Scatter:
    """The pale 95 % band; a lone period's band is a short upright stroke."""
    pale = looks.render_pale(colour)
    return go.Scatter(
        mode="lines",
        line={"color": pale, "width": 1},
        fill="toself",
        fillcolor=pale,
        xperiodalignment="middle",
        hoverinfo="skip",
        showlegend=False,
    )


def draw_alone(colour: str) -> go.Scatter:
    """What the model alone gives beside a corrected line: thin, dotted, no band."""
    return go.Scatter(
        mode="lines+markers",
        line={"color": colour, "width": 1, "dash": "dot"},
        marker={"size": 2},
        connectgaps=False,
        xperiodalignment="middle",
        hoverinfo="skip",
        showlegend=False,
    )


def draw_end(colour: str) -> go.Scatter:
    """The outlet's name beside its last point."""
    return go.Scatter(
        mode="text",
        textposition="middle right",
        textfont={"color": colour, "size": looks.CHART_FONT_SIZE},
        cliponaxis=False,
        xperiodalignment="middle",
        hoverinfo="skip",
        showlegend=False,
    )


def draw_status(letter: str, theme: Theme) -> go.Bar:
    """The strip's cells of one status: missing is hatched, nothing else is."""
    colours = {"c": theme.complete, "p": theme.partial, "n": theme.nothing}
    marker: dict[str, object] = {"line": {"width": 0}}
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
    return go.Bar(
        orientation="h",
        yaxis="y2",
        width=0.66,
        marker=marker,
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )


def draw_trend_layout(measure: str, theme: Theme) -> dict[str, object]:
    """The layout of a −1 … +1 chart, before it knows its outlets and period."""
    ends = {
        "balance": ("escalation", "diplomacy"),
        "sentiment": ("negative", "positive"),
    }
    low, high = ends[measure]
    layout = _draw_layout(theme)
    layout["yaxis"] = {
        **_draw_axis(theme),
        "range": [-1.05, 1.05],
        "tickvals": [-1, -0.5, 0, 0.5, 1],
        "ticktext": ["−1", "−0.5", "0", "+0.5", "+1"],
        "zeroline": True,
        "zerolinecolor": theme.quiet,
        "zerolinewidth": 1,
    }
    layout["annotations"] = [
        _draw_end_word(f"↑ {high}", 1, "top", theme),
        _draw_end_word(f"↓ {low}", -1, "bottom", theme),
    ]
    return layout


def draw_panel_layout(theme: Theme) -> dict[str, object]:
    """The layout of one small multiple, from 0 to the ceiling of all of them."""
    layout = _draw_layout(theme)
    layout["yaxis"] = {
        **_draw_axis(theme),
        "rangemode": "tozero",
        "zeroline": True,
        "zerolinecolor": theme.quiet,
        "zerolinewidth": 1,
        "nticks": 4,
        "tickformat": ".1f",
    }
    return layout


def find_measure_style(measure: str, theme: Theme) -> tuple[str, str]:
    """Colour and marker of escalation and of diplomacy."""
    if measure == "escalation":
        return theme.escalation, "circle"
    return theme.diplomacy, "diamond"


def draw_row_name(label: str, slot: int, colour: str) -> dict[str, object]:
    """The outlet's sign and name beside its row of the strip."""
    return {
        "text": f"{looks.SIGNS[slot % len(looks.SIGNS)]} {label}",
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 6,
        "yref": "y2",
        "y": slot,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": looks.CHART_FONT_SIZE, "color": colour},
    }


def _draw_layout(theme: Theme) -> dict[str, object]:
    font = {
        "family": looks.FONT_FAMILY,
        "size": looks.CHART_FONT_SIZE,
        "color": theme.quiet,
    }
    return {
        "font": font,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hovermode": "closest",
        "dragmode": False,
        "barmode": "overlay",
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": theme.wash,
            "bordercolor": theme.rule,
            "font": {**font, "color": theme.ink},
            "align": "left",
            "namelength": 0,
        },
        "margin": {
            "l": looks.MARGIN_LEFT,
            "r": looks.MARGIN_RIGHT,
            "t": looks.MARGIN_TOP,
            "b": looks.MARGIN_BOTTOM,
        },
        "xaxis": {
            **_draw_axis(theme),
            "type": "date",
            "fixedrange": False,
            "anchor": "y2",
            "showgrid": False,
            "ticks": "outside",
            "tickcolor": theme.rule,
            "tickangle": 0,
            "ticklen": 4,
        },
        "yaxis2": {
            **_draw_axis(theme),
            "showgrid": False,
            "zeroline": False,
            "showticklabels": False,
        },
    }


def _draw_axis(theme: Theme) -> dict[str, object]:
    return {
        "type": "linear",
        "fixedrange": True,
        "gridcolor": theme.rule,
        "gridwidth": 1,
        "linecolor": theme.rule,
    }


def _draw_end_word(text: str, at: int, anchor: str, theme: Theme) -> dict[str, object]:
    return {
        "text": text,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": 4,
        "yref": "y",
        "y": at,
        "yanchor": anchor,
        "showarrow": False,
        "font": {"size": looks.CHART_FONT_SIZE, "color": theme.quiet},
    }
