"""WARC archives → captures: the pages that a crawl kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.message import Message
from typing import BinaryIO

from analysis.errors import SourceError
from analysis.records import Reject, Source
from analysis.sources.answers import Answer, split_answer, unpack_body
from analysis.sources.articles import make_reject
from analysis.sources.encoding import find_charset
from analysis.sources.pages import PAGE_LIMIT
from analysis.sources.warc import RECORD_LIMIT, Record, read_records

# A day begins first at the eastern end of the world, fourteen hours ahead.
_EARLIEST_ZONE = timedelta(hours=14)
_PAGE_TYPES = frozenset(["text/html", "application/xhtml+xml"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A page as an archive keeps it.

    `input` names the record by its number in the file ("news.warc.gz:17"), `payload`
    is the page with the encodings of its transfer undone, `charset` what its server
    said, `headers` all that it said.
    """

    input: str
    url: str
    captured_at: datetime | None
    payload: bytes
    charset: str | None
    headers: tuple[tuple[str, str], ...]


def read_captures(
    name: str,
    stream: BinaryIO,
    source: Source,
    now: datetime,
    since: date | None = None,
) -> Iterator[Capture | Reject]:
    """Read the pages of the WARC file called `name` from a seekable `stream`.

    A page is an answer with status 200 that is HTML by its server or by the crawler;
    all else (requests, metadata, revisits, images, errors) is passed over and is no
    input. So is a page captured before the day `since`, which holds nothing published
    later; a late capture may hold something old, so there is no bound at the other end.

    A page that is damaged, cut or too large is a Reject dated `now`, and reading goes
    on. Raises OSError where the stream cannot be read.
    """
    if not stream.read(1):
        empty = SourceError("empty file", "it holds nothing: get it again")
        yield _reject(name, empty, source, now)
        return
    holds_answers = False
    for number, found in enumerate(read_records(stream), 1):
        item = f"{name}:{number}"
        holds_answers |= isinstance(found, SourceError) or found.has_answer
        try:
            if capture := _find_capture(item, found, since):
                yield capture
        except SourceError as error:
            yield _reject(item, error, source, now)
    if not holds_answers:
        other = SourceError(
            "no page",
            "it holds no answers of web servers: get WARC, not WET or WAT files",
        )
        yield _reject(name, other, source, now)


def _find_capture(
    item: str, found: Record | SourceError, since: date | None
) -> Capture | None:
    if isinstance(found, SourceError):
        raise found
    if not found.has_answer:
        return None
    if not found.url:
        raise SourceError("no address", "the record does not say which page it is of")
    if not found.url.startswith(("http://", "https://")):
        return None
    if since and found.captured_at and _is_before(found.captured_at, since):
        return None
    answer = _find_answer(found)
    if answer.status != 200 or not _is_page(answer, found):
        return None
    _check_whole(found)
    return Capture(
        input=item,
        url=found.url,
        captured_at=found.captured_at,
        payload=unpack_body(answer, PAGE_LIMIT),
        charset=find_charset(answer.headers),
        headers=tuple((name, str(said)) for name, said in answer.headers.items()),
    )


def _is_before(moment: datetime, day: date) -> bool:
    """Say whether it was `day` nowhere on earth yet at `moment`."""
    return datetime.combine(day, time(), UTC) - moment > _EARLIEST_ZONE


def _find_answer(found: Record) -> Answer:
    if found.is_http:
        return split_answer(found.block)
    headers = Message()
    headers["Content-Type"] = found.content_type or ""
    return Answer(status=200, headers=headers, body=found.block)


def _is_page(answer: Answer, found: Record) -> bool:
    """Say whether server or crawler call it HTML, or the server does not call it
    anything."""
    served = answer.headers.get("Content-Type")
    return (
        not served
        or answer.headers.get_content_type() in _PAGE_TYPES
        or found.identified_type in _PAGE_TYPES
    )


def _check_whole(found: Record) -> None:
    if found.size > RECORD_LIMIT:
        raise SourceError(
            "too large", f"the record has {found.size:,} bytes: it is no article"
        )
    if found.is_cut:
        raise SourceError(
            "cut record", "the crawler kept only its beginning: fetch the page itself"
        )


def _reject(item: str, error: SourceError, source: Source, now: datetime) -> Reject:
    digest = hashlib.sha256(item.encode("utf-8", "replace")).hexdigest()
    return make_reject(source.name, item, error.reason, error.detail, digest, now)
