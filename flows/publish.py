"""Scores → measures of the days that changed → the published copy and the site."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from analysis.errors import DetenteError
from analysis.records import Run
from analysis.scoring.registry import find_model
from analysis.warehouse.warehouse import Warehouse
from dashboards.frames import SiteFacts, SiteFrames
from dashboards.pages.page import Site
from dashboards.site import write_site
from flows.agreeing import save_gold_agreement
from flows.artifacts import leave_artifacts
from flows.comparing import save_changes, save_contrasts, save_weekdays
from flows.correcting import save_corrections
from flows.hub import fetch_model
from flows.measuring import save_measures
from flows.overlapping import save_overlaps
from flows.settings import Settings
from flows.site_frames import load_site_facts, load_site_frames
from flows.tagging import tag_articles

log = logging.getLogger("detente")
# What measuring may hold at once; the first time, over all sentences, it needs that.
MEMORY = "3GB"


@flow(name="publish", validate_parameters=False)
def publish(settings: Settings, run: Run) -> Path:
    """Bring measures, site and published copy up to date; returns the site's page.

    `run` is the run's row as readers shall find it in the published copy.
    """
    now = datetime.now(UTC)
    # Not asked anew: a commit that came after the scoring has scored nothing.
    model = find_model(fetch_model(replace(settings.model, offline=True)))
    with Warehouse(settings.working_file, memory=MEMORY) as warehouse:
        tag_articles(warehouse, settings.topics)
        changed = measure_all(warehouse, model.model_id, now)
        log.info("Measured %d changed weeks", changed)
    with (
        Warehouse(settings.working_file, memory=MEMORY) as warehouse,
        warehouse.publishing(settings.warehouse) as copy,
    ):
        # The working file calls the run done when the copy is in place.
        copy.save_records("run", [run])
        frames = load_site_frames(copy, model.model_id)
        topics = tuple(topic.name for topic in settings.topics)
        facts = replace(
            load_site_facts(copy, model, run, now, topics), events=settings.events
        )
        page = _write_site(settings.site, frames, facts)
    leave_artifacts(page, Site(frames=frames, facts=facts))
    log.info("Published %s and %s", settings.warehouse, page)
    return page


def measure_all(warehouse: Warehouse, model_id: str, now: datetime) -> int:
    """Bring the model's measures up to date, and those of models that are kept beside
    it; returns how many weeks of its own had changed."""
    changed = save_measures(warehouse, model_id, now)
    save_findings(warehouse, model_id)
    for (other,) in warehouse.load("other_model", model_id=model_id).iter_rows():
        save_measures(warehouse, other, now, again=False)
        save_findings(warehouse, other)
    return changed


def save_findings(warehouse: Warehouse, model_id: str) -> None:
    """Find anew what measures and gold show; contrasts need the corrections."""
    save_gold_agreement(warehouse, model_id)
    save_corrections(warehouse, model_id)
    save_overlaps(warehouse, model_id)
    save_changes(warehouse, model_id)
    save_weekdays(warehouse, model_id)
    save_contrasts(warehouse, model_id)


def _write_site(folder: Path, frames: SiteFrames, facts: SiteFacts) -> Path:
    try:
        return write_site(folder, frames, facts)
    except OSError as error:
        raise DetenteError(
            f"{error.filename or folder}: {error.strerror}; free space or name another "
            "folder under [site] path"
        ) from error
