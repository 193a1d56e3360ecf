"""The cuts of a row of numbers against all that there can be."""

from itertools import combinations, pairwise

import numpy as np

from analysis.measures.steps import find_best_cuts


def test_the_cheapest_cuts_are_those_of_all_that_can_be() -> None:
    random = np.random.default_rng(1)
    costs = np.full((13, 13), np.inf)
    for start, end in combinations(range(13), 2):
        if end - start >= 3:
            costs[start, end] = random.random()

    chosen = list(find_best_cuts(costs, 4))

    def cost(cuts: tuple[int, ...]) -> float:
        return float(sum(costs[one, end] for one, end in pairwise((0, *cuts, 12))))

    every = [min(combinations(range(1, 12), count), key=cost) for count in range(4)]
    # Five levels of three weeks do not fit into twelve.
    assert chosen == every
