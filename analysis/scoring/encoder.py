"""A transformer encoder on onnxruntime: tokens in, five probabilities out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import polars as pl

from analysis.scoring.forms import Form
from analysis.scoring.scorer import SCORE_SCHEMA, frame_scores
from analysis.scoring.windows import (
    Floats,
    Tokens,
    average_rows,
    find_share,
    find_shares,
    split_texts,
)

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

TOKENS_PER_BATCH = 512
TEXTS_AT_ONCE = 2048

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Texts whose batches are being computed into `logits`, one row per window.

    `owners` gives each window's text, ascending, and `weights` its tokens.
    """

    logits: Floats
    owners: Sequence[int]
    weights: Floats
    batches: Sequence[Future[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderScorer:
    """Scores with one session and `threads` callers.

    A batch holds windows of exactly one length and the network treats every row
    apart, so that a text scores the same alone, among others and in any order.
    `session` takes `input_ids` (sentences × tokens) and gives logits in the order
    escalation, diplomacy, negative, neutral, positive. A text longer than `max_tokens`
    is scored in windows of about equal length, averaged by their number of tokens.
    `form` says which of the network's forms the session runs, and why.
    """

    session: "InferenceSession"
    tokenizer: "Tokenizer"
    prefix: str
    max_tokens: int
    threads: int
    form: Form

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        """One row per text in order; probabilities rounded to four decimals."""
        with ThreadPoolExecutor(self.threads) as pool:
            running = (
                self._start(texts[start : start + TEXTS_AT_ONCE], pool)
                for start in range(0, len(texts), TEXTS_AT_ONCE)
            )
            parts = [_finish(part) for part in one_ahead(running)]
        values = np.concatenate([np.empty((0, len(SCORE_SCHEMA))), *parts])
        return frame_scores(dict(zip(SCORE_SCHEMA, values.T, strict=True)))

    def _start(self, texts: Sequence[str], pool: Executor) -> Running:
        windows, owners = self._windows(texts)
        lengths = [len(window) for window in windows]
        logits = np.empty((len(windows), len(SCORE_SCHEMA)), dtype=np.float64)

        def run(batch: Sequence[int]) -> None:
            tokens = np.stack([windows[number] for number in batch])
            logits[batch] = self.session.run(None, {"input_ids": tokens})[0]

        return Running(
            logits=logits,
            owners=owners,
            weights=np.array(lengths, dtype=np.float64),
            batches=[pool.submit(run, batch) for batch in plan_batches(lengths)],
        )

    def _windows(self, texts: Sequence[str]) -> tuple[list[Tokens], Sequence[int]]:
        """The token windows of all texts and, for each, its text's number."""
        opening, closing = self._frame()
        room = self.max_tokens - len(opening) - len(closing)
        framed = self._tokenize([self.prefix + text for text in texts])
        parts = split_texts(
            [tokens[len(opening) : -len(closing)] for tokens in framed], room
        )
        windows = [
            np.array([*opening, *part, *closing], dtype=np.int64)
            for part in parts.tokens
        ]
        return windows, parts.owners

    def _frame(self) -> tuple[list[int], list[int]]:
        alone = self._tokenize([self.prefix.rstrip()])[0]
        return alone[:-1], alone[-1:]

    def _tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        return [found.ids for found in self.tokenizer.encode_batch_fast(list(texts))]


def one_ahead(items: Iterable[T]) -> Iterator[T]:
    """The items, each handed out only after the next was begun."""
    waiting: list[T] = []
    for item in items:
        yield from waiting
        waiting = [item]
    yield from waiting


def _finish(running: Running) -> Floats:
    """The probabilities of the texts, once all their batches are done."""
    for batch in running.batches:
        batch.result()
    values = find_probabilities(running.logits)
    return average_rows(values, running.owners, running.weights)


def plan_batches(
    lengths: Sequence[int], tokens: int = TOKENS_PER_BATCH
) -> list[list[int]]:
    """Numbers of windows in batches of one length each, the longest first.

    A batch holds at most `tokens` tokens, or one window.
    """
    alike: dict[int, list[int]] = defaultdict(list)
    for number, length in enumerate(lengths):
        alike[length].append(number)
    return [
        numbers[start : start + size]
        for length, numbers in sorted(alike.items(), reverse=True)
        for size in [max(1, tokens // length)]
        for start in range(0, len(numbers), size)
    ]


def find_probabilities(logits: Floats) -> Floats:
    """Logits (escalation, diplomacy, negative, neutral, positive) as probabilities in
    the order of `SCORE_SCHEMA`; the first three sum to one."""
    return np.hstack([find_shares(logits[:, 2:]), find_share(logits[:, :2])])
