"""Archives on this machine → deliveries: their pages, read on all cores."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import BinaryIO

import httpx

from analysis.errors import SourceError
from analysis.records import Delivery, Reject, Source, StatedDate
from analysis.sources.archives import Capture, read_captures
from analysis.sources.articles import make_reject
from analysis.sources.dates import state_date
from flows.extraction import Extractor, Outcome, PageBytes
from flows.network.headers import find_reservation
from flows.network.robots import AGENT, explain_reservation


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReading:
    """How the archives of a source are read: pages captured before the day `since` are
    passed over, with `reservations` those reserved from text mining are refused."""

    source: Source
    since: date | None
    reservations: bool
    now: datetime


def read_archive(
    name: str, stream: BinaryIO, reading: ArchiveReading, extractor: Extractor
) -> Iterator[Delivery | Reject]:
    """Read the pages of the archive called `name`; rejects come as they are met.

    Memory holds the pages that are being read. Raises OSError where the stream cannot
    be read.
    """
    found = read_captures(name, stream, reading.source, reading.now, reading.since)
    rejects: deque[Reject] = deque()
    for capture, outcome in extractor.extract(_set_out(found, reading, rejects)):
        while rejects:
            yield rejects.popleft()
        yield from _bring(capture, outcome, reading)
    yield from rejects


def _set_out(
    found: Iterable[Capture | Reject], reading: ArchiveReading, rejects: deque[Reject]
) -> Iterator[tuple[Capture, PageBytes]]:
    """Send the pages on their way, put the `rejects` aside."""
    for one in found:
        if isinstance(one, Reject):
            rejects.append(one)
        elif error := _refuse(one, reading):
            rejects.append(_reject(one, error, reading))
        else:
            page = PageBytes(
                url=one.url,
                payload=one.payload,
                charset=one.charset,
                reservations=reading.reservations,
            )
            yield one, page


def _refuse(capture: Capture, reading: ArchiveReading) -> SourceError | None:
    if not reading.reservations:
        return None
    headers = httpx.Headers(
        [(_encode(name), _encode(said)) for name, said in capture.headers]
    )
    reservation = find_reservation(headers, AGENT)
    return explain_reservation(f"its header {reservation}") if reservation else None


def _encode(written: str) -> bytes:
    return written.encode("utf-8", "replace")


def _bring(
    capture: Capture, outcome: Outcome, reading: ArchiveReading
) -> Iterator[Delivery | Reject]:
    if isinstance(outcome, SourceError):
        yield _reject(capture, outcome, reading)
        return
    for number, delivery in enumerate(outcome, 1):
        many = f":{number}" if len(outcome) > 1 else ""
        yield replace(
            delivery,
            input=f"{capture.input}{many}",
            dates=delivery.dates or _state_capture(capture),
        )


def _state_capture(capture: Capture) -> tuple[StatedDate, ...]:
    """Of a page that does not say when it was published, when the crawler saw it."""
    moment = capture.captured_at
    return state_date("seen", moment.isoformat() if moment else None)


def _reject(capture: Capture, error: SourceError, reading: ArchiveReading) -> Reject:
    return make_reject(
        reading.source.name,
        capture.input,
        error.reason,
        error.detail,
        hashlib.sha256(capture.payload).hexdigest(),
        reading.now,
    )
