"""What a model answers, in a word, and the measures that follow from it."""

from collections.abc import Collection

from analysis.errors import ModelError
from analysis.records import Model

SENTIMENT = ("negative", "neutral", "positive")
FRAMES = ("escalation", "diplomacy")
ANSWERS = (*SENTIMENT, *FRAMES)


def name_task(answers: Collection[str]) -> str:
    """The task of a model that gives these columns: "framing+sentiment", "sentiment".

    "framing" is escalation and diplomacy; a model with one of them is named after it.
    """
    frames = [frame for frame in FRAMES if frame in answers]
    parts = ["framing"] if len(frames) == len(FRAMES) else frames
    return "+".join([*parts, *(["sentiment"] if "positive" in answers else [])])


def find_measures(task: str) -> frozenset[str]:
    """The measures that a model of this task gives; all others are unknown.

    Of "escalation", "diplomacy", "balance" (which needs both) and "sentiment".
    """
    parts = frozenset(task.split("+"))
    if "framing" in parts:
        parts = parts - {"framing"} | {*FRAMES, "balance"}
    return parts


def check_task(model: Model, asked: str) -> None:
    """Raise ModelError unless the model answers all of "framing" or "sentiment"."""
    if not find_measures(asked) <= find_measures(model.task):
        raise ModelError(
            f"{model.model_id} answers {model.task}, not {asked}; choose another task "
            "or another model"
        )
