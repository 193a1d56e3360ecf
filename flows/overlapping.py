"""Sentences that two models scored → how far they agree, and the line between them."""

import polars as pl

from analysis.measures.overlap import Cell, Sums, find_overlap
from analysis.warehouse.warehouse import Warehouse, frame_records, read_records


def save_overlaps(warehouse: Warehouse, model_id: str, *, anew: bool = False) -> int:
    """Hold a measured model against each other one that was measured on the same
    articles; returns of how many pairs the overlap is new or has changed.

    A known pair is compared again when it has a hundredth more or fewer articles in
    common, or with `anew` when any of them is another. Otherwise this reads sums of
    articles alone. What no longer has an article in common is forgotten.
    """
    common = warehouse.load("article_overlap", model_id=model_id, anew=anew)
    overlaps = [
        _find_overlaps(warehouse, articles)
        for articles in common.filter("changed").partition_by("model_id", "earlier_id")
    ]
    with warehouse.transaction():
        warehouse.save("drop_model_overlap", {"incoming": common}, model_id=model_id)
        for overlap in overlaps:
            warehouse.save("save_model_overlap", {"incoming": overlap})
    return len(overlaps)


def _find_overlaps(warehouse: Warehouse, articles: pl.DataFrame) -> pl.DataFrame:
    """Rows of `model_overlap` of one pair: one for each question in `articles`."""
    pair = articles.select("model_id", "earlier_id").row(0, named=True)
    answers = warehouse.load("model_overlap", **pair).partition_by(
        "question", as_dict=True
    )
    found = [
        find_overlap(question, _read_cells(answers[question,]), sums)
        for question, sums in zip(
            articles["question"], read_records(Sums, articles), strict=True
        )
    ]
    return frame_records(found).with_columns(
        articles["model_id", "earlier_id", "fingerprint"]
    )


def _read_cells(rows: pl.DataFrame) -> list[Cell]:
    answers = rows.select("newer_answer", "earlier_answer").iter_rows()
    return [
        Cell(newer_answer=newer, earlier_answer=earlier, sums=sums)
        for (newer, earlier), sums in zip(
            answers, read_records(Sums, rows), strict=True
        )
    ]
