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
LABEL_LENGTH_NARROW = 14
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
# Many bands lie over each other: each is paler.
BAND_OPACITY = 0.13
BAND_OPACITY_MANY = 0.07
BANDS_MANY = 5
CHANGE_OPACITY = 0.3

# All distances are in pixels of 1/96 inch.
PAGE_WIDTH = 1080
PRINT_WIDTH = 690
EXPORT_WIDTH = 960
NARROW = 600
TREND_HEIGHT = 340
TREND_HEIGHT_NARROW = 260
PANEL_WIDTH = 190
PANEL_WIDTH_NARROW = 130
PANEL_HEIGHT = 120
PANEL_HEIGHT_MOST = 240
# The height of a panel to its width.
PANEL_SHAPE = 0.5
PANEL_GAP = 24
PANEL_TITLE = 22
KEY_WIDTH = 92
HEAT_ROW = 18
HEAT_HEAD = 50
HEAT_HEAD_PLAIN = 34
HEAT_KEY = 200
HEAT_BAR = 8
DOT_ROW = 24
STRIP_ROW = 15
# Of a row's height, the cells of the strip; thin where no article was.
STRIP_THICK = 0.66
STRIP_THIN = 0.24
STRIP_GAP = 18
EVENT_ROW = 15
MARGIN_LEFT = 44
MARGIN_RIGHT = 160
MARGIN_RIGHT_NARROW = 24
MARGIN_RIGHT_DOTS = 56
MARGIN_TOP = 30
MARGIN_TOP_BARE = 6
MARGIN_BOTTOM = 36
LABEL_DISTANCE = 14
# A line that ends so much of the time before the last is named where it ends.
LABEL_REACH = 0.25
# What a letter takes on average: of a label, a title, a source line.
LETTER_WIDTH = 6.6
TITLE = {"Font": 17, "Line": 22, "Letter": 8.6}
SOURCE = {"Font": 11, "Line": 15, "Letter": 5.7}
CHANGE_SIZE = 11

# At most so many ticks of time, each with so much room.
TICKS = 9
TICK_WIDTH = 66
OUTLETS_NAMED = 16
EVENT_LENGTH = 28
EVENT_ROWS = 3
# How far the levels before and after a change are drawn.
CHANGE_DAYS = 21

# Up to so many periods, a point is so large and a line so wide.
POINT_SIZES = ((30, 7, 2.0), (120, 5, 1.5), (100_000, 2, 0.8))
POINT_SIZES_SMALL = ((30, 4, 1.3), (120, 3, 1.0), (100_000, 2, 0.6))


COLOURS = (
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
    "middle",
    "other",
)


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
    middle: str
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
    nothing="#a9a8a3",
    middle="#f4efe4",
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
    nothing="#7b7a75",
    middle="#3a3935",
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


def render_pale(colour: str, bands: int = 1) -> str:
    """The band colour that belongs to a line colour, among so many bands."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    opacity = BAND_OPACITY if bands < BANDS_MANY else BAND_OPACITY_MANY
    return f"rgba({red},{green},{blue},{opacity})"


def render_variables() -> str:
    """The CSS custom properties of both themes and of the scale of sizes.

    A reader's own choice (`data-theme` of the root) goes before the system's; paper is
    always light.
    """
    sizes = "".join(f"--size-{name}:{size}px;" for name, size in FONT_SIZES.items())
    dark = f"{_render_colours(DARK)}color-scheme:dark"
    return (
        f":root{{--font:{FONT_FAMILY};{sizes}{_render_colours(LIGHT)}"
        "color-scheme:light}\n"
        "@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}\n"
    )


def _render_colours(theme: Theme) -> str:
    single = "".join(f"--{name}:{getattr(theme, name)};" for name in COLOURS)
    slots = "".join(f"--outlet-{i}:{c};" for i, c in enumerate(theme.outlets))
    return single + slots
