"""The trained network as arrays, and how its matrices become whole steps."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# 7 bits: two products of a weight and an unsigned byte fit into 16 bits, so that
# processors without wider sums find the same integers as all others.
WEIGHT_STEPS = 64
BLOCK = 32
# Keeps the memory that packing needs below that of the vectors.
PIECES_AT_ONCE = 16_384

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Word vectors: two values a byte (8 stands for zero), one scale a block."""

    packed: Bytes
    scales: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the shipped network is made of.

    `tensors` are the encoder's by their Hugging Face names, `head` the five rows of
    the last layer with `head_bias`.
    """

    words: Words
    tensors: Mapping[str, Floats]
    head: Floats
    head_bias: Floats
    layers: int
    heads: int


def pack_vectors(vectors: Floats) -> Words:
    """Word vectors (pieces × channels) in 4 bits, neighbours paired.

    The value furthest from zero of each block of 32 becomes −8 steps. Vectors that
    were in such blocks before keep every value.
    """
    parts = [
        _pack(vectors[start : start + PIECES_AT_ONCE])
        for start in range(0, len(vectors), PIECES_AT_ONCE)
    ]
    return Words(
        packed=np.concatenate([part.packed for part in parts]),
        scales=np.concatenate([part.scales for part in parts]),
    )


def _pack(vectors: Floats) -> Words:
    blocks = vectors.reshape(len(vectors), -1, BLOCK)
    furthest = np.abs(blocks).argmax(axis=2, keepdims=True)
    scales = (np.take_along_axis(blocks, furthest, axis=2) / -8).astype(np.float16)
    steps = np.where(scales == 0, 1, scales.astype(np.float32))
    values = (np.rint(blocks / steps) + 8).clip(0, 15).astype(np.uint8)
    values = values.reshape(len(vectors), -1)
    pairs = (values[:, 0::2] | (values[:, 1::2] << 4)).astype(np.uint8)
    return Words(packed=pairs, scales=scales[..., 0])


def quantise_weight(weight: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """A matrix (outputs × inputs) in whole steps, and each output's step."""
    largest = np.abs(weight).max(axis=1)
    largest[largest == 0] = 1
    scales = largest / np.float32(WEIGHT_STEPS)
    return np.rint(weight / scales[:, None]).astype(np.int8), scales
