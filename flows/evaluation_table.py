"""An evaluation as a person reads it on a terminal; "–" is what is not known."""

from collections.abc import Sequence

from analysis.measures.resampling import RESAMPLES, Interval
from flows.comparison import Figures
from flows.evaluate import Evaluation


def render_evaluation(evaluation: Evaluation) -> str:
    """The figures of all sentences, then by language, then by the asked-for key."""
    figures = evaluation.overall
    found = figures.agreement
    both = f" ({found.both} both frames)" if found.both else ""
    lines = [
        f"{evaluation.file} · {evaluation.task} · {evaluation.model.model_id}"
        f" · codebook {evaluation.model.codebook} · n {found.n:,}{both}",
        f"95 % intervals from {RESAMPLES:,} resamples of the {_name_units(evaluation)}",
        "",
        *_class_lines(figures),
        "",
        *_summary_lines(figures),
        "",
        *_confusion_lines(figures),
    ]
    for language, part in evaluation.by_language:
        lines += ["", f"{language} · n {part.agreement.n:,}"]
        lines += [*_class_lines(part), *_summary_lines(part)]
    if evaluation.by:
        lines += ["", *_group_lines(evaluation.by, evaluation.groups)]
    return "\n".join(lines) + "\n"


def _name_units(evaluation: Evaluation) -> str:
    together = evaluation.together
    return f'sentences, those of one "{together}" together' if together else "sentences"


def _class_lines(figures: Figures) -> list[str]:
    found, intervals = figures.agreement, figures.intervals.per_class
    header = f"{'class':<12}{'precision':>11}{'recall':>8}{'F1':>8}"
    lines = [f"{header}{'95 % of F1':>16}{'support':>9}"]
    for name, one, interval in zip(
        found.classes, found.per_class, intervals, strict=True
    ):
        shown = f"{_show(one.precision):>11}{_show(one.recall):>8}{_show(one.f1):>8}"
        lines.append(f"{name:<12}{shown}{_ends(interval):>16}{one.support:>9,}")
    return lines


def _summary_lines(figures: Figures) -> list[str]:
    found, interval = figures.agreement, figures.intervals.macro_f1
    ends = f" ({_ends(interval)})" if interval else ""
    parts = [
        f"macro-F1 {_show(found.macro_f1)}{ends}",
        f"accuracy {_show(found.accuracy)}",
        f"Krippendorff's alpha {_show(found.alpha)}",
    ]
    if found.two_way_macro_f1 is not None:
        parts.append(f"two-way macro-F1 {_show(found.two_way_macro_f1)}")
    errors = [
        f"{name} {_show(error)}" for name, error in figures.calibration_error.items()
    ]
    return ["   ".join(parts), f"calibration error: {', '.join(errors)}"]


def _confusion_lines(figures: Figures) -> list[str]:
    found = figures.agreement
    width = max(map(len, found.classes)) + 2
    header = "".join(f"{name:>{width}}" for name in found.classes)
    return [
        "confusion (rows: gold, columns: model)",
        f"{'':<12}{header}",
        *(
            f"{name:<12}" + "".join(f"{count:>{width},}" for count in row)
            for name, row in zip(found.classes, found.confusion, strict=True)
        ),
    ]


def _group_lines(by: str, groups: Sequence[tuple[str, Figures]]) -> list[str]:
    """One line a group: F1 of each class, macro-F1 with its interval, accuracy."""
    classes = groups[0][1].agreement.classes if groups else ()
    wide = max(map(len, (by, *(name for name, _ in groups)))) + 2
    header = "".join(f"{name:>12}" for name in classes)
    lines = [
        f"F1 by {by}",
        f"{by:<{wide}}{'n':>6}{header}{'macro-F1':>10}{'95 %':>16}{'accuracy':>10}",
    ]
    for name, figures in groups:
        found = figures.agreement
        f1 = "".join(f"{_show(one.f1):>12}" for one in found.per_class)
        lines.append(
            f"{name:<{wide}}{found.n:>6,}{f1}{_show(found.macro_f1):>10}"
            f"{_ends(figures.intervals.macro_f1):>16}{_show(found.accuracy):>10}"
        )
    return lines


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _ends(interval: Interval | None) -> str:
    return "–" if interval is None else f"{interval[0]:.3f}–{interval[1]:.3f}"
