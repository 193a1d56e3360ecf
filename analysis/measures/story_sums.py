"""Sums over articles by outlet, and what each story adds to what lies between two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Numbers = npt.NDArray[np.float64]

QUESTIONS = ("sentiment", "escalation", "diplomacy")
CORRECTED = "_corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldError:
    """Variance of each outlet's corrected mean that comes from the gold sample being
    small, and its degrees of freedom."""

    variances: Numbers
    degrees: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySums:
    """Sums over articles: `totals` has a row per outlet and a column per name of
    `columns`.

    `products[o]` are the sums of products, over the stories of outlet o, of its own
    columns and, after them, of the same columns over all outlets; `all_products` those
    of the columns over all outlets, over all stories. `stories` and `other_stories`
    count the stories of which an outlet, and of which any other, has an article.
    `gold` has the questions that are corrected, as columns "…_corrected".
    """

    outlets: Sequence[str]
    columns: Sequence[str]
    totals: Numbers
    products: Sequence[Numbers]
    all_products: Numbers
    stories: Sequence[int]
    other_stories: Sequence[int]
    gold: Mapping[str, GoldError]


def sum_stories(stories: pl.DataFrame, corrections: pl.DataFrame) -> StorySums:
    """Sum rows of outlets and stories as `find_contrasts` takes them.

    A question is corrected where every outlet has its correction, and left out where
    the model does not answer it.
    """
    outlets = stories["outlet"].unique().sort()
    known = stories.drop("outlet", "story_id").null_count().row(0, named=True)
    answered = [name for name, unknown in known.items() if not unknown]
    lines = {
        question: line
        for question in QUESTIONS
        if question in answered
        and len(line := _select_line(corrections, question, outlets)) == len(outlets)
    }
    for question, line in lines.items():
        stories = _add_corrected(stories, question, line)
    columns = [*answered, *(question + CORRECTED for question in lines)]
    table = stories.select(pl.col(columns).cast(pl.Float64)).to_numpy()
    numbers, story = np.unique(stories["story_id"].to_numpy(), return_inverse=True)
    everywhere: Numbers = np.stack(
        [np.bincount(story, column, len(numbers)) for column in table.T], axis=1
    )
    alone = (np.bincount(story) == 1)[story]
    outlet = stories["outlet"].rank("dense").to_numpy() - 1
    own = [outlet == place for place in range(len(outlets))]
    sides = [np.hstack([table[rows], everywhere[story[rows]]]) for rows in own]
    totals = np.array([table[rows].sum(axis=0) for rows in own])
    articles = totals[:, columns.index("articles")]
    return StorySums(
        outlets=outlets.to_list(),
        columns=columns,
        totals=totals,
        products=[side.T @ side for side in sides],
        all_products=everywhere.T @ everywhere,
        stories=[int(rows.sum()) for rows in own],
        other_stories=[len(numbers) - int(alone[rows].sum()) for rows in own],
        gold={
            question: _find_gold_error(
                line, totals[:, columns.index(question + CORRECTED)] / articles
            )
            for question, line in lines.items()
        },
    )


def find_spread(sums: StorySums, place: int, own: Numbers, rest: Numbers) -> float:
    """Squares of what each story adds to the difference of two sides, summed.

    `place` is the outlet's, `own` and `rest` say how the value of its side, and of all
    others together, moves with each column's sum. A story of the outlet adds to its
    side and, with what others have of it, to the other side; the squares of all other
    stories are those of all, less its own.
    """
    products = sums.products[place]
    everywhere = slice(len(own), None)
    both = np.concatenate([own + rest, -rest])
    elsewhere = sums.all_products - products[everywhere, everywhere]
    return max(float(both @ products @ both + rest @ elsewhere @ rest), 0.0)


def find_gold_part(
    sums: StorySums, place: int, question: str, own: Numbers, rest: Numbers
) -> float:
    """Variance of the difference that comes from one question's gold.

    The errors of outlets' corrections are taken as independent.
    """
    column = sums.columns.index(question + CORRECTED)
    moves = np.full(len(sums.outlets), rest[column])
    moves[place] = own[column]
    articles = sums.totals[:, sums.columns.index("articles")]
    return float((moves * articles) ** 2 @ sums.gold[question].variances)


def _select_line(
    corrections: pl.DataFrame, question: str, outlets: pl.Series
) -> pl.DataFrame:
    return corrections.filter(
        pl.col("question") == question, pl.col("outlet").is_in(outlets.implode())
    ).sort("outlet")


def _add_corrected(
    stories: pl.DataFrame, question: str, line: pl.DataFrame
) -> pl.DataFrame:
    """The question's sums once more, as people would have it."""
    drift = pl.col("articles") * pl.col("intercept")
    corrected = (pl.col(question) - drift) / pl.col("slope")
    return (
        stories.join(line.select("outlet", "intercept", "slope"), on="outlet")
        .with_columns(corrected.alias(question + CORRECTED))
        .drop("intercept", "slope")
    )


def _find_gold_error(line: pl.DataFrame, means: Numbers) -> GoldError:
    """The delta method on (mean - intercept) / slope, as in formulas.sql."""
    mean = pl.Series(means)
    variance = (
        line["intercept_var"]
        + 2 * mean * line["covariance"]
        + mean**2 * line["slope_var"]
    ) / line["slope"] ** 2
    return GoldError(
        variances=variance.to_numpy(), degrees=float(line["degrees"].to_numpy().min())
    )
