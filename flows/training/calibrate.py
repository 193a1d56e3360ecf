"""Temperatures: how far a network's logits must be cooled to be probabilities."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis.measures.agreement import SENTIMENT
from flows.labelled import Labelled

TRIED = np.geomspace(0.5, 4.0, 209)

Floats = npt.NDArray[np.floating]


def find_temperatures(
    rows: Sequence[Labelled], logits: npt.NDArray[np.floating]
) -> npt.NDArray[np.float32]:
    """The divisor of each of the five logits that makes labels of `rows` likeliest.

    Escalation and diplomacy have their own, the three sentiments one. A temperature
    changes no answer, only how sure the model says it is.
    """
    escalation = np.array([bool(row.escalation) for row in rows])
    diplomacy = np.array([bool(row.diplomacy) for row in rows])
    sentiment = np.array([SENTIMENT.index(row.sentiment or "") for row in rows])
    third = _coolest([_softmax_loss(logits[:, 2:] / t, sentiment) for t in TRIED])
    return np.array(
        [
            _coolest([_sigmoid_loss(logits[:, 0] / t, escalation) for t in TRIED]),
            _coolest([_sigmoid_loss(logits[:, 1] / t, diplomacy) for t in TRIED]),
            *[third] * len(SENTIMENT),
        ],
        dtype=np.float32,
    )


def _coolest(losses: Sequence[float]) -> float:
    return float(TRIED[int(np.argmin(losses))])


def _sigmoid_loss(logits: Floats, yes: npt.NDArray[np.bool_]) -> float:
    return float(np.logaddexp(0, np.where(yes, -logits, logits)).mean())


def _softmax_loss(logits: Floats, classes: npt.NDArray[np.int64]) -> float:
    total = np.logaddexp.reduce(logits, axis=1)
    return float((total - logits[np.arange(len(classes)), classes]).mean())
