"""Coded sheets, as spreadsheets and the coding page write them → codings and faults."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from analysis.errors import SourceError
from analysis.sources.codes import (
    clean_cell,
    parse_answer,
    parse_coder,
    parse_hash,
    parse_item,
    parse_sample_id,
    parse_sentiment,
    parse_sure,
    parse_words,
)
from analysis.sources.encoding import decode_text
from analysis.sources.rows import fold_name

QUESTIONS = ("escalation", "diplomacy", "sentiment")
NEEDED = ("sample_id", "item", *QUESTIONS)
# Excel's own line before the header, which names the separator.
_SEPARATOR_LINE = "sep="

Value = TypeVar("Value")
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One row of a sheet: what a coder says of an item of a sample.

    `line` is where the row begins, from 1. The three answers are all given, or all
    None: not coded. `text_hash` is None where the sheet has lost it, `coder` where the
    row names none.
    """

    line: int
    sample_id: str
    item: int
    text_hash: int | None
    coder: str | None
    escalation: bool | None
    diplomacy: bool | None
    sentiment: str | None
    sure: bool
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong on a line of a sheet, and the mend."""

    line: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a sheet, and all that is wrong with it; rows with faults are not
    among the codings."""

    codings: tuple[Coding, ...]
    faults: tuple[Fault, ...]


def parse_sheet(payload: bytes) -> Sheet:
    """Read a table with a header line, in any encoding that `decode_text` tells.

    Columns, in any order, are parted by comma, semicolon or tab; text_hash, sure, note
    and coder may be missing, columns of other names are passed over. Raises nothing.
    """
    codings: list[Coding] = []
    faults: list[Fault] = []
    try:
        for line, cells in _split_rows(_decode(payload), faults):
            if isinstance(found := _parse_coding(line, cells), Coding):
                codings.append(found)
            else:
                faults += found
    except SourceError as error:
        faults.append(Fault(line=1, what=error.detail))
    return Sheet(codings=tuple(codings), faults=tuple(faults))


def _decode(payload: bytes) -> str:
    try:
        return decode_text(payload)
    except SourceError as error:
        what, _, _ = error.detail.partition(":")
        raise SourceError(error.reason, f"{what}; save the sheet as CSV") from error


def _split_rows(text: str, faults: list[Fault]) -> Iterator[tuple[int, Cells]]:
    """The rows that hold anything by the header's names, each with its first line.

    Raises SourceError where there is no header to read them by.
    """
    table = _split_table(text, faults)
    _, header = next(table, (1, []))
    names = [fold_name(name) for name in header]
    _check_header(names)
    for line, cells in table:
        if any(cells[len(names) :]):
            what = f"{len(cells)} cells under {len(names)} names"
            mend = "put texts that hold the separator in quotes"
            faults.append(Fault(line=line, what=f"{what}; {mend}"))
        else:
            yield line, dict(zip(names, cells, strict=False))


def _split_table(text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """The lines of cells that hold anything; the table ends where it cannot be read."""
    lines = io.StringIO(text, newline="")
    first = lines.readline()
    skipped = int(first.casefold().startswith(_SEPARATOR_LINE))
    header = lines.readline() if skipped else first
    rest = io.StringIO(header + lines.read(), newline="")
    separator = max(",;\t", key=header.count)
    reader = csv.reader(rest, delimiter=separator, strict=True)
    while True:
        line = reader.line_num + skipped + 1
        try:
            cells = [clean_cell(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            what = f"cannot be read from here on ({error}); mend its quotes"
            faults.append(Fault(line=line, what=what))
            return
        if any(cells):
            yield line, cells


def _check_header(names: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise SourceError(
            "column missing",
            f"no column {', '.join(missing)}; the first line must name the columns "
            "as on the sheet that was sent out",
        )
    twins = {name for name in names if name and names.count(name) > 1}
    if twins:
        what = f"two columns are called {min(twins)}; take one of them away"
        raise SourceError("column twice", what)


def _parse_coding(line: int, cells: Cells) -> Coding | list[Fault]:
    """The coding of a row, or everything that is wrong with it."""
    wrong: list[str] = []

    def read(parse: Callable[[str], Value], column: str) -> Value | None:
        try:
            return parse(cells.get(column, ""))
        except SourceError as error:
            wrong.append(f"{column} {error.detail}")
            return None

    coding = Coding(
        line=line,
        sample_id=read(parse_sample_id, "sample_id") or "",
        item=read(parse_item, "item") or 0,
        text_hash=read(parse_hash, "text_hash"),
        coder=read(parse_coder, "coder"),
        escalation=read(parse_answer, "escalation"),
        diplomacy=read(parse_answer, "diplomacy"),
        sentiment=read(parse_sentiment, "sentiment"),
        sure=read(parse_sure, "sure") is not False,
        note=read(parse_words, "note"),
    )
    wrong += _find_gaps(cells)
    return [Fault(line=line, what=what) for what in wrong] or coding


def _find_gaps(cells: Cells) -> list[str]:
    """Say which questions are left open where others are answered."""
    empty = [name for name in QUESTIONS if not cells.get(name)]
    if not empty or len(empty) == len(QUESTIONS):
        return []
    are = "is" if len(empty) == 1 else "are"
    return [f"{' and '.join(empty)} {are} empty; answer all three questions or none"]
