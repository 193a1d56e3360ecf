"""Sentences without a score under the model → scores; each distinct text once."""

import logging
import time
from dataclasses import dataclass

from prefect import flow

from analysis.scoring.registry import find_model, load_scorer
from analysis.warehouse.warehouse import Warehouse
from flows.pending import count_pending, score_pending
from flows.settings import Settings

log = logging.getLogger("detente")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a scoring stage did: how many distinct sentences, by which model."""

    model_id: str
    sentences: int


@flow(name="score", validate_parameters=False)
def score(settings: Settings) -> Scored:
    """Score everything that has no score under the configured model.

    A model of the hub has to be fetched before.
    """
    model = find_model(settings.model)
    with Warehouse(settings.working_file) as warehouse:
        warehouse.save_records("model", [model])
        if not count_pending(warehouse, model.model_id):
            log.info("Nothing new to score with %s", model.model_id)
            return Scored(model_id=model.model_id, sentences=0)
        _, scorer = load_scorer(settings.model)
        started = time.monotonic()
        scored = score_pending(warehouse, model, scorer)
    seconds = time.monotonic() - started
    log.info(
        "Scored %d sentences with %s in %.0f s (%.0f sentences/s)",
        scored,
        model.model_id,
        seconds,
        scored / seconds,
    )
    return Scored(model_id=model.model_id, sentences=scored)
