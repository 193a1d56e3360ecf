"""What gold shows, as rows of tables: agreement of coders and model, corrections."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analysis.measures.gold import QUESTIONS
from dashboards.words import clean_name

GROUPS = {
    "all": "All",
    "pooled": "All articles",
    "balanced": "All outlets alike",
    "language": "Language",
    "outlet": "Outlet",
    "voice": "Voice",
}


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


def list_coders(agreement: pl.DataFrame) -> list[FigureRow]:
    """Alpha and agreement among coders, from rows of table gold_agreement."""
    return _list_agreement(agreement, ("alpha", "agreement"))


def list_model(agreement: pl.DataFrame) -> list[FigureRow]:
    """Precision, recall, F1 and share of a model, from rows of table gold_agreement."""
    return _list_agreement(agreement, ("precision", "recall", "f1", "share"))


def list_corrections(corrections: pl.DataFrame) -> list[FigureRow]:
    """α, β and the gold of each level, member and question, from rows of correction."""
    if corrections.is_empty():
        return []
    return [
        FigureRow(
            group=_name_group(row["level"], row["member"]),
            question=row["question"],
            subject=row["question"],
            figures=(
                _write_estimate(row["intercept"], row["intercept_var"]),
                _write_estimate(row["slope"], row["slope_var"]),
                Figure(value=f"{row['gold']:,}"),
            ),
        )
        for row in _order(corrections, "level", "member").iter_rows(named=True)
    ]


def _list_agreement(agreement: pl.DataFrame, figures: Sequence[str]) -> list[FigureRow]:
    """A row for each group, question and class that has one of the figures."""
    if agreement.is_empty():
        return []
    rows = agreement.filter(pl.col("figure").is_in(figures))
    keys = ["grouping", "member", "question", "class"]
    return [
        FigureRow(
            group=_name_group(grouping, member),
            question=question,
            subject=f"{question}: {kind}"
            if question == "sentiment" and kind
            else question,
            figures=tuple(_write_figure(found.filter(figure=name)) for name in figures),
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


def _write_figure(rows: pl.DataFrame) -> Figure:
    row = rows.row(0, named=True) if len(rows) else {"value": None}
    if row["value"] is None:
        return Figure(value="–")
    note = f"n {row['n']:,}"
    if row["low"] is not None and row["high"] is not None:
        note = f"{_write(row['low'])} … {_write(row['high'])} · {note}"
    return Figure(value=_write(row["value"]), note=note)


def _write_estimate(value: float, variance: float) -> Figure:
    return Figure(value=_write(value, 3), note=f"± {_write(variance**0.5, 3)}")


def _write(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".replace("-", "−")


def _name_group(kind: str, member: str) -> str:
    return f"{GROUPS[kind]} {clean_name(member)}" if member else GROUPS[kind]
