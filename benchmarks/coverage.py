"""How often 95 % intervals of outlet-weeks hold the truth; prints one JSON object.

    nice python benchmarks/coverage.py [--worlds N] [--gold N ...] [--first N]
        [--variants N] [--warehouses N]

Worlds are those of benchmarks/worlds.py, numbered from `--first` (2000; the form of the
correction was chosen on worlds below). In each, a sample of every size in `--gold` (300
and 1000) is drawn by the product's design and labelled with the truth.

`ways`, over `--worlds` (200): each way of benchmarks/rivals.py. `coverage` is the share
of outlet-weeks whose interval holds the expected value of the process that made their
stories; `far` the same in the tenth of weeks that differ most from their outlet's mean;
`printed` the share whose interval holds the true mean of what was printed; `width` the
mean width; `error` the root mean square distance of the estimate; `change` how much of
a true difference between weeks the estimates show (1: all of it); `given` the share of
outlet-weeks that have an interval.

`variants`, over `--variants` (40): the product's way where the classifier or the coders
break its assumptions. `warehouse`, over `--warehouses` (40): the product's whole path,
from rows in a warehouse to the view `series`, with the balance and the balanced series;
`apart` is the largest distance of its corrected values and ends from those in `ways`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from benchmarks.classifiers import Flaw, score_press
from benchmarks.coded import draw_gold
from benchmarks.rivals import WAYS, WEEK, place_gold, sum_weeks
from benchmarks.warehoused import correct_series
from benchmarks.worlds import QUESTIONS, make_press

PLAIN = Flaw()
VARIANTS = {
    "errors_drift_mildly": (Flaw(drift=0.2), 0.0),
    "errors_drift_strongly": (Flaw(drift=0.6), 0.0),
    "false_alarms_in_hot_stories": (Flaw(heat=0.4), 0.0),
    "coders_err_in_5_percent": (PLAIN, 0.05),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--gold", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--first", type=int, default=2000)
    parser.add_argument("--variants", type=int, default=40)
    parser.add_argument("--warehouses", type=int, default=40)
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.worlds)
    ways = pl.concat(try_ways(numbers, options.gold))
    in_warehouse = pl.concat(
        frame
        for number in numbers[: options.warehouses]
        for frame in try_warehouse(number, options.gold)
    )
    result = {
        "worlds": options.worlds,
        "outlet_weeks": len(ways.unique(["world", "outlet", "week"])),
        "classifier": describe_classifiers(numbers),
        "ways": summarize(ways, "gold", "way"),
        "variants": {
            name: summarize(
                pl.concat(
                    try_ways(numbers[: options.variants], options.gold, flaw, noise)
                ).filter(pl.col("way").is_in(["stories_alone", "detente"])),
                *("gold", "way"),
            )
            for name, (flaw, noise) in VARIANTS.items()
        },
        "warehouse": {
            "worlds": min(options.warehouses, options.worlds),
            "series": summarize(in_warehouse, "gold", "level"),
            "apart": find_distance(ways, in_warehouse),
        },
    }
    print(json.dumps(result, indent=1))


def try_ways(
    numbers: Sequence[int], sizes: Sequence[int], flaw: Flaw = PLAIN, noise: float = 0
) -> Iterator[pl.DataFrame]:
    """Each way's intervals in each world at each size of gold, beside the truth."""
    for number in numbers:
        press = make_press(number)
        scores = score_press(press, number, flaw)
        weeks = sum_weeks(press, scores)
        for size in sizes:
            items = draw_gold(press, scores, size, number, noise)
            gold = place_gold(press, scores, items)
            for way, find in WAYS.items():
                yield set_beside_truth(find(weeks, gold), press.expected).select(
                    pl.lit(number).alias("world"),
                    pl.lit(size).alias("gold"),
                    pl.lit(way).alias("way"),
                    *(*WEEK, "estimate", "low", "high", "truth", "mean_truth", "seen"),
                )


def try_warehouse(number: int, sizes: Sequence[int]) -> Iterator[pl.DataFrame]:
    """The view `series` of one world at each size of gold, beside the truth."""
    press = make_press(number)
    scores = score_press(press, number, PLAIN)
    seen = sum_weeks(press, scores).select(*WEEK, "seen")
    expected = pl.concat([press.expected, balance_outlets(press.expected)])
    samples = [draw_gold(press, scores, size, number) for size in sizes]
    for size, rows in zip(sizes, correct_series(press, scores, samples), strict=True):
        yield set_beside_truth(rows.join(seen, on=WEEK, how="left"), expected).select(
            pl.lit(number).alias("world"), pl.lit(size).alias("gold"), pl.all()
        )


