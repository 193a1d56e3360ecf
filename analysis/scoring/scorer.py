"""The seam between sentences and whatever model scores them."""

from collections.abc import Sequence
from typing import Protocol

import polars as pl

SCORE_SCHEMA = {
    "negative": pl.Float32,
    "neutral": pl.Float32,
    "positive": pl.Float32,
    "escalation": pl.Float32,
    "diplomacy": pl.Float32,
}


class Scorer(Protocol):
    """Anything that gives sentences their probabilities."""

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        """One row per text, in order, with the columns and types of `SCORE_SCHEMA`.

        A text's row does not depend on the other texts. No texts give an empty frame.
        """
        ...
