"""Pages of articles: each is fetched and read once a run, however many link to it."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.errors import SourceError
from analysis.records import Delivery
from analysis.sources.urls import find_url
from flows.config import FetchSection
from flows.extraction import Extractor, Outcome, PageBytes
from flows.fetch import Agent, Fetched, Request

# Pages kept for another source that links to them.
_MOST_KEPT = 2_000
# Bytes that may wait to be read, before no more are asked for.
MOST_UNREAD = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What became of a page: the attempt (without its body, which had `size` bytes),
    and either what stands on it or the `error`."""

    attempt: Fetched
    size: int
    deliveries: Sequence[Delivery] = ()
    error: SourceError | None = None


class PageReader:
    """Fetches pages through `agent` and takes the articles out by `extractor`."""

    def __init__(
        self,
        agent: Agent,
        extractor: Extractor,
        limits: FetchSection,
        most_unread: int = MOST_UNREAD,
    ) -> None:
        self._agent = agent
        self._extractor = extractor
        self._limits = limits
        self._reading: OrderedDict[str, asyncio.Task[Page]] = OrderedDict()
        self._told: set[str] = set()
        self._unread, self._most_unread = 0, most_unread

    async def read(self, url: str) -> tuple[Page, bool]:
        """The page at `url`, and whether this is the first call to hear of it."""
        key = find_url(url) or url
        if key not in self._reading:
            self._reading[key] = asyncio.create_task(self._read(url))
        # Who asked first may give up; another may be waiting for the same page.
        page = await asyncio.shield(self._reading[key])
        is_first = key not in self._told
        self._told.add(key)
        while len(self._reading) > _MOST_KEPT and self._is_oldest_done():
            self._reading.popitem(last=False)
        return page, is_first

    def _is_oldest_done(self) -> bool:
        return next(iter(self._reading.values())).done()

    async def stop(self) -> None:
        """Give up the pages that nobody waits for any more."""
        for task in self._reading.values():
            task.cancel()
        await asyncio.gather(*self._reading.values(), return_exceptions=True)

    async def _read(self, url: str) -> Page:
        got = await self._agent.fetch(Request(url=url))
        attempt, size = replace(got, body=b""), len(got.body)
        if got.error:
            return Page(attempt=attempt, size=size, error=got.error)
        page = PageBytes(
            url=got.final_url,
            payload=got.body,
            charset=got.charset,
            reservations=self._limits.reservations,
        )
        found = await self._extract(page)
        if isinstance(found, SourceError):
            return Page(attempt=attempt, size=size, error=found)
        return Page(attempt=attempt, size=size, deliveries=found)

    async def _extract(self, page: PageBytes) -> Outcome:
        self._note_unread(len(page.payload))
        try:
            return await asyncio.wrap_future(self._extractor.submit(page))
        finally:
            self._note_unread(-len(page.payload))

    def _note_unread(self, size: int) -> None:
        """Pages come in faster than two cores read them; memory must not hold them."""
        self._unread += size
        self._agent.hold_back(self._unread > self._most_unread)
