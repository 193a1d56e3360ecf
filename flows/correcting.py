"""Coded sentences and scores → the corrections that the view `series` applies."""

import polars as pl

from analysis.measures.correction import find_corrections
from analysis.measures.gold import QUESTIONS
from analysis.warehouse.warehouse import Warehouse

SENTIMENTS = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


def save_corrections(warehouse: Warehouse, model_id: str) -> int:
    """Find the model's corrections anew from all gold that a sample drew; returns how
    many there are: one for each question of each outlet, language and whole, none
    where the gold says too little (`find_corrections`)."""
    label = number_labels(warehouse.load("gold_label"))
    with warehouse.transaction():
        warehouse.save("drop_correction", model_id=model_id)
        if label.is_empty():
            return 0
        found = find_corrections(
            warehouse.load("gold_text", {"label": label}, model_id=model_id),
            warehouse.load("sampled_mean", model_id=model_id),
        )
        warehouse.save("save_correction", {"incoming": found}, model_id=model_id)
    return len(found)


def number_labels(labels: pl.DataFrame) -> pl.DataFrame:
    """A row per text and question: text_hash, question and `label`, the mean over the
    text's coders of 0 or 1, of sentiment −1, 0 or 1.

    A text on which coders are split counts in between: were it left out, the share
    would lose what they differ on, which is nearly always a rare answer.
    """
    sentiment = pl.col("sentiment").replace_strict(SENTIMENTS, return_dtype=pl.Float64)
    return (
        labels.with_columns(sentiment, pl.col("escalation", "diplomacy").cast(float))
        .group_by("text_hash")
        .agg(pl.col(QUESTIONS).mean())
        .unpivot(
            QUESTIONS, index="text_hash", variable_name="question", value_name="label"
        )
    )
