"""Samples for coding: every text has a known chance, and the chances are kept."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count, pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.agreement import FRAMING
from analysis.measures.sampling import draw_sample, find_probabilities

MONDAY = date(2026, 9, 7)
Cells = Mapping[tuple[str, str], int]

# An outlet with much of everything, a middling and a tiny one that lacks a class.
PRESS: Cells = {
    ("Big", "ESCALATION"): 40,
    ("Big", "DIPLOMACY"): 20,
    ("Big", "NEITHER"): 140,
    ("Mid", "ESCALATION"): 5,
    ("Mid", "DIPLOMACY"): 12,
    ("Mid", "NEITHER"): 43,
    ("Tiny", "ESCALATION"): 1,
    ("Tiny", "NEITHER"): 4,
}


def a_frame(cells: Cells, weeks: int = 4) -> pl.DataFrame:
    """A frame with so many texts of each outlet and class, spread over the weeks."""
    numbers = count(2**63)
    rows = [
        (next(numbers), outlet, "de", MONDAY + timedelta(weeks=i % weeks), predicted)
        for (outlet, predicted), texts in cells.items()
        for i in range(texts)
    ]
    return pl.DataFrame(
        rows,
        schema={
            "text_hash": pl.UInt64,
            "outlet": pl.String,
            "language": pl.String,
            "week": pl.Date,
            "predicted": pl.String,
        },
        orient="row",
    )


def find_chances(cells: Cells, n: int) -> dict[tuple[str, str], float]:
    """The chance of a text of each outlet and class."""
    rows = find_probabilities(a_frame(cells), n).select(
        "outlet", "predicted", "inclusion_probability"
    )
    return {(outlet, predicted): chance for outlet, predicted, chance in rows.rows()}


any_cells = st.dictionaries(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from(FRAMING)),
    st.integers(1, 30),
    min_size=1,
)


def test_outlets_get_equal_numbers_and_classes_one_one_two() -> None:
    chances = find_chances(
        {
            ("A", "ESCALATION"): 100,
            ("A", "DIPLOMACY"): 50,
            ("A", "NEITHER"): 850,
            ("B", "ESCALATION"): 20,
            ("B", "DIPLOMACY"): 20,
            ("B", "NEITHER"): 60,
        },
        n=80,
    )

    assert chances == {
        ("A", "ESCALATION"): 10 / 100,
        ("A", "DIPLOMACY"): 10 / 50,
        ("A", "NEITHER"): 20 / 850,
        ("B", "ESCALATION"): 10 / 20,
        ("B", "DIPLOMACY"): 10 / 20,
        ("B", "NEITHER"): 20 / 60,
    }


def test_what_a_small_outlet_and_a_small_class_cannot_give_goes_on_to_the_others() -> (
    None
):
    chances = find_chances(
        {
            ("A", "ESCALATION"): 2,
            ("A", "DIPLOMACY"): 100,
            ("A", "NEITHER"): 898,
            ("B", "ESCALATION"): 4,
            ("B", "NEITHER"): 16,
        },
        n=67,
    )

    # B gives its 20, so A gives 47: its 2, and 45 in the ratio 1 : 2.
    assert chances == {
        ("A", "ESCALATION"): 1,
        ("A", "DIPLOMACY"): 15 / 100,
        ("A", "NEITHER"): 30 / 898,
        ("B", "ESCALATION"): 1,
        ("B", "NEITHER"): 1,
    }


def test_a_sample_smaller_than_the_number_of_cells_leaves_every_text_a_chance() -> None:
    chances = find_chances(PRESS, n=2)

    assert chances[("Tiny", "ESCALATION")] == pytest.approx(2 / 9)
    assert chances[("Big", "NEITHER")] == pytest.approx(1 / 3 / 140)
    assert len(draw_sample(a_frame(PRESS), 2, seed=1)) == 2


@given(any_cells, st.integers(1, 200))
def test_chances_lie_in_0_to_1_and_sum_to_the_size(cells: Cells, n: int) -> None:
    frame = a_frame(cells)

    chances = find_probabilities(frame, n)["inclusion_probability"]

    assert len(chances) == len(frame)
    assert all(0 < chance <= 1 for chance in chances)
    assert chances.sum() == pytest.approx(min(n, len(frame)))


@given(any_cells, st.integers(1, 200), st.integers(0, 2**63))
def test_exactly_n_texts_are_drawn_and_none_twice(
    cells: Cells, n: int, seed: int
) -> None:
    frame = a_frame(cells)

    drawn = draw_sample(frame, n, seed)

    assert len(drawn) == drawn["text_hash"].n_unique() == min(n, len(frame))


@given(any_cells, st.integers(1, 100), st.integers(0, 2**32))
def test_each_outlet_and_class_gets_its_expected_number_rounded_up_or_down(
    cells: Cells, n: int, seed: int
) -> None:
    expected = {
        cell: chance * cells[cell] for cell, chance in find_chances(cells, n).items()
    }

    drawn = draw_sample(a_frame(cells), n, seed)

    got = Counter(drawn.select("outlet", "predicted").rows())
    assert [cell for cell in cells if abs(got[cell] - expected[cell]) > 1] == []


def test_weeks_are_represented_in_proportion() -> None:
    frame = a_frame({("A", "NEITHER"): 400}, weeks=8)

    drawn = draw_sample(frame, 40, seed=3)

    assert sorted(Counter(drawn["week"]).values()) == [5] * 8


def test_all_of_a_small_frame_is_drawn_for_certain() -> None:
    frame = a_frame(PRESS)

    drawn = draw_sample(frame, 1000, seed=1)

    assert sorted(drawn["text_hash"]) == sorted(frame["text_hash"])
    assert set(drawn["inclusion_probability"]) == {1.0}


@pytest.fixture(scope="module")
def samples() -> list[pl.DataFrame]:
    """Many samples of the same frame, which differ by their seed."""
    frame = a_frame(PRESS)
    return [draw_sample(frame, 60, seed) for seed in range(500)]


def test_estimates_of_totals_are_unbiased_over_many_samples(
    samples: list[pl.DataFrame],
) -> None:
    """Horvitz and Thompson 1952: the sum of y/π estimates the total of y."""
    values = (pl.col("text_hash") % 17).cast(pl.Float64)
    weight = 1 / pl.col("inclusion_probability")
    estimates = [
        sample.select((values * weight).sum(), count=weight.sum()).row(0)
        for sample in samples
    ]

    means = np.mean(estimates, axis=0)
    errors = np.std(estimates, axis=0, ddof=1) / np.sqrt(len(estimates))
    totals = a_frame(PRESS).select(values.sum(), count=pl.len()).row(0)
    assert np.all(abs(means - totals) <= 4 * errors + 1e-9)


def test_texts_are_drawn_as_often_as_their_chance_says(
    samples: list[pl.DataFrame],
) -> None:
    often = Counter(text for sample in samples for text in sample["text_hash"])

    chances = find_probabilities(a_frame(PRESS), 60)
    far = [
        text
        for text, chance in chances.select("text_hash", "inclusion_probability").rows()
        if abs(often[text] - 500 * chance) > 5 * (500 * chance * (1 - chance)) ** 0.5
    ]
    assert far == []


def test_the_same_seed_draws_the_same_sample_whatever_the_frame_s_order() -> None:
    frame = a_frame(PRESS)

    one = draw_sample(frame, 30, seed=11)
    other = draw_sample(frame.sample(fraction=1, shuffle=True, seed=5), 30, seed=11)

    assert one.equals(other)
    assert not one.equals(draw_sample(frame, 30, seed=12))


def test_the_rows_drawn_do_not_come_outlet_by_outlet_or_class_by_class() -> None:
    drawn = draw_sample(a_frame(PRESS), 60, seed=1)

    cells = drawn.select("outlet", "predicted").rows()
    changes = sum(one != other for one, other in pairwise(cells))
    assert changes > 30


def test_languages_that_are_not_known_are_drawn_from_too() -> None:
    frame = a_frame({("A", "NEITHER"): 10}).with_columns(
        language=pl.lit(None, pl.String)
    )

    assert len(draw_sample(frame, 4, seed=1)) == 4


def test_a_sample_of_nothing_and_a_text_that_stands_twice_are_errors() -> None:
    frame = a_frame({("A", "NEITHER"): 3})

    with pytest.raises(ValueError, match="a sample of 0"):
        draw_sample(frame, 0, seed=1)
    with pytest.raises(ValueError, match="two rows"):
        draw_sample(pl.concat([frame, frame]), 2, seed=1)
