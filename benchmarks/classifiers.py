"""A classifier of invented press (benchmarks/worlds.py) whose errors are known.

It reads each distinct sentence once. Its sensitivity and specificity differ by writer
and question, and its errors hang together within a story.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import polars as pl

from benchmarks.worlds import DAYS, QUESTIONS, WRITERS, Floats, Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """How a classifier breaks the rule that it errs alike throughout.

    `drift`: how far its sensitivity and false alarms move, in standard deviations of
    its latent answer, from the first day to the last. `heat`: how much likelier, on
    that scale, a false alarm is in a story of fighting or talks.
    """

    drift: float = 0.0
    heat: float = 0.0


def score_press(press: Press, seed: int, flaw: Flaw) -> pl.DataFrame:
    """A classifier's answers: text_hash, negative, neutral, positive, escalation,
    diplomacy, probabilities in 0 … 1."""
    draw = np.random.default_rng([seed, 2])
    texts = press.texts
    writer = texts["writer"].to_numpy()
    late = texts["day"].to_numpy() / (DAYS - 1) - 0.5
    hot = texts["kind"].to_numpy() < 2
    answers = {}
    for question in QUESTIONS:
        yes = texts[question].to_numpy()
        # Sensitivity and false alarms of each writer, as quantiles of the normal.
        said = np.stack(
            [
                _quantile(draw.uniform(0.04, 0.18, WRITERS)),
                _quantile(draw.uniform(0.65, 0.95, WRITERS)),
            ]
        )
        pull = flaw.drift * late + flaw.heat * (hot & ~yes)
        latent = said[yes.astype(int), writer] + pull + _noise(draw, texts)
        answers[question] = 1 / (1 + np.exp(-draw.uniform(1.5, 3.0) * latent))
    return texts.select("text_hash").with_columns(
        **{
            name: pl.Series(part)
            for name, part in _moods(draw, texts, late * flaw.drift).items()
        },
        **{name: pl.Series(part.round(4)) for name, part in answers.items()},
    )


def _moods(
    draw: np.random.Generator, texts: pl.DataFrame, pull: Floats
) -> dict[str, Floats]:
    """Three probabilities: the true class is favoured, each writer's in its own way."""
    writer = texts["writer"].to_numpy()
    sentiment = texts["sentiment"].to_numpy() + 1
    bias = draw.normal(0, 0.3, (WRITERS, 3))[writer]
    favour = draw.uniform(1.2, 2.8, (WRITERS, 3))[writer, sentiment]
    logits = bias + np.stack([_noise(draw, texts) for _ in range(3)], axis=1)
    logits[np.arange(len(logits)), sentiment] += favour
    logits[:, 2] += pull
    odds = np.exp(1.5 * logits)
    parts = (odds / odds.sum(axis=1, keepdims=True)).round(4)
    return dict(zip(("negative", "neutral", "positive"), parts.T, strict=True))


def _noise(draw: np.random.Generator, texts: pl.DataFrame) -> Floats:
    """Standard normal, a fifth of its variance shared by the sentences of a story."""
    story = texts["story_id"].to_numpy().astype(np.int64)
    shared = draw.normal(0, np.sqrt(0.2), story.max() + 1)[story]
    return np.asarray(shared + draw.normal(0, np.sqrt(0.8), len(story)))


def _quantile(share: Floats) -> Floats:
    return np.array([NormalDist().inv_cdf(float(one)) for one in share])
