"""How a model's means hang together with what people see, found from coded sentences.

The gold sample fixes the level of a series: the share that people would find over the
whole period of the sample, which rests on the design of the sample alone. How far a
change of the series is to be stretched is the slope of the model's answer over theirs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import polars as pl

from analysis.measures.pooling import (
    UNKNOWN,
    Estimate,
    Hashes,
    Numbers,
    pool_estimates,
)
from analysis.measures.student import COVERAGE, t_margin

SCHEMA = {
    "level": pl.String,
    "member": pl.String,
    "question": pl.String,
    "intercept": pl.Float64,
    "slope": pl.Float64,
    "intercept_var": pl.Float64,
    "slope_var": pl.Float64,
    "covariance": pl.Float64,
    "degrees": pl.Float64,
    "gold": pl.UInt32,
}
# Fewer texts than these of every answer but the commonest say too little of a model.
FEWEST_TEXTS = 5

# Rounding, which must not pass for labels that differ.
ALIKE = 1e-9

# Those of three stories of equal size, below which there is no error over stories.
FEWEST_DEGREES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """mean answer of the model = intercept + slope × share that people see."""

    intercept: float
    slope: float
    intercept_var: float
    slope_var: float
    covariance: float
    degrees: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A member's coded texts: their hashes, people's label, the model's score and the
    text's weight."""

    text: Hashes
    label: Numbers
    score: Numbers
    weight: Numbers


