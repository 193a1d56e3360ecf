"""What gold shows, as rows of tables: agreement of coders and model, corrections."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analysis.measures.gold import QUESTIONS
from dashboards.languages import name_language
from dashboards.wording import Wording
from dashboards.words import clean_name

GROUPS = ("all", "pooled", "balanced", "language", "outlet", "voice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as the page writes it; `note` has its interval and what it rests on."""

    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """Figures of one group of sentences and one answer ("subject") to a question."""

    group: str
    question: str
    subject: str
    figures: tuple[Figure, ...]


UNKNOWN = Figure(value="–")


def list_coders(agreement: pl.DataFrame, wording: Wording) -> list[FigureRow]:
    """Alpha and agreement among coders, from rows of table gold_agreement."""
    return _list_agreement(agreement, ("alpha", "agreement"), wording)


def list_model(agreement: pl.DataFrame, wording: Wording) -> list[FigureRow]:
    """Precision, recall, F1 and share of a model, from rows of table gold_agreement."""
    return _list_agreement(agreement, ("precision", "recall", "f1", "share"), wording)


def list_corrections(corrections: pl.DataFrame, wording: Wording) -> list[FigureRow]:
    """α, β and the gold of each level, member and question, from rows of correction."""
    if corrections.is_empty():
        return []
    return [
        FigureRow(
            group=_name_group(row["level"], row["member"], wording),
            question=row["question"],
            subject=_name_subject(row["question"], "", wording),
            figures=(
                _write_estimate(row["intercept"], row["intercept_var"], wording),
                _write_estimate(row["slope"], row["slope_var"], wording),
                Figure(value=wording.number(row["gold"])),
            ),
        )
        for row in _order(corrections, "level", "member").iter_rows(named=True)
    ]


def write_figure(value: float, wording: Wording, digits: int = 2) -> str:
    """As "0.82" or "−0,13": no sign before what is above zero."""
    text = f"{value:.{digits}f}".replace("-", "−")
    return text.replace(".", ",") if wording.language == "de" else text


def write_ends(low: float, high: float, wording: Wording) -> str:
    """An interval's ends, as "0.70 … 0.90"."""
    return f"{write_figure(low, wording)} … {write_figure(high, wording)}"


def _list_agreement(
    agreement: pl.DataFrame, figures: Sequence[str], wording: Wording
) -> list[FigureRow]:
    """A row for each group, question and class that has one of the figures."""
    if agreement.is_empty():
        return []
    rows = agreement.filter(pl.col("figure").is_in(figures))
    keys = ["grouping", "member", "question", "class"]
    return [
        FigureRow(
            group=_name_group(grouping, member, wording),
            question=question,
            subject=_name_subject(question, kind, wording),
            figures=tuple(
                _write_agreement(found.filter(figure=name), wording) for name in figures
            ),
        )
        for (grouping, member, question, kind), found in _order(
            rows, "grouping", "member"
        ).group_by(keys, maintain_order=True)
    ]


def _order(rows: pl.DataFrame, group: str, member: str) -> pl.DataFrame:
    """The whole first, then its parts; questions in their usual order."""
    places = {name: place for place, name in enumerate([*GROUPS, *QUESTIONS])}
    return rows.sort(
        pl.col(group).replace_strict(places),
        member,
        pl.col("question").replace_strict(places),
        maintain_order=True,
    )


def _write_agreement(rows: pl.DataFrame, wording: Wording) -> Figure:
    known = rows.filter(pl.col("value").is_not_null())
    if known.is_empty():
        return UNKNOWN
    row = known.row(0, named=True)
    note = f"n {wording.number(row['n'])}"
    if row["low"] is not None and row["high"] is not None:
        note = f"{write_ends(row['low'], row['high'], wording)} · {note}"
    return Figure(value=write_figure(row["value"], wording), note=note)


def _write_estimate(value: float, variance: float, wording: Wording) -> Figure:
    return Figure(
        value=write_figure(value, wording, 3),
        note=f"± {write_figure(variance**0.5, wording, 3)}",
    )


def _name_group(kind: str, member: str, wording: Wording) -> str:
    name = clean_name(member)
    if kind == "language":
        name = name_language(member, wording)
    elif kind == "voice":
        name = wording.text(f"group.{member}")
    return wording.text(f"group.{kind}", member=name)


def _name_subject(question: str, kind: str, wording: Wording) -> str:
    name = wording.text(f"common.{question}")
    name = name[:1].upper() + name[1:]
    if question == "sentiment" and kind:
        return f"{name}: {wording.text(f'group.{kind}')}"
    return name
