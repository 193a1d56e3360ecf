"""The published numbers, loaded for the site."""

from datetime import datetime
from importlib.metadata import version

import polars as pl

from analysis.records import Model, Run
from analysis.warehouse.examples import read_examples
from analysis.warehouse.warehouse import Warehouse
from dashboards.frames import Example, SiteFacts, SiteFrames

# Of one model; the frame is called as the query, without "site_".
_OF_MODEL = (
    "outlet_day",
    "outlet_week",
    "gold_agreement",
    "correction",
    "site_collection",
    "site_model",
    "site_model_overlap",
    "change_point",
    "weekday_effect",
    "contrast",
    "site_part_sum",
    "site_evidence",
    "today_stretch",
    "today_sentence",
    "site_gap",
    "site_linked",
    "site_other_correction",
)
# The same, of many rows: asked with a frame, which such answers come faster from.
_LARGE = ("site_series",)
# Of the collection, whatever the model.
_OF_ALL: tuple[str, ...] = (
    "site_agency",
    "site_outlet_source",
    "unwell",
    "site_language",
    "site_date_source",
    "site_extraction",
    "site_reject",
    "site_source",
    "site_story",
    "site_story_size",
    "site_story_pair",
    "site_revision",
    "site_run",
    "columns",
    "site_shared",
)


def load_site_frames(warehouse: Warehouse, model_id: str) -> SiteFrames:
    """What the site draws."""
    found = {name: warehouse.load(name, model_id=model_id) for name in _OF_MODEL}
    used = {"used": pl.DataFrame({"model_id": [model_id]})}
    found |= {name: warehouse.load(name, used) for name in _LARGE}
    found |= {name: warehouse.load(name) for name in _OF_ALL}
    frames = {name.removeprefix("site_"): frame for name, frame in found.items()}
    return SiteFrames(outlet=warehouse.load("outlet_summary"), **frames)


def load_site_facts(
    warehouse: Warehouse,
    model: Model,
    run: Run,
    now: datetime,
    topics: tuple[str, ...] = (),
) -> SiteFacts:
    """What the site says about itself."""
    counts = warehouse.load("site_facts").row(0, named=True)
    return SiteFacts(
        built_at=now,
        first_day=counts["first_day"],
        last_day=counts["last_day"],
        articles=counts["articles"],
        repeats=counts["repeats"],
        undated=counts["undated"],
        distinct_stories=counts["distinct_stories"],
        sentences=counts["sentences"],
        rejects=counts["rejects"],
        rejects_by_reason=tuple(warehouse.load("rejects_by_reason").iter_rows()),
        model_id=model.model_id,
        codebook=model.codebook,
        task=model.task,
        topics=topics,
        code_version=version("detente"),
        run_id=run.run_id,
        examples=load_examples(warehouse),
    )


def load_examples(warehouse: Warehouse) -> tuple[Example, ...]:
    """The queries that readers may start from, each with its rows here."""
    return tuple(
        Example(name=name, sql=sql, frame=warehouse.load(f"examples/{name}"))
        for name, sql in read_examples().items()
    )
