"""95 % intervals of the measures: what would have come out with other stories."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.text.hashes import hash_text

MEASURES = ("sentiment", "escalation", "diplomacy")
FEWEST_STORIES = 3
RESAMPLES = 1000
COVERAGE = 0.95
ENDS = ("low", "high")
TAILS = (100 * (1 - COVERAGE) / 2, 100 * (1 + COVERAGE) / 2)

Numbers = npt.NDArray[np.float64]


def find_intervals(articles: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Interval of each measure for each group of articles.

    `articles` has one row per article with `story_id`, `framed` and the three measures,
    None where the model does not answer; `by` names the columns that make a group.
    Returns a row per group of at least three stories, with `{measure}_low` and
    `{measure}_high` for sentiment, escalation, diplomacy and balance; the balance's are
    None where no article is framed, any where its measure is unknown. A group's
    interval depends on its own articles alone: its random numbers are seeded by its
    name.

    Method: percentile bootstrap over whole stories (a cluster bootstrap; Efron and
    Tibshirani 1993, chapters 8 and 13), since copies of one text are one draw.
    """
    ends = [f"{measure}_{end}" for measure in (*MEASURES, "balance") for end in ENDS]
    stories = articles.group_by([*by, "story_id"]).agg(
        pl.len().alias("articles"),
        pl.any("framed"),
        # The sum of nothing known is unknown, not zero.
        *(
            pl.when(pl.count(measure) == pl.len()).then(pl.sum(measure)).alias(measure)
            for measure in MEASURES
        ),
    )
    rows = [
        (*name, *interval)
        for name, group in stories.sort([*by, "story_id"]).group_by(
            by, maintain_order=True
        )
        if (interval := _interval(group, hash_text(*map(str, name))))
    ]
    keys = {column: articles.schema[column] for column in by}
    return pl.DataFrame(
        rows, schema=keys | dict.fromkeys(ends, pl.Float64), orient="row"
    )


def _interval(stories: pl.DataFrame, seed: int) -> tuple[float | None, ...] | None:
    if len(stories) < FEWEST_STORIES:
        return None
    totals = _resample(stories.select("articles", *MEASURES).to_numpy(), seed)
    sentiment, escalation, diplomacy = (totals[:, 1:] / totals[:, :1]).T
    framed = (diplomacy + escalation > 0) & stories["framed"].any()
    balance = (diplomacy - escalation)[framed] / (diplomacy + escalation)[framed]
    drawn = (sentiment, escalation, diplomacy, balance)
    return tuple(end for values in drawn for end in _ends(values))


def _ends(values: Numbers) -> tuple[float | None, float | None]:
    """The middle 95 % of what was drawn; None where nothing is defined."""
    if not len(values) or np.isnan(values).any():
        return None, None
    low, high = np.percentile(values, TAILS).round(6)
    return float(low), float(high)


def _resample(stories: Numbers, seed: int) -> Numbers:
    """Totals over as many stories as there are, drawn with replacement, many times."""
    count = len(stories)
    times = np.random.default_rng(seed).multinomial(
        count, np.full(count, 1 / count), size=RESAMPLES
    )
    return times @ stories
