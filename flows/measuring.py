"""Scores → the measures of every series, for the weeks in which something changed."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from analysis.warehouse.warehouse import Warehouse

# So many at once fit into the memory that a warehouse for measuring may take.
ARTICLES_AT_ONCE = 250_000
WEEKS_AT_ONCE = 8


def save_measures(warehouse: Warehouse, model_id: str, now: datetime) -> int:
    """Measure again each week in which a day changed; returns how many there were.

    Sums of articles come first, then what is known of each day, then the series. Killed
    at any instant, the next call finishes the work.
    """
    _save_article_sums(warehouse, model_id)
    calendar = warehouse.load("calendar", now=now, model_id=model_id)
    weeks = warehouse.load("changed_week", {"incoming": calendar}, model_id=model_id)
    with warehouse.transaction():
        warehouse.save("drop_collection_day", model_id=model_id)
        warehouse.save("save_collection_day", {"incoming": calendar})
        for piece in _cut(weeks, WEEKS_AT_ONCE):
            for query in (
                "drop_series_value",
                "save_series_value",
                "save_balanced_value",
            ):
                warehouse.save(query, {"incoming": piece}, model_id=model_id)
    return len(weeks)


def _save_article_sums(warehouse: Warehouse, model_id: str) -> None:
    articles = warehouse.load("unsummed_article", model_id=model_id)
    for piece in _cut(articles, ARTICLES_AT_ONCE):
        with warehouse.transaction():
            for query in ("drop_article_part", "save_article_part"):
                warehouse.save(query, {"incoming": piece}, model_id=model_id)


def _cut(rows: pl.DataFrame, most: int) -> Iterator[pl.DataFrame]:
    """Pieces of at most so many rows; none of an empty frame."""
    if len(rows):
        yield from rows.iter_slices(most)
