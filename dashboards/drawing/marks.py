"""Events in a chart: lines, names that keep apart, heads that say when."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards import theme as looks
from dashboards.drawing import layouts, patterns
from dashboards.drawing.axes import find_span
from dashboards.drawing.hover import Look, render_event
from dashboards.drawing.layouts import Pattern
from dashboards.drawing.patterns import fill
from dashboards.drawing.series import Series
from dashboards.events import Event
from dashboards.words import clean_name, escape_for_chart, shorten


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The drawn events; `rows` of names stand above the plot."""

    names: Sequence[Pattern]
    shapes: Sequence[Pattern]
    heads: Sequence[Pattern]
    rows: int


def draw_marks(shown: Sequence[Series], top: float, look: Look) -> Marks:
    """The events of the drawn time that concern a shown series. Names stand in as few
    rows as keep them apart; one without room is left to hovering."""
    start, end = find_span(shown, look)
    keys = {series.outlet for series in shown}
    events = sorted(
        (
            event
            for event in look.events
            if (not event.outlets or keys & set(event.outlets))
            and (event.until or event.on) >= start
            and event.on < end
        ),
        key=lambda event: event.on,
    )
    names, rows = _place_names(events, shown, look)
    return Marks(
        names=names,
        shapes=[shape for event in events for shape in _draw_event(event, look)],
        heads=_draw_heads([e for e in events if e.on >= start], top, look)
        if events
        else [],
        rows=rows,
    )


def _place_names(
    events: Sequence[Event], shown: Sequence[Series], look: Look
) -> tuple[list[Pattern], int]:
    start, end = find_span(shown, look)
    plot = look.width - looks.MARGIN_LEFT - look.right
    note = layouts.draw_note(look.theme)
    ends: list[float] = []
    names: list[Pattern] = []
    for event in events:
        text = shorten(clean_name(event.name), looks.EVENT_LENGTH)
        size = len(text) * looks.LETTER_WIDTH
        at = max((event.on - start).days, 0) / (end - start).days * plot
        left = min(at, max(plot - size, 0))
        row = next((r for r, taken in enumerate(ends) if taken < left), len(ends))
        if row >= looks.EVENT_ROWS:
            continue
        ends[row:] = [left + size + 8, *ends[row + 1 :]]
        place = {"x": left / plot, "yshift": 6 + row * looks.EVENT_ROW}
        names.append(fill(note, {"text": escape_for_chart(text), **place}))
    return names, len(ends)


def _draw_event(event: Event, look: Look) -> list[Pattern]:
    at = f"{event.on.isoformat()} 12:00"
    line = fill(patterns.draw_event_line(look.theme), {"x0": at, "x1": at})
    if not event.until:
        return [line]
    until = f"{event.until.isoformat()} 12:00"
    span = patterns.draw_event_span(look.theme)
    return [fill(span, {"x0": at, "x1": until}), line]


def _draw_heads(events: Sequence[Event], top: float, look: Look) -> list[Pattern]:
    content = {
        "x": [f"{event.on.isoformat()} 12:00" for event in events],
        "y": [top for _ in events],
        "customdata": [[render_event(event, look.wording), None] for event in events],
    }
    return [fill(patterns.draw_event(look.theme), content)]
