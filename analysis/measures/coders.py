"""How far coders agree with each other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

import krippendorff
import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.measures.gold import (
    ANSWERS,
    FIGURE_SCHEMA,
    QUESTIONS,
    Numbers,
    Row,
    find_ends,
    name_answers,
    split_groups,
)
from analysis.measures.resampling import FEWEST_SENTENCES, RESAMPLES, SEED

# Negative and positive are further apart than each is from neutral.
LEVELS: Mapping[str, Literal["nominal", "ordinal"]] = {
    "escalation": "nominal",
    "diplomacy": "nominal",
    "sentiment": "ordinal",
}
PAIR_SCHEMA = pl.Schema(
    {
        "question": pl.String,
        "coder": pl.String,
        "other": pl.String,
        "agreement": pl.Float64,
        "alpha": pl.Float64,
        "n": pl.Int64,
    }
)

# Two people who code so many sentences differ somewhere.
FEWEST_ALIKE = 30

Counts = npt.NDArray[np.int64]


def find_coder_agreement(labels: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Agreement among coders on each question, over all texts and by language.

    `labels` has a row a text and coder (text_hash, coder and the three answers), as
    many as there are; `places` has text_hash and language. Of `FIGURE_SCHEMA`: figure
    "alpha" (−1 … 1; Krippendorff 2004, chapter 11; nominal for the frames, ordinal for
    sentiment) and "agreement" (0 … 1, the mean over texts of the share of pairs of
    codings that are alike). `n` counts texts with two codings or more, which alone say
    anything; without any, or where all answers are one, alpha is None. The intervals
    draw texts with replacement (Zapf et al. 2016); none below ten texts or where
    resampling changes nothing.
    """
    rows = [
        (question, grouping, member, "", *figure)
        for grouping, member, found in split_groups(labels, places, ["language"])
        for question in QUESTIONS
        for figure in _coder_figures(found, question)
    ]
    return pl.DataFrame(rows, schema=FIGURE_SCHEMA, orient="row")


def find_pair_agreement(labels: pl.DataFrame) -> pl.DataFrame:
    """The same two figures, without intervals, of every two coders that share texts.

    Of `PAIR_SCHEMA`, by coders' names; `n` counts the texts that both coded.
    """
    rows: list[Row] = []
    for pair in combinations(sorted(labels["coder"].unique()), 2):
        both = labels.filter(pl.col("coder").is_in(pair))
        for question in QUESTIONS:
            counts = _count_codings(both, question)
            if len(counts):
                figures = _alike(counts), _alpha(counts, question)
                rows.append((question, *pair, *figures, len(counts)))
    return pl.DataFrame(rows, schema=PAIR_SCHEMA, orient="row")


def find_alike(pairs: pl.DataFrame) -> list[tuple[str, str, int]]:
    """Coder, other and texts of those who share thirty texts or more and differ on none
    in any answer, of rows of `PAIR_SCHEMA`: likely one person, or one sheet twice."""
    alike = (
        pairs.group_by("coder", "other", maintain_order=True)
        .agg(pl.col("agreement").min(), pl.col("n").min())
        .filter(pl.col("agreement") == 1, pl.col("n") >= FEWEST_ALIKE)
    )
    return alike.select("coder", "other", "n").rows()


def _coder_figures(labels: pl.DataFrame, question: str) -> Iterator[Row]:
    """Figure, value, low, high and n of alpha and of plain agreement."""
    counts = _count_codings(labels, question)
    n = len(counts)
    resamples = RESAMPLES if n >= FEWEST_SENTENCES else 0
    draws = np.random.default_rng(SEED).integers(0, max(n, 1), (resamples, n))
    alphas = [_alpha(counts[draw], question) for draw in draws]
    alike = [_alike(counts[draw]) for draw in draws]
    yield "alpha", _alpha(counts, question), *find_ends(_known(alphas)), n
    yield "agreement", _alike(counts), *find_ends(_known(alike)), n


def _count_codings(labels: pl.DataFrame, question: str) -> Counts:
    """How many coders give each answer; a row for each text with several codings."""
    answers = name_answers(labels, question)
    counts = answers.group_by("text_hash", maintain_order=True).agg(
        (pl.col("answer") == answer).sum().cast(pl.Int64).alias(answer)
        for answer in ANSWERS[question]
    )
    found: Counts = counts.drop("text_hash").to_numpy()
    return found.compress(found.sum(axis=1) > 1, axis=0)


def _alike(counts: Counts) -> float | None:
    """Mean over texts of the share of pairs of codings that are alike."""
    if not len(counts):
        return None
    codings = counts.sum(axis=1)
    pairs = (counts * (counts - 1)).sum(axis=1) / (codings * (codings - 1))
    return round(float(pairs.mean()), 6)


def _alpha(counts: Counts, question: str) -> float | None:
    if np.count_nonzero(counts.sum(axis=0)) < 2:
        return None
    alpha = krippendorff.alpha(
        value_counts=counts,
        value_domain=range(counts.shape[1]),
        level_of_measurement=LEVELS[question],
    )
    return round(float(alpha), 6)


def _known(values: Sequence[float | None]) -> Numbers:
    return np.array([one for one in values if one is not None], dtype=np.float64)
