"""Sentences that wait for a model's score, and how they get it."""

import logging

import polars as pl
from tqdm import tqdm

from analysis.records import Model
from analysis.scoring.scorer import Scorer
from analysis.warehouse.warehouse import Warehouse
from flows.settings import Period

log = logging.getLogger("detente")
AT_ONCE = 4096
# Looking for what is pending reads every sentence's hash: once for many pieces.
LOOKED_UP = 64 * AT_ONCE
EVER = Period()


def count_pending(warehouse: Warehouse, model_id: str, period: Period = EVER) -> int:
    """Distinct sentences of the period's articles that have no score of the model."""
    return int(
        warehouse.load(
            "unscored_count",
            model_id=model_id,
            since=period.since,
            until=period.until,
        ).item()
    )


def score_pending(
    warehouse: Warehouse, model: Model, scorer: Scorer, period: Period = EVER
) -> int:
    """Score in pieces, each kept as soon as it is done: a kill loses one piece.

    Returns how many sentences were scored.
    """
    pending, done = count_pending(warehouse, model.model_id, period), 0
    with tqdm(total=pending, unit="sentence", desc="score", disable=None) as progress:
        while len(texts := _load_pending(warehouse, model, period)):
            for piece in texts.iter_slices(AT_ONCE):
                _score_piece(warehouse, model, scorer, piece)
                progress.update(len(piece))
                done += len(piece)
                if progress.disable and done % (10 * AT_ONCE) == 0:
                    log.info("Scored %d of %d sentences", done, pending)
    return done


def _load_pending(warehouse: Warehouse, model: Model, period: Period) -> pl.DataFrame:
    return warehouse.load(
        "unscored",
        model_id=model.model_id,
        since=period.since,
        until=period.until,
        most=LOOKED_UP,
    )


def _score_piece(
    warehouse: Warehouse, model: Model, scorer: Scorer, piece: pl.DataFrame
) -> None:
    scores = scorer.score(piece["text"].to_list()).with_columns(
        piece["text_hash"], model_id=pl.lit(model.model_id)
    )
    warehouse.save("save_sentence_score", {"incoming": scores})
