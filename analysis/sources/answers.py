"""Answers of web servers as they went over the line → what they say and carry."""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from gzip import GzipFile
from io import BytesIO
from typing import BinaryIO, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

from analysis.errors import SourceError

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b[^\n]*(?:\n|\Z)")
_HEAD_END = re.compile(rb"\n\r?\n")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_PLAIN = frozenset(["", "identity", "none", "utf-8"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of a server; `body` still bears the encodings of its transfer."""

    status: int
    headers: Message
    body: bytes


def split_answer(block: bytes) -> Answer:
    """Part the head of an answer from its body; a bare line feed ends a line too.

    Raises SourceError ("broken answer") where it does not begin like an answer.
    """
    status = _STATUS.match(block)
    if status is None:
        raise SourceError(
            "broken answer", "it is no answer of a web server: fetch the page itself"
        )
    end = _HEAD_END.search(block, status.end() - 1)
    head = block[status.end() : end.start() + 1 if end else None]
    return Answer(
        status=int(status[1]),
        headers=BytesParser().parsebytes(head, headersonly=True),
        body=block[end.end() :] if end else b"",
    )


def unpack_body(answer: Answer, limit: int) -> bytes:
    """Undo the encodings of a transfer: chunks, and one of gzip, deflate, br, zstd.

    A body that is markup as it stands is taken so: crawlers undo encodings and leave
    the header that speaks of them. Raises SourceError: "too large" beyond `limit`
    bytes, "broken encoding".
    """
    stream: BinaryIO = BytesIO(answer.body)
    try:
        if not _MARKUP.match(answer.body):
            for coding in _find_codings(answer.headers):
                stream = cast(BinaryIO, _READERS[coding](stream))
        payload = stream.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(
            "broken encoding",
            f"the page cannot be unpacked ({str(error)[:100]}): fetch the page itself",
        ) from error
    if len(payload) > limit:
        raise SourceError(
            "too large", f"the page has more than {limit:,} bytes: it is no article"
        )
    return payload


def _find_codings(headers: Message) -> list[str]:
    """Name what was done to the body, the last first. One layer of packing only: more
    of them is what a bomb is."""
    transfer = _list(headers, "Transfer-Encoding")
    content = _list(headers, "Content-Encoding")
    codings = [*transfer, *content]
    if max(len(transfer), len(content)) > 1 or not _READERS.keys() >= {*codings}:
        raise OSError(f"packed as {' and '.join(reversed(codings))}")
    return codings


def _list(headers: Message, name: str) -> list[str]:
    listed = ",".join(map(str, headers.get_all(name, []))).lower().split(",")
    return [item for item in map(str.strip, listed) if item not in _PLAIN]


def _open_deflate(stream: BinaryIO) -> object:
    """Old servers leave out the header that the standard wants."""
    packed = stream.read()
    has_header = packed[:1] and packed[0] & 0x0F == zlib.DEFLATED
    return GzipReader(
        BytesIO(packed if has_header else b"\x78\x9c" + packed), zlib=True
    )


# Of gzip Python's reader, which unlike FastWARC's tells of a body that lacks its end.
_READERS: Mapping[str, Callable[[BinaryIO], object]] = {
    "chunked": ChunkedReader,
    "gzip": lambda stream: GzipFile(fileobj=stream),
    "x-gzip": lambda stream: GzipFile(fileobj=stream),
    "deflate": _open_deflate,
    "br": BrotliReader,
    "zstd": ZstdReader,
}
