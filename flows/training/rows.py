"""The rows a model learns from, as tokens and targets, and the order they come in."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from analysis.measures.agreement import SENTIMENT
from flows.labelled import Labelled, read_labelled
from flows.training.options import TrainOptions

OTHER_LANGUAGES = ("ar", "es", "fr", "ru", "zh")
PREFIX = "query: "

Tokenize = Callable[[list[str]], list[list[int]]]


class Example(NamedTuple):
    """One row as the network sees it; an answer the row leaves out weighs nothing."""

    tokens: list[int]
    frames: tuple[float, float]
    frames_weight: float
    sentiment: int
    sentiment_weight: float


def read_training_rows(options: TrainOptions) -> list[tuple[Labelled, float]]:
    """The rows to learn from with their weights.

    Of the English framing rows only the UN's: the news rows are GPL, and weights that
    had seen them could not be shipped.
    """
    data, draw = options.data, np.random.default_rng(options.seed)
    codebook = read_labelled(data / "codebook_train.jsonl")
    un = read_labelled(
        data / "framing_train.jsonl",
        keep=lambda row: row.get("source") == "UN_keep_it_local",
    )
    others = read_labelled(data / "framing_multi_train.jsonl")
    news = read_labelled(
        data / "sentiment_news_en_train.jsonl",
        keep=lambda row: row.get("one_polarity") is True,
    )
    each = options.other_language_rows // len(OTHER_LANGUAGES)
    helpers = _draw(un, options.un_rows, draw)
    for language in OTHER_LANGUAGES:
        helpers += _draw([r for r in others if r.language == language], each, draw)
    helpers += _draw(news, options.news_sentiment_rows, draw)
    weight = options.helper_weight
    return [(row, 1.0) for row in codebook] + [(row, weight) for row in helpers]


def _draw(
    rows: Sequence[Labelled], count: int, draw: np.random.Generator
) -> list[Labelled]:
    picked = draw.permutation(len(rows))[:count]
    return [rows[i] for i in sorted(picked)]


def make_examples(
    rows: Sequence[tuple[Labelled, float]], tokenize: Tokenize
) -> list[Example]:
    """Tokens and targets of each row, in order."""
    tokens = tokenize([PREFIX + row.text for row, _ in rows])
    return [
        Example(
            tokens=ids,
            frames=(float(row.escalation or 0), float(row.diplomacy or 0)),
            frames_weight=weight if row.escalation is not None else 0.0,
            sentiment=SENTIMENT.index(row.sentiment or "neutral"),
            sentiment_weight=weight if row.sentiment is not None else 0.0,
        )
        for ids, (row, weight) in zip(tokens, rows, strict=True)
    ]


def plan_epoch(
    lengths: Sequence[int], size: int, draw: np.random.Generator
) -> list[list[int]]:
    """Row numbers of one epoch in batches of like length, in random order.

    Sorting 40 batches at a time keeps padding small and the order still random.
    """
    order = draw.permutation(len(lengths)).tolist()
    stretch = size * 40
    batches = []
    for start in range(0, len(order), stretch):
        near = sorted(order[start : start + stretch], key=lambda row: lengths[row])
        batches += [near[at : at + size] for at in range(0, len(near), size)]
    return [batches[i] for i in draw.permutation(len(batches))]
