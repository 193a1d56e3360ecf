import polars as pl
import pytest

from analysis.scoring.scorer import SCORE_SCHEMA
from flows.training.drift import Drift, find_drift


def scores(*rows: tuple[float, float, float, float, float]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCORE_SCHEMA, orient="row")


def test_a_form_is_held_against_its_checkpoint() -> None:
    checkpoint = scores((0.5, 0.25, 0.25, 0.75, 0.0), (0.25, 0.25, 0.5, 0.25, 0.5))
    form = scores((0.25, 0.5, 0.25, 0.75, 0.0), (0.25, 0.25, 0.5, 0.75, 0.5))

    assert find_drift("int8", checkpoint, form) == Drift(
        form="int8", n=2, framing=0.5, sentiment=0.5, mean_difference=0.1
    )


def test_scores_of_other_sentences_are_refused() -> None:
    one = scores((0.5, 0.25, 0.25, 0.75, 0.0))

    with pytest.raises(ValueError, match="1 scores against 0"):
        find_drift("int8", one, one.clear())
