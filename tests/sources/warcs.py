"""Archives for tests, written by hand so that every fault is possible."""

import base64
import gzip
import hashlib
import io
from collections.abc import Sequence

from fastwarc.stream_io import ZstdWriter

PROSE = b"<p>The envoys met again on Monday and spoke for hours about the truce.</p>"
PAGE = b"<html><body><article>" + PROSE * 4 + b"</article></body></html>"


def an_answer(
    body: bytes = PAGE,
    status: str = "200 OK",
    content_type: str | None = "text/html; charset=utf-8",
    headers: Sequence[str] = (),
) -> bytes:
    """What a server sends: status, headers, body."""
    typed = [f"Content-Type: {content_type}"] if content_type else []
    head = [f"HTTP/1.1 {status}", *typed, *headers, "", ""]
    return "\r\n".join(head).encode() + body


def a_record(  # noqa: PLR0917
    block: bytes,
    url: str = "https://daily.example/1",
    kind: str = "response",
    headers: Sequence[str] = (),
    length: int | None = None,
    digest: bool = True,
    captured: str = "2024-07-02T08:15:00Z",
) -> bytes:
    """One record; `length` is what it says of itself where that is not true."""
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>",
        f"WARC-Date: {captured}",
        f"WARC-Target-URI: {url}",
        f"Content-Length: {len(block) if length is None else length}",
        *headers,
    ]
    if digest:
        sha1 = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest())
        head.append(f"WARC-Block-Digest: sha1:{sha1.decode()}")
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"


def a_page_record(number: int, digest: bool = True) -> bytes:
    return a_record(
        an_answer(PAGE.replace(b"Monday", b"day %d" % number)),
        url=f"https://daily.example/{number}",
        digest=digest,
    )


def pack_each(records: Sequence[bytes]) -> bytes:
    """Pack records as crawlers do, each by itself."""
    return b"".join(map(gzip.compress, records))


def pack_each_by_zstd(records: Sequence[bytes]) -> bytes:
    packed = []
    for record in records:
        stream = io.BytesIO()
        writer = ZstdWriter(stream)
        writer.write(record)
        writer.close()
        packed.append(stream.getvalue())
    return b"".join(packed)
