"""Rows of a file → deliveries: which column holds what, and what a cell may be."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite

from analysis.errors import SourceError
from analysis.records import Delivery, Reject, Source
from analysis.sources.articles import make_reject
from analysis.sources.dates import state_date
from analysis.sources.neighbours import (
    Columns,
    add_zone,
    find_language_code,
    guess_columns,
    render_sections,
)

# What pandas and its like write where there is nothing.
_NOTHING = frozenset(["", "None", "nan", "NaN", "NaT", "<NA>", "null"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The file that rows come from. `name` is how a person calls it, `extraction` its
    kind ("jsonl", "csv"), `now` the moment that rejects are dated with. Of the fields
    `needed` a row must have one; `columns` are those of a table, None where each row
    has its own."""

    name: str
    extraction: str
    source: Source
    now: datetime
    needed: tuple[str, ...] = ("body", "title")
    columns: Columns | None = None


def make_delivery(
    origin: Origin, number: int, raw: bytes, row: Mapping[str, object]
) -> Delivery | Reject:
    """Read one row, whose keys are folded by `fold_name`; `raw` is what identifies it.

    A Reject where a cell is no text or where all that is needed is missing.
    """
    try:
        columns = origin.columns or find_columns(row, origin.source)
        cells = {field: _find_cell(row, columns[field]) for field in columns}
        if not any(cells[field] for field in origin.needed):
            missing = _WORDS[origin.needed[0]]
            raise SourceError(
                f"no {missing}", f"the row has {explain_columns(row, origin)}"
            )
    except SourceError as error:
        return reject_row(origin, number, raw, error)
    language, seen_at = cells["language"], cells["seen_at"]
    return Delivery(
        input=f"{origin.name}:{number}",
        content_hash=hashlib.sha256(raw).hexdigest(),
        extraction=origin.extraction,
        outlet=cells["outlet"],
        url=cells["url"],
        title=cells["title"],
        text=cells["body"],
        dates=(
            *state_date("record", cells["published_at"]),
            *state_date("seen", seen_at and add_zone(seen_at)),
        ),
        language=language and find_language_code(language),
    )


def reject_row(
    origin: Origin, number: int | None, raw: bytes, error: SourceError
) -> Reject:
    """Turn what was wrong with a row, or with the whole file (None), into a Reject."""
    return make_reject(
        origin.source.name,
        origin.name if number is None else f"{origin.name}:{number}",
        error.reason,
        error.detail if number is None else f"line {number}: {error.detail}",
        hashlib.sha256(raw).hexdigest(),
        origin.now,
    )


def fold_name(column: str) -> str:
    """Spell a column name the way rows are keyed: "Headline " → "headline"."""
    return column.strip().casefold()


def find_columns(present: Iterable[str], source: Source) -> Columns:
    """Name for each of our fields the folded columns in which it may stand, the
    likeliest first: the one that the source maps, or guessed ones."""
    mapped = {field: (fold_name(name),) for field, name in source.columns.items()}
    return {**guess_columns(frozenset(present)), **mapped}


def explain_columns(present: Iterable[str], origin: Origin) -> str:
    """Say in words which columns there are and how the config names the right ones."""
    missing = " and ".join(f"no {_WORDS[field]}" for field in origin.needed)
    names = ", ".join(list(present)[:20]) or "none"
    example = ", ".join(f'{field} = "…"' for field in origin.needed)
    return (
        f"{missing}; its columns are: {names}. Name yours in the source, "
        f"columns = {{ {example} }}"
    )


def _find_cell(row: Mapping[str, object], columns: Iterable[str]) -> str | None:
    for column in columns:
        written = _read_cell(column, _look_up(row, column))
        if written:
            return written
    return None


def _look_up(row: Mapping[str, object], column: str) -> object:
    """Give the cell of a column; "html.url" may be the column `url` of an object."""
    if column in row or "." not in column:
        return row.get(column)
    outer, _, inner = column.partition(".")
    nested = row.get(outer)
    if not isinstance(nested, Mapping):
        return None
    return _look_up({fold_name(key): nested[key] for key in nested}, inner)


def _read_cell(column: str, value: object) -> str | None:
    if isinstance(value, str):
        written = value.encode("utf-8", "replace").decode()
        return None if written.strip() in _NOTHING else written
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return None
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping) and (text := render_sections(value)) is not None:
        return text
    kind = {dict: "an object", list: "a list", bool: "a truth value"}
    what = kind.get(type(value), f"a {type(value).__name__}")
    raise SourceError("broken line", f'"{column}" is {what}: write it as a text')


_WORDS = {"body": "text", "title": "title", "url": "address"}
