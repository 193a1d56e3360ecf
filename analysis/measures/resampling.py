"""95 % intervals of F1: what would have come out with other sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.measures.agreement import (
    FRAMING,
    FramedSentence,
    frame_answers,
    framing_class,
)
from analysis.measures.student import COVERAGE

TAILS = (100 * (1 - COVERAGE) / 2, 100 * (1 + COVERAGE) / 2)
RESAMPLES = 2000
FEWEST_SENTENCES = 10
SEED = 20260301

Interval = tuple[float, float]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class F1Intervals:
    """Low and high end of each class's F1, in the classes' order, and of macro-F1.

    None where the F1 is unknown, where fewer than ten are drawn, or where all resamples
    give the same: of these resampling says nothing.
    """

    per_class: tuple[Interval | None, ...]
    macro_f1: Interval | None


def framing_intervals(
    sentences: Sequence[FramedSentence],
    seed: int = SEED,
    together: Sequence[str] | None = None,
) -> F1Intervals:
    """The intervals of what `framing_agreement` gives for the same sentences.

    Method: percentile bootstrap over sentences (Efron and Tibshirani 1993, chapter 13).
    Sentences of one name in `together` (translations, sentences of one article) are
    drawn whole.
    """
    if _count_draws(len(sentences), together) < FEWEST_SENTENCES:
        return F1Intervals(per_class=(None,) * len(FRAMING), macro_f1=None)
    gold = np.array([_gold_flags(sentence) for sentence in sentences])
    model = np.array([_model_flags(sentence) for sentence in sentences])
    f1 = _resample_f1(gold, model, seed, together)
    frames, classes = f1[:, :2], f1[:, 2:]
    neither = classes[:, FRAMING.index("NEITHER") :]
    return _intervals(np.hstack([frames, neither]), classes)


def class_intervals(
    gold: Sequence[str],
    model: Sequence[str],
    classes: Sequence[str],
    seed: int = SEED,
    together: Sequence[str] | None = None,
) -> F1Intervals:
    """The intervals of what `agreement` gives for the same answers; `together` as in
    `framing_intervals`."""
    if _count_draws(len(gold), together) < FEWEST_SENTENCES:
        return F1Intervals(per_class=(None,) * len(classes), macro_f1=None)
    f1 = _resample_f1(
        np.array([[answer == name for name in classes] for answer in gold]),
        np.array([[answer == name for name in classes] for answer in model]),
        seed,
        together,
    )
    return _intervals(f1, f1)


def _count_draws(sentences: int, together: Sequence[str] | None) -> int:
    return sentences if together is None else len(set(together))


def _gold_flags(sentence: FramedSentence) -> list[bool]:
    frames = sentence.gold_escalation, sentence.gold_diplomacy
    return _flags(frames, framing_class(*frames), sentence)


def _model_flags(sentence: FramedSentence) -> list[bool]:
    chosen = framing_class(sentence.escalation, sentence.diplomacy)
    return _flags(frame_answers(sentence), chosen, sentence)


def _flags(
    frames: tuple[bool, bool], chosen: str, sentence: FramedSentence
) -> list[bool]:
    """Yes or no for each frame, then for each class; no class where gold has both."""
    both = sentence.gold_escalation and sentence.gold_diplomacy
    return [*frames, *(chosen == name and not both for name in FRAMING)]


def _resample_f1(
    gold: Flags, model: Flags, seed: int, together: Sequence[str] | None
) -> Numbers:
    """F1 of each column in each resample; NaN where nobody gave the column's class.

    Units of the same counts are alike, so that how often each kind is drawn says all: a
    few dozen counts a resample, however many sentences there are.
    """
    counts = np.hstack([gold & model, gold, model]).astype(np.int64)
    if together is not None:
        counts = _sum_units(counts, together)
    kinds, often = np.unique(counts, axis=0, return_counts=True)
    draws = np.random.default_rng(seed).multinomial(
        len(counts), often / len(counts), size=RESAMPLES
    )
    hits, of_gold, of_model = np.hsplit(kinds, 3)
    return _divide(2 * (draws @ hits), draws @ (of_gold + of_model))


def _sum_units(counts: Counts, together: Sequence[str]) -> Counts:
    """A row for each name: the sums of its sentences' rows."""
    names, unit = np.unique(np.array(together), return_inverse=True)
    sums = np.zeros((len(names), counts.shape[1]), np.int64)
    np.add.at(sums, unit, counts)
    return sums


def _intervals(per_class: Numbers, classes: Numbers) -> F1Intervals:
    known = ~np.isnan(classes)
    macro_f1 = _divide(np.where(known, classes, 0).sum(axis=1), known.sum(axis=1))
    return F1Intervals(
        per_class=tuple(_interval(drawn) for drawn in per_class.T),
        macro_f1=_interval(macro_f1),
    )


def _divide(parts: npt.NDArray[np.number], wholes: npt.NDArray[np.int64]) -> Numbers:
    """Quotients; NaN where the whole is nought."""
    quotients = np.full(parts.shape, np.nan)
    np.divide(parts, wholes, out=quotients, where=wholes > 0)
    return quotients


def _interval(drawn: Numbers) -> Interval | None:
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return None
    low, high = np.percentile(known, TAILS).round(6)
    return (float(low), float(high)) if low < high else None
