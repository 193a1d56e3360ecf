"""Each outlet against all others together: what lies between them, and how surely."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
import polars as pl

from analysis.measures.story_sums import (
    CORRECTED,
    QUESTIONS,
    Numbers,
    StorySums,
    find_gold_part,
    find_spread,
    sum_stories,
)
from analysis.measures.student import COVERAGE, p_value, t_margin

FEWEST_STORIES = 3
MEASURES: Mapping[str, Sequence[str]] = {
    **{question: (question,) for question in QUESTIONS},
    "balance": ("escalation", "diplomacy"),
}
SCHEMA = {
    "outlet": pl.String,
    "measure": pl.String,
    "articles": pl.UInt32,
    "value": pl.Float64,
    "others": pl.Float64,
    "difference": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p": pl.Float64,
    "p_adjusted": pl.Float64,
    "corrected": pl.Boolean,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """An outlet's value and that of all others; the standard error of the difference
    and its degrees of freedom."""

    outlet: str
    articles: int
    value: float
    others: float
    error: float
    degrees: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A measure of sums over articles, and how it moves with each of the sums."""

    value: float
    moves: Numbers


def find_contrasts(stories: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    """Compare each outlet with the articles of all others together, in each measure.

    `stories` has a row per outlet and story: `outlet`, `story_id`, `articles`,
    `framed_articles`, and the sums over these articles of their mean `sentiment`,
    `escalation` and `diplomacy`, None where the model does not answer. `corrections`
    has `outlet` and the columns of table correction from `question` on; a measure is
    corrected if every outlet has the corrections that it needs.

    Returns the columns of table contrast without model and period. An outlet is
    compared if it and the others have at least three stories, in the balance also if
    both have a framed article and, corrected, some of both frames. Outlets that are
    not compared stay among the others of those that are.

    Method: the two means (or ratios, for the balance) are linearised and their
    difference is summed over stories, so that a story that both sides carry adds to
    both and what it has in common cancels (Särndal, Swensson and Wretman 1992, section
    5.6); degrees of freedom are the stories of the side that has fewer, less
    one. With corrections the variance that comes from the gold is added (delta method)
    and the degrees are Satterthwaite's (1946). `p` is two-sided from Student's t,
    `p_adjusted` after Holm (1979) over the outlets of the measure; `low` and `high` are
    Bonferroni's, which hold for all of them together with 95 %. Holm rejects a little
    more: `p_adjusted` can be below .05 where the interval still holds zero.
    """
    if stories["outlet"].n_unique() < 2:
        return pl.DataFrame(schema=SCHEMA)
    sums = sum_stories(stories, corrections)
    rows = [
        row
        for measure, questions in MEASURES.items()
        if set(questions) <= set(sums.columns)
        for row in _compare(sums, measure, questions)
    ]
    return pl.DataFrame(rows, SCHEMA, orient="row").sort("outlet", "measure")


def adjust_holm(chances: Sequence[float]) -> list[float]:
    """Each p-value adjusted for how many there are, in the order given (Holm 1979)."""
    adjusted = [0.0] * len(chances)
    largest = 0.0
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(chances) - rank) * chances[place]))
        adjusted[place] = largest
    return adjusted


def _compare(
    sums: StorySums, measure: str, questions: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    """The rows of one measure."""
    corrected = set(questions) <= set(sums.gold)
    found = [
        contrast
        for place in range(len(sums.outlets))
        if (contrast := _contrast(sums, place, questions, corrected=corrected))
    ]
    chances = [_chance(contrast) for contrast in found]
    for contrast, p, p_adjusted in zip(
        found, chances, adjust_holm(chances), strict=True
    ):
        share = 1 - (1 - COVERAGE) / len(found)
        margin = contrast.error * t_margin(share, contrast.degrees)
        difference = contrast.value - contrast.others
        yield (
            *(contrast.outlet, measure, contrast.articles),
            *(contrast.value, contrast.others, difference),
            *(difference - margin, difference + margin),
            *(p, p_adjusted, corrected),
        )


def _chance(contrast: Contrast) -> float:
    difference = contrast.value - contrast.others
    if not difference:
        return 1.0
    t = difference / contrast.error if contrast.error else inf
    return p_value(t, contrast.degrees)


def _contrast(
    sums: StorySums, place: int, questions: Sequence[str], *, corrected: bool
) -> Contrast | None:
    """One outlet against the others; None where one side says too little."""
    own = sums.totals[place]
    rest = sums.totals.sum(axis=0) - own
    names = [f"{name}{CORRECTED}" if corrected else name for name in questions]
    one, other = (_measure(side, sums.columns, names) for side in (own, rest))
    draws = min(sums.stories[place], sums.other_stories[place])
    if one is None or other is None or draws < FEWEST_STORIES:
        return None
    spread = find_spread(sums, place, one.moves, other.moves)
    parts = [(spread * draws / (draws - 1), draws - 1.0)]
    for name in questions if corrected else ():
        part = find_gold_part(sums, place, name, one.moves, other.moves)
        parts.append((part, sums.gold[name].degrees))
    return Contrast(
        outlet=sums.outlets[place],
        articles=int(own[sums.columns.index("articles")]),
        value=one.value,
        others=other.value,
        error=sqrt(sum(part for part, _ in parts)),
        degrees=_find_degrees(parts),
    )


def _measure(
    sums: Numbers, columns: Sequence[str], names: Sequence[str]
) -> Side | None:
    """A mean of one question, or the balance of two; None where it is not defined."""
    moves = np.zeros(len(columns))
    places = [columns.index(name) for name in names]
    if len(places) == 1:
        articles = columns.index("articles")
        value = sums[places[0]] / sums[articles]
        moves[places[0]], moves[articles] = 1 / sums[articles], -value / sums[articles]
        return Side(value=float(value), moves=moves)
    escalation, diplomacy = sums[places]
    whole = escalation + diplomacy
    framed = sums[columns.index("framed_articles")]
    if not framed or escalation < 0 or diplomacy < 0 or not whole:
        return None
    moves[places] = -2 * diplomacy / whole**2, 2 * escalation / whole**2
    return Side(value=float((diplomacy - escalation) / whole), moves=moves)


def _find_degrees(parts: Sequence[tuple[float, float]]) -> float:
    """Degrees of freedom of a sum of variances (Satterthwaite 1946)."""
    whole = sum(variance for variance, _ in parts)
    doubt = sum(variance**2 / degrees for variance, degrees in parts)
    return whole**2 / doubt if doubt else parts[0][1]
