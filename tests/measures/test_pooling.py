"""Estimates that borrow from each other, worked out by hand where there are numbers."""

import numpy as np
import pytest

from analysis.measures.pooling import UNKNOWN, Estimate, pool_estimates


def an_estimate(value: float, miss: float, texts: int = 10) -> Estimate:
    """A mean of texts that miss it by `miss`, to both sides in turn."""
    return Estimate(
        value=value,
        pull=np.full(texts, 1 / texts),
        miss=np.resize([miss, -miss], texts),
    )


def test_one_member_keeps_its_value_and_its_variance() -> None:
    values, variances, degrees = pool_estimates([an_estimate(0.3, 0.3)])

    # Mean square .09 of 10 texts, .1 with 9 degrees: (10 × .09 + 30 × .1) / 40 / 10
    assert values.tolist() == pytest.approx([0.3])
    assert variances.tolist() == pytest.approx([0.00975])
    assert degrees == pytest.approx(9)


def test_members_that_agree_are_surer_together() -> None:
    values, variances, degrees = pool_estimates([an_estimate(0.3, 0.3)] * 4)

    assert values.tolist() == pytest.approx([0.3] * 4)
    assert max(variances) < 0.00975
    assert degrees == pytest.approx(36)


def test_members_are_drawn_towards_each_other_and_the_unsure_more() -> None:
    sure, unsure = an_estimate(0.2, 0.3, 200), an_estimate(0.5, 0.3, 4)

    values, _, _ = pool_estimates([sure, unsure])

    moved = values - np.array([0.2, 0.5])
    assert 0 < moved[0] < -moved[1] < 0.3


def test_members_that_surely_differ_stay_apart() -> None:
    values, _, _ = pool_estimates([an_estimate(0.2, 0.01), an_estimate(0.5, 0.01)])

    assert values.tolist() == pytest.approx([0.2, 0.5], abs=1e-3)


def test_an_unknown_member_is_like_the_others_but_less_sure() -> None:
    known = [an_estimate(0.2, 0.3), an_estimate(0.4, 0.3)]

    values, variances, _ = pool_estimates([*known, UNKNOWN])

    assert values[2] == pytest.approx(0.3)
    assert variances[2] > max(variances[:2])


def test_a_member_that_missed_nothing_yet_is_not_taken_as_faultless() -> None:
    lucky = an_estimate(0.3, 0.0, 4)

    _, variances, _ = pool_estimates([lucky, an_estimate(0.3, 0.3, 40)])

    assert variances[0] > variances[1]
