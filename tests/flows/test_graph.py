"""Both forms of the network against the same network in plain numpy."""

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import pytest

from flows.training.forms import FILES, GRAPHS, observe, write_forms
from flows.training.weights import Weights, pack_vectors, quantise_weight
from tests.flows.tiny import (
    HEADS,
    LAYERS,
    PIECES,
    WIDTH,
    tiny_sentences,
    tiny_vectors,
    tiny_weights,
)

Floats = npt.NDArray[np.float32]


def normal(x: Floats, weights: Weights, name: str) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
    gain, shift = weights.tensors[name + ".weight"], weights.tensors[name + ".bias"]
    return np.asarray(scaled * gain + shift)


def linear(x: Floats, weights: Weights, name: str) -> Floats:
    weight = weights.tensors[name + ".weight"]
    return np.asarray(x @ weight.T + weights.tensors[name + ".bias"])


def attend(x: Floats, weights: Weights, layer: str) -> Floats:
    query, key, value = (
        linear(x, weights, f"{layer}attention.self.{part}")
        .reshape(len(x), HEADS, -1)
        .transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    weight = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(WIDTH // HEADS))
    mixed = weight / weight.sum(axis=-1, keepdims=True) @ value
    return np.asarray(mixed.transpose(1, 0, 2).reshape(len(x), WIDTH))


def gelu(x: Floats) -> Floats:
    return np.asarray(x * (1 + np.vectorize(math.erf)(x / math.sqrt(2))) / 2)


def plain_logits(weights: Weights, ids: npt.NDArray[np.int64]) -> Floats:
    """One sentence through the network, without any rounding."""
    positions = weights.tensors["embeddings.position_embeddings.weight"]
    x = tiny_vectors()[ids] + positions[: len(ids)]
    x = x + weights.tensors["embeddings.token_type_embeddings.weight"][0]
    x = normal(x, weights, "embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}."
        context = attend(x, weights, layer)
        branch = linear(context, weights, layer + "attention.output.dense")
        x = normal(branch + x, weights, layer + "attention.output.LayerNorm")
        inner = gelu(linear(x, weights, layer + "intermediate.dense"))
        branch = linear(inner, weights, layer + "output.dense")
        x = normal(branch + x, weights, layer + "output.LayerNorm")
    return np.asarray(weights.head @ x.mean(axis=0) + weights.head_bias)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    weights = tiny_weights()
    write_forms(weights, observe(weights, tiny_sentences(40)), folder)
    return folder


def open_form(folder: Path, form: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(folder / f"{form}.onnx", options)


@pytest.fixture(scope="module", params=sorted(GRAPHS))
def session(
    folder: Path, request: pytest.FixtureRequest
) -> onnxruntime.InferenceSession:
    return open_form(folder, request.param)


def test_each_form_computes_the_network_but_for_rounding(
    session: onnxruntime.InferenceSession,
) -> None:
    weights = tiny_weights()
    ids = np.random.default_rng(3).integers(0, len(PIECES), (6, 9))

    (found,) = session.run(None, {"input_ids": ids})

    meant = np.stack([plain_logits(weights, sentence) for sentence in ids])
    # Weights in 7 bits cost the most, in so narrow a network.
    assert np.abs(found - meant).max() < 0.15
    assert meant.std() > 1.5


def test_activations_in_bytes_cost_little(folder: Path) -> None:
    ids = np.random.default_rng(3).integers(0, len(PIECES), (6, 9))

    integers, floats = (
        open_form(folder, form).run(None, {"input_ids": ids})[0]
        for form in ("int8", "float32")
    )

    assert 0 < np.abs(integers - floats).mean() < 0.02


@pytest.mark.parametrize("length", [2, 11, 130])
def test_a_sentence_has_the_same_logits_bit_for_bit_in_any_batch(
    session: onnxruntime.InferenceSession, length: int
) -> None:
    ids = np.random.default_rng(4).integers(0, len(PIECES), (7, length))

    (together,) = session.run(None, {"input_ids": ids})

    alone = [session.run(None, {"input_ids": ids[i : i + 1]})[0][0] for i in range(7)]
    assert np.array_equal(together, np.stack(alone))


def test_the_float_form_needs_standard_operators_only(folder: Path) -> None:
    graph = onnx.load(folder / "float32.onnx", load_external_data=False)

    assert {node.domain for node in graph.graph.node} == {""}
    onnx.checker.check_model(folder / "float32.onnx", full_check=True)


def test_both_forms_read_the_same_numbers(folder: Path) -> None:
    places = [
        {
            tensor.name: [(entry.key, entry.value) for entry in tensor.external_data]
            for tensor in onnx.load(
                folder / name, load_external_data=False
            ).graph.initializer
            if tensor.external_data
        }
        for name in FILES
        if name.endswith(".onnx")
    ]

    integers, floats = sorted(places, key=len, reverse=True)
    assert len(floats) > 20
    assert floats.items() <= integers.items()


def test_two_products_of_the_integers_fit_sixteen_bits() -> None:
    values, scales = quantise_weight(np.array([[0.5, -1.0, 0.25]], np.float32))

    assert values.tolist() == [[32, -64, 16]]
    assert scales.tolist() == [1 / 64]
    assert 2 * 255 * int(np.abs(values).max()) < 2**15


def test_word_vectors_in_whole_steps_keep_every_value() -> None:
    vectors = tiny_vectors()

    words = pack_vectors(vectors)

    halves = np.stack([words.packed & 15, words.packed >> 4], axis=-1)
    steps = halves.reshape(len(vectors), -1, 32).astype(np.float32) - 8
    scales = words.scales.astype(np.float32)[..., None]
    assert np.array_equal((steps * scales).reshape(vectors.shape), vectors)


def test_a_word_vector_of_zeros_stays_one() -> None:
    words = pack_vectors(np.zeros((1, 32), np.float32))

    assert words.packed.tolist() == [[0x88] * 16]
    assert words.scales.tolist() == [[0]]
