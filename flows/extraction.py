"""Pages → what stands on them, read on all cores by processes of their own."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import LifoQueue
from types import TracebackType
from typing import Self, TypeVar

from analysis.errors import SourceError
from analysis.records import Delivery
from analysis.sources.pages import parse_page
from analysis.sources.urls import hide_credentials
from flows.workers import Lost, Worker

Key = TypeVar("Key")
Outcome = Sequence[Delivery] | SourceError

PAGE_SECONDS = 30.0

# So many pages travel to a process together: sending one by one leaves it waiting.
_BATCH_PAGES = 16
_BATCH_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBytes:
    """A page as it came. `charset` is what its server said; `reservations` asks to
    refuse a page that is reserved from text mining."""

    url: str
    payload: bytes
    charset: str | None = None
    reservations: bool = False


# SourceError does not survive the way between processes; its two words do.
_Sent = Sequence[Delivery] | tuple[str, str]


def read_page(page: PageBytes) -> _Sent:
    """What stands on a page, or reason and detail of why it cannot be taken."""
    try:
        return parse_page(
            page.payload,
            page.url,
            charset=page.charset,
            reservations=page.reservations,
        )
    except SourceError as error:
        return error.reason, error.detail


class Extractor:
    """Reads pages by `parse` in up to `workers` processes, one for each core.

    Processes start as they are needed. A page that crashes its process or takes longer
    than `page_seconds` is a SourceError ("page too hard") for itself alone.
    """

    def __init__(
        self,
        *,
        workers: int | None = None,
        page_seconds: float = PAGE_SECONDS,
        parse: Callable[[PageBytes], _Sent] = read_page,
    ) -> None:
        count = workers or _count_cores()
        self._workers = [Worker(parse, page_seconds) for _ in range(count)]
        # The last one used is the next one: a few pages wake few processes.
        self._idle: LifoQueue[Worker[PageBytes, _Sent]] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="extraction")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._threads.shutdown()

    def submit(self, page: PageBytes) -> Future[Outcome]:
        """Read one page while the caller does something else."""
        return self._threads.submit(lambda: self._read([page])[0])

    def extract(
        self, pages: Iterable[tuple[Key, PageBytes]]
    ) -> Iterator[tuple[Key, Outcome]]:
        """Read many pages, each with a key of the caller's; they come in their order.

        Only a few batches are taken from `pages` ahead of what is given.
        """
        ahead: deque[tuple[list[Key], Future[list[Outcome]]]] = deque()
        try:
            for batch in _split_batches(pages):
                keys = [key for key, _ in batch]
                payloads = [page for _, page in batch]
                ahead.append((keys, self._threads.submit(self._read, payloads)))
                if len(ahead) > 2 * len(self._workers):
                    yield from _take(ahead)
            while ahead:
                yield from _take(ahead)
        finally:
            for _, future in ahead:
                future.cancel()

    def _read(self, pages: Sequence[PageBytes]) -> list[Outcome]:
        worker = self._idle.get()
        try:
            results = worker.run(pages)
        finally:
            self._idle.put(worker)
        return [_judge(*both) for both in zip(pages, results, strict=True)]


def _count_cores() -> int:
    """Count the cores that this process may use, where the system tells them apart."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _split_batches(
    pages: Iterable[tuple[Key, PageBytes]],
) -> Iterator[list[tuple[Key, PageBytes]]]:
    batch: list[tuple[Key, PageBytes]] = []
    size = 0
    for key, page in pages:
        batch.append((key, page))
        size += len(page.payload)
        if len(batch) == _BATCH_PAGES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take(
    ahead: deque[tuple[list[Key], Future[list[Outcome]]]],
) -> Iterator[tuple[Key, Outcome]]:
    keys, future = ahead.popleft()
    yield from zip(keys, future.result(), strict=True)


def _judge(page: PageBytes, result: _Sent | Lost) -> Outcome:
    if isinstance(result, Lost):
        return SourceError(
            "page too hard",
            f"reading {hide_credentials(page.url)} {result.why}; leave its address "
            "out, or use the outlet's feed",
        )
    return SourceError(*result) if isinstance(result, tuple) else result