def find_corrections(gold: pl.DataFrame, means: pl.DataFrame) -> pl.DataFrame:
    """The rows of table correction, without model, for each member that `means` has.

    `gold` has a row per coded text, question and member of a level that carries the
    text: level, member, question, text_hash, `label` (mean over coders of 0 or 1, of
    sentiment −1, 0 or 1), `score` (the model's, in the same range) and `weight`, the
    text's part in the member's mean (sum over where it stands of 1 / sentences of the
    article) by its chance of being drawn.
    `means` has level, member, question and `mean`, the model's mean answer over the
    period that was sampled.

    A question of a level has no rows where fewer than five texts, each counted once
    however many members carry it, differ from its commonest label; a member none where
    its slope is not surely above zero (less than two standard errors: Fieller's
    condition, without which no interval is bounded).

    Method, for member m with mean score S:

        share     θ = λ S + A,  A = Σ w (y − λ s) / Σ w
        slope     B = Σ w (y − ȳ)(s − s̄) / Σ w (y − ȳ)²
        intercept S − B θ

    θ is the difference estimator (Cassel, Särndal and Wretman 1976; Särndal, Swensson
    and Wretman 1992, sections 6.3 and 6.4), known anew as design-based supervised
    learning (Egami, Hinck, Stewart and Wei 2023) and prediction-powered inference
    (Angelopoulos et al. 2023): it is right on average however wrong the model is. λ,
    0 … 1, the weighted regression of all labels on scores, makes it precise (PPI++,
    Angelopoulos, Duchi and Zrnic 2023, section 6). The line through (θ, S) with
    slope B is the classical calibration line; for labels 0 and 1 B is the weighted mean
    score of texts that carry the frame minus that of those that do not, as in Rogan and
    Gladen 1978. Variances are linearised as if drawn with replacement. A and B are each
    partly pooled over the members of the level (`pool_estimates`): a member with little
    gold borrows from the others, one without has their mean and the spread around it.
    Texts that several members carry are borrowed but once.
    """
    rows = [
        row
        for level, question in means.select("level", "question")
        .unique()
        .sort(pl.all())
        .rows()
        for row in _correct_level(
            gold.filter(level=level, question=question),
            means.filter(level=level, question=question).sort("member"),
        )
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def correct(
    value: float, se: float, draws: float, by: Correction, least: float = 0.0
) -> tuple[float, float, float]:
    """The share that people would see, with its 95 % interval, within `least` … 1.

    `value` is the model's mean, worth `draws` stories of equal size, `se` its standard
    error. The same as the view `series` computes. Variances of both sources are added;
    the degrees of freedom are Satterthwaite's (1946). The interval lies around the
    share once it is within its range: one far outside would else look sure.
    """
    share = (value - by.intercept) / by.slope
    of_model = (
        by.intercept_var + 2 * share * by.covariance + share**2 * by.slope_var
    ) / by.slope**2
    of_stories = (se / by.slope) ** 2
    whole = of_model + of_stories
    drawn = max(draws - 1, FEWEST_DEGREES)
    degrees = whole**2 / (of_model**2 / by.degrees + of_stories**2 / drawn)
    reach = t_margin(COVERAGE, degrees) * sqrt(whole)
    middle = min(max(share, least), 1.0)
    return middle, max(middle - reach, least), min(middle + reach, 1.0)


def _correct_level(
    gold: pl.DataFrame, means: pl.DataFrame
) -> Iterator[tuple[object, ...]]:
    labels = gold.unique("text_hash")["label"].to_numpy()
    counts = np.unique(labels, return_counts=True)[1]
    if counts.sum() - counts.max(initial=0) < FEWEST_TEXTS:
        return
    coded = [_read(gold.filter(member=member)) for member in means["member"]]
    found = [_find_slope(texts) for texts in coded]
    if all(slope.value is None for slope in found):
        return
    slopes, slope_vars, _ = pool_estimates(found)
    trust = _find_trust(coded)
    rests, rest_vars, degrees = pool_estimates(
        [_find_rest(texts, trust) for texts in coded]
    )
    for place, (level, member, question, mean) in enumerate(
        means.select("level", "member", "question", "mean").iter_rows()
    ):
        slope, slope_var = slopes[place], slope_vars[place]
        if slope <= 2 * sqrt(slope_var):
            continue
        share = trust * mean + rests[place]
        yield (
            *(level, member, question),
            *(mean - slope * share, slope),
            slope**2 * rest_vars[place] + share**2 * slope_var,
            *(slope_var, -share * slope_var),
            *(degrees, len(coded[place].label)),
        )


def _read(gold: pl.DataFrame) -> Coded:
    label, score, weight = (
        gold[name].to_numpy().astype(np.float64)
        for name in ("label", "score", "weight")
    )
    text = gold["text_hash"].to_numpy()
    return Coded(text=text, label=label, score=score, weight=weight)


def _find_trust(coded: Sequence[Coded]) -> float:
    """λ: how much a label differs where the score differs by one, 0 … 1."""
    both = sum(_product(texts, texts.label, texts.score) for texts in coded)
    own = sum(_product(texts, texts.score, texts.score) for texts in coded)
    return min(max(both / own, 0.0), 1.0) if own else 0.0


def _find_rest(texts: Coded, trust: float) -> Estimate:
    """A: what labels are on average beyond λ times the score."""
    if not len(texts.label):
        return UNKNOWN
    rest = texts.label - trust * texts.score
    pull = texts.weight / texts.weight.sum()
    value = float(pull @ rest)
    return Estimate(value=value, text=texts.text, pull=pull, miss=rest - value)


def _find_slope(texts: Coded) -> Estimate:
    """B: how much the score differs where the label differs by one."""
    if not len(texts.label) or np.ptp(texts.label) < ALIKE:
        return UNKNOWN
    spread = _product(texts, texts.label, texts.label)
    value = _product(texts, texts.label, texts.score) / spread
    label = _center(texts, texts.label)
    miss = _center(texts, texts.score) - value * label
    pull = texts.weight * label / spread
    return Estimate(value=value, text=texts.text, pull=pull, miss=miss)


def _product(texts: Coded, one: Numbers, other: Numbers) -> float:
    """Weighted sum of products of distances from the means."""
    return float((texts.weight * _center(texts, one) * _center(texts, other)).sum())


def _center(texts: Coded, values: Numbers) -> Numbers:
    if not len(values):
        return values
    return np.asarray(values - np.average(values, weights=texts.weight))
