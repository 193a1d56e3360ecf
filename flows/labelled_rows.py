"""Rows as they stand in a file of labelled sentences: JSON lines or a table."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence

from analysis.errors import ConfigError

HEADER = "language,case,escalation,diplomacy,sentiment,text"

Row = Mapping[str, object]


def parse_json_rows(content: str, file: str) -> Iterator[tuple[str, Row]]:
    """Each line's place ("file:line") and object; blank lines pass."""
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            where = f"{file}:{number}"
            yield where, parse_row(line, where)


def parse_row(line: str, where: str) -> Row:
    """The JSON object of one line; ConfigError at `where` ("file:line") if none."""
    try:
        row = json.loads(line)
    except ValueError as error:
        message = f"{where}: not JSON ({error}); write one JSON object per line"
        raise ConfigError(message) from error
    if not isinstance(row, dict):
        message = f"{where}: not a JSON object"
        raise ConfigError(f'{message}; write {{"text": "…", "label": "…"}}')
    return row


def parse_csv_rows(content: str, file: str) -> Iterator[tuple[str, Row]]:
    """Each row's place ("file:line" where it begins) and cells by the header's names.

    Columns are parted by commas. 0 and 1 under escalation and diplomacy are numbers,
    an empty cell is None, all else is text; blank lines pass. Raises ConfigError that
    names the line and the mend.
    """
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    header: Sequence[str] | None = None
    line = 1
    try:
        for cells in reader:
            where, line = f"{file}:{line}", reader.line_num + 1
            if header is None:
                header = _check_header(cells, where)
            elif cells:
                yield where, _parse_cells(header, cells, where)
    except csv.Error as error:
        message = f"{file}:{line}: not a table ({error}); quote a text with commas"
        raise ConfigError(f"{message} and write quotes in it twice") from error


def _check_header(cells: Sequence[str], where: str) -> Sequence[str]:
    header = [cell.strip() for cell in cells]
    if "text" in header and len(set(header)) == len(header):
        return header
    message = f"{where}: the header has not one column text and no name twice"
    raise ConfigError(f"{message}; write {HEADER}")


def _parse_cells(header: Sequence[str], cells: Sequence[str], where: str) -> Row:
    if len(cells) != len(header):
        message = f"{where}: {len(cells)} cells under {len(header)} names"
        raise ConfigError(f"{message}; quote a text that holds commas")
    return {
        name: _parse_cell(name, cell) for name, cell in zip(header, cells, strict=True)
    }


def _parse_cell(name: str, cell: str) -> object:
    if name in {"escalation", "diplomacy"} and cell in {"0", "1"}:
        return int(cell)
    return cell or None
