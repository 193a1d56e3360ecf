"""How often outlets that do not differ are said to; prints one JSON object.

    nice python benchmarks/contrasts.py [--worlds N] [--seed N]

In a world each of five outlets carries a share of the same stories, a fifth of them
twice; the stories differ in escalation and diplomacy, the outlets do not. `any` is the
share of worlds in which the interval of any outlet leaves out zero (5 % is meant, at
most), `single` the share of outlets with p below .05, `alone` the same if every article
were taken as a story of its own, `length` the mean length of the intervals. `seconds`
is the comparison of thirty outlets over a million articles that are summed by story.
"""

import argparse
import json
from time import perf_counter

import numpy as np
import polars as pl

from analysis.measures.contrasts import find_contrasts

OUTLETS = 5
# How many stories there are, and which share of them an outlet carries.
WORLDS = ((20, 0.3), (60, 0.1), (60, 0.5), (400, 0.3))
NO_CORRECTION = pl.DataFrame(schema={"outlet": pl.String, "question": pl.String})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20261122)
    arguments = parser.parse_args()
    random = np.random.default_rng(arguments.seed)
    alarms = [
        count_alarms(random, arguments.worlds, stories, share)
        for stories, share in WORLDS
    ]
    seconds = measure(random, 1_000_000)
    print(json.dumps({"alarms": alarms, "seconds": seconds}, indent=1))


def count_alarms(
    random: np.random.Generator, worlds: int, stories: int, share: float
) -> dict[str, float]:
    drawn = [draw_world(random, stories, share) for _ in range(worlds)]
    found = pl.concat(compare(world, number) for number, world in enumerate(drawn))
    alone = pl.concat(
        compare(world.with_columns(pl.int_range(pl.len()).alias("story_id")), number)
        for number, world in enumerate(drawn)
    )
    misses = (pl.col("low") > 0) | (pl.col("high") < 0)
    return {
        "stories": stories,
        "share": share,
        "any": round(
            found.group_by("world").agg(misses.any())["low"].sum() / worlds, 4
        ),
        "single": round(found.select((pl.col("p") < 0.05).mean()).item(), 4),
        "alone": round(alone.select((pl.col("p") < 0.05).mean()).item(), 4),
        "length": round(
            found.select((pl.col("high") - pl.col("low")).mean()).item(), 4
        ),
    }


def compare(world: pl.DataFrame, number: int) -> pl.DataFrame:
    found = find_contrasts(world, NO_CORRECTION).filter(measure="escalation")
    return found.with_columns(pl.lit(number).alias("world"))


def draw_world(random: np.random.Generator, stories: int, share: float) -> pl.DataFrame:
    """Sums over the articles of each outlet and story; escalation .3 on average."""
    carried = np.argwhere(random.random((OUTLETS, stories)) < share)
    outlet, story = carried.T
    articles = 1 + (random.random(len(carried)) < 0.2)
    news = random.normal(0.3, 0.15, size=(stories, 2))[story]
    sums = (news + random.normal(0, 0.05, size=news.shape)) * articles[:, None]
    return frame(outlet, story, articles, sums)


def frame(
    outlet: np.typing.NDArray[np.integer],
    story: np.typing.NDArray[np.integer],
    articles: np.typing.NDArray[np.integer],
    sums: np.typing.NDArray[np.float64],
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "outlet": pl.Series(outlet).cast(pl.String),
            "story_id": story,
            "articles": articles,
            "framed_articles": articles,
            "sentiment": sums[:, 0] - sums[:, 1],
            "escalation": sums[:, 0],
            "diplomacy": sums[:, 1],
        }
    )


def measure(random: np.random.Generator, articles: int) -> float:
    outlet = random.integers(0, 30, articles)
    story = random.integers(0, articles, articles)
    rows = frame(
        outlet, story, np.ones(articles, np.int64), random.random((articles, 2))
    )
    stories = rows.group_by("outlet", "story_id").sum()
    started = perf_counter()
    find_contrasts(stories, NO_CORRECTION)
    return round(perf_counter() - started, 2)


if __name__ == "__main__":
    main()
