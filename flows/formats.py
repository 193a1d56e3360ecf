"""Rows as `detente sql` prints them."""

import sys
from collections.abc import Callable

import polars as pl


def _write_table(rows: pl.DataFrame) -> None:
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


def _write_csv(rows: pl.DataFrame) -> None:
    print(rows.write_csv(), end="")


def _write_json(rows: pl.DataFrame) -> None:
    print(rows.write_json())


def _write_parquet(rows: pl.DataFrame) -> None:
    rows.write_parquet(sys.stdout.buffer)


FORMATS: dict[str, Callable[[pl.DataFrame], None]] = {
    "table": _write_table,
    "csv": _write_csv,
    "json": _write_json,
    "parquet": _write_parquet,
}
