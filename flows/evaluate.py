"""Labelled sentences scored and held against their labels."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from analysis.errors import ConfigError
from analysis.measures.agreement import (
    SENTIMENT,
    Agreement,
    FramedSentence,
    agreement,
    framing_agreement,
    sentiment_class,
)
from analysis.records import Model
from analysis.scoring.scorer import Scorer
from flows.labelled import Labelled, read_labelled

TASKS = ("framing", "sentiment")

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A model's agreement with the labels of one file.

    `by_language` holds the figures of each language, alphabetically, where the rows
    name more than one; else it is empty.
    """

    file: str
    task: str
    model: Model
    overall: Agreement
    by_language: tuple[tuple[str, Agreement], ...]


def evaluate_file(path: Path, task: str, scorer: Scorer, model: Model) -> Evaluation:
    """Score the labelled sentences of a JSON lines file and compare.

    Raises ConfigError where `task` is unknown, the file unreadable or empty, or a row
    broken or without a label of the task.
    """
    if task not in TASKS:
        message = f"task {task!r} is unknown; use {' or '.join(TASKS)}"
        raise ConfigError(message)
    rows = read_labelled(path, task)
    if not rows:
        message = f"{path}: holds no rows; write one labelled sentence per line"
        raise ConfigError(message)
    return find_evaluation(
        path.name, task, rows, (scorer.score([r.text for r in rows]), model)
    )


def find_evaluation(
    file: str, task: str, rows: Sequence[Labelled], scored: tuple[pl.DataFrame, Model]
) -> Evaluation:
    """Compare rows that all answer `task` with their scores, in the same order."""
    scores, model = scored
    compare = _compare_framing if task == "framing" else _compare_sentiment
    languages = sorted({row.language for row in rows if row.language})
    return Evaluation(
        file=file,
        task=task,
        model=model,
        overall=compare(rows, scores),
        by_language=tuple(
            (language, compare(*_pick(rows, scores, language)))
            for language in languages
            if len(languages) > 1
        ),
    )


def _pick(
    rows: Sequence[Labelled], scores: pl.DataFrame, language: str
) -> tuple[list[Labelled], pl.DataFrame]:
    chosen = [row.language == language for row in rows]
    picked = [row for row, keep in zip(rows, chosen, strict=True) if keep]
    return picked, scores.filter(pl.Series(chosen))


def _compare_framing(rows: Sequence[Labelled], scores: pl.DataFrame) -> Agreement:
    answers = scores.select("escalation", "diplomacy").iter_rows()
    return framing_agreement(
        [
            FramedSentence(
                gold_escalation=bool(row.escalation),
                gold_diplomacy=bool(row.diplomacy),
                exclusive=row.exclusive,
                escalation=escalation,
                diplomacy=diplomacy,
            )
            for row, (escalation, diplomacy) in zip(rows, answers, strict=True)
        ]
    )


def _compare_sentiment(rows: Sequence[Labelled], scores: pl.DataFrame) -> Agreement:
    answers = scores.select("negative", "neutral", "positive").iter_rows()
    model = [sentiment_class(*probabilities) for probabilities in answers]
    return agreement([str(row.sentiment) for row in rows], model, SENTIMENT)


def render_evaluation_json(evaluation: Evaluation) -> str:
    """One JSON object with the keys that `detente evaluate --json` promises."""
    languages = {name: _as_json(part) for name, part in evaluation.by_language}
    fields: dict[str, object] = {
        "file": evaluation.file,
        "task": evaluation.task,
        "model": evaluation.model.model_id,
        "codebook": evaluation.model.codebook,
        **_as_json(evaluation.overall),
    }
    if languages:
        fields["by_language"] = languages
    return json.dumps(fields, ensure_ascii=False, indent=2)


def _as_json(figures: Agreement) -> Json:
    names = figures.classes
    two_way = (
        {}
        if figures.two_way_macro_f1 is None
        else {"two_way_macro_f1": figures.two_way_macro_f1}
    )
    return {
        "n": figures.n,
        "both": figures.both,
        "per_class": {
            name: asdict(one)
            for name, one in zip(names, figures.per_class, strict=True)
        },
        "macro_f1": figures.macro_f1,
        "accuracy": figures.accuracy,
        "alpha": figures.alpha,
        "confusion": {
            name: dict(zip(names, row, strict=True))
            for name, row in zip(names, figures.confusion, strict=True)
        },
        **two_way,
    }


def render_evaluation(evaluation: Evaluation) -> str:
    """The figures as a table for a terminal; "–" where a figure is undefined."""
    figures = evaluation.overall
    both = f" ({figures.both} both frames)" if figures.both else ""
    lines = [
        f"{evaluation.file} · {evaluation.task} · {evaluation.model.model_id}"
        f" · codebook {evaluation.model.codebook} · n {figures.n:,}{both}",
        "",
        *_class_lines(figures),
        "",
        _summary(figures),
        "",
        *_confusion_lines(figures),
    ]
    for language, part in evaluation.by_language:
        lines += ["", f"{language} · n {part.n:,}", *_class_lines(part), _summary(part)]
    return "\n".join(lines) + "\n"


def _class_lines(figures: Agreement) -> list[str]:
    lines = [f"{'class':<12}{'precision':>11}{'recall':>8}{'F1':>8}{'support':>9}"]
    for name, one in zip(figures.classes, figures.per_class, strict=True):
        shown = f"{_show(one.precision):>11}{_show(one.recall):>8}{_show(one.f1):>8}"
        lines.append(f"{name:<12}{shown}{one.support:>9,}")
    return lines


def _summary(figures: Agreement) -> str:
    parts = [
        f"macro-F1 {_show(figures.macro_f1)}",
        f"accuracy {_show(figures.accuracy)}",
        f"Krippendorff's alpha {_show(figures.alpha)}",
    ]
    if figures.two_way_macro_f1 is not None:
        parts.append(f"two-way macro-F1 {_show(figures.two_way_macro_f1)}")
    return "   ".join(parts)


def _confusion_lines(figures: Agreement) -> list[str]:
    width = max(map(len, figures.classes)) + 2
    header = "".join(f"{name:>{width}}" for name in figures.classes)
    return [
        "confusion (rows: gold, columns: model)",
        f"{'':<12}{header}",
        *(
            f"{name:<12}" + "".join(f"{count:>{width},}" for count in row)
            for name, row in zip(figures.classes, figures.confusion, strict=True)
        ),
    ]


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
