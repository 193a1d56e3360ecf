"""The seam between sentences and whatever model scores them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from analysis.scoring.tasks import ANSWERS

SCORE_SCHEMA = dict.fromkeys(ANSWERS, pl.Float32)
DECIMALS = 4


class Scorer(Protocol):
    """Anything that gives sentences their probabilities."""

    def score(self, texts: Sequence[str]) -> pl.DataFrame:
        """One row per text, in order, with the columns and types of `SCORE_SCHEMA`.

        A text's row does not depend on the other texts. A column is null throughout
        where the model does not answer it. No texts give an empty frame.
        """
        ...


def frame_scores(answers: Mapping[str, npt.NDArray[np.float64]]) -> pl.DataFrame:
    """The columns that a model answers as a scorer's frame; the others are null.

    Rounded to four decimals; neutral takes what is left, so that the three still sum
    to one.
    """
    rounded = {name: np.round(values, DECIMALS) for name, values in answers.items()}
    if "positive" in rounded:
        left = 1 - rounded["negative"] - rounded["positive"]
        rounded["neutral"] = np.round(left, DECIMALS).clip(min=0)
    return pl.DataFrame(rounded).select(
        (pl.col(name) if name in rounded else pl.lit(None).alias(name)).cast(kind)
        for name, kind in SCORE_SCHEMA.items()
    )
