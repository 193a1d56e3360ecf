"""Sentences that two models scored → how far they agree, and the line between them."""

import polars as pl

from analysis.measures.overlap import Cell, Sums, find_overlap
from analysis.warehouse.warehouse import Warehouse, frame_records, read_records


def save_overlaps(warehouse: Warehouse, model_id: str) -> int:
    """Hold a measured model against each other one that was measured on the same
    articles; returns of how many the overlap is new or has changed.

    With one model in the warehouse, or nothing new in common, this reads sums of
    articles alone.
    """
    changed = warehouse.load("article_overlap", model_id=model_id)
    overlaps = [
        _find_overlaps(warehouse, model_id, earlier_id, articles)
        for (earlier_id,), articles in changed.group_by("earlier_id")
    ]
    with warehouse.transaction():
        for overlap in overlaps:
            warehouse.save("save_model_overlap", {"incoming": overlap})
    return len(overlaps)


def _find_overlaps(
    warehouse: Warehouse, model_id: str, earlier_id: str, articles: pl.DataFrame
) -> pl.DataFrame:
    """Rows of `model_overlap`: one for each question in `articles`."""
    answers = warehouse.load(
        "model_overlap", model_id=model_id, earlier_id=earlier_id
    ).partition_by("question", as_dict=True)
    found = [
        find_overlap(question, _read_cells(answers[question,]), sums)
        for question, sums in zip(
            articles["question"], read_records(Sums, articles), strict=True
        )
    ]
    return frame_records(found).with_columns(
        articles["fingerprint"],
        model_id=pl.lit(model_id),
        earlier_id=pl.lit(earlier_id),
    )


def _read_cells(rows: pl.DataFrame) -> list[Cell]:
    answers = rows.select("newer_answer", "earlier_answer").iter_rows()
    return [
        Cell(newer_answer=newer, earlier_answer=earlier, sums=sums)
        for (newer, earlier), sums in zip(
            answers, read_records(Sums, rows), strict=True
        )
    ]
