"""The published copy, read by named queries."""

from pathlib import Path

import polars as pl

from analysis.warehouse.warehouse import HERE, Parameter, ask


def load_published(
    published: Path, query: str, **parameters: Parameter
) -> pl.DataFrame:
    """Rows of `queries/{query}.sql` on the published copy.

    Raises WarehouseError like `ask`; a run at work does not matter.
    """
    sql = (HERE / "queries" / f"{query}.sql").read_text("utf-8")
    return ask(published, sql, **parameters)
