"""Weekly series with steps in them, numbers worked out by hand."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from analysis.measures.changes import find_changes

MONDAY = date(2025, 1, 6)


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def wavering(*levels: tuple[float, int]) -> list[float]:
    """Values .02 above and below each level in turn, so many weeks of each."""
    flat = [level for level, weeks in levels for _ in range(weeks)]
    return [level + 0.02 * (-1) ** place for place, level in enumerate(flat)]


def weeks_of(
    values: Sequence[float | None],
    errors: Sequence[float | None] | float | None = 0.01,
) -> pl.DataFrame:
    """A series that starts on `MONDAY`; None is a week that was not collected."""
    count = len(values)
    given = errors if isinstance(errors, Sequence) else [errors] * count
    return pl.DataFrame(
        {
            "level": ["outlet"] * count,
            "member": ["Daily"] * count,
            "measure": ["escalation"] * count,
            "week": [week(number) for number in range(count)],
            "value": values,
            "se": pl.Series(given, dtype=pl.Float64),
        }
    ).drop_nulls("value")


def found(weeks: pl.DataFrame) -> list[tuple[object, ...]]:
    changes = find_changes(weeks)
    return (
        changes.drop("level", "member", "measure")
        .with_columns(pl.col("before", "after").round(9))
        .rows()
    )


def test_a_step_is_found_with_its_interval() -> None:
    series = weeks_of(wavering((0.2, 20), (0.4, 20)))

    # Left over: .02 squared a week, without memory. 11 · .0004 / .2² = .11, so that
    # the change lies at most one week off.
    assert found(series) == [(week(20), week(19), week(21), 0.2, 0.4, 20, 20)]


def test_two_steps_are_two_changes() -> None:
    series = weeks_of(wavering((0.2, 16), (0.4, 16), (0.1, 16)))

    assert found(series) == [
        (week(16), week(15), week(17), 0.2, 0.4, 16, 16),
        (week(32), week(31), week(33), 0.4, 0.1, 16, 16),
    ]


def test_an_interval_ends_where_its_stretch_does() -> None:
    series = weeks_of([0.26, 0.22, 0.26, *wavering((0.2, 40))], 0.001)

    # 11 · .0004 / .0467² = 2.02: three weeks before and after, but the first week of
    # a stretch is no change.
    before = round(0.74 / 3, 9)
    assert found(series) == [(week(3), week(1), week(6), before, 0.2, 3, 40)]


@pytest.mark.parametrize(
    "series",
    [
        pytest.param(weeks_of([0.2] * 40), id="a constant series"),
        pytest.param(weeks_of([0.2] * 40, None), id="constant, errors unknown"),
        pytest.param(weeks_of(wavering((0.2, 40))), id="a series that wavers"),
        pytest.param(
            weeks_of([*wavering((0.2, 20)), None, *wavering((0.4, 20))]),
            id="a step where a week is missing",
        ),
        pytest.param(
            weeks_of([*wavering((0.2, 4), (0.9, 3)), None, *wavering((0.9, 7))]),
            id="stretches of seven weeks",
        ),
        pytest.param(
            weeks_of(wavering((0.2, 25), (0.9, 1), (0.2, 26))), id="one loud week"
        ),
        pytest.param(
            weeks_of(wavering((0.2, 10), (0.25, 10)), 0.1),
            id="less than other articles might have given",
        ),
        pytest.param(weeks_of([0.1] * 3), id="too short to say"),
        pytest.param(weeks_of([]), id="no weeks"),
    ],
)
def test_no_change_in(series: pl.DataFrame) -> None:
    assert found(series) == []


def test_a_week_of_few_articles_says_little() -> None:
    values = wavering((0.2, 20), (0.4, 20))
    values[5] = 0.9
    errors = [0.01] * 40
    errors[5] = 0.5

    ((changed, _, _, before, after, *_),) = found(weeks_of(values, errors))

    assert (changed, after) == (week(20), 0.4)
    assert before == pytest.approx(0.2, abs=0.002)


def test_a_slow_wave_is_memory_of_the_noise_not_changes() -> None:
    noise = np.random.default_rng(3).normal(size=52)
    values = np.zeros(52)
    for number in range(1, 52):
        values[number] = 0.5 * values[number - 1] + noise[number]

    assert found(weeks_of((0.3 + values / 50).tolist())) == []


def test_each_series_is_searched_by_itself() -> None:
    step = weeks_of(wavering((0.2, 20), (0.4, 20)))
    calm = weeks_of([0.3] * 40).with_columns(pl.lit("Post").alias("member"))

    changes = find_changes(pl.concat([calm, step]))

    assert changes.select("member", "week").rows() == [("Daily", week(20))]
