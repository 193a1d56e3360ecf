"""A row of numbers read as levels with noise around them, as in a series of weeks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Cuts = tuple[int, ...]

SHORTEST_LEVEL = 3
# At most one step in so many places, on average.
PLACES_PER_STEP = 8
# For each step, times the logarithm of how many places are searched; as if these were
# a year of weeks at least, since in short rows noise would pass more often.
PENALTY = 3
FEWEST_SEARCHED = 52
# Of what is left around the levels, from one place to the next.
STRONGEST_MEMORY = 0.9
# 97.5 % quantile of where a random walk that slopes down to both sides has its top.
BAI = 11
FARTHEST = 1_000_000
# The variance of numbers that are rounded to six digits and otherwise equal.
NEXT_TO_NOTHING = 1e-12
# Median of the square of a normal number of variance one.
MEDIAN_SQUARE = 0.4549


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Levels with AR(1) noise around them.

    `cuts` are the places of the first number of each new level, `variance` is that of
    the part of the noise that each place brings anew, `memory` (0 … .9) how much of it
    stays until the next.
    """

    cuts: Cuts
    variance: float
    memory: float


def find_steps(
    values: Numbers, variances: Numbers, searched: int
) -> tuple[Steps, Numbers]:
    """The likeliest steps of `values`, which follow each other without a gap, and the
    weight of each value, one on average.

    `variances` are those of the values' sampling errors, zero where unknown; `searched`
    is in how many places steps are looked for in all, which the penalty goes by.

    Method: for each number of steps the cuts that leave the least squares, found
    exactly; of these the ones with the highest likelihood of AR(1) noise less a penalty
    of 3 log n a step (the leading term of Zhang and Siegmund 2007; on why the noise
    must be allowed a memory: Shi, Gallagher, Lund and Killick 2022). The noise is never
    taken to be smaller than the sampling errors.
    """
    weights = _weigh(values, variances)
    floor = float((weights * variances).mean())
    costs = _segment_costs(values, weights)
    candidates = [
        _fit_noise(values, weights, cuts, floor)
        for cuts in find_best_cuts(costs, len(values) // PLACES_PER_STEP)
    ]
    penalty = PENALTY * np.log(max(searched, FEWEST_SEARCHED))
    likeliest = min(
        candidates,
        key=lambda steps: (
            len(values) * np.log(steps.variance) + penalty * len(steps.cuts)
        ),
    )
    return likeliest, weights


def find_margin(steps: Steps, step: float) -> int:
    """How many places off a step of height `step` may lie at most, with 95 %.

    Bai 1997, with the long-run variance of the noise.
    """
    long_run = steps.variance / (1 - steps.memory) ** 2
    return int(min(BAI * long_run / step**2, FARTHEST)) + 1 if step else FARTHEST


def find_best_cuts(costs: Numbers, most: int) -> Iterator[Cuts]:
    """The cheapest cuts for no change, one change … `most` changes, exactly.

    `costs[i, j]` is the cost of one level from i until before j. Less than `most` come
    where no more fit in.

    Method: dynamic programming over the ends (Auger and Lawrence 1989).
    """
    yield ()
    cheapest, choices = costs[0], []
    for _ in range(most):
        ways = cheapest[:, None] + costs
        choices.append(ways.argmin(axis=0))
        cheapest = ways.min(axis=0)
        if np.isinf(cheapest[-1]):
            return
        yield _trace_back(choices)


def _trace_back(choices: Sequence[npt.NDArray[np.intp]]) -> Cuts:
    end = len(choices[0]) - 1
    cuts = []
    for choice in reversed(choices):
        end = int(choice[end])
        cuts.append(end)
    return tuple(reversed(cuts))


def _weigh(values: Numbers, variances: Numbers) -> Numbers:
    """The inverse of each value's variance, one on average.

    The variance is that of sampling and what values differ by besides: the robust
    variance of differences of neighbours, less the usual sampling variance.
    """
    usual = float(np.median(variances))
    both = float(np.median(np.diff(values) ** 2)) / MEDIAN_SQUARE / 2
    # A few articles can agree by chance: a small error is not taken at its word.
    sampling = np.maximum(variances, usual / 4)
    weights: Numbers = 1 / (max(both - usual, 0.0) + sampling + NEXT_TO_NOTHING)
    scaled: Numbers = weights / weights.mean()
    return scaled


def _segment_costs(values: Numbers, weights: Numbers) -> Numbers:
    """Weighted squares around the mean of each stretch i … j; infinite if too short."""
    centred = values - np.average(values, weights=weights)
    weight, first, second = (
        sums[None, :] - sums[:, None]
        for power in range(3)
        for sums in [np.concatenate([[0], np.cumsum(weights * centred**power)])]
    )
    places = np.arange(len(values) + 1)
    fits = places[None, :] - places[:, None] >= SHORTEST_LEVEL
    costs = np.full(weight.shape, np.inf)
    costs[fits] = np.maximum(second[fits] - first[fits] ** 2 / weight[fits], 0)
    return costs


def _fit_noise(values: Numbers, weights: Numbers, cuts: Cuts, floor: float) -> Steps:
    """The noise around the levels that `cuts` make.

    The memory is the autocorrelation of what is left at one week, less its bias
    (Marriott and Pope 1954: that of a mean is subtracted for each level).
    """
    left = np.concatenate(
        [
            (values[one:end] - np.average(values[one:end], weights=weights[one:end]))
            for one, end in pairwise((0, *cuts, len(values)))
        ]
    ) * np.sqrt(weights)
    squares = float(left @ left)
    seen = float(left[1:] @ left[:-1]) / squares if squares else 0.0
    mended = seen + (1 + 3 * seen) * (len(cuts) + 1) / len(values)
    memory = min(max(mended, 0.0), STRONGEST_MEMORY)
    fresh = left[1:] - memory * left[:-1]
    variance = float(fresh @ fresh + (1 - memory**2) * left[0] ** 2) / len(values)
    return Steps(
        cuts=cuts, variance=max(variance, floor, NEXT_TO_NOTHING), memory=memory
    )
