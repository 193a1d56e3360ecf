"""The data a page carries, as JSON that is safe inside a script element."""

import json
from collections.abc import Mapping, Sequence

from dashboards import theme as looks
from dashboards.charts import LABEL_SHIFTS
from dashboards.hover import render_label
from dashboards.patterns import CONFIG, draw_patterns
from dashboards.series import Measured, Series
from dashboards.words import clean_name


def render_payload(
    weeks: Sequence[Series], days: Sequence[Series], names: Mapping[str, str]
) -> str:
    """Series of both grains, patterns of both themes and distances, as one object.

    Outlets stand in the order of `weeks`; every "<", ">" and "&" is escaped, and so is
    everything beyond ASCII, so no name can end the element that carries this.
    """
    by_day = {series.outlet: series for series in days}
    content = {
        "patterns": {theme.name: draw_patterns(theme) for theme in looks.THEMES},
        "config": CONFIG,
        "sizes": _pack_sizes(),
        "outlets": [
            {
                "key": series.outlet,
                "name": clean_name(names.get(series.outlet, series.outlet)),
                "label": render_label(names.get(series.outlet, series.outlet)),
                "week": _pack_series(series),
                "day": _pack_series(by_day[series.outlet]),
            }
            for series in weeks
            if series.outlet in by_day
        ],
    }
    return render_json(content)


def render_json(content: object) -> str:
    """JSON for an element of a page: no sign in it can end the element."""
    text = json.dumps(content, separators=(",", ":"), allow_nan=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _pack_series(series: Series) -> dict[str, object]:
    packed: dict[str, object] = {
        "first": series.first.isoformat(),
        "step": series.step,
        "statuses": series.statuses,
        "articles": series.articles,
        "stories": series.stories,
        "sentences": series.sentences,
        "measures": {
            name: _pack_measured(found) for name, found in series.measures.items()
        },
    }
    if series.step > 1:
        packed["daysMissing"] = series.days_missing
    return packed


def _pack_measured(found: Measured) -> dict[str, object]:
    packed: dict[str, object] = {
        "values": found.values,
        "lows": found.lows,
        "highs": found.highs,
    }
    if found.alone:
        packed["alone"] = _pack_measured(found.alone)
    return packed


def _pack_sizes() -> dict[str, object]:
    return {
        "shown": looks.OUTLETS_SHOWN,
        "markers": looks.MARKERS,
        "bandOpacity": looks.BAND_OPACITY,
        "trend": looks.TREND_HEIGHT,
        "panel": looks.PANEL_HEIGHT,
        "row": looks.STRIP_ROW,
        "gap": looks.STRIP_GAP,
        "top": looks.MARGIN_TOP,
        "bottom": looks.MARGIN_BOTTOM,
        "right": looks.MARGIN_RIGHT,
        "rightNarrow": looks.MARGIN_RIGHT_NARROW,
        "narrow": looks.NARROW,
        "printed": looks.PRINT_WIDTH,
        "printedPanel": looks.PRINT_PANEL_WIDTH,
        "ticks": looks.TICKS,
        "ticksNarrow": looks.TICKS_NARROW,
        "ticksPanel": looks.TICKS_PANEL,
        "rightPanel": looks.MARGIN_RIGHT_PANEL,
        "signs": list(looks.SIGNS),
        "labelDistance": looks.LABEL_DISTANCE,
        "points": looks.POINT_SIZES,
        "labelShifts": LABEL_SHIFTS,
    }
