"""CSV, TSV and Parquet → deliveries and rejects, row by row."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

import polars as pl

from analysis.errors import SourceError
from analysis.records import Delivery, Reject
from analysis.sources.encoding import TEXT_LIMIT, split_lines
from analysis.sources.rows import (
    Origin,
    explain_columns,
    find_columns,
    fold_name,
    make_delivery,
    reject_row,
)

_BATCH_ROWS = 1_000
_BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)

# The csv module knows only one limit for the whole process and its default of
# 131,072 characters is shorter than some articles.
csv.field_size_limit(TEXT_LIMIT)


def parse_csv(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    """Read a table with a header line; "," ";" "|" or a tab parts the columns.

    The number in `input` is the line on which the row begins. A row that cannot be
    read is one Reject; a table without a column that is needed is one for the file.
    """
    lines = _text_lines(stream)
    header = next(lines, "")
    columns = _parse_header(header)
    origin = _fix_columns(origin, columns)
    reader = csv.reader(lines, delimiter=_find_delimiter(header), strict=True)
    while True:
        number = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _reject_lines(origin, number, reader.line_num + 1, error)
            continue
        if any(cells):
            yield _parse_cells(origin, number, columns, cells)


def parse_parquet(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    """Read a Parquet file in batches; the number in `input` counts rows from 1."""
    try:
        frame = pl.scan_parquet(stream)
        columns = frame.collect_schema().names()
        height = int(frame.select(pl.len()).collect().item())
    except _BROKEN as error:
        raise SourceError(
            "broken file", f"not Parquet ({error}): write it again"
        ) from error
    folded = [fold_name(column) for column in columns]
    origin = _fix_columns(origin, folded)
    wanted = [name for names in (origin.columns or {}).values() for name in names]
    kept = [
        column
        for column, name in zip(columns, folded, strict=True)
        if any(_holds(name, one) for one in wanted)
    ]
    yield from _parse_frames(origin, frame.select(kept), height)


def _fix_columns(origin: Origin, present: Sequence[str]) -> Origin:
    """Settle for all rows where our fields stand among the columns `present`."""
    columns = find_columns(present, origin.source)
    wanted = [name for field in origin.needed for name in columns[field]]
    if not any(_holds(column, name) for column in present for name in wanted):
        raise SourceError(
            "column missing", f"the table has {explain_columns(present, origin)}"
        )
    return replace(origin, columns=columns)


def _holds(column: str, wanted: str) -> bool:
    return wanted == column or wanted.startswith(f"{column}.")


def _text_lines(stream: BinaryIO) -> Iterator[str]:
    for line in split_lines(stream):
        if line.text is None:
            raise SourceError(
                "too large", f"line {line.number} is longer than {TEXT_LIMIT:,} bytes"
            )
        yield line.text + "\n"


def _parse_header(header: str) -> list[str]:
    try:
        cells = next(csv.reader([header], delimiter=_find_delimiter(header)), [])
    except csv.Error as error:
        raise SourceError(
            "broken file", f"the header line cannot be read ({error}): mend it"
        ) from error
    return [fold_name(cell) for cell in cells]


def _find_delimiter(header: str) -> str:
    return max(",;\t|", key=header.count)


def _parse_cells(
    origin: Origin, number: int, columns: Sequence[str], cells: Sequence[str]
) -> Delivery | Reject:
    raw = "\x1f".join(cells).encode("utf-8", "replace")
    if len(cells) != len(columns):
        wrong = (
            f"{len(cells)} columns where the header has {len(columns)}: put texts "
            "that hold the separator in quotes"
        )
        return reject_row(origin, number, raw, SourceError("broken line", wrong))
    return make_delivery(origin, number, raw, dict(zip(columns, cells, strict=True)))


def _reject_lines(origin: Origin, first: int, last: int, error: csv.Error) -> Reject:
    wrong = f"cannot be read up to line {last} ({error}): mend its quotes"
    raw = f"{first}-{last}".encode()
    return reject_row(origin, first, raw, SourceError("broken line", wrong))


def _parse_frames(
    origin: Origin, frame: pl.LazyFrame, height: int
) -> Iterator[Delivery | Reject]:
    number = 0
    wrong = "fewer rows than it declares"
    try:
        for batch in frame.collect_batches(chunk_size=_BATCH_ROWS):
            for row in batch.iter_rows(named=True):
                number += 1
                cells = {fold_name(name): value for name, value in row.items()}
                raw = repr(cells).encode("utf-8", "replace")
                yield make_delivery(origin, number, raw, cells)
    except _BROKEN as error:
        wrong = str(error)
    # Polars ends the batches without a word where its reader panics.
    if number != height:
        raise SourceError(
            "broken file",
            f"it declares {height} rows, {number} could be read ({wrong}): write it "
            "again",
        )
