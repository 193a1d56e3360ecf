"""How often noise is called a change, steps are found, and their dates are covered.

    nice python benchmarks/changes.py [--series N] [--seed N]

Weekly series are drawn from a normal AR(1) process of variance one, without a change
(`false_alarms`: share of series in which any is found) and with one step of `step`
standard deviations at half of its weeks (`steps`: share in which exactly one change
is found, and of these the share whose interval holds the week and the interval's mean
length in weeks). Each series has weeks that were sampled with a standard error of .3.
Prints one JSON object.
"""

import argparse
import json
from datetime import date, timedelta
from time import perf_counter

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.measures.changes import find_changes

MONDAY = date(2024, 1, 1)
LENGTHS = (8, 12, 16, 26, 52, 104)
MEMORIES = (0.0, 0.3, 0.5, 0.7)
STEPS = (1.0, 1.5, 2.0, 3.0)
ERROR = 0.3
BURN_IN = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261122)
    arguments = parser.parse_args()
    random = np.random.default_rng(arguments.seed)
    count = arguments.series
    print(
        json.dumps(
            {
                "series_each": count,
                "false_alarms": [
                    count_alarms(draw(random, count, weeks, memory), memory)
                    for weeks in LENGTHS
                    for memory in MEMORIES
                ],
                "steps": [
                    count_found(draw(random, count, 52, memory), memory, step)
                    for memory in MEMORIES[:2]
                    for step in STEPS
                ],
                "milliseconds_per_series_of_52_weeks": measure(random),
            },
            indent=1,
        )
    )


def draw(
    random: np.random.Generator, count: int, weeks: int, memory: float
) -> npt.NDArray[np.float64]:
    """Series of AR(1) noise with variance one, a row each."""
    news = random.normal(size=(count, weeks + BURN_IN))
    values = np.zeros_like(news)
    for week in range(1, weeks + BURN_IN):
        values[:, week] = memory * values[:, week - 1] + news[:, week]
    scaled: npt.NDArray[np.float64] = values[:, BURN_IN:] * np.sqrt(1 - memory**2)
    return scaled


def frame(values: npt.NDArray[np.float64]) -> pl.DataFrame:
    count, weeks = values.shape
    mondays = [MONDAY + timedelta(weeks=week) for week in range(weeks)]
    return pl.DataFrame(
        {
            "level": "outlet",
            "member": np.repeat(np.arange(count), weeks).astype(str),
            "measure": "escalation",
            "week": mondays * count,
            "value": values.ravel(),
            "se": ERROR,
        }
    )


def count_alarms(values: npt.NDArray[np.float64], memory: float) -> dict[str, float]:
    changes = find_changes(frame(values))
    return {
        "weeks": values.shape[1],
        "memory": memory,
        "share": round(changes["member"].n_unique() / len(values), 4),
    }


def count_found(
    values: npt.NDArray[np.float64], memory: float, step: float
) -> dict[str, float | None]:
    half = values.shape[1] // 2
    values[:, half:] += step
    changes = find_changes(frame(values))
    single = changes.filter(pl.len().over("member") == 1)
    stepped = MONDAY + timedelta(weeks=half)
    covered = single.select(
        pl.lit(stepped).is_between("week_low", "week_high").mean()
    ).item()
    length = (single["week_high"] - single["week_low"]).dt.total_days().mean()
    return {
        "memory": memory,
        "step": step,
        "found": round(len(single) / len(values), 4),
        "covered": None if covered is None else round(covered, 4),
        "weeks_long": round(length / 7 + 1, 1) if isinstance(length, float) else None,
    }


def measure(random: np.random.Generator) -> float:
    weeks = frame(draw(random, 124, 52, 0.3))
    started = perf_counter()
    find_changes(weeks)
    return round((perf_counter() - started) * 1000 / 124, 2)


if __name__ == "__main__":
    main()
