"""What a site is made of: frames of the warehouse, and facts about the whole."""

from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from dashboards.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query that readers may start from, with what it gives on this warehouse."""

    name: str
    sql: str
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrames:
    """The frames a site is made of; columns as in the warehouse's tables, or as the
    query of the same name in `analysis/warehouse/queries` (`site_…`) says.

    A frame without rows means that there is nothing of the kind; one that was not
    handed in has no columns either.
    """

    outlet_day: pl.DataFrame
    outlet_week: pl.DataFrame
    outlet: pl.DataFrame
    gold_agreement: pl.DataFrame = field(default_factory=pl.DataFrame)
    correction: pl.DataFrame = field(default_factory=pl.DataFrame)
    other_correction: pl.DataFrame = field(default_factory=pl.DataFrame)
    series: pl.DataFrame = field(default_factory=pl.DataFrame)
    collection: pl.DataFrame = field(default_factory=pl.DataFrame)
    change_point: pl.DataFrame = field(default_factory=pl.DataFrame)
    today_stretch: pl.DataFrame = field(default_factory=pl.DataFrame)
    today_sentence: pl.DataFrame = field(default_factory=pl.DataFrame)
    unwell: pl.DataFrame = field(default_factory=pl.DataFrame)
    weekday_effect: pl.DataFrame = field(default_factory=pl.DataFrame)
    contrast: pl.DataFrame = field(default_factory=pl.DataFrame)
    model_overlap: pl.DataFrame = field(default_factory=pl.DataFrame)
    model: pl.DataFrame = field(default_factory=pl.DataFrame)
    evidence: pl.DataFrame = field(default_factory=pl.DataFrame)
    agency: pl.DataFrame = field(default_factory=pl.DataFrame)
    part_sum: pl.DataFrame = field(default_factory=pl.DataFrame)
    outlet_source: pl.DataFrame = field(default_factory=pl.DataFrame)
    language: pl.DataFrame = field(default_factory=pl.DataFrame)
    date_source: pl.DataFrame = field(default_factory=pl.DataFrame)
    reject: pl.DataFrame = field(default_factory=pl.DataFrame)
    source: pl.DataFrame = field(default_factory=pl.DataFrame)
    story: pl.DataFrame = field(default_factory=pl.DataFrame)
    extraction: pl.DataFrame = field(default_factory=pl.DataFrame)
    story_size: pl.DataFrame = field(default_factory=pl.DataFrame)
    story_pair: pl.DataFrame = field(default_factory=pl.DataFrame)
    revision: pl.DataFrame = field(default_factory=pl.DataFrame)
    run: pl.DataFrame = field(default_factory=pl.DataFrame)
    gap: pl.DataFrame = field(default_factory=pl.DataFrame)
    columns: pl.DataFrame = field(default_factory=pl.DataFrame)
    shared: pl.DataFrame = field(default_factory=pl.DataFrame)
    linked: pl.DataFrame = field(default_factory=pl.DataFrame)


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
    topics: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    events: tuple[Event, ...] = ()
