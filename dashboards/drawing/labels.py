"""Names beside and below a plot, kept apart; titles and sources around it."""

from collections.abc import Sequence
from datetime import date, timedelta

from dashboards import theme as looks
from dashboards.drawing import layouts, patterns
from dashboards.drawing.axes import Span, find_span
from dashboards.drawing.hover import Look
from dashboards.drawing.layouts import Pattern
from dashboards.drawing.patterns import fill
from dashboards.drawing.series import Series, find_last
from dashboards.words import escape_for_chart, shorten


def spread(
    values: Sequence[float], room: float, low: float, high: float
) -> list[float]:
    """The places nearest to the values (least squares) that lie `room` apart, within
    `low` and `high`: isotonic regression of what is left without the room."""
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    pools: list[tuple[float, int]] = []
    for rank, place in enumerate(order):
        total, count = values[place] - rank * room, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before = pools.pop()
            total, count = before[0] + total, before[1] + count
        pools.append((total, count))
    top = max(high - (len(values) - 1) * room, low)
    found = [min(max(total / n, low), top) for total, n in pools for _ in range(n)]
    places = [0.0] * len(values)
    for rank, (place, at) in enumerate(zip(order, found, strict=True)):
        places[place] = at + rank * room
    return places


def draw_ends(
    shown: Sequence[Series], measure: str, axis: Pattern, height: int, look: Look
) -> list[Pattern]:
    """Names at the ends of lines, moved up or down as little as keeps them apart."""
    if look.narrow or not 2 <= len(shown) <= looks.OUTLETS_NAMED:
        return []
    ends = [
        (series, last, find_colour(slot, look))
        for slot, series in enumerate(shown)
        if (last := find_last(series, measure))
    ]
    low, high = layouts.find_range(axis)
    room = ((high - low) * looks.LABEL_DISTANCE) / height
    days = [s.find_day(last[0]) + timedelta(days=s.step) for s, last, _ in ends]
    content = {
        "x": _align(days, find_span(shown, look)),
        "y": spread([last[1] for _, last, _ in ends], room, low, high),
        "text": [f"  {look.label(series.outlet)}" for series, _, _ in ends],
        "textfont": {"color": [colour for _, _, colour in ends]},
    }
    return [fill(patterns.draw_end(), content)]


def _align(days: Sequence[date], span: Span) -> list[str]:
    """The days on which names stand: side by side, but for lines that ended early."""
    near = (span[1] - span[0]) * looks.LABEL_REACH
    last = max(days, default=span[1])
    return [(day if last - day > near else last).isoformat() for day in days]


def find_colour(slot: int, look: Look) -> str:
    """The colour of a series by its place."""
    return looks.find_outlet_colour(look.theme, slot)


def find_sign(slot: int) -> str:
    """The sign that stands for a series' marker in text."""
    return looks.SIGNS[slot % len(looks.SIGNS)]


def name_rows(shown: Sequence[Series], look: Look) -> list[Pattern]:
    """Each series' sign and name beside its row of the strip."""
    return [
        fill(
            layouts.draw_row_name(),
            {
                "text": find_sign(slot)
                if look.narrow
                else f"{find_sign(slot)} {look.label(series.outlet)}",
                "yref": "y2",
                "y": slot,
                "font": {"color": find_colour(slot, look)},
            },
        )
        for slot, series in enumerate(shown)
    ]


def draw_key(shown: Sequence[Series], look: Look) -> tuple[list[Pattern], int]:
    """Where names have no room beside the plot, they stand below it; and the pixels
    that they take."""
    if not look.narrow:
        return [], 0
    plot = look.width - looks.MARGIN_LEFT - look.right
    notes: list[Pattern] = []
    left, row = 0.0, 0
    for slot, series in enumerate(shown):
        letters = len(shorten(look.name(series.outlet), looks.LABEL_LENGTH)) + 3
        size = letters * looks.LETTER_WIDTH
        if left and left + size > plot:
            left, row = 0.0, row + 1
        place = {
            "text": f"{find_sign(slot)} {look.label(series.outlet)}",
            "x": left / plot,
            "y": 0,
            "yanchor": "top",
            "yshift": -looks.MARGIN_BOTTOM - row * looks.STRIP_ROW,
            "font": {"color": find_colour(slot, look)},
        }
        notes.append(fill(layouts.draw_note(look.theme), place))
        left += size
    return notes, (row + 1) * looks.STRIP_ROW + 6 if notes else 0


def entitle(layout: Pattern, title: str, source: str, look: Look) -> Pattern:
    """The layout with its title above and its source below, on paper."""
    margin: dict[str, int] = layout["margin"]  # type: ignore[assignment]
    heading = wrap(title, (look.width - 16) / looks.TITLE["Letter"])
    room = (look.width - 16) / looks.SOURCE["Letter"]
    below = [line for part in source.split("\n") for line in wrap(part, room)]
    top = len(heading) * looks.TITLE["Line"] + 8
    bottom = len(below) * looks.SOURCE["Line"] + 12
    place = {
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": 8 - margin["l"],
        "yref": "paper",
        "showarrow": False,
        "align": "left",
    }
    notes: list[object] = [*layout.get("annotations", [])]  # type: ignore[misc]
    notes += [
        {
            **place,
            "y": 1,
            "yanchor": "bottom",
            "yshift": margin["t"],
            "text": "<br>".join(heading),
            "font": {"size": looks.TITLE["Font"], "color": look.theme.ink},
        },
        {
            **place,
            "y": 0,
            "yanchor": "top",
            "yshift": -margin["b"] - 2,
            "text": "<br>".join(below),
            "font": {"size": looks.SOURCE["Font"], "color": look.theme.quiet},
        },
    ]
    return {
        **layout,
        "height": layout["height"] + top + bottom,  # type: ignore[operator]
        "margin": {**margin, "t": margin["t"] + top, "b": margin["b"] + bottom},
        "paper_bgcolor": look.theme.paper,
        "annotations": notes,
    }


def wrap(text: str, length: float) -> list[str]:
    """Lines of whole words, harmless in a chart; a word too long for one is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= length:
            lines[-1] += f" {word}"
        else:
            lines.append(shorten(word, int(length)))
    return [escape_for_chart(line) for line in lines]