def balance_outlets(expected: pl.DataFrame) -> pl.DataFrame:
    """The expected values of all outlets alike, as of an outlet without a name."""
    escalation, diplomacy = pl.col("escalation"), pl.col("diplomacy")
    return (
        expected.group_by("week")
        .agg(pl.lit("").alias("outlet"), pl.col(*QUESTIONS, "sentiment").mean())
        .with_columns(balance=(diplomacy - escalation) / (diplomacy + escalation))
        .select(expected.columns)
    )


def set_beside_truth(found: pl.DataFrame, expected: pl.DataFrame) -> pl.DataFrame:
    """The intervals with `truth`, and its mean over the outlet's weeks."""
    truth = expected.unpivot(
        index=["outlet", "week"], variable_name="question", value_name="truth"
    ).with_columns(mean_truth=pl.col("truth").mean().over("outlet", "question"))
    return found.join(truth, on=WEEK, how="left", maintain_order="left")


def summarize(found: pl.DataFrame, *by: str) -> dict[str, object]:
    """The figures of each group and question, as nested objects."""
    far = (pl.col("truth") - pl.col("mean_truth")).abs()
    deviation = pl.col("truth") - pl.col("mean_truth")
    shown = pl.col("estimate") - pl.col("estimate").mean().over(
        "world", *by, "outlet", "question"
    )
    given = pl.col("low").is_not_null() & pl.col("low").is_not_nan()
    table = (
        found.with_columns(
            given=given,
            held=pl.col("truth").is_between("low", "high"),
            printed=pl.col("seen").is_between("low", "high"),
            is_far=far >= far.quantile(0.9).over("world", "question"),
            change=shown * deviation,
            square=deviation**2,
        )
        .filter("given")
        .group_by(*by, "question")
        .agg(
            coverage=pl.col("held").mean(),
            far=pl.col("held").filter("is_far").mean(),
            printed=pl.col("printed").mean(),
            width=(pl.col("high") - pl.col("low")).mean(),
            error=((pl.col("estimate") - pl.col("truth")) ** 2).mean().sqrt(),
            change=pl.col("change").sum() / pl.col("square").sum(),
            rows=pl.len(),
        )
        .join(found.group_by(*by, "question").len("all"), on=[*by, "question"])
        .with_columns(given=pl.col("rows") / pl.col("all"))
        .drop("rows", "all")
        .sort(*by, "question")
    )
    nested: dict[str, object] = {}
    for row in table.iter_rows(named=True):
        place = nested
        for key in (*by, "question"):
            place = place.setdefault(str(row.pop(key)), {})  # type: ignore[assignment]
        place.update({k: None if v is None else round(v, 3) for k, v in row.items()})
    return nested


def describe_classifiers(numbers: Sequence[int]) -> dict[str, list[float]]:
    """Smallest, middle and largest accuracy over the outlets of all worlds."""
    shares: dict[str, list[float]] = {question: [] for question in QUESTIONS}
    for number in numbers:
        press = make_press(number)
        said = press.texts.join(
            score_press(press, number, PLAIN), on="text_hash", suffix="_score"
        )
        for question in QUESTIONS:
            right = (pl.col(f"{question}_score") >= 0.5) == pl.col(question)
            shares[question] += (
                said.group_by("writer").agg(right.mean())[f"{question}_score"].to_list()
            )
    return {
        question: [round(float(np.quantile(found, q)), 3) for q in (0, 0.5, 1)]
        for question, found in shares.items()
    }


def find_distance(ways: pl.DataFrame, in_warehouse: pl.DataFrame) -> float | None:
    both = ways.filter(way="detente").join(
        in_warehouse.filter(level="outlet"), on=["world", "gold", *WEEK], suffix="_sql"
    )
    apart = both.select(
        (pl.col(end) - pl.col(f"{end}_sql")).abs().max()
        for end in ("estimate", "low", "high")
    ).max_horizontal()[0]
    return None if apart is None else round(float(apart), 6)


if __name__ == "__main__":
    main()
