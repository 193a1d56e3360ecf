"""Estimates that borrow from each other, worked out by hand where there are numbers."""

from itertools import count

import numpy as np
import pytest

from analysis.measures.pooling import UNKNOWN, Estimate, pool_estimates

_fresh = count()


def an_estimate(
    value: float, miss: float, texts: int = 10, first: int | None = None
) -> Estimate:
    """A mean of texts that miss it by `miss`, to both sides in turn.

    The texts are those numbered from `first`, or such as no other estimate has.
    """
    start = 1000 * (1 + next(_fresh)) if first is None else first
    return Estimate(
        value=value,
        text=np.arange(start, start + texts, dtype=np.uint64),
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
    values, variances, degrees = pool_estimates(
        [an_estimate(0.3, 0.3) for _ in range(4)]
    )

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


def test_members_of_the_same_texts_are_no_surer_together() -> None:
    alone = pool_estimates([an_estimate(0.3, 0.3, first=0)])
    values, variances, degrees = pool_estimates([an_estimate(0.3, 0.3, first=0)] * 6)

    assert values.tolist() == pytest.approx([0.3] * 6)
    assert variances.tolist() == pytest.approx([alone[1][0]] * 6, rel=1e-3)
    assert degrees == pytest.approx(9)


def test_members_that_err_alike_in_shared_texts_are_less_sure_together() -> None:
    one, other = an_estimate(0.3, 0.3, first=0), an_estimate(0.3, 0.3, first=5)
    # Signs run in turn: texts 5 to 9 are missed to opposite sides, texts 6 to 9 alike.
    apart = pool_estimates([an_estimate(0.3, 0.3), an_estimate(0.3, 0.3)])[1][0]
    against = pool_estimates([one, other])[1][0]
    along = pool_estimates([one, an_estimate(0.3, 0.3, first=6)])[1][0]

    assert against < apart < along


def test_shared_texts_leave_what_is_known_of_the_difference_between_members() -> None:
    """Both miss alike, so that their difference is sure though neither value is."""
    shared = [an_estimate(0.2, 0.3, first=0), an_estimate(0.3, 0.3, first=0)]
    own = [an_estimate(0.2, 0.3), an_estimate(0.3, 0.3)]

    assert np.diff(pool_estimates(shared)[0]) > 0.099
    assert np.diff(pool_estimates(own)[0]) < 0.08
