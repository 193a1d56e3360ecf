"""Coded sentences and scores → the corrections that the view `series` applies."""

import polars as pl

from analysis.measures.correction import find_corrections
from analysis.measures.gold import QUESTIONS, settle_labels
from analysis.warehouse.warehouse import Warehouse

SENTIMENTS = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


def save_corrections(warehouse: Warehouse, model_id: str) -> int:
    """Find the model's corrections anew from all gold that a sample drew; returns how
    many there are: one for each question of each outlet, language and whole, none
    where the gold says too little (`find_corrections`)."""
    label = number_labels(settle_labels(warehouse.load("gold_label")))
    frames = {"label": label}
    found = find_corrections(
        warehouse.load("gold_text", frames, model_id=model_id),
        warehouse.load("sampled_mean", frames, model_id=model_id),
    )
    with warehouse.transaction():
        warehouse.save("drop_correction", model_id=model_id)
        warehouse.save("save_correction", {"incoming": found}, model_id=model_id)
    return len(found)


def number_labels(settled: pl.DataFrame) -> pl.DataFrame:
    """A row per text and question that is settled: text_hash, question and `label`,
    0 or 1, of sentiment −1, 0 or 1."""
    sentiment = pl.col("sentiment").replace_strict(
        SENTIMENTS, default=None, return_dtype=pl.Float64
    )
    return (
        settled.with_columns(sentiment, pl.col("escalation", "diplomacy").cast(float))
        .unpivot(
            QUESTIONS, index="text_hash", variable_name="question", value_name="label"
        )
        .drop_nulls("label")
    )
