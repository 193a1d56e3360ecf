"""How far a runtime form's scores are from its checkpoint's."""

from dataclasses import dataclass

import polars as pl

from analysis.measures.agreement import SENTIMENT, framing_class, sentiment_class
from analysis.scoring.scorer import SCORE_SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One form against the checkpoint over `n` sentences.

    `framing` and `sentiment` are the shares of sentences that get the same class of
    three, 0 … 1; `mean_difference` is the mean distance of the probabilities.
    """

    form: str
    n: int
    framing: float
    sentiment: float
    mean_difference: float


def find_drift(form: str, checkpoint: pl.DataFrame, scores: pl.DataFrame) -> Drift:
    """Compare scores of the same sentences, in one order; columns of `SCORE_SCHEMA`.

    Raises ValueError where the frames differ in length or are empty.
    """
    if checkpoint.height != scores.height or not scores.height:
        message = f"{checkpoint.height} scores against {scores.height}"
        raise ValueError(message)
    pairs = zip(_classes(checkpoint), _classes(scores), strict=True)
    same = [(one[0] == other[0], one[1] == other[1]) for one, other in pairs]
    apart = [(checkpoint[name] - scores[name]).abs().sum() for name in SCORE_SCHEMA]
    return Drift(
        form=form,
        n=scores.height,
        framing=sum(framing for framing, _ in same) / len(same),
        sentiment=sum(sentiment for _, sentiment in same) / len(same),
        mean_difference=float(sum(apart)) / (len(same) * len(SCORE_SCHEMA)),
    )


def _classes(scores: pl.DataFrame) -> list[tuple[str, str]]:
    rows = scores.select("escalation", "diplomacy", *SENTIMENT)
    return [(framing_class(*row[:2]), sentiment_class(*row[2:])) for row in rows.rows()]
