"""Axes of time and of values: ranges, ticks and what stands beside them."""

from collections.abc import Sequence
from datetime import date, timedelta

from dashboards import theme as looks
from dashboards.drawing import layouts, patterns
from dashboards.drawing.hover import Look, render_tick
from dashboards.drawing.layouts import Pattern
from dashboards.drawing.patterns import fill
from dashboards.drawing.series import Series, find_ceiling, find_range
from dashboards.wording import Wording

Span = tuple[date, date]
STEPS = (0.02, 0.05, 0.1, 0.2, 0.5)
_MONDAY = date(2000, 1, 3)


def find_span(shown: Sequence[Series], look: Look) -> Span:
    """The drawn days: those asked for, else all of the series; the end is not in it."""
    first, last = find_range(shown) or (date(1970, 1, 1), date(1970, 1, 2))
    until = look.until + timedelta(days=1) if look.until else last
    return look.since or first, until


def place_time(shown: Sequence[Series], look: Look) -> Pattern:
    """Range and ticks of the axis of time."""
    span = find_span(shown, look)
    room = (look.width - looks.MARGIN_LEFT - look.right) // looks.TICK_WIDTH
    most = max(2, min(looks.TICKS, room))
    weekly = all(series.step > 1 for series in shown)
    ticks, form = find_ticks(span, most, weekly=weekly)
    return {
        "range": [day.isoformat() for day in span],
        "tickvals": [day.isoformat() for day in ticks],
        "ticktext": render_ticks(ticks, form, look.wording),
    }


def find_ticks(span: Span, most: int, *, weekly: bool) -> tuple[list[date], str]:
    """Mondays (days, where days are drawn) or firsts of months, at most about `most`;
    and how they are written: "day", "month" or "year"."""
    start, end = span
    days = (end - start).days
    sizes = (7, 14, 28) if weekly else (1, 2, 7, 14, 28)
    step = next((size for size in sizes if days / size <= most), None)
    if step:
        skipped = -(-(start - _MONDAY).days // step) * step
        first = _MONDAY + timedelta(days=skipped)
        count = max(-(-(end - first).days // step), 0)
        return [first + timedelta(days=place * step) for place in range(count)], "day"
    months = next((m for m in (1, 2, 3, 6, 12, 24) if days / (30 * m) <= most), 60)
    first_month = (start.year - 2000) * 12 // months * months
    firsts = (
        date(2000 + month // 12, month % 12 + 1, 1)
        for month in range(first_month, (end.year - 1999) * 12, months)
    )
    ticks = [day for day in firsts if start <= day < end]
    return ticks, "month" if months < 12 else "year"


def render_ticks(ticks: Sequence[date], form: str, wording: Wording) -> list[str]:
    """As "5 Jan" or "Jan", the year below where it is new."""
    texts, before = [], ""
    for tick in ticks:
        day, month, year = wording.date(tick).split(" ")
        text = f"{day} {month}" if form == "day" else month
        if form == "year":
            text = year
        elif year != before:
            text, before = f"{text}<br>{year}", year
        texts.append(text)
    return texts


def place_values(shown: Sequence[Series], measure: str, look: Look) -> Pattern:
    """The axis of values: −1 … +1, or from zero to the next tenth above all that is
    drawn."""
    if measure in patterns.SIGNED:
        return place_signed(measure, look)
    return place_share(measure, find_ceiling(shown, [measure]), look)


def place_signed(measure: str, look: Look) -> Pattern:
    """From −1 to +1."""
    signed = layouts.draw_signed_axis(look.theme)
    texts = [render_tick(measure, v, look.wording) for v in layouts.SIGNED_TICKS]
    return fill(signed, {"ticktext": texts})


def place_share(measure: str, top: float, look: Look) -> Pattern:
    """From zero to `top`."""
    step = next(size for size in STEPS if top / size < 5.01)
    values = [round(place * step, 2) for place in range(int(top / step + 1e-9) + 1)]
    return fill(
        layouts.draw_share_axis(look.theme),
        {
            "range": [0, top],
            "tickvals": values,
            "ticktext": [render_tick(measure, value, look.wording) for value in values],
        },
    )


def note_axis(measure: str, top: float, rows: int, look: Look) -> list[Pattern]:
    """Unit and range above the axis and `rows` of events; and which way is which."""
    note = layouts.draw_note(look.theme)
    shift = 8 + rows * looks.EVENT_ROW
    place: Pattern = {"xshift": 8 - looks.MARGIN_LEFT, "yshift": shift}
    notes = [fill(note, {"text": render_unit(measure, top, look.wording), **place})]
    if measure not in patterns.SIGNED:
        return notes
    for end, anchor, at in (("high", "top", 1), ("low", "bottom", -1)):
        text = look.wording.text(f"charts.{end}_{measure}")
        place = {"text": text, "yref": "y", "y": at, "yanchor": anchor, "xshift": 4}
        notes.append(fill(note, place))
    return notes


def render_unit(measure: str, top: float, wording: Wording) -> str:
    """What an axis counts, and how far it goes where that is not all."""
    most = 2 if measure == "intensity" else 1
    reach = ""
    if top < most:
        tick = render_tick(measure, top, wording)
        reach = wording.text("charts.axis_to", top=tick, most=most)
    return wording.text(f"charts.axis_{measure}", reach=reach)
