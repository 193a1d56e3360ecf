"""Labels held against scores: every figure of one set of sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from analysis.measures.agreement import (
    Agreement,
    FramedSentence,
    agreement,
    framing_agreement,
    sentiment_class,
)
from analysis.measures.calibration import expected_calibration_error
from analysis.measures.resampling import (
    F1Intervals,
    class_intervals,
    framing_intervals,
)
from analysis.scoring.tasks import FRAMES, SENTIMENT
from flows.labelled import Labelled

OUTPUTS = {"framing": FRAMES, "sentiment": SENTIMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one set of sentences shows of a model.

    `calibration_error` is the expected calibration error, 0 … 1, of each frame's
    probability or, under "sentiment", of the likeliest class's.
    """

    agreement: Agreement
    intervals: F1Intervals
    calibration_error: Mapping[str, float | None]


def compare(task: str, rows: Sequence[Labelled], scores: pl.DataFrame) -> Figures:
    """The figures of rows and scores that all answer `task`, in one order."""
    answers = scores.select(OUTPUTS[task])
    find = _compare_framing if task == "framing" else _compare_sentiment
    return find(rows, answers)


def _compare_framing(rows: Sequence[Labelled], answers: pl.DataFrame) -> Figures:
    sentences = [
        FramedSentence(
            gold_escalation=bool(row.escalation),
            gold_diplomacy=bool(row.diplomacy),
            exclusive=row.exclusive,
            escalation=escalation,
            diplomacy=diplomacy,
        )
        for row, (escalation, diplomacy) in zip(rows, answers.iter_rows(), strict=True)
    ]
    escalation = [sentence.gold_escalation for sentence in sentences]
    diplomacy = [sentence.gold_diplomacy for sentence in sentences]
    return Figures(
        agreement=framing_agreement(sentences),
        intervals=framing_intervals(sentences, together=_find_units(rows)),
        calibration_error={
            "escalation": expected_calibration_error(answers["escalation"], escalation),
            "diplomacy": expected_calibration_error(answers["diplomacy"], diplomacy),
        },
    )


def _compare_sentiment(rows: Sequence[Labelled], answers: pl.DataFrame) -> Figures:
    gold = [str(row.sentiment) for row in rows]
    model = [sentiment_class(*probabilities) for probabilities in answers.iter_rows()]
    right = [one == other for one, other in zip(gold, model, strict=True)]
    chosen = answers.select(pl.max_horizontal(*SENTIMENT)).to_series()
    return Figures(
        agreement=agreement(gold, model, SENTIMENT),
        intervals=class_intervals(gold, model, SENTIMENT, together=_find_units(rows)),
        calibration_error={"sentiment": expected_calibration_error(chosen, right)},
    )


def _find_units(rows: Sequence[Labelled]) -> list[str]:
    """What each row is drawn with; one that names nothing is drawn alone."""
    return [
        f"row {n}" if row.unit is None else f"unit {row.unit}"
        for n, row in enumerate(rows)
    ]
