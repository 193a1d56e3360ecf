"""How the days of the week differ from each other, and series without that."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.measures.student import COVERAGE, t_margin

Numbers = npt.NDArray[np.float64]

SERIES = ("level", "member", "measure")
FEWEST_DAYS = 5
FEWEST_WEEKS = 4
SCHEMA = {
    "level": pl.String,
    "member": pl.String,
    "measure": pl.String,
    "weekday": pl.UInt8,
    "effect": pl.Float64,
    "effect_low": pl.Float64,
    "effect_high": pl.Float64,
    "days": pl.UInt32,
}


def find_weekday_effects(days: pl.DataFrame) -> pl.DataFrame:
    """How far each weekday usually lies from the mean of its week, a row each.

    `days` has one row per series (`level`, `member`, `measure`) and complete day that
    has a `value`: `day` and `value`. Weeks with fewer than five such days are left
    out; a series needs four weeks.

    Returns the series' names, `weekday` (1 Monday … 7 Sunday; those without a day are
    left out), `effect` (they sum to zero), `effect_low` and `effect_high` (95 %, None
    for a weekday with fewer than four days) and `days`, the days it rests on.

    Method: least squares on weekdays and weeks, so that a week without its Sunday
    does not shift the other days (where no day is missing it is the mean deviation
    from the week's mean); variance clustered by week with the factor G / (G - 1) for
    G weeks (Liang and Zeger 1986), Student's t with G - 1 degrees of freedom, which
    without missing days is the t interval of the weeks' deviations.
    """
    weeks = days.with_columns(
        pl.col("day").dt.truncate("1w").alias("week"),
        pl.col("day").dt.weekday().alias("weekday"),
    )
    enough = weeks.filter(pl.len().over(*SERIES, "week") >= FEWEST_DAYS)
    rows = [
        (*name, *effect)
        for name, series in enough.sort("day").group_by(SERIES, maintain_order=True)
        if series["week"].n_unique() >= FEWEST_WEEKS
        for effect in _estimate_effects(series)
    ]
    return pl.DataFrame(rows, SCHEMA, orient="row").sort(*SERIES, "weekday")


def remove_weekdays(days: pl.DataFrame, effects: pl.DataFrame) -> pl.DataFrame:
    """The same rows with `even`, the value less the effect of its weekday.

    `days` is as in `find_weekday_effects`, with or without other columns. Where a
    weekday's effect is not known, `even` is None.
    """
    keys = [*SERIES, "weekday"]
    return (
        days.with_columns(pl.col("day").dt.weekday().cast(pl.UInt8).alias("weekday"))
        .join(
            effects.select(*keys, "effect"), on=keys, how="left", maintain_order="left"
        )
        .with_columns((pl.col("value") - pl.col("effect")).alias("even"))
        .drop("weekday", "effect")
    )


def _estimate_effects(
    series: pl.DataFrame,
) -> Iterator[tuple[int, float, float | None, float | None, int]]:
    """Weekday, effect, low, high and days, for each weekday of one series."""
    week = series["week"].rank("dense").to_numpy() - 1
    weekday = series["weekday"].to_numpy() - 1
    flags = np.eye(7)[weekday]
    inside = _within(flags, week)
    values = _within(series["value"].to_numpy()[:, None], week)[:, 0]
    # The smallest of all solutions is the one that sums to zero.
    inverse = _invert(inside.T @ inside)
    effects = inverse @ inside.T @ values
    margins = _margins(inside, inverse, values - inside @ effects, week)
    for place, days in enumerate(flags.sum(axis=0)):
        if not days:
            continue
        effect, margin = float(effects[place]), float(margins[place])
        known = days >= FEWEST_WEEKS
        low, high = (effect - margin, effect + margin) if known else (None, None)
        yield place + 1, effect, low, high, int(days)


def _invert(squares: Numbers) -> Numbers:
    """The pseudo-inverse; what is next to nothing is nothing, by rounding or not."""
    inverse = np.linalg.pinv(squares, rcond=1e-9, hermitian=True)
    return np.asarray(inverse, dtype=np.float64)


def _within(columns: Numbers, week: npt.NDArray[np.integer]) -> Numbers:
    """What is left of each column without its week's mean."""
    days = np.bincount(week)[:, None]
    sums = np.zeros((len(days), columns.shape[1]))
    np.add.at(sums, week, columns)
    left: Numbers = columns - (sums / days)[week]
    return left


def _margins(
    inside: Numbers, inverse: Numbers, left: Numbers, week: npt.NDArray[np.integer]
) -> Numbers:
    """Half the length of each effect's interval, from what its weeks differ by."""
    weeks = int(week.max()) + 1
    sums = np.zeros((weeks, 7))
    np.add.at(sums, week, inside * left[:, None])
    spread = ((sums @ inverse) ** 2).sum(axis=0) * weeks / (weeks - 1)
    margins: Numbers = np.sqrt(spread) * t_margin(COVERAGE, weeks - 1)
    return margins
