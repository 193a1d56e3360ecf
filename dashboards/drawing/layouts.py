"""Layouts without data or words: type, margins, axes, the notes beside a plot."""

from typing import cast

from dashboards import theme as looks
from dashboards.theme import Theme

Pattern = dict[str, object]

SIGNED_TICKS = (-1, -0.5, 0, 0.5, 1)


def draw_layout(theme: Theme) -> Pattern:
    """What all figures share: type, hover labels, margins, the axis of time."""
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
        "xaxis": draw_time_axis(theme),
        "yaxis2": {
            **_draw_axis(theme),
            "showgrid": False,
            "zeroline": False,
            "showticklabels": False,
        },
    }


def draw_time_axis(theme: Theme) -> Pattern:
    """Days from left to right, below the strip."""
    return {
        **_draw_axis(theme),
        "type": "date",
        "fixedrange": False,
        "anchor": "y2",
        "showgrid": False,
        "ticks": "outside",
        "tickcolor": theme.rule,
        "tickangle": 0,
        "ticklen": 4,
    }


def draw_signed_axis(theme: Theme) -> Pattern:
    """From −1 to +1 with a line at zero."""
    return {
        **_draw_axis(theme),
        "range": [-1.05, 1.05],
        "tickvals": list(SIGNED_TICKS),
        "zeroline": True,
        "zerolinecolor": theme.quiet,
        "zerolinewidth": 1,
    }


def draw_share_axis(theme: Theme) -> Pattern:
    """From zero on."""
    return {
        **_draw_axis(theme),
        "zeroline": True,
        "zerolinecolor": theme.quiet,
        "zerolinewidth": 1,
    }


def draw_row_axis(theme: Theme) -> Pattern:
    """Names, one a row, the first on top."""
    return {
        **_draw_axis(theme),
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "tickfont": {"color": theme.ink},
    }


def draw_note(theme: Theme) -> Pattern:
    """A word inside or beside the plot: a unit, an axis's end, an event's name."""
    return {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": looks.CHART_FONT_SIZE, "color": theme.quiet},
    }


def draw_row_name() -> Pattern:
    """A series' sign and name beside its row of the strip."""
    return {
        "xref": "paper",
        "x": 1,
        "xanchor": "left",
        "xshift": 6,
        "yref": "y2",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": looks.CHART_FONT_SIZE},
    }


def find_range(axis: Pattern) -> tuple[float, float]:
    """Both ends of an axis of values."""
    low, high = cast("tuple[float, float]", axis["range"])
    return low, high


def _draw_axis(theme: Theme) -> Pattern:
    return {
        "type": "linear",
        "fixedrange": True,
        "gridcolor": theme.rule,
        "gridwidth": 1,
        "linecolor": theme.rule,
    }
