"""A JSON file → the values in it one by one, in constant memory."""

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from analysis.errors import SourceError
from analysis.sources.encoding import HEAD_SIZE, TEXT_LIMIT, find_encoding

_CHUNK = 1_000_000
_LONGEST_NAME = 1_000
_BETWEEN = frozenset(" \t\r\n,")
_DECODER = json.JSONDecoder()
_STRING = r'"(?:[^"\\]|\\.)*+"'
_SCALARS = rf"(?:\s*+{_STRING}\s*+:\s*+(?:{_STRING}|[\w.+-]++)\s*+,)*+"
_LIST = rf"\s*+(?P<name>{_STRING})\s*+:\s*+\[\s*+(?=[{{\]])"
_FIRST_LIST = re.compile(rf"\{{{_SCALARS}{_LIST}")
_NEXT_LIST = re.compile(rf"\]\s*+,{_LIST}")
# What web services call the list of articles in their answer.
_LIST_NAMES = frozenset(["articles", "stories", "results", "items"])
_TEXTS = frozenset(["body", "plaintext", "text", "content"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value as it is written. `outlet` is the name of the list it stands in, where
    lists are named after outlets, as Fundus writes them."""

    text: str
    outlet: str | None


def split_values(stream: BinaryIO) -> Iterator[Value]:
    """Give the values of an array, of the arrays that an object is wrapped around, or
    those that follow each other.

    Raises SourceError ("broken file") where what follows is no JSON.
    """
    buffer = _Buffer(stream)
    outlet = _enter_list(buffer)
    while sign := buffer.find_sign():
        if sign != "]":
            yield Value(text=buffer.cut_value(), outlet=outlet)
        elif outlet and (found := buffer.match(_NEXT_LIST)):
            outlet = _name_outlet(found)
        else:
            return


class _Buffer:
    """What was read of a file and not given out yet."""

    def __init__(self, stream: BinaryIO) -> None:
        self._chunks = _read_chunks(stream)
        self.text = ""
        self.at = 0

    def find_sign(self) -> str:
        """Go to the next character that is not between values; "" at the end."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in _BETWEEN:
                    return self.text[self.at]
                self.at += 1
            if not self._read_on():
                return ""

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find `pattern` right here and go behind it."""
        while len(self.text) - self.at < _LONGEST_NAME and self._read_on():
            pass
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    def cut_value(self) -> str:
        """Give the value that begins here, however long, and go behind it."""
        while True:
            try:
                start, self.at = self.at, _DECODER.raw_decode(self.text, self.at)[1]
            except RecursionError as error:
                raise SourceError(
                    "broken file", "nested too deeply: flatten it"
                ) from error
            except ValueError as error:
                too_long = len(self.text) - self.at >= TEXT_LIMIT
                if too_long or not self._read_on():
                    raise SourceError(
                        "broken file",
                        f"not JSON from here on ({error}): mend it or write JSON Lines",
                    ) from error
            else:
                return self.text[start : self.at]

    def _read_on(self) -> bool:
        chunk = next(self._chunks, "")
        self.text, self.at = self.text[self.at :] + chunk, 0
        return bool(chunk)


def _enter_list(buffer: _Buffer) -> str | None:
    """Go to the first value of the file; the outlet that its list is named after."""
    if buffer.find_sign() == "[":
        buffer.at += 1
        return None
    start = buffer.at
    found = buffer.match(_FIRST_LIST)
    if found and not _holds_articles(found):
        buffer.at = start
        return None
    return _name_outlet(found) if found else None


def _holds_articles(found: re.Match[str]) -> bool:
    """Tell a list of articles from a list within one article by its name or by the
    first thing in it."""
    if _name_outlet(found) is None:
        return True
    try:
        first = _DECODER.raw_decode(found.string, found.end())[0]
    except (ValueError, RecursionError):
        return False
    return "title" in first and not _TEXTS.isdisjoint(first)


def _name_outlet(found: re.Match[str]) -> str | None:
    name = found["name"][1:-1]
    return None if name.casefold() in _LIST_NAMES else str(json.loads(found["name"]))


def _read_chunks(stream: BinaryIO) -> Iterator[str]:
    encoding = find_encoding(stream.read(HEAD_SIZE))
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while chunk := stream.read(_CHUNK):
        yield decoder.decode(chunk)
