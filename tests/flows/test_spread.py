import numpy as np
import pytest

from flows.training.arrays import balance, collect_arrays
from flows.training.forms import observe
from flows.training.spread import find_spread
from tests.flows.tiny import tiny_sentences, tiny_weights


def test_centres_and_reaches_are_taken_over_all_tokens_of_all_sentences() -> None:
    sentences = [
        {"norm": np.array([[1, 10], [3, 10]], np.float32)},
        {"norm": np.array([[8, 10]], np.float32)},
    ]

    spread = find_spread(sentences)

    assert spread.centres["norm"].tolist() == [4, 10]
    assert spread.reaches["norm"].tolist() == [4, 0]


def test_a_height_is_the_median_of_the_tokens_highest_channels() -> None:
    sentences = [
        {"layer.intermediate": np.array([[0, 2], [9, 1]], np.float32)},
        {"layer.intermediate": np.array([[-1, 4]], np.float32)},
    ]

    assert find_spread(sentences).heights == {"layer.intermediate": 4}


def test_a_channel_that_reaches_far_is_divided_by_more() -> None:
    matrix = np.array([[0.5, 0.5], [-0.5, 0.25]], np.float32)

    factors = balance(np.array([1, 100], np.float32), matrix)

    assert factors.mean() == 1
    assert factors[1] / factors[0] == pytest.approx(100**0.7)


def test_a_channel_that_never_moves_has_a_factor_too() -> None:
    factors = balance(np.zeros(2, np.float32), np.zeros((1, 2), np.float32))

    assert factors.tolist() == [1, 1]


def test_one_step_reaches_as_far_as_the_sentences_did() -> None:
    weights = tiny_weights()
    spread = observe(weights, tiny_sentences(40))

    arrays = collect_arrays(weights, spread)

    name = "encoder.layer.1.attention.self"
    reach = spread.reaches["encoder.layer.0.output.LayerNorm"]
    scaled = reach * np.asarray(arrays[f"{name}.factors"], np.float32)
    assert 127 * float(arrays[f"{name}.step"]) == pytest.approx(scaled.max())


def test_what_gelu_gives_at_its_lowest_still_fits_the_bytes() -> None:
    weights = tiny_weights()

    arrays = collect_arrays(weights, observe(weights, tiny_sentences(40)))

    least = float(arrays["encoder.layer.0.output.dense.least"][0])
    zero = float(arrays["encoder.layer.0.output.dense.zero"])
    assert 0.17 / (least / (255 - zero)) <= zero
