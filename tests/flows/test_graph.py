"""The hand-drawn graph against the same network in plain numpy."""

import math

import numpy as np
import numpy.typing as npt
import onnxruntime
import pytest

pytest.importorskip("onnx", reason="the extra train brings onnx")

from flows.training.folder import pack_words
from flows.training.graph import Weights, draw_graph, quantise_weight

Floats = npt.NDArray[np.float32]

WIDTH, INNER, HEADS, LAYERS, PIECES, LENGTH = 64, 128, 2, 2, 50, 16
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


def some(draw: np.random.Generator, *shape: int) -> Floats:
    return draw.normal(scale=0.2, size=shape).astype(np.float32)


def tiny_network() -> tuple[Weights, Floats]:
    """A network of two layers and its word vectors as they are meant."""
    draw = np.random.default_rng(7)
    blocks = np.zeros(PIECES * WIDTH // 32, BLOCK)
    blocks["scale"] = draw.uniform(0.01, 0.1, len(blocks))
    blocks["nibbles"] = draw.integers(0, 256, (len(blocks), 16))
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    words = (values * blocks["scale"].astype(np.float32)[:, None]).reshape(-1, WIDTH)
    tensors = {
        "embeddings.position_embeddings.weight": some(draw, LENGTH, WIDTH),
        "embeddings.token_type_embeddings.weight": some(draw, 2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}."
        shapes = {
            "attention.self.query": (WIDTH, WIDTH),
            "attention.self.key": (WIDTH, WIDTH),
            "attention.self.value": (WIDTH, WIDTH),
            "attention.output.dense": (WIDTH, WIDTH),
            "intermediate.dense": (INNER, WIDTH),
            "output.dense": (WIDTH, INNER),
        }
        for part, shape in shapes.items():
            tensors[f"{name}{part}.weight"] = some(draw, *shape)
            tensors[f"{name}{part}.bias"] = some(draw, shape[0])
        norms += [name + "attention.output.LayerNorm", name + "output.LayerNorm"]
    for norm in norms:
        tensors[norm + ".weight"] = 1 + some(draw, WIDTH)
        tensors[norm + ".bias"] = some(draw, WIDTH)
    weights = Weights(
        words=pack_words(blocks, PIECES, WIDTH),
        tensors=tensors,
        centres={norm: some(draw, WIDTH) for norm in norms},
        head=some(draw, 5, WIDTH),
        head_bias=some(draw, 5),
        layers=LAYERS,
        heads=HEADS,
    )
    return weights, words


def normal(x: Floats, weights: Weights, name: str) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
    gain, shift = weights.tensors[name + ".weight"], weights.tensors[name + ".bias"]
    return np.asarray(scaled * gain + shift)


def linear(x: Floats, weights: Weights, name: str) -> Floats:
    values, scales = quantise_weight(weights.tensors[name + ".weight"])
    seen = values * scales[:, None]
    return np.asarray(x @ seen.T + weights.tensors[name + ".bias"])


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


def plain_logits(weights: Weights, words: Floats, ids: npt.NDArray[np.int64]) -> Floats:
    """One sentence through the network, without any rounding of activations."""
    positions = weights.tensors["embeddings.position_embeddings.weight"]
    x = words[ids] + positions[: len(ids)]
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
def session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        draw_graph(tiny_network()[0]).SerializeToString(), options
    )


def test_the_graph_computes_the_network_but_for_rounding(
    session: onnxruntime.InferenceSession,
) -> None:
    weights, words = tiny_network()
    ids = np.random.default_rng(3).integers(0, PIECES, (6, 9))

    (found,) = session.run(None, {"input_ids": ids})

    meant = np.stack([plain_logits(weights, words, sentence) for sentence in ids])
    assert np.abs(found - meant).max() < 0.03
    assert meant.std() > 0.5


def test_a_sentence_has_the_same_logits_bit_for_bit_in_any_batch(
    session: onnxruntime.InferenceSession,
) -> None:
    ids = np.random.default_rng(4).integers(0, PIECES, (7, 11))

    (together,) = session.run(None, {"input_ids": ids})

    alone = [session.run(None, {"input_ids": ids[i : i + 1]})[0][0] for i in range(7)]
    assert np.array_equal(together, np.stack(alone))


def test_two_products_of_the_integers_fit_sixteen_bits() -> None:
    values, scales = quantise_weight(np.array([[0.5, -1.0, 0.25]], np.float32))

    assert values.tolist() == [[32, -64, 16]]
    assert scales.tolist() == [1 / 64]
    assert 2 * 255 * int(np.abs(values).max()) < 2**15
