"""Every choice of look: colours, type, sizes and the distances inside a chart.

Colour carries meaning and nothing else: escalation is one warm hue, diplomacy one cool
hue, sentiment a third; outlets have eight hues that stay apart for colour-blind readers
and differ in marker shape as well; whatever is left is grey.
"""

from dataclasses import dataclass

FONT_FAMILY = (
    '-apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, '
    "system-ui, sans-serif"
)
FONT_SIZES = {"small": 12, "text": 15, "lead": 18, "title": 20, "headline": 32}
CHART_FONT_SIZE = 12

OUTLETS_SHOWN = 8
LABEL_LENGTH = 20
MARKERS = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "pentagon",
    "hexagon",
    "star",
)
SIGNS = "●■◆▲▼⬟⬢★"
BAND_OPACITY = 0.13

TREND_HEIGHT = 340
PANEL_HEIGHT = 130
STRIP_ROW = 15
STRIP_GAP = 18
MARGIN_LEFT = 44
MARGIN_RIGHT = 160
MARGIN_RIGHT_NARROW = 24
MARGIN_RIGHT_PANEL = 8
MARGIN_TOP = 10
MARGIN_BOTTOM = 36
NARROW = 600
PRINT_WIDTH = 690
PRINT_PANEL_WIDTH = 220
TICKS = 9
TICKS_NARROW = 4
TICKS_PANEL = 3
LABEL_DISTANCE = 14

# Up to so many periods, a point is so large and a line so wide.
POINT_SIZES = ((30, 7, 2.0), (120, 5, 1.5), (100_000, 3, 0.8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one appearance, as `#rrggbb`."""

    name: str
    paper: str
    wash: str
    ink: str
    quiet: str
    rule: str
    link: str
    escalation: str
    diplomacy: str
    sentiment: str
    complete: str
    partial: str
    missing: str
    nothing: str
    other: str
    outlets: tuple[str, ...]


LIGHT = Theme(
    name="light",
    paper="#ffffff",
    wash="#f5f4f1",
    ink="#1b1b1a",
    quiet="#62615d",
    rule="#dedcd6",
    link="#22528f",
    escalation="#b4431d",
    diplomacy="#17708a",
    sentiment="#6c4a9e",
    complete="#a9a8a3",
    partial="#d9d7d0",
    missing="#8c8b86",
    nothing="#eceae5",
    other="#8f8e89",
    outlets=(
        "#3153a0",
        "#bf3957",
        "#12808a",
        "#144316",
        "#8b5dce",
        "#67570b",
        "#501989",
        "#820057",
    ),
)

DARK = Theme(
    name="dark",
    paper="#161616",
    wash="#212120",
    ink="#eceae5",
    quiet="#a5a39d",
    rule="#383735",
    link="#8db8f0",
    escalation="#f0845c",
    diplomacy="#5ab8d4",
    sentiment="#b79be6",
    complete="#7b7a75",
    partial="#4a4946",
    missing="#8f8e89",
    nothing="#2a2a28",
    other="#8b8a85",
    outlets=(
        "#1d85e5",
        "#fd9320",
        "#48cba1",
        "#cce47f",
        "#ada3ff",
        "#bb6e20",
        "#8fe7fd",
        "#628d84",
    ),
)

THEMES = (LIGHT, DARK)


def find_outlet_colour(theme: Theme, slot: int) -> str:
    """The colour of an outlet by its place in the selection; grey from the ninth on."""
    return theme.outlets[slot] if slot < len(theme.outlets) else theme.other


def find_point_size(periods: int) -> tuple[int, float]:
    """Marker size and line width: long series are drawn finer."""
    for most, size, width in POINT_SIZES:
        if periods <= most:
            return size, width
    return POINT_SIZES[-1][1:]


def render_pale(colour: str) -> str:
    """The band colour that belongs to a line colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BAND_OPACITY})"


def render_variables() -> str:
    """The CSS custom properties of both themes and of the scale of sizes."""
    sizes = "".join(f"--size-{name}:{size}px;" for name, size in FONT_SIZES.items())
    dark = _render_colours(DARK)
    return (
        f":root{{--font:{FONT_FAMILY};{sizes}{_render_colours(LIGHT)}"
        "color-scheme:light dark}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


def _render_colours(theme: Theme) -> str:
    names = (
        "paper",
        "wash",
        "ink",
        "quiet",
        "rule",
        "link",
        "escalation",
        "diplomacy",
        "sentiment",
        "complete",
        "partial",
        "missing",
        "nothing",
        "other",
    )
    single = "".join(f"--{name}:{getattr(theme, name)};" for name in names)
    slots = "".join(f"--outlet-{i}:{c};" for i, c in enumerate(theme.outlets))
    return single + slots
