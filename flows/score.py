"""Sentences without a score under the model → scores; each distinct text once."""

import logging
import time
from dataclasses import dataclass

import polars as pl
from prefect import flow
from tqdm import tqdm

from analysis.records import Model
from analysis.scoring.registry import find_model, load_scorer
from analysis.scoring.scorer import Scorer
from analysis.warehouse.warehouse import Warehouse
from flows.settings import Settings

log = logging.getLogger("detente")
AT_ONCE = 4096


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
        pending = warehouse.load("pending_count", model_id=model.model_id).item()
        if not pending:
            log.info("Nothing new to score with %s", model.model_id)
            return Scored(model_id=model.model_id, sentences=0)
        _, scorer = load_scorer(settings.model)
        started = time.monotonic()
        score_pending(warehouse, model, scorer, pending)
    seconds = time.monotonic() - started
    log.info(
        "Scored %d sentences with %s in %.0f s (%.0f sentences/s)",
        pending,
        model.model_id,
        seconds,
        pending / seconds,
    )
    return Scored(model_id=model.model_id, sentences=pending)


def score_pending(
    warehouse: Warehouse, model: Model, scorer: Scorer, pending: int
) -> None:
    """Score in pieces, each kept as soon as it is done: a kill loses one piece."""
    done = 0
    with tqdm(total=pending, unit="sentence", desc="score", disable=None) as progress:
        while len(texts := _load_pending(warehouse, model)):
            scores = scorer.score(texts["text"].to_list()).with_columns(
                texts["text_hash"], model_id=pl.lit(model.model_id)
            )
            warehouse.save("save_sentence_score", {"incoming": scores})
            progress.update(len(texts))
            done += len(texts)
            if progress.disable and done % (10 * AT_ONCE) == 0:
                log.info("Scored %d of %d sentences", done, pending)


def _load_pending(warehouse: Warehouse, model: Model) -> pl.DataFrame:
    return warehouse.load("pending_sentence", model_id=model.model_id, most=AT_ONCE)
