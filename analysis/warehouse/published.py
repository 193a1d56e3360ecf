"""The published copy, read by named queries."""

from pathlib import Path

import polars as pl

from analysis.warehouse.warehouse import HERE, ask


def load_published(published: Path, query: str) -> pl.DataFrame:
    """Rows of `queries/{query}.sql`, which has no parameters, on the published copy.

    Raises WarehouseError like `ask`; a run at work does not matter.
    """
    return ask(published, (HERE / "queries" / f"{query}.sql").read_text("utf-8"))
