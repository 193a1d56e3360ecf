"""The measured part of a model card: tables in Markdown, made from evaluations."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.errors import ConfigError
from analysis.measures.resampling import RESAMPLES, Interval
from flows.comparison import Figures
from flows.evaluate import Evaluation, Named
from flows.training.drift import Drift

BEGIN = "<!-- measured: begin -->"
END = "<!-- measured: end -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An evaluation of the shipped model.

    `uncalibrated` is the same file, task and groups before calibrating; None where that
    was not measured.
    """

    evaluation: Evaluation
    uncalibrated: Evaluation | None = None


def render_measured(measured: Sequence[Measured], drift: Sequence[Drift] = ()) -> str:
    """A table for each task, one for calibration and one for drift, where there is any.

    Rows are files, then their languages, then the groups they were asked for by.
    """
    parts = [_render_intro(measured)]
    for task in ("framing", "sentiment"):
        of_task = [one for one in measured if one.evaluation.task == task]
        if of_task:
            parts += [_render_agreement(task, of_task), _render_calibration(of_task)]
    if drift:
        parts.append(_render_drift(drift))
    return "\n\n".join(parts) + "\n"


def replace_measured(page: str, measured: str) -> str:
    """The page with `measured` between its two marker comments, in place of what was.

    Raises ConfigError unless the page has both once, in order.
    """
    before, _, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end or BEGIN in rest or END in before + after:
        message = "the page has no place for the measured part"
        raise ConfigError(f'{message}; write one line "{BEGIN}" and below it "{END}"')
    return f"{before}{BEGIN}\n{measured.strip()}\n{END}{after}"


def _render_intro(measured: Sequence[Measured]) -> str:
    models = sorted({one.evaluation.model.model_id for one in measured})
    return (
        f"Measured on {', '.join(f'`{name}`' for name in models)}. F1 of the two frames"
        " counts sentences that are both; macro-F1, accuracy and Krippendorff's alpha"
        " are over three exclusive classes, without these (their number behind n). In"
        f" brackets 95 % intervals from {RESAMPLES:,} resamples of the sentences, with"
        " all translations of one together; none below ten, or where all are right or"
        " wrong."
    )


def _render_agreement(task: str, measured: Sequence[Measured]) -> str:
    classes = measured[0].evaluation.overall.agreement.classes
    header = [task, "n", *(f"{name.lower()} F1" for name in classes)]
    rows = [
        [name, *_agreement_cells(figures)]
        for one in measured
        for name, figures in _named(one.evaluation)
    ]
    return _render_table([*header, "macro-F1", "accuracy", "alpha"], rows)


def _agreement_cells(figures: Figures) -> list[str]:
    found, intervals = figures.agreement, figures.intervals
    return [
        f"{found.n:,}" + (f" ({found.both} both)" if found.both else ""),
        *(
            _show(one.f1, interval)
            for one, interval in zip(found.per_class, intervals.per_class, strict=True)
        ),
        _show(found.macro_f1, intervals.macro_f1),
        _show(found.accuracy),
        _show(found.alpha),
    ]


def _render_calibration(measured: Sequence[Measured]) -> str:
    outputs = list(measured[0].evaluation.overall.calibration_error)
    rows = [
        [name, *(_show_change(before, figures, output) for output in outputs)]
        for one in measured
        for (name, figures), before in zip(
            _named(one.evaluation), _before(one), strict=True
        )
    ]
    header = [f"calibration error of {output}" for output in outputs]
    return _render_table(["", *header], rows)


def _before(one: Measured) -> Sequence[Figures | None]:
    """The figures before calibration in the order of those after it."""
    named = _named(one.evaluation)
    if one.uncalibrated is None:
        return [None] * len(named)
    return [figures for _, figures in _named(one.uncalibrated)]


def _show_change(before: Figures | None, after: Figures, output: str) -> str:
    now = _show(after.calibration_error[output])
    return f"{_show(before.calibration_error[output])} → {now}" if before else now


def _render_drift(drift: Sequence[Drift]) -> str:
    header = ["form", "n", "same framing", "same sentiment", "mean difference"]
    return _render_table(
        header,
        [
            [
                one.form,
                f"{one.n:,}",
                _show(one.framing),
                _show(one.sentiment),
                f"{one.mean_difference:.4f}".replace("0.", ".", 1),
            ]
            for one in drift
        ],
    )


def _named(evaluation: Evaluation) -> Named:
    """The file, its languages and its groups; groups only where there are several."""
    groups = evaluation.groups if len(evaluation.groups) > 1 else ()
    return (
        (evaluation.file, evaluation.overall),
        *((f"… {name}", figures) for name, figures in evaluation.by_language),
        *((f"… {evaluation.by}: {name}", figures) for name, figures in groups),
    )


def _render_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---"] * len(header)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


def _show(value: float | None, interval: Interval | None = None) -> str:
    """Three digits without the leading nought, the interval in brackets."""
    if value is None:
        return "–"
    shown = f"{value:.3f}".replace("0.", ".", 1)
    return f"{shown} ({_show(interval[0])}–{_show(interval[1])})" if interval else shown
