"""The page: what it says, from frames and facts, before anything is written."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from importlib.resources import files

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis.scoring.tasks import find_measures
from dashboards.findings import (
    Finding,
    describe_change,
    describe_correction,
    describe_spread,
    describe_weight,
)
from dashboards.payload import render_payload
from dashboards.series import Measured, Series, split_series
from dashboards.theme import OUTLETS_SHOWN, render_variables
from dashboards.words import clean_name, write_count, write_date, write_value

COLUMNS = ("escalation", "diplomacy", "balance", "sentiment")
TEMPLATES = Environment(
    loader=PackageLoader("dashboards"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrames:
    """The frames a site is made of; columns as in the warehouse's tables.

    `gold_agreement` and `correction` have no rows where nobody has coded.
    """

    outlet_day: pl.DataFrame
    outlet_week: pl.DataFrame
    outlet: pl.DataFrame
    gold_agreement: pl.DataFrame = field(default_factory=pl.DataFrame)
    correction: pl.DataFrame = field(default_factory=pl.DataFrame)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What the page says about the whole: counts, the run and what scored it.

    `articles` includes the undated; days are None where nothing is dated; `model_id`
    is None before anything was scored; `codebook` is its version ("1"), `task` what it
    answers, as in `Model`: measures it does not give are unknown throughout.
    `built_at` is aware; `rejects_by_reason` sums to `rejects`.
    """

    built_at: datetime
    first_day: date | None
    last_day: date | None
    articles: int
    repeats: int
    undated: int
    rejects: int
    distinct_stories: int
    sentences: int
    model_id: str | None
    codebook: str
    code_version: str
    run_id: str
    rejects_by_reason: tuple[tuple[str, int], ...] = ()
    task: str = "framing+sentiment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One measure as the table of outlets writes it; `interval` is "" without one.
    Beside a corrected value, `alone` is what the model alone gives."""

    value: str
    interval: str
    alone: "Cell | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """One outlet in the table; `week` is None where it is in no trend, and `partial`
    where its collection is."""

    name: str
    place: str
    articles: int
    undated: int
    week: str | None
    partial: bool
    counts: str
    cells: tuple[Cell, ...]


def render_index(frames: SiteFrames, facts: SiteFacts) -> str:
    """The whole page as HTML; equal frames and facts give the equal text."""
    corrections = _choose_model(frames.correction, facts.model_id)
    weeks = split_series(_choose_model(frames.outlet_week, facts.model_id), corrections)
    days = split_series(_choose_model(frames.outlet_day, facts.model_id))
    names = dict(zip(frames.outlet["outlet"], frames.outlet["name"], strict=True))
    state = find_state(weeks, facts)
    measured = find_measures(facts.task)
    return TEMPLATES.get_template("index.html.j2").render(
        facts=facts,
        built_at=facts.built_at.astimezone(UTC),
        state=state,
        headline=_find_headline(state, weeks, names, facts),
        spread=describe_spread(weeks, names),
        weight=_weigh(weeks, facts),
        measured=measured,
        correction=describe_correction(
            weeks, measured, _count_gold(corrections), names
        ),
        tone=describe_change(weeks, "sentiment", names),
        rows=[_make_row(row, weeks) for row in _order(frames.outlet)],
        columns=COLUMNS,
        outlets_shown=OUTLETS_SHOWN,
        # The payload escapes for its element itself; autoescape would break the JSON.
        payload=Markup(render_payload(weeks, days, names)),  # noqa: S704
        versions={
            name: find_version(name) for name in ("app.js", "figures.js", "style.css")
        },
        write_date=write_date,
        write_count=write_count,
    )


def _count_gold(corrections: pl.DataFrame) -> int:
    """Coded sentences behind the corrections: those of the whole are all of them."""
    return max(corrections["gold"].to_list()) if len(corrections) else 0


def find_state(weeks: list[Series], facts: SiteFacts) -> str:
    """What there is to show: "empty", "undated", "missing" or "full"."""
    if any(any(series.articles) for series in weeks):
        return "full"
    if facts.articles:
        return "undated"
    return "missing" if weeks else "empty"


def _find_headline(
    state: str, weeks: list[Series], names: dict[str, str], facts: SiteFacts
) -> Finding:
    if state == "full":
        return _find_change(weeks, names, facts)
    if state == "undated":
        return Finding(
            title="No article has a date, so there is no trend",
            detail=f"{write_count(facts.articles, 'article')} kept and scored. Give "
            "each its day: a feed or page that states it, or a “published_at” column "
            "named in the source’s “columns”. Then run “detente run” again.",
        )
    if state == "missing":
        return Finding(
            title="Nothing was collected: every day is missing",
            detail="The sources did not answer on any day. “detente doctor” says which "
            "cannot be reached and what to mend.",
        )
    return Finding(
        title="No articles yet",
        detail="Name a source in the config file, a feed or a folder of files, and run "
        "“detente run”.",
    )


def _find_change(
    weeks: list[Series], names: dict[str, str], facts: SiteFacts
) -> Finding:
    measured = find_measures(facts.task)
    for measure in ("balance", "sentiment"):
        if measure in measured:
            return describe_change(weeks, measure, names)
    return Finding(
        title=f"How much {facts.task} the outlets carry",
        detail=f"{facts.model_id} answers {facts.task} alone.",
    )


def _weigh(weeks: list[Series], facts: SiteFacts) -> Finding:
    if "balance" in find_measures(facts.task):
        return describe_weight(weeks)
    return Finding(title="Outlet by outlet", detail="")


def _choose_model(frame: pl.DataFrame, model_id: str | None) -> pl.DataFrame:
    if model_id is None or frame.is_empty():
        return frame
    return frame.filter((pl.col("model_id") == model_id) | pl.col("model_id").is_null())


def _order(outlets: pl.DataFrame) -> list[dict[str, object]]:
    ordered = outlets.sort(["articles", "outlet"], descending=[True, False])
    return ordered.to_dicts()


def _make_row(row: dict[str, object], weeks: list[Series]) -> OutletRow:
    series = next((found for found in weeks if found.outlet == row["outlet"]), None)
    latest = _find_latest(series)
    places = [str(row[key]) for key in ("country", "language") if row[key]]
    if series is None or latest is None:
        week, counts, partial = None, "", False
        cells = tuple(Cell(value="–", interval="") for _ in COLUMNS)
    else:
        week = write_date(series.find_day(latest))
        counts = _write_counts(series, latest)
        partial = series.statuses[latest] == "p"
        cells = tuple(_make_cell(series, latest, measure) for measure in COLUMNS)
    return OutletRow(
        name=clean_name(str(row["name"])),
        place=clean_name(" · ".join(places)) if places else "",
        articles=int(str(row["articles"])),
        undated=int(str(row["undated"])),
        week=week,
        partial=partial,
        counts=counts,
        cells=cells,
    )


def _find_latest(series: Series | None) -> int | None:
    if series is None:
        return None
    filled = [index for index, count in enumerate(series.articles) if count]
    return filled[-1] if filled else None


def _write_counts(series: Series, index: int) -> str:
    counts = series.articles[index], series.stories[index], series.sentences[index]
    return " · ".join(f"{count:,}" for count in counts)


def _make_cell(series: Series, index: int, measure: str) -> Cell:
    found = series.measures[measure]
    cell = _write_cell(found, index, measure)
    if found.alone is None:
        return cell
    return replace(cell, alone=_write_cell(found.alone, index, measure))


def _write_cell(found: Measured, index: int, measure: str) -> Cell:
    value, low, high = found.values[index], found.lows[index], found.highs[index]
    if value is None:
        return Cell(value="–", interval="")
    bounds = (
        ""
        if low is None or high is None
        else f"{write_value(measure, low)} … {write_value(measure, high)}"
    )
    return Cell(value=write_value(measure, value), interval=bounds)


def find_version(asset: str) -> str:
    """What an asset's address ends in, so that a browser keeps no older one."""
    content = (files("dashboards") / "assets" / asset).read_bytes()
    if asset == "style.css":
        content += render_variables().encode()
    return hashlib.sha256(content).hexdigest()[:8]
