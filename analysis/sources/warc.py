"""WARC files → records, whole ones only; behind a damaged one reading goes on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from analysis.errors import SourceError
from analysis.sources.pages import PAGE_LIMIT

RECORD_LIMIT = PAGE_LIMIT + 100_000

_ANSWERS = WarcRecordType.response | WarcRecordType.resource
_DIGESTS = ("sha1:", "sha256:", "sha512:", "md5:")
_LENGTH = re.compile(r"\d{1,15}", re.ASCII)
_BEGINNING = b"WARC/1."
_NEXT = b"\n" + _BEGINNING
_PACKED = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")
_PIECE = 1_000_000
_MOST_RESTARTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of an archive, `size` bytes long; `captured_at` is aware, or None
    where the record does not say.

    `has_answer` is true of what a server answered, `is_http` where `block` bears the
    head of that answer. `block` is all that the record holds, of one beyond
    `RECORD_LIMIT` the beginning. `content_type` is that of the block,
    `identified_type` what the crawler took the answer for; `is_cut` says that the
    crawler kept only its beginning.
    """

    has_answer: bool
    is_http: bool
    url: str
    captured_at: datetime | None
    content_type: str | None
    identified_type: str | None
    is_cut: bool
    size: int
    block: bytes


def read_records(stream: BinaryIO) -> Iterator[Record | SourceError]:
    """Read a seekable WARC file, plain or packed by gzip or Zstandard.

    Memory holds one record at a time. Each damaged record is one SourceError ("broken
    record"); what lies between it and the next beginning of a record is lost with it,
    and in a file packed as a whole there is no other beginning.
    """
    mark = _choose_mark(stream)
    place, is_told, has_gap = 0, False, False
    for _ in range(_MOST_RESTARTS):
        stream.seek(place)
        try:
            for found in ArchiveIterator(stream, parse_http=False):
                if has_gap:
                    yield _explain("what is before it has no end")
                place, is_told, has_gap = found.stream_pos, False, False
                yield _read_record(found)
            if mark == _BEGINNING:
                return
            # The library takes packed bytes without an end for the end of the file.
            is_told = has_gap = True
        except OSError as error:
            if not is_told:
                yield _explain(str(error))
            is_told = True
        next_place = _find_beginning(stream, mark, place + 1)
        if next_place is None:
            return
        place = next_place
    yield _explain("too much of the file is damaged to go on")


def _read_record(found: WarcRecord) -> Record:
    headers = found.headers
    declared = headers.get("Content-Length") or ""
    if not _LENGTH.fullmatch(declared):
        raise OSError("it does not say how long it is")
    size = int(declared)
    block = _read_block(found, size) if size <= RECORD_LIMIT else _skim(found, size)
    return Record(
        has_answer=bool(found.record_type & _ANSWERS),
        is_http=found.record_type == WarcRecordType.response,
        url=(headers.get("WARC-Target-URI") or "").strip("<>"),
        captured_at=found.record_date,
        content_type=headers.get("Content-Type"),
        identified_type=headers.get("WARC-Identified-Payload-Type"),
        is_cut="WARC-Truncated" in headers,
        size=size,
        block=block,
    )


def _read_block(found: WarcRecord, size: int) -> bytes:
    """Read all of a record. One without a digest is believed to be as long as it says
    unless another one begins inside it."""
    found.freeze()
    digest = (found.headers.get("WARC-Block-Digest") or "").lower()
    has_digest = digest.startswith(_DIGESTS)
    is_right = has_digest and found.verify_block_digest()
    block: bytes = found.reader.read()
    if len(block) < size:
        raise OSError(f"it ends after {len(block):,} of {size:,} bytes")
    if has_digest and not is_right:
        raise OSError(f"its bytes do not add up to {digest}")
    if not has_digest and _NEXT in block:
        raise OSError("another record begins inside it")
    return block


def _skim(found: WarcRecord, size: int) -> bytes:
    """Read the beginning of a long record, and see that it is as long as it says."""
    head: bytes = found.reader.read(_PIECE)
    seen, window = len(head), head
    while _NEXT not in window and (piece := found.reader.read(_PIECE)):
        seen += len(piece)
        window = window[-len(_NEXT) :] + piece
    if _NEXT in window:
        raise OSError("another record begins inside it")
    if seen < size:
        raise OSError(f"it ends after {seen:,} of {size:,} bytes")
    return head


def _explain(what: str) -> SourceError:
    return SourceError(
        "broken record",
        f"{what}: get the archive again; what can be read behind it is taken",
    )


def _choose_mark(stream: BinaryIO) -> bytes:
    """Choose the bytes by which a record of this file begins."""
    stream.seek(0)
    head = stream.read(4)
    return next((packed for packed in _PACKED if head.startswith(packed)), _BEGINNING)


def _find_beginning(stream: BinaryIO, mark: bytes, start: int) -> int | None:
    """Find where a record may begin at or behind `start`; None if nowhere."""
    stream.seek(start)
    window = b""
    while piece := stream.read(_PIECE):
        window = window[-len(mark) :] + piece
        if (at := window.find(mark)) >= 0:
            return stream.tell() - len(window) + at
    return None
