from dataclasses import replace

import pytest

from analysis.errors import ModelError
from analysis.scoring.tasks import check_task, find_measures, name_task
from tests.samples import MODEL

SENTIMENT = ["negative", "neutral", "positive"]


@pytest.mark.parametrize(
    ("answers", "task", "measures"),
    [
        (
            ["escalation", "diplomacy", *SENTIMENT],
            "framing+sentiment",
            {"escalation", "diplomacy", "balance", "sentiment"},
        ),
        (
            ["escalation", "diplomacy"],
            "framing",
            {"escalation", "diplomacy", "balance"},
        ),
        (SENTIMENT, "sentiment", {"sentiment"}),
        pytest.param(
            ["escalation", "neither"],
            "escalation",
            {"escalation"},
            id="one frame has no balance",
        ),
        (["diplomacy", *SENTIMENT], "diplomacy+sentiment", {"diplomacy", "sentiment"}),
    ],
)
def test_a_task_names_what_is_answered_and_measured(
    answers: list[str], task: str, measures: set[str]
) -> None:
    assert name_task(answers) == task
    assert find_measures(task) == measures


def test_a_model_is_not_held_against_labels_of_what_it_does_not_answer() -> None:
    check_task(MODEL, "framing")
    with pytest.raises(ModelError, match=r"tiny@1 answers sentiment, not framing"):
        check_task(replace(MODEL, task="sentiment"), "framing")
