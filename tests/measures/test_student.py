"""Student's t against its tables (Fisher and Yates)."""

import pytest

from analysis.measures.student import p_value, t_margin


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [(1, 12.7062), (2, 4.3027), (3, 3.1824), (10, 2.2281), (30, 2.0423)],
)
def test_margins_of_95_per_cent_are_those_of_the_table(
    degrees: int, expected: float
) -> None:
    assert t_margin(0.95, degrees) == pytest.approx(expected, abs=1e-4)


def test_many_degrees_are_nearly_normal() -> None:
    assert t_margin(0.95, 100_000) == pytest.approx(1.96, abs=0.003)


def test_degrees_are_rounded_down() -> None:
    assert t_margin(0.95, 2.9) == t_margin(0.95, 2)


@pytest.mark.parametrize(
    ("t", "degrees", "expected"),
    [
        pytest.param(0.0, 5, 1.0, id="no distance"),
        pytest.param(1.0, 1, 0.5, id="Cauchy: half of all lie beyond one"),
        pytest.param(2**0.5, 2, 1 - 2**-0.5, id="two degrees in closed form"),
        pytest.param(-3.1824, 3, 0.05, id="either side"),
        pytest.param(float("inf"), 4, 0.0, id="no error at all"),
    ],
)
def test_the_chance_of_a_t_so_far_out(t: float, degrees: int, expected: float) -> None:
    assert p_value(t, degrees) == pytest.approx(expected, abs=1e-5)
