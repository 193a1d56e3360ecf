"""JSON and JSON Lines → deliveries and rejects, in constant memory for JSON Lines."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from analysis.errors import SourceError
from analysis.records import Delivery, Reject
from analysis.sources.encoding import (
    HEAD_SIZE,
    TEXT_LIMIT,
    Line,
    find_encoding,
    split_lines,
)
from analysis.sources.jsonvalues import Value, split_values
from analysis.sources.rows import Origin, fold_name, make_delivery, reject_row


def parse_json_lines(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    """Read one article a line; a broken line is one Reject. Empty lines are skipped."""
    for line in split_lines(stream):
        if line.text is None or line.text.strip():
            yield _parse_line(origin, line)


def parse_json(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    """Read a .json file: one array, one object, arrays wrapped in an object, or JSON
    Lines by another name.

    Where it is not lines, the number in `input` counts values. What follows a broken
    one cannot be told apart and is one Reject.
    """
    if _holds_lines(stream):
        yield from parse_json_lines(origin, stream)
    else:
        yield from _parse_values(origin, stream)


def _parse_line(origin: Origin, line: Line) -> Delivery | Reject:
    try:
        if line.text is None:
            raise SourceError(
                "too large", f"it is longer than {TEXT_LIMIT:,} bytes: split the text"
            )
        row = _parse_object(line.text)
    except SourceError as error:
        return reject_row(origin, line.number, line.raw, error)
    return make_delivery(origin, line.number, line.raw.strip(), row)


def _parse_object(text: str) -> dict[str, object]:
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise SourceError(
            "broken line",
            f"not JSON at column {error.colno} ({error.msg}): mend or remove the line",
        ) from error
    except RecursionError as error:
        raise SourceError("broken line", "nested too deeply: flatten it") from error
    except ValueError as error:
        raise SourceError("broken line", f"not JSON ({error}): mend it") from error
    return _check_object(value)


def _check_object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise SourceError(
            "broken line",
            f'a JSON {type(value).__name__}, not an object: write {{"text": "…"}}',
        )
    return value


def _fold_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    folded = {fold_name(key): value for key, value in pairs}
    if len(folded) == len(pairs):
        return folded
    keys = [fold_name(key) for key, _ in pairs]
    twice = next(key for key in keys if keys.count(key) > 1)
    raise SourceError("broken line", f'"{twice}" is written twice: keep one of them')


def _no_number(_: str) -> None:
    """Read NaN and Infinity, which other tools write for a missing value, as None."""


_DECODER = json.JSONDecoder(object_pairs_hook=_fold_object, parse_constant=_no_number)


def _holds_lines(stream: BinaryIO) -> bool:
    """Tell JSON Lines from values that are spread over lines, whose first line ends
    where something is open."""
    head = stream.read(HEAD_SIZE)
    stream.seek(0)
    text = head.decode(find_encoding(head), "replace").lstrip()
    first, end, _ = text.partition("\n")
    if text.startswith("[") or not end:
        return False
    return not first.rstrip().endswith(("{", "[", ",", ":"))


def _parse_values(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    number, raw = 0, b""
    try:
        for value in split_values(stream):
            number, raw = number + 1, value.text.encode("utf-8", "replace")
            yield _parse_value(origin, number, raw, value)
    except SourceError as error:
        yield reject_row(origin, number + 1, raw, error)


def _parse_value(
    origin: Origin, number: int, raw: bytes, value: Value
) -> Delivery | Reject:
    try:
        row = _parse_object(value.text)
    except SourceError as error:
        return reject_row(origin, number, raw, error)
    if value.outlet:
        row.setdefault("outlet", value.outlet)
    return make_delivery(origin, number, raw, row)
