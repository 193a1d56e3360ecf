"""Agreement with gold as a person reads it; "–" is what is not known."""

from collections.abc import Iterator, Mapping

import polars as pl

from analysis.measures.coders import find_alike
from analysis.measures.gold import QUESTIONS
from analysis.measures.resampling import FEWEST_SENTENCES, RESAMPLES
from flows.gold_evaluation import GoldEvaluation
from flows.imported import render_alike

RELIABLE, TENTATIVE = 0.8, 0.667
FIGURES = ("precision", "recall", "f1", "share")

Figure = Mapping[str, float | None]


def render_gold(found: GoldEvaluation) -> str:
    """What the figures mean in words, the coders', then the model's by group."""
    coders = ", ".join(found.coders)
    now = f", {found.scored_now:,} of them now" if found.scored_now else ""
    lines = [
        f"{found.file} · gold of {coders} · {found.texts:,} sentences · "
        f"{found.model_id} ({found.scored:,} scored{now})",
        "",
        *_words(found),
        "",
        *_coder_lines(found.figures),
        *_pair_lines(found.pairs),
        "",
        "Model against settled gold; sentences count with 1 / chance of being drawn",
        f"n is what a figure rests on; 95 % intervals from {RESAMPLES:,} resamples, "
        f"none below {FEWEST_SENTENCES}",
        *_model_lines(found.figures),
    ]
    return "\n".join(lines) + "\n"


def _words(found: GoldEvaluation) -> Iterator[str]:
    """The sentences that come before the tables."""
    alphas = found.figures.filter(figure="alpha", grouping="all")
    if len(found.coders) < 2:
        yield (
            "One coder alone: nothing shows how reliable the gold is. Have a second "
            "person code a part of the same sheet."
        )
    else:
        yield from (_judge(row) for row in alphas.iter_rows(named=True))
        yield (
            "Marks: alpha from .800 is reliable, from .667 good for tentative "
            "conclusions (Krippendorff 2004); sentiment is taken as ordinal."
        )
    yield from map(render_alike, find_alike(found.pairs))
    if any(found.tied.values()):
        ties = ", ".join(f"{name} {found.tied[name]:,}" for name in QUESTIONS)
        yield (
            f"Coders split evenly, so the model is not judged there: {ties}. In the "
            "share each coder counts."
        )
    if found.too_few:
        few = ", ".join(f"{name} ({n:,})" for name, n in found.too_few.items())
        yield f"Too little gold to judge by outlet (below {FEWEST_SENTENCES}): {few}."


def _judge(row: Mapping[str, object]) -> str:
    question, alpha, low, n = row["question"], row["value"], row["low"], row["n"]
    if not isinstance(alpha, float):
        reason = "all answers are the same" if n else "no two coders share a sentence"
        return f"{question}: alpha is not defined, {reason}."
    if alpha >= RELIABLE:
        verdict, mark = "coders agree reliably", RELIABLE
    elif alpha >= TENTATIVE:
        verdict, mark = "coders agree well enough for tentative conclusions", TENTATIVE
    else:
        verdict, mark = "coders agree too little to rely on", -1.0
    doubt = (
        ", though by its interval alpha may lie below that mark"
        if isinstance(low, float) and low < mark
        else ""
    )
    return f"{question}: {verdict} (alpha {alpha:.3f}){doubt}."


def _coder_lines(figures: pl.DataFrame) -> Iterator[str]:
    yield f"{'coders':<34}{'alpha':>7}{'95 %':>13}{'agreement':>11}{'95 %':>13}{'n':>7}"
    rows = figures.filter(pl.col("class") == "")
    keys = ["grouping", "member", "question"]
    for (_, member, question), part in rows.group_by(keys, maintain_order=True):
        alpha, agreement = part.iter_rows(named=True)
        yield (
            f"{member or 'all':<22}{question:<12}{_show(alpha['value']):>7}"
            f"{_ends(alpha):>13}{_show(agreement['value']):>11}{_ends(agreement):>13}"
            f"{alpha['n']:>7,}"
        )


def _pair_lines(pairs: pl.DataFrame) -> Iterator[str]:
    for row in pairs.iter_rows(named=True):
        both = f"{row['coder']}, {row['other']}"
        yield (
            f"{both:<22}{row['question']:<12}{_show(row['alpha']):>7}{'':>13}"
            f"{_show(row['agreement']):>11}{'':>13}{row['n']:>7,}"
        )


def _model_lines(figures: pl.DataFrame) -> Iterator[str]:
    """A line a class, of those that a coder or the model gave at all."""
    header = "".join(f"{name:>10}{'95 %':>11}{'n':>6}" for name in FIGURES)
    yield f"{'':<42}{header}"
    model = figures.filter(pl.col("class") != "")
    keys = ["grouping", "member", "question", "class"]
    for (_, member, question, name), part in model.group_by(keys, maintain_order=True):
        by_figure = {row["figure"]: row for row in part.iter_rows(named=True)}
        if by_figure["f1"]["n"] or by_figure["share"]["value"]:
            answer = question if name == "yes" else f"{question} {name}"
            yield f"{member or 'all':<22}{answer:<20}" + "".join(
                f"{_show(row['value']):>10}{_ends(row):>11}{row['n']:>6,}"
                for row in map(by_figure.__getitem__, FIGURES)
            )


def _show(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _ends(row: Figure) -> str:
    if row["low"] is None or row["high"] is None:
        return "–"
    return f"{row['low']:.2f}–{row['high']:.2f}"
