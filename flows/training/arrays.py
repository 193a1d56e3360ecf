"""What both graphs read: the network's weights by name, stored once.

Activations are kept around their centres: whatever a matrix would have made of a
centre is added to its bias. Where one channel reaches much further than the others it
is divided, and its column of the matrix multiplied, by a factor, so that one step for
all channels loses little (SmoothQuant, Xiao et al. 2023, https://arxiv.org/abs/2211.10438).
Adding one vector to every key leaves the softmax as it is: keys have no bias.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from flows.training.spread import Spread
from flows.training.weights import Floats, Weights, quantise_weight

# How much of a channel's reach the matrix takes over: 0.3, 0.5 and 0.7 were tried on
# 1,000 news sentences; 0.7 stayed nearest to float32.
TAKEN_OVER = 0.7
# GELU is never below −0.16998.
GELU_FLOOR = 0.17

Array = npt.NDArray[np.generic]


class Matrix(NamedTuple):
    """A matrix in whole steps, as stored, and what it does to unscaled inputs."""

    values: npt.NDArray[np.int8]
    scales: Floats
    seen: Floats


def collect_arrays(weights: Weights, spread: Spread) -> Mapping[str, Array]:
    """Every array of the network by its name in the graphs.

    Matrices are inputs × outputs: 7-bit `….values`, and `….scales` with the step of
    each output. `….bias` is added to a product. `….step` is one step of a product's
    input, after it was multiplied by `….factors` where there are any. What GELU gives
    has its own step in every row, from the row's highest value or `….least` if that is
    higher, and `….zero` stands for zero. `….gain` and `….shift` are a LayerNorm's.
    """
    arrays = dict(_embed(weights, spread))
    before = "embeddings.LayerNorm"
    for layer in range(weights.layers):
        name = f"encoder.layer.{layer}."
        arrays |= _attend(weights, spread, name, before)
        arrays |= _feed_forward(weights, spread, name)
        before = name + "output.LayerNorm"
    arrays["head.weight"] = weights.head[None]
    arrays["head.bias"] = weights.head_bias + weights.head @ spread.centres[before]
    return arrays


def balance(reach: Floats, *matrices: Floats) -> Floats:
    """A factor per channel for inputs that reach so far into these matrices."""
    columns = np.abs(np.concatenate(matrices)).max(axis=0)
    floor = np.float32(1e-6)
    taken = np.maximum(reach, floor) ** TAKEN_OVER
    factors = taken / np.maximum(columns, floor) ** (1 - TAKEN_OVER)
    return np.asarray(factors / factors.mean(), dtype=np.float32)


def _embed(weights: Weights, spread: Spread) -> Iterator[tuple[str, Array]]:
    tensors = weights.tensors
    places = tensors["embeddings.position_embeddings.weight"]
    yield "words.packed", weights.words.packed
    yield "words.scales", weights.words.scales
    yield "positions", places + tensors["embeddings.token_type_embeddings.weight"][0]
    yield from _norm(weights, spread, "embeddings.LayerNorm")


def _attend(
    weights: Weights, spread: Spread, layer: str, before: str
) -> dict[str, Array]:
    tensors, self_ = weights.tensors, layer + "attention.self"
    output = layer + "attention.output.dense"
    parts = ("query", "key", "value")
    wholes = [tensors[f"{self_}.{part}.weight"] for part in parts]
    factors = balance(spread.reaches[before], *wholes)
    outer = balance(spread.reaches[self_], tensors[output + ".weight"])
    query, key, value = (_divide(whole, factors) for whole in wholes)
    mixed = _divide(tensors[output + ".weight"], outer)
    centre, context = spread.centres[before], spread.centres[self_]
    added = tensors[self_ + ".value.bias"] + value.seen @ centre - context
    return {
        self_ + ".factors": 1 / factors,
        self_ + ".step": _step(spread.reaches[before] / factors),
        **_matrix(self_ + ".query", query),
        self_ + ".query.bias": tensors[self_ + ".query.bias"] + query.seen @ centre,
        **_matrix(self_ + ".key", key),
        **_matrix(self_ + ".value", value._replace(scales=value.scales / outer)),
        self_ + ".value.bias": added / outer,
        output + ".step": _step(spread.reaches[self_] / outer),
        **_matrix(output, mixed),
        output + ".bias": tensors[output + ".bias"] + mixed.seen @ context + centre,
        **dict(_norm(weights, spread, layer + "attention.output.LayerNorm")),
    }


def _feed_forward(weights: Weights, spread: Spread, layer: str) -> dict[str, Array]:
    tensors, before = weights.tensors, layer + "attention.output.LayerNorm"
    inner, outer = layer + "intermediate.dense", layer + "output.dense"
    factors = balance(spread.reaches[before], tensors[inner + ".weight"])
    matrix = _divide(tensors[inner + ".weight"], factors)
    last = _divide(tensors[outer + ".weight"])
    centre, least = spread.centres[before], spread.heights[layer + "intermediate"]
    zero = np.ceil(255 * GELU_FLOOR / (least + GELU_FLOOR))
    return {
        inner + ".factors": 1 / factors,
        inner + ".step": _step(spread.reaches[before] / factors),
        **_matrix(inner, matrix),
        inner + ".bias": tensors[inner + ".bias"] + matrix.seen @ centre,
        outer + ".least": np.array([least], np.float32),
        outer + ".zero": np.array(zero, np.uint8),
        **_matrix(outer, last),
        outer + ".bias": tensors[outer + ".bias"] + centre,
        **dict(_norm(weights, spread, layer + "output.LayerNorm")),
    }


def _divide(weight: Floats, factors: Floats | None = None) -> Matrix:
    """A matrix (outputs × inputs) for inputs that were divided by `factors`."""
    share = np.ones(1, np.float32) if factors is None else factors
    values, scales = quantise_weight(weight * share)
    seen = values * scales[:, None] / share
    return Matrix(values, scales, seen.astype(np.float32))


def _matrix(name: str, matrix: Matrix) -> dict[str, Array]:
    return {
        name + ".values": np.ascontiguousarray(matrix.values.T),
        name + ".scales": matrix.scales,
    }


def _step(reach: Floats) -> Array:
    """The step with which bytes around 128 reach so far."""
    return np.array(reach.max() / 127, np.float32)


def _norm(weights: Weights, spread: Spread, name: str) -> Iterator[tuple[str, Array]]:
    yield name + ".gain", weights.tensors[name + ".weight"]
    yield name + ".shift", weights.tensors[name + ".bias"] - spread.centres[name]
