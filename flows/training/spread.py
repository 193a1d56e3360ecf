"""Where activations lie and how far they reach on real text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flows.training.weights import Floats, Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What real text makes of each place in the network, by the place's name.

    `centres` are means per channel, `reaches` the furthest that a channel was from its
    centre, `heights` the median over tokens of the highest channel. LayerNorms are
    called as in the encoder, `….attention.self` is the attention's result and
    `….intermediate` what GELU gives.
    """

    centres: Mapping[str, Floats]
    reaches: Mapping[str, Floats]
    heights: Mapping[str, float]


def assume_spread(weights: Weights) -> Spread:
    """A spread that changes nothing: all places lie around zero and reach alike."""
    names, width = name_places(weights.layers), len(weights.head[0])
    return Spread(
        centres={name: np.zeros(width, np.float32) for name in names},
        reaches={name: np.ones(width, np.float32) for name in names},
        heights=dict.fromkeys(name_gelus(weights.layers), 1.0),
    )


def name_places(layers: int) -> list[str]:
    """The places that have a centre and a reach."""
    parts = ("attention.self", "attention.output.LayerNorm", "output.LayerNorm")
    return [
        "embeddings.LayerNorm",
        *(f"encoder.layer.{layer}.{part}" for layer in range(layers) for part in parts),
    ]


def name_gelus(layers: int) -> list[str]:
    """The places that have a height."""
    return [f"encoder.layer.{layer}.intermediate" for layer in range(layers)]


def find_spread(seen: Iterable[Mapping[str, Floats]]) -> Spread:
    """The spread over sentences, each given as its places (tokens × channels)."""
    extents: dict[str, Extent] = {}
    heights: dict[str, list[Floats]] = {}
    for sentence in seen:
        for name, values in sentence.items():
            if name.endswith("intermediate"):
                heights.setdefault(name, []).append(values.max(axis=1))
            else:
                extents[name] = _extend(extents.get(name), values)
    return Spread(
        centres={name: extent.centre for name, extent in extents.items()},
        reaches={name: extent.reach for name, extent in extents.items()},
        heights={
            name: float(np.median(np.concatenate(found)))
            for name, found in heights.items()
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Tokens seen so far, and per channel their sum, lowest and highest value."""

    tokens: int
    total: npt.NDArray[np.float64]
    lowest: Floats
    highest: Floats

    @property
    def centre(self) -> Floats:
        """The mean per channel."""
        return (self.total / self.tokens).astype(np.float32)

    @property
    def reach(self) -> Floats:
        """The largest distance from the mean per channel."""
        far = np.maximum(self.highest - self.centre, self.centre - self.lowest)
        return np.asarray(far)


def _extend(before: Extent | None, values: Floats) -> Extent:
    found = Extent(
        tokens=len(values),
        total=values.sum(axis=0, dtype=np.float64),
        lowest=values.min(axis=0),
        highest=values.max(axis=0),
    )
    if before is None:
        return found
    return Extent(
        tokens=before.tokens + found.tokens,
        total=before.total + found.total,
        lowest=np.minimum(before.lowest, found.lowest),
        highest=np.maximum(before.highest, found.highest),
    )
