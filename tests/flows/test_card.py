from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from analysis.errors import ConfigError
from analysis.scoring.scorer import SCORE_SCHEMA
from flows.evaluate import Evaluation, find_evaluation
from flows.labelled import Labelled
from flows.training.card import (
    Measured,
    render_measured,
    replace_measured,
)
from flows.training.drift import Drift
from tests.conftest import Golden
from tests.samples import MODEL

ANSWERS = ((True, False), (False, True), (False, False), (True, True)) * 6


def labelled(place: int, frames: tuple[bool, bool]) -> Labelled:
    return Labelled(
        text=f"Sentence {place}.",
        language="de" if place % 2 else "en",
        escalation=frames[0],
        diplomacy=frames[1],
        exclusive=False,
        sentiment=("negative", "neutral", "positive")[place % 3],
        group="de_lead" if place % 4 == 1 else "other",
    )


ROWS = [labelled(place, frames) for place, frames in enumerate(ANSWERS)]


def scores(rows: Sequence[Labelled], sure: float) -> pl.DataFrame:
    """Right, each seventh escalation apart, with a probability of `sure`."""
    found = [
        {
            "negative": sure if row.sentiment == "negative" else (1 - sure) / 2,
            "neutral": sure if row.sentiment == "neutral" else (1 - sure) / 2,
            "positive": sure if row.sentiment == "positive" else (1 - sure) / 2,
            "escalation": sure if row.escalation == bool(place % 7) else 1 - sure,
            "diplomacy": sure if row.diplomacy else 1 - sure,
        }
        for place, row in enumerate(rows)
    ]
    return pl.DataFrame(found, schema=SCORE_SCHEMA)


def evaluation(task: str, sure: float, file: str = "dev.jsonl") -> Evaluation:
    return find_evaluation(file, task, ROWS, (scores(ROWS, sure), MODEL), "genre")


def test_a_card_shows_files_languages_groups_and_drift(golden: Golden) -> None:
    measured = [
        Measured(
            evaluation=evaluation("framing", 0.85),
            uncalibrated=evaluation("framing", 0.99),
        ),
        Measured(evaluation=evaluation("framing", 0.75, "other.jsonl")),
        Measured(evaluation=evaluation("sentiment", 0.8)),
    ]
    drift = [
        Drift(form="int8", n=3000, framing=0.9912, sentiment=1, mean_difference=0.0061)
    ]

    golden(Path("flows") / "model_card.md", render_measured(measured, drift))


def test_a_card_without_drift_has_no_table_of_it() -> None:
    card = render_measured([Measured(evaluation=evaluation("sentiment", 0.8))])

    assert "mean difference" not in card
    assert "framing" not in card


PAGE = "# Card\n\n<!-- measured: begin -->\nold\n<!-- measured: end -->\n\n## Not for\n"


def test_only_the_measured_part_of_a_page_is_replaced() -> None:
    page = replace_measured(PAGE, "new | table\n")

    assert page == PAGE.replace("old", "new | table")
    assert replace_measured(page, "new | table\n") == page


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("# Card\n", id="no markers"),
        pytest.param(PAGE.replace("end", "over"), id="no end"),
        pytest.param(PAGE + PAGE, id="two places"),
        pytest.param("<!-- measured: end --><!-- measured: begin -->", id="turned"),
    ],
)
def test_a_page_without_one_place_for_it_is_refused(page: str) -> None:
    with pytest.raises(ConfigError, match="the page has no place"):
        replace_measured(page, "new")
