"""One figure for a paper, from what is published."""

from collections.abc import Callable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import plotly.graph_objects as go

from analysis.errors import ConfigError
from analysis.warehouse.published import load_published
from dashboards.charts import (
    draw_collection,
    draw_heat,
    draw_ranking,
    draw_trend,
    entitle_figure,
)
from dashboards.drawing.dots import Dot
from dashboards.drawing.hover import Change, Look
from dashboards.drawing.series import MEASURES, is_corrected
from dashboards.wording import Wording
from flows.chart_rows import Asked, Rows, load_rows
from flows.images import FORMATS, write_image
from flows.settings import Settings

PIXELS_PER_MILLIMETRE = 96 / 25.4


def draw_chart(asked: Asked, settings: Settings) -> go.Figure:
    """The figure with its source line, from the published warehouse.

    Raises what `load_rows` does.
    """
    rows = load_rows(asked, settings)
    look = _make_look(asked, rows, settings)
    return entitle_figure(
        _DRAWN.get(asked.name, _draw_trend)(rows, asked, look),
        asked.title,
        _render_source(rows, asked, look.wording),
        look,
    )


def write_chart(asked: Asked, out: Path, settings: Settings) -> None:
    """Draw a chart into a file; its ending says the format.

    Raises what `draw_chart` and `write_image` do, ConfigError for another ending.
    """
    if out.suffix.lower() not in FORMATS:
        raise ConfigError(f"{out}: end the name in {', '.join(FORMATS[:-1])} or .pdf")
    write_image(draw_chart(asked, settings), out)


def _make_look(asked: Asked, rows: Rows, settings: Settings) -> Look:
    return Look(
        names=rows.names,
        wording=Wording(asked.language),
        width=round(asked.width * PIXELS_PER_MILLIMETRE),
        since=asked.since,
        until=asked.until,
        events=settings.events,
        changes=_load_changes(asked, rows, settings.warehouse),
    )


def _load_changes(asked: Asked, rows: Rows, published: Path) -> list[Change]:
    """Changes are known of whole weekly series alone."""
    if (asked.part, asked.copies, asked.topic) != ("all", "all", ""):
        return []
    found = load_published(published, "change_point", model_id=rows.model_id)
    return [
        Change(
            outlet=row["member"],
            measure=row["measure"],
            week=row["week"],
            low=row["week_low"],
            high=row["week_high"],
            before=row["before"],
            after=row["after"],
        )
        for row in found.filter(level=asked.level).iter_rows(named=True)
    ]


def _draw_trend(rows: Rows, asked: Asked, look: Look) -> go.Figure:
    return draw_trend(rows.frame, asked.name, look)


def _draw_collection(rows: Rows, _asked: Asked, look: Look) -> go.Figure:
    return draw_collection(rows.frame, look)


def _draw_heat(rows: Rows, asked: Asked, look: Look) -> go.Figure:
    return draw_heat(rows.frame, asked.measure, look)


def _draw_ranking(rows: Rows, asked: Asked, look: Look) -> go.Figure:
    """Highest first, outlets without a value last; where gold corrects some, the others
    are on another scale and have none."""
    by_outlet = rows.frame.partition_by("outlet", maintain_order=True)
    corrected = [is_corrected(one, asked.measure) for one in by_outlet]
    dots = [
        _make_dot(one.row(0, named=True), asked.measure, look, corrects=any(corrected))
        for one in by_outlet
    ]
    known = [dot for dot in dots if dot.value is not None]
    ordered = sorted(known, key=lambda dot: (-(dot.value or 0), dot.label))
    return draw_ranking(
        [*ordered, *(dot for dot in dots if dot.value is None)], asked.measure, look
    )


def _make_dot(
    row: dict[str, float | None], measure: str, look: Look, *, corrects: bool
) -> Dot:
    name = f"{measure}_corrected" if corrects else measure
    value = row[name]
    return Dot(
        label=look.name(str(row["outlet"])),
        value=value,
        low=row[f"{name}_low"],
        high=row[f"{name}_high"],
        alone=row[measure] if corrects and value is not None else None,
    )


_DRAWN: dict[str, Callable[[Rows, Asked, Look], go.Figure]] = {
    "collection": _draw_collection,
    "heat": _draw_heat,
    "ranking": _draw_ranking,
}


def _render_source(rows: Rows, asked: Asked, words: Wording) -> str:
    """How to read it, then where it comes from: days, counts, model, version."""
    parts = [
        _render_span(rows, asked, words),
        _render_choice(asked, words),
        words.count(int(rows.frame["articles"].sum()), "article"),
        words.count(int(rows.frame["sentences"].sum()), "sentence"),
        words.text("charts.by_model", model=rows.model_id),
        f"Detente {version('detente')}",
    ]
    kinds = ["trend" if asked.name in MEASURES else asked.name]
    if asked.name not in ("heat", "collection") and _is_corrected(rows, asked):
        kinds.append("alone")
    reading = " ".join(words.text(f"charts.reading_{kind}") for kind in kinds)
    return f"{reading}\n{' · '.join(part for part in parts if part)}"


def _is_corrected(rows: Rows, asked: Asked) -> bool:
    name = asked.name if asked.name in MEASURES else asked.measure
    column = rows.frame.get_column(f"{name}_corrected", default=None)
    return column is not None and column.null_count() < len(column)


def _render_span(rows: Rows, asked: Asked, words: Wording) -> str:
    """The days that the numbers are of: of a ranking those asked for, else of whole
    periods."""
    since, until = asked.since or rows.since, asked.until or rows.until
    if asked.name != "ranking":
        periods: list[date] = rows.frame[asked.grain].to_list()
        reach = timedelta(days=6 if asked.grain == "week" else 0)
        since, until = min(periods), max(periods) + reach
    first, last = max(rows.since, since), min(rows.until, until)
    return f"{words.date(first)} – {words.date(last)}"


def _render_choice(asked: Asked, words: Wording) -> str:
    """Which articles and which of their sentences, where it is not all."""
    chosen = {"part": asked.part, "copies": asked.copies}
    said = [
        f"{words.text(f'view.{name}')}: {words.text(f'view.{name}_{value}')}"
        for name, value in chosen.items()
        if value != "all"
    ]
    if asked.topic:
        said.append(f"{words.text('view.topic')}: {asked.topic}")
    return " · ".join(said)
