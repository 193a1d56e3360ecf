import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.calibration import expected_calibration_error


@pytest.mark.parametrize(
    ("probabilities", "answers", "expected"),
    [
        pytest.param([], [], None, id="without sentences it is unknown"),
        pytest.param([0.75] * 4, [1, 1, 1, 0], 0.0, id="right as often as said"),
        pytest.param([1.0, 0.0], [False, True], 1.0, id="sure and always wrong"),
        pytest.param([0.25], [True], 0.75, id="one sentence"),
        # Bins of a tenth: 0.62 and 0.68 stand for 0 of 2, 0.91 for 1 of 1.
        pytest.param([0.62, 0.68, 0.91], [0, 0, 1], (1.3 + 0.09) / 3, id="two bins"),
        pytest.param([0.4, 0.6], [1, 0], 0.6, id="two bins do not make up for another"),
    ],
)
def test_probabilities_are_held_against_what_was_so(
    probabilities: list[float], answers: list[bool], expected: float | None
) -> None:
    found = expected_calibration_error(probabilities, answers)

    assert found == (None if expected is None else pytest.approx(expected))


def test_fewer_bins_hide_more() -> None:
    assert expected_calibration_error([0.4, 0.6], [1, 0], bins=1) == pytest.approx(0)


@given(st.lists(st.booleans(), min_size=1))
def test_what_is_certain_and_right_has_no_error(answers: list[bool]) -> None:
    assert expected_calibration_error(answers, answers) == 0


def test_probabilities_and_answers_of_unlike_number_are_refused() -> None:
    with pytest.raises(ValueError, match="2 probabilities for 1 answers"):
        expected_calibration_error([0.5, 0.5], [1])
