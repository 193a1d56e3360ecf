"""How the site's figures look, for its scripts; JSON that is safe inside a page."""

import json

from dashboards import theme as looks
from dashboards.drawing.patterns import CONFIG, draw_patterns


def pack_look() -> dict[str, object]:
    """What the page's figures are composed of: `Store.site.look`."""
    return {
        "patterns": {theme.name: draw_patterns(theme) for theme in looks.THEMES},
        "config": CONFIG,
        "sizes": _pack_sizes(),
    }


def render_json(content: object) -> str:
    """JSON for an element of a page: no sign in it can end the element."""
    text = json.dumps(content, separators=(",", ":"), allow_nan=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _pack_sizes() -> dict[str, object]:
    return {
        "shown": looks.OUTLETS_SHOWN,
        "named": looks.OUTLETS_NAMED,
        "labelLength": looks.LABEL_LENGTH,
        "labelLengthNarrow": looks.LABEL_LENGTH_NARROW,
        "markers": looks.MARKERS,
        "signs": list(looks.SIGNS),
        "bandOpacity": looks.BAND_OPACITY,
        "bandOpacityMany": looks.BAND_OPACITY_MANY,
        "bandsMany": looks.BANDS_MANY,
        "page": looks.PAGE_WIDTH,
        "printed": looks.PRINT_WIDTH,
        "exported": looks.EXPORT_WIDTH,
        "narrow": looks.NARROW,
        "trend": looks.TREND_HEIGHT,
        "trendNarrow": looks.TREND_HEIGHT_NARROW,
        "panelWidth": looks.PANEL_WIDTH,
        "panelWidthNarrow": looks.PANEL_WIDTH_NARROW,
        "panel": looks.PANEL_HEIGHT,
        "panelMost": looks.PANEL_HEIGHT_MOST,
        "panelShape": looks.PANEL_SHAPE,
        "panelGap": looks.PANEL_GAP,
        "panelTitle": looks.PANEL_TITLE,
        "keyWidth": looks.KEY_WIDTH,
        "heatRow": looks.HEAT_ROW,
        "heatHead": looks.HEAT_HEAD,
        "heatHeadPlain": looks.HEAT_HEAD_PLAIN,
        "heatBar": looks.HEAT_BAR,
        "heatKey": looks.HEAT_KEY,
        "dotRow": looks.DOT_ROW,
        "row": looks.STRIP_ROW,
        "gap": looks.STRIP_GAP,
        "left": looks.MARGIN_LEFT,
        "right": looks.MARGIN_RIGHT,
        "rightDots": looks.MARGIN_RIGHT_DOTS,
        "rightNarrow": looks.MARGIN_RIGHT_NARROW,
        "top": looks.MARGIN_TOP,
        "topBare": looks.MARGIN_TOP_BARE,
        "bottom": looks.MARGIN_BOTTOM,
        "labelDistance": looks.LABEL_DISTANCE,
        "labelReach": looks.LABEL_REACH,
        "letter": looks.LETTER_WIDTH,
        **{f"title{name}": size for name, size in looks.TITLE.items()},
        **{f"source{name}": size for name, size in looks.SOURCE.items()},
        "ticks": looks.TICKS,
        "tickWidth": looks.TICK_WIDTH,
        "points": looks.POINT_SIZES,
        "pointsSmall": looks.POINT_SIZES_SMALL,
        "change": looks.CHANGE_SIZE,
        "changeDays": looks.CHANGE_DAYS,
        "eventLength": looks.EVENT_LENGTH,
        "eventRow": looks.EVENT_ROW,
        "eventRows": looks.EVENT_ROWS,
    }
