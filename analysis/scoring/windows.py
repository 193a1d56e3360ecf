"""A text's tokens in the windows that a network reads: parts, each in its frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Tokens = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a part: special tokens, and the other text of a pair.

    `opening` and `closing` are tokens, `*_types` their token types, `text_type` that
    of the part's own tokens.
    """

    opening: tuple[int, ...]
    closing: tuple[int, ...]
    opening_types: tuple[int, ...]
    closing_types: tuple[int, ...]
    text_type: int

    def __len__(self) -> int:
        return len(self.opening) + len(self.closing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Texts in parts: `tokens` of each, its text's number in `owners`, ascending."""

    tokens: tuple[Sequence[int], ...]
    owners: tuple[int, ...]


def split_texts(tokens: Sequence[Sequence[int]], room: int) -> Parts:
    """Texts in parts of at most `room` tokens; each text has at least one part."""
    parts = [
        (part, number)
        for number, text in enumerate(tokens)
        for part in split_evenly(text, room)
    ]
    return Parts(
        tokens=tuple(part for part, _ in parts),
        owners=tuple(number for _, number in parts),
    )


def split_evenly(tokens: Sequence[int], room: int) -> Iterator[Sequence[int]]:
    """The tokens in as few parts of at most `room` as possible, of about equal length.

    No tokens are one empty part.
    """
    parts = max(1, -(-len(tokens) // room))
    bounds = [len(tokens) * part // parts for part in range(parts + 1)]
    for start, end in pairwise(bounds):
        yield tokens[start:end]


def fill_frame(frame: Frame, part: Sequence[int]) -> Tokens:
    """A window: the tokens in the first row, their token types in the second."""
    types = [*frame.opening_types, *[frame.text_type] * len(part), *frame.closing_types]
    return np.array([[*frame.opening, *part, *frame.closing], types], dtype=np.int64)


def average_parts(values: Floats, parts: Parts) -> Floats:
    """For each text the mean over its parts (rows), weighted by their tokens."""
    weights = np.array([max(1, len(part)) for part in parts.tokens], dtype=np.float64)
    return average_rows(values, parts.owners, weights)


def average_rows(values: Floats, owners: Sequence[int], weights: Floats) -> Floats:
    """For each text the weighted mean of its rows; `owners` are as in `Parts`."""
    texts = owners[-1] + 1 if owners else 0
    if texts == len(owners):
        return values
    sums = np.zeros((texts, values.shape[1]))
    # A text of one row keeps it to the last digit: its share is 1.
    shares = weights / np.bincount(owners, weights=weights)[list(owners)]
    np.add.at(sums, list(owners), values * shares[:, None])
    return sums


def find_share(logits: Floats) -> Floats:
    """Each logit as a probability of its own (the logistic function)."""
    return np.asarray((1 + np.tanh(logits / 2)) / 2)


def find_shares(logits: Floats) -> Floats:
    """The logits of a row as probabilities that sum to one (softmax)."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
