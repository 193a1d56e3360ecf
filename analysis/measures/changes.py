"""Where the level of a weekly series changed: steps that noise alone seldom makes."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import polars as pl

from analysis.measures.steps import Numbers, find_margin, find_steps

SERIES = ("level", "member", "measure")
SHORTEST_STRETCH = 8
SCHEMA = {
    "level": pl.String,
    "member": pl.String,
    "measure": pl.String,
    "week": pl.Date,
    "week_low": pl.Date,
    "week_high": pl.Date,
    "before": pl.Float64,
    "after": pl.Float64,
    "weeks_before": pl.Int64,
    "weeks_after": pl.Int64,
}


def find_changes(weeks: pl.DataFrame) -> pl.DataFrame:
    """Changes of the level of weekly series, a row each.

    `weeks` has one row per series (`level`, `member`, `measure`) and week that has a
    value: `week` (its Monday), `value`, and `se`, the standard error of the value, None
    where unknown. A week that is not there splits its series: each stretch of weeks
    without a gap is searched by itself, if it has at least eight. A level lasts at
    least three weeks.

    Returns the series' names, `week` (the first of the new level), `week_low` and
    `week_high` (its 95 % interval, cut at the stretch's ends and at the neighbouring
    changes), `before` and `after` (means of the two levels, weeks weighted by their
    precision), `weeks_before` and `weeks_after` (that these are of).

    Method: `find_steps`; the interval is that of Bai (1997). How often noise alone is
    called a change, and how often the interval holds the week, is what
    benchmarks/changes.py prints.
    """
    rows = [
        (*name, *change)
        for name, series in weeks.sort("week").group_by(SERIES, maintain_order=True)
        for stretch in _split_at_gaps(series)
        if len(stretch) >= SHORTEST_STRETCH
        for change in _describe_changes(stretch, len(series))
    ]
    return pl.DataFrame(rows, SCHEMA, orient="row").sort(*SERIES, "week")


def _split_at_gaps(series: pl.DataFrame) -> Iterator[pl.DataFrame]:
    gap = pl.col("week").diff() > pl.duration(weeks=1)
    stretches = series.with_columns(gap.fill_null(value=False).cum_sum().alias("_gaps"))
    yield from stretches.partition_by("_gaps", include_key=False)


def _describe_changes(
    stretch: pl.DataFrame, searched: int
) -> Iterator[tuple[object, ...]]:
    """The rows of one stretch, without the series' names."""
    values = stretch["value"].to_numpy()
    steps, weights = find_steps(values, _fill_variances(stretch["se"]), searched)
    ends = (0, *steps.cuts, len(values))
    means = [
        float(np.average(values[one:end], weights=weights[one:end]))
        for one, end in pairwise(ends)
    ]
    for place, cut in enumerate(steps.cuts):
        before, after = means[place], means[place + 1]
        last, following = ends[place], ends[place + 2]
        margin = find_margin(steps, after - before)
        yield (
            stretch["week"][cut],
            stretch["week"][max(cut - margin, last + 1)],
            stretch["week"][min(cut + margin, following - 1)],
            before,
            after,
            cut - last,
            following - cut,
        )


def _fill_variances(errors: pl.Series) -> Numbers:
    """Sampling variances; an unknown one is as large as the largest known."""
    variances = errors.cast(pl.Float64) ** 2
    # Where none is known, all weeks count alike.
    return variances.fill_null(strategy="max").fill_null(0.0).to_numpy()
