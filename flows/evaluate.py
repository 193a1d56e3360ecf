"""Labelled sentences scored and held against their labels."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import polars as pl

from analysis.errors import ConfigError
from analysis.measures.resampling import Interval
from analysis.records import Model
from analysis.scoring.scorer import Scorer
from analysis.scoring.tasks import check_task
from flows.comparison import OUTPUTS, Figures, compare
from flows.labelled import Labelled, read_labelled

TASKS = tuple(OUTPUTS)

Json = Mapping[str, object]
Named = tuple[tuple[str, Figures], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A model's agreement with the labels of one file.

    `by_language` holds the figures of each language, alphabetically, where the rows
    name more than one; else it is empty. `by` is the key, or keys parted by commas,
    that `groups` were asked for by, in order of their names; None and empty where they
    were not. Rows of one value of `together` were drawn together for the intervals.
    """

    file: str
    task: str
    model: Model
    overall: Figures
    by_language: Named
    by: str | None
    groups: Named
    together: str | None = None


def evaluate_file(
    path: Path,
    task: str,
    scored_by: tuple[Model, Scorer],
    by: str | None = None,
    together: str | None = None,
) -> Evaluation:
    """Score the labelled sentences of a JSON lines or CSV file and compare.

    `by` names the key, or keys parted by commas, whose values get figures of their own;
    `together` the one whose values name rows that belong together, as translations of
    one sentence do: intervals draw these whole. Raises ConfigError where `task` is
    unknown, the file unreadable or empty, a row broken or without a label of the task,
    or no row has such a key; ModelError where the model does not answer `task`.
    """
    model, scorer = scored_by
    if task not in TASKS:
        message = f"task {task!r} is unknown; use {' or '.join(TASKS)}"
        raise ConfigError(message)
    check_task(model, task)
    keys = [key.strip() for key in by.split(",")] if by else ()
    rows = read_labelled(path, task, by=keys, together=together)
    if not rows:
        message = f"{path}: holds no rows; write one labelled sentence per line"
        raise ConfigError(message)
    scores = scorer.score([row.text for row in rows])
    found = find_evaluation(path.name, task, rows, (scores, model), by)
    return replace(found, together=together)


def find_evaluation(
    file: str,
    task: str,
    rows: Sequence[Labelled],
    scored: tuple[pl.DataFrame, Model],
    by: str | None = None,
) -> Evaluation:
    """Compare rows that all answer `task` with their scores, in the same order."""
    scores, model = scored
    languages = _split(task, rows, scores, lambda row: row.language)
    return Evaluation(
        file=file,
        task=task,
        model=model,
        overall=compare(task, rows, scores),
        by_language=languages if len(languages) > 1 else (),
        by=by,
        groups=_split(task, rows, scores, lambda row: row.group),
    )


def _split(
    task: str,
    rows: Sequence[Labelled],
    scores: pl.DataFrame,
    name_of: Callable[[Labelled], str | None],
) -> Named:
    """The figures of the rows of each name, by name; rows without one are left out."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if (name := name_of(row)) is not None:
            places.setdefault(name, []).append(place)
    return tuple(
        (name, compare(task, [rows[place] for place in found], scores[found]))
        for name, found in sorted(places.items())
    )


def render_evaluation_json(evaluation: Evaluation) -> str:
    """One JSON object with the keys that `detente evaluate --json` promises."""
    fields: dict[str, object] = {
        "file": evaluation.file,
        "task": evaluation.task,
        "model": evaluation.model.model_id,
        "codebook": evaluation.model.codebook,
        **_as_json(evaluation.overall),
    }
    if evaluation.together:
        fields["together"] = evaluation.together
    if evaluation.by_language:
        fields["by_language"] = _named_as_json(evaluation.by_language)
    if evaluation.by:
        fields["by"] = evaluation.by
        fields["groups"] = _named_as_json(evaluation.groups)
    return json.dumps(fields, ensure_ascii=False, indent=2)


def _named_as_json(named: Named) -> Json:
    return {name: _as_json(figures) for name, figures in named}


def _as_json(figures: Figures) -> Json:
    found = figures.agreement
    names = found.classes
    two_way = (
        {}
        if found.two_way_macro_f1 is None
        else {"two_way_macro_f1": found.two_way_macro_f1}
    )
    return {
        "n": found.n,
        "both": found.both,
        "per_class": {
            name: {**asdict(one), **_ends("f1", interval)}
            for name, one, interval in zip(
                names, found.per_class, figures.intervals.per_class, strict=True
            )
        },
        "macro_f1": found.macro_f1,
        **_ends("macro_f1", figures.intervals.macro_f1),
        "accuracy": found.accuracy,
        "alpha": found.alpha,
        "calibration_error": dict(figures.calibration_error),
        "confusion": {
            name: dict(zip(names, row, strict=True))
            for name, row in zip(names, found.confusion, strict=True)
        },
        **two_way,
    }


def _ends(name: str, interval: Interval | None) -> Json:
    low, high = interval or (None, None)
    return {f"{name}_low": low, f"{name}_high": high}
