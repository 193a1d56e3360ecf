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

USUAL_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "outlet": ("outlet",),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "body": ("body", "text", "content"),
    "published_at": ("published_at", "published", "date"),
    "language": ("language", "lang"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The file that rows come from. `name` is how a person calls it, `extraction` its
    kind ("jsonl", "csv"), `now` the moment that rejects are dated with."""

    name: str
    extraction: str
    source: Source
    now: datetime


def make_delivery(
    origin: Origin, number: int, raw: bytes, row: Mapping[str, object]
) -> Delivery | Reject:
    """Read one row, whose keys are folded by `fold_name`; `raw` is what identifies it.

    A Reject where a cell is no text or where both text and title are missing.
    """
    try:
        cells = {
            field: _find_cell(row, field, origin.source) for field in USUAL_COLUMNS
        }
        if not cells["body"] and not cells["title"]:
            raise SourceError("no text", f"the row has {explain_columns(row)}")
    except SourceError as error:
        return reject_row(origin, number, raw, error)
    return Delivery(
        input=f"{origin.name}:{number}",
        content_hash=hashlib.sha256(raw).hexdigest(),
        extraction=origin.extraction,
        outlet=cells["outlet"],
        url=cells["url"],
        title=cells["title"],
        text=cells["body"],
        dates=state_date("record", cells["published_at"]),
        language=cells["language"],
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


def find_columns(field: str, source: Source) -> tuple[str, ...]:
    """Name the folded columns in which our `field` may stand, the likeliest first."""
    mapped = source.columns.get(field)
    return USUAL_COLUMNS[field] if mapped is None else (fold_name(mapped),)


def has_article_columns(columns: Iterable[str], source: Source) -> bool:
    """Say whether a table with these folded columns has a text or a title at all."""
    present = set(columns)
    wanted = (*find_columns("body", source), *find_columns("title", source))
    return any(column in present for column in wanted)


def explain_columns(columns: Iterable[str]) -> str:
    """Say in words which columns there are and how the config names the right ones."""
    names = ", ".join(list(columns)[:20]) or "none"
    return (
        "no text and no title; its columns are: "
        f'{names}. Name yours in the source, columns = {{ body = "…", title = "…" }}'
    )


def _find_cell(row: Mapping[str, object], field: str, source: Source) -> str | None:
    for column in find_columns(field, source):
        written = _read_cell(column, row.get(column))
        if written:
            return written
    return None


def _read_cell(column: str, value: object) -> str | None:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if value.strip() else None
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return None
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    kind = {dict: "an object", list: "a list", bool: "a truth value"}
    what = kind.get(type(value), f"a {type(value).__name__}")
    raise SourceError("broken line", f'"{column}" is {what}: write it as a text')
