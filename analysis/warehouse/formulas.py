"""The formulas that the warehouse computes with, read back for who shows them."""

from contextlib import closing

import duckdb
import polars as pl

from analysis.warehouse.warehouse import HERE


def load_formulas() -> pl.DataFrame:
    """A row per macro of `formulas.sql`, in its order, as DuckDB understands it.

    Columns: `name`, `parameters` (a list, in order), `tree` (the parsed expression as
    JSON, `json_serialize_sql`) and `about` (its comment).
    """
    with closing(duckdb.connect()) as connection:
        connection.execute((HERE / "formulas.sql").read_text(encoding="utf-8"))
        query = (HERE / "queries" / "formula.sql").read_text(encoding="utf-8")
        return pl.DataFrame(connection.sql(query))
