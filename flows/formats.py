"""Rows as `detente sql` prints them. Polars waits until there are rows."""

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def _write_table(rows: "pl.DataFrame") -> None:
    import polars as pl

    with pl.Config(
        tbl_rows=-1,
        tbl_cols=-1,
        tbl_width_chars=-1,
        fmt_str_lengths=100,
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
        tbl_formatting="ASCII_MARKDOWN",
    ):
        print(rows)


def _write_csv(rows: "pl.DataFrame") -> None:
    print(rows.with_columns(_flat(rows)).write_csv(), end="")


def _flat(rows: "pl.DataFrame") -> list["pl.Series"]:
    """Lists and structs as JSON, which a cell of CSV can hold."""
    import polars as pl

    return [
        pl.Series(column.name, map(_write_cell, column.to_list()), pl.String)
        for column in rows.get_columns()
        if column.dtype.is_nested()
    ]


def _write_cell(cell: object) -> str | None:
    return None if cell is None else json.dumps(cell, default=str, ensure_ascii=False)


def _write_json(rows: "pl.DataFrame") -> None:
    print(rows.write_json())


def _write_parquet(rows: "pl.DataFrame") -> None:
    rows.write_parquet(sys.stdout.buffer)


FORMATS: dict[str, Callable[["pl.DataFrame"], None]] = {
    "table": _write_table,
    "csv": _write_csv,
    "json": _write_json,
    "parquet": _write_parquet,
}
