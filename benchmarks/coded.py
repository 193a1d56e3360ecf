"""A gold sample of invented press: drawn by the product, coded by the truth."""

import numpy as np
import polars as pl

from analysis.measures.sampling import draw_sample
from benchmarks.worlds import QUESTIONS, Press


def draw_gold(
    press: Press, scores: pl.DataFrame, size: int, seed: int, noise: float = 0.0
) -> pl.DataFrame:
    """The drawn texts with `inclusion_probability` and people's answers: the truth, or,
    in the share `noise` of answers, another one. Frames 0 or 1, sentiment −1, 0, 1."""
    return _label(press, draw_sample(_list(press, scores), size, seed + 1), seed, noise)


def _list(press: Press, scores: pl.DataFrame) -> pl.DataFrame:
    """What a sample is drawn from, as queries/sampling_frame.sql has it."""
    escalation, diplomacy = pl.col("escalation"), pl.col("diplomacy")
    return (
        press.sentences.group_by("text_hash")
        .agg(pl.col("article_id").min())
        .join(press.articles, on="article_id")
        .join(scores, on="text_hash")
        .select(
            "text_hash",
            "outlet",
            language=pl.lit("en"),
            week=pl.col("day").dt.truncate("1w"),
            predicted=pl.when((escalation < 0.5) & (diplomacy < 0.5))
            .then(pl.lit("NEITHER"))
            .when(escalation >= diplomacy)
            .then(pl.lit("ESCALATION"))
            .otherwise(pl.lit("DIPLOMACY")),
        )
    )


def _label(press: Press, items: pl.DataFrame, seed: int, noise: float) -> pl.DataFrame:
    draw = np.random.default_rng([seed, 3])
    truth = press.texts.select("text_hash", *QUESTIONS, "sentiment")
    said = items.join(truth, on="text_hash", maintain_order="left")
    wrong = [pl.Series(draw.random(len(said)) < noise) for _ in range(3)]
    other = pl.Series(
        (said["sentiment"].to_numpy() + draw.integers(2, 4, len(said))) % 3 - 1
    )
    return said.with_columns(
        *(
            (pl.col(question) ^ flipped).cast(pl.Float64)
            for question, flipped in zip(QUESTIONS, wrong, strict=False)
        ),
        sentiment=pl.when(wrong[2]).then(other).otherwise("sentiment").cast(pl.Float64),
    )
