"""JSON and JSON Lines → deliveries and rejects, in constant memory for JSON Lines."""

import codecs
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
from analysis.sources.rows import Origin, fold_name, make_delivery, reject_row

_SPACE = " \t\r\n"
_BETWEEN = frozenset(_SPACE + ",")
_CHUNK = 1_000_000
_PLAIN = json.JSONDecoder()


def parse_json_lines(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    """Read one article a line; a broken line is one Reject. Empty lines are skipped."""
    for line in split_lines(stream):
        if line.text is None or line.text.strip():
            yield _parse_line(origin, line)


def parse_json(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    """Read a .json file: one array, one object, or JSON Lines by another name.

    In an array the number in `input` counts elements. What follows a broken element
    cannot be told apart and is one Reject.
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
    head = stream.read(HEAD_SIZE)
    stream.seek(0)
    text = head.decode(find_encoding(head), "replace").lstrip(_SPACE)
    if text.startswith("["):
        return False
    first, end, _ = text.partition("\n")
    return not end or first.strip() not in {"", "{"}


def _parse_values(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    number = 0
    text = ""
    try:
        for text in _split_values(stream):
            number += 1
            yield _parse_line(
                origin, Line(number=number, raw=text.encode("utf-8"), text=text)
            )
    except SourceError as error:
        yield reject_row(origin, number + 1, text.encode("utf-8"), error)


def _split_values(stream: BinaryIO) -> Iterator[str]:
    """Give the JSON values of an array, or those that follow each other, as text."""
    chunks = _read_chunks(stream)
    text = next(chunks, "").lstrip(_SPACE).removeprefix("[")
    at = 0
    while True:
        while at < len(text) and text[at] in _BETWEEN:
            at += 1
        if at == len(text):
            text, at = next(chunks, ""), 0
            if not text:
                return
        elif text[at] == "]":
            return
        else:
            value, text, at = _cut_value(text, at, chunks)
            yield value


def _cut_value(text: str, at: int, chunks: Iterator[str]) -> tuple[str, str, int]:
    """Read on until a whole value stands at `at`; give it, and where to go on."""
    while True:
        try:
            end = _PLAIN.raw_decode(text, at)[1]
        except RecursionError as error:
            raise SourceError("broken file", "nested too deeply: flatten it") from error
        except ValueError as error:
            more = next(chunks, "") if len(text) - at < TEXT_LIMIT else ""
            if not more:
                raise SourceError(
                    "broken file",
                    f"not JSON from here on ({error}): mend it or write JSON Lines",
                ) from error
            text, at = text[at:] + more, 0
        else:
            return text[at:end], text, end


def _read_chunks(stream: BinaryIO) -> Iterator[str]:
    encoding = find_encoding(stream.read(HEAD_SIZE))
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while chunk := stream.read(_CHUNK):
        yield decoder.decode(chunk)
