"""Bytes → text: which encoding a delivery is written in, and its lines one by one."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import BinaryIO

from charset_normalizer import from_bytes

from analysis.errors import SourceError

TEXT_LIMIT = 20_000_000
HEAD_SIZE = 65_536

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "gzip data",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a SQLite database",
    b"{\\rtf": "an RTF document",
}
_FOREIGN_SCRIPTS = [
    "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256",
    "gb18030", "shift_jis", "euc_kr", "big5",
]  # fmt: skip
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_POLISH_AS_WESTERN = re.compile(r"[a-z][¹³¿][a-zê]|[a-z]¹\b|\b³[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a file: its number from 1, its bytes, and its text without the line
    end. `text` is None where the line is longer than `TEXT_LIMIT`; `raw` is then only
    its beginning."""

    number: int
    raw: bytes
    text: str | None


def find_charset(headers: Message) -> str | None:
    """The charset that a Content-Type names, in lower case; None where that is
    nonsense."""
    try:
        return headers.get_content_charset() or None
    except (ValueError, TypeError):
        # Parts in the way of RFC 2231, their numbers missing or thousands of digits.
        return None


def decode_text(payload: bytes) -> str:
    """Read `payload` as text. Raises SourceError like `find_encoding`."""
    return payload.decode(find_encoding(payload), "replace")


def find_encoding(payload: bytes) -> str:
    """Name the codec that `payload` is written in.

    A byte order mark decides; then UTF-16 by its zero bytes; then UTF-8, also where a
    few bytes of it are damaged; then the legacy code pages. Raises SourceError
    ("binary file", "unknown encoding").
    """
    for bom, name in _BOMS:
        if payload.startswith(bom):
            return name
    _refuse_magic(payload)
    if b"\x00" in payload:
        return _find_wide_encoding(payload)
    _refuse_controls(payload)
    if _is_mostly_utf8(payload):
        return "utf-8"
    return _find_code_page(payload)


def split_lines(stream: BinaryIO) -> Iterator[Line]:
    """Give the lines of `stream` from its start; memory holds one line at a time.

    Lines that are no UTF-8 are read in the encoding of the first one that is not.
    Raises SourceError before the first line where the file is not text at all.
    """
    head = stream.read(HEAD_SIZE)
    stream.seek(0)
    encoding = find_encoding(head)
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _split_wide(stream, encoding)
    else:
        yield from _split_narrow(stream)


def _refuse_magic(payload: bytes) -> None:
    for magic, what in _MAGIC.items():
        if payload.startswith(magic):
            raise SourceError(
                "binary file", f"these bytes are {what}: save the article as text"
            )


def _refuse_controls(payload: bytes) -> None:
    head = payload[:HEAD_SIZE]
    controls = len(head) - len(head.translate(None, bytes(range(1, 9))))
    if controls > len(head) / 100:
        raise SourceError(
            "binary file", "the bytes are no text: save the article as UTF-8 text"
        )


def _find_wide_encoding(payload: bytes) -> str:
    head = payload[: HEAD_SIZE & ~1]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) & ~1].decode(name, "replace")
    readable = sum(letter.isprintable() or letter.isspace() for letter in text)
    few_stray = min(even, odd) <= max(even, odd) / 20
    if few_stray and max(even, odd) >= len(head) / 50 and readable > 0.95 * len(text):
        return name
    # A few zero bytes in a text file are left by a crash, not by an encoding.
    if head.count(0) <= len(head) / 100 and _is_mostly_utf8(payload):
        return "utf-8"
    raise SourceError(
        "binary file", "the bytes hold zeros and are no text: save it as UTF-8 text"
    )


def _is_mostly_utf8(payload: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(payload)
    except UnicodeDecodeError:
        text = payload.decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        foreign = len(text) - len(text.encode("ascii", "ignore"))
        return damaged * 10 < foreign
    return True


def _find_code_page(payload: bytes) -> str:
    """Tell by the runs of letters beyond ASCII: single ones in Western words, whole
    words in other scripts; charset-normalizer takes short German for Chinese."""
    found = _HIGH_RUN.search(payload)
    first = found.start() if found else 0
    sample = payload[max(0, first - 100) : first + 20_000]
    runs: list[bytes] = _HIGH_RUN.findall(sample)
    in_words = sum(len(run) for run in runs if len(run) > 2)
    if in_words * 2 < sum(map(len, runs)):
        western = sample.decode("cp1252", "replace")
        return "cp1250" if _POLISH_AS_WESTERN.search(western) else "cp1252"
    best = from_bytes(b" ".join(runs), cp_isolation=_FOREIGN_SCRIPTS).best()
    if best is None:
        raise SourceError(
            "unknown encoding", "the letters cannot be told: save the file as UTF-8"
        )
    return best.encoding


def _split_wide(stream: BinaryIO, encoding: str) -> Iterator[Line]:
    reader = io.TextIOWrapper(stream, encoding, "replace")
    try:
        number = 0
        while text := reader.readline(TEXT_LIMIT):
            number += 1
            complete = text.endswith("\n") or len(text) < TEXT_LIMIT
            raw = text.encode("utf-8", "replace")
            yield Line(
                number=number, raw=raw, text=text.rstrip("\n") if complete else None
            )
            while not complete and (text := reader.readline(TEXT_LIMIT)):
                complete = text.endswith("\n")
    finally:
        reader.detach()


def _split_narrow(stream: BinaryIO) -> Iterator[Line]:
    fallback = "utf-8"
    number = 0
    while raw := stream.readline(TEXT_LIMIT):
        number += 1
        complete = raw.endswith(b"\n") or len(raw) < TEXT_LIMIT
        if not complete:
            _skip_line(stream)
            yield Line(number=number, raw=raw, text=None)
            continue
        content = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            if fallback.startswith("utf-8"):
                fallback = _find_line_encoding(content)
            text = content.decode(fallback, "replace")
        yield Line(number=number, raw=raw, text=text.rstrip("\r\n"))


def _find_line_encoding(raw: bytes) -> str:
    try:
        return find_encoding(raw)
    except SourceError:
        return "utf-8"


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(TEXT_LIMIT)) and not rest.endswith(b"\n"):
        pass
