"""The cuts of a row of numbers against all that there can be."""

from itertools import combinations, pairwise

import numpy as np
import pytest
import ruptures

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


@pytest.mark.parametrize("seed", range(5))
def test_the_cuts_are_those_that_ruptures_finds(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = np.repeat([0.2, 0.5, 0.3], [15, 20, 17]) + random.normal(0, 0.1, 52)
    places = range(53)
    costs = np.array(
        [
            [
                (end - start >= 3 and np.var(values[start:end]) * (end - start))
                or np.inf
                for end in places
            ]
            for start in places
        ]
    )
    search = ruptures.Dynp(model="l2", min_size=3, jump=1).fit(values)

    _, *chosen = find_best_cuts(costs, 4)

    assert chosen == [tuple(search.predict(count)[:-1]) for count in (1, 2, 3, 4)]
