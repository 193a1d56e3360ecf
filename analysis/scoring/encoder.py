"""A transformer encoder on onnxruntime: tokens in, five probabilities out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.scoring.scorer import SCORE_SCHEMA

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from transformers import PreTrainedTokenizerBase

TOKENS_PER_BATCH = 512
TEXTS_AT_ONCE = 16_384
DECIMALS = 4

Floats = npt.NDArray[np.float64]
Tokens = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderScorer:
    """Scores with one session and `threads` callers.

    A batch holds windows of exactly one length and the network treats every row
    apart, so that a text scores the same alone, among others and in any order.
    `session` takes `input_ids` (sentences × tokens) and gives logits in the order
    escalation, diplomacy, negative, neutral, positive. A text longer than `max_tokens`
    is scored in windows of about equal length, averaged by their number of tokens.
    """

    session: "InferenceSession"
    tokenizer: "PreTrainedTokenizerBase"
    prefix: str
    max_tokens: int
    threads: int

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        """One row per text in order; probabilities rounded to four decimals."""
        parts = [
            self._probabilities(texts[start : start + TEXTS_AT_ONCE])
            for start in range(0, len(texts), TEXTS_AT_ONCE)
        ]
        values = np.concatenate([np.empty((0, len(SCORE_SCHEMA))), *parts])
        return pl.DataFrame(values, schema=SCORE_SCHEMA)

    def _probabilities(self, texts: Sequence[str]) -> Floats:
        windows, owners = self._windows(texts)
        logits = np.empty((len(windows), 5), dtype=np.float64)

        def run(batch: Sequence[int]) -> None:
            tokens = np.stack([windows[number] for number in batch])
            logits[batch] = self.session.run(None, {"input_ids": tokens})[0]

        with ThreadPoolExecutor(self.threads) as pool:
            # The list waits for every batch and lets an error out.
            list(pool.map(run, plan_batches([len(window) for window in windows])))
        weights = np.array([len(window) for window in windows], dtype=np.float64)
        return _round(_average(find_probabilities(logits), owners, weights))

    def _windows(self, texts: Sequence[str]) -> tuple[list[Tokens], list[int]]:
        """The token windows of all texts and, for each, its text's number."""
        windows: list[Tokens] = []
        owners: list[int] = []
        opening, closing = self._frame()
        room = self.max_tokens - len(opening) - len(closing)
        prefixed = [self.prefix + text for text in texts]
        for number, tokens in enumerate(self._tokenize(prefixed)):
            for part in split_evenly(tokens[len(opening) : -len(closing)], room):
                windows.append(np.array([*opening, *part, *closing], dtype=np.int64))
                owners.append(number)
        return windows, owners

    def _frame(self) -> tuple[list[int], list[int]]:
        alone = self._tokenize([self.prefix.rstrip()])[0]
        return alone[:-1], alone[-1:]

    def _tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        tokens: list[list[int]] = self.tokenizer(
            list(texts), truncation=False, verbose=False, return_attention_mask=False
        )["input_ids"]
        return tokens


def split_evenly(tokens: Sequence[int], room: int) -> Iterator[Sequence[int]]:
    """The tokens in as few parts of at most `room` as possible, of about equal length.

    No tokens are one empty part.
    """
    parts = max(1, -(-len(tokens) // room))
    bounds = [len(tokens) * part // parts for part in range(parts + 1)]
    for start, end in pairwise(bounds):
        yield tokens[start:end]


def plan_batches(lengths: Sequence[int]) -> list[list[int]]:
    """Numbers of windows in batches of one length each, the longest first."""
    alike: dict[int, list[int]] = defaultdict(list)
    for number, length in enumerate(lengths):
        alike[length].append(number)
    return [
        numbers[start : start + size]
        for length, numbers in sorted(alike.items(), reverse=True)
        for size in [max(1, TOKENS_PER_BATCH // length)]
        for start in range(0, len(numbers), size)
    ]


def find_probabilities(logits: Floats) -> Floats:
    """Logits (escalation, diplomacy, negative, neutral, positive) as probabilities in
    the order of `SCORE_SCHEMA`; the first three sum to one."""
    frames = 1 / (1 + np.exp(-logits[:, :2]))
    shifted = np.exp(logits[:, 2:] - logits[:, 2:].max(axis=1, keepdims=True))
    return np.hstack([shifted / shifted.sum(axis=1, keepdims=True), frames])


def _average(values: Floats, owners: Sequence[int], weights: Floats) -> Floats:
    """The weighted mean of each text's windows; every text has at least one."""
    texts = owners[-1] + 1 if owners else 0
    if texts == len(owners):
        return values
    sums = np.zeros((texts, values.shape[1]))
    np.add.at(sums, owners, values * weights[:, None])
    totals = np.bincount(owners, weights=weights)
    return np.asarray(sums / totals[:, None])


def _round(values: Floats) -> Floats:
    """Four decimals; neutral takes what is left, so that the three still sum to one."""
    rounded = np.round(values, DECIMALS)
    rest = np.round(1 - rounded[:, 0] - rounded[:, 2], DECIMALS)
    rounded[:, 1] = np.maximum(rest, 0)
    return rounded
