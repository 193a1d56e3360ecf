"""Manners: when a host may be asked, and when it is left alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from analysis.errors import SourceError

MOST_FAILURES = 3
LONGEST_PAUSE = 30.0
PATIENCE = 5.0


class Places:
    """The places of all hosts together. One that is held for long is given back while
    its holder goes on, so that slow hosts never keep quick ones waiting."""

    def __init__(self, at_once: int, patience: float = PATIENCE) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._patience = patience
        self._open = asyncio.Event()
        self._open.set()

    async def _take(self) -> None:
        while True:
            await self._open.wait()
            await self._free.acquire()
            if self._open.is_set():
                return
            # Shut while waiting.
            self._free.release()

    def shut(self, is_shut: bool) -> None:
        """Give no place to anyone while shut; who has one keeps it and ends."""
        if is_shut:
            self._open.clear()
        else:
            self._open.set()

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[None]:
        """Wait for a place and hold it, for `patience` seconds at most."""
        await self._take()
        held = True

        def give_back() -> None:
            nonlocal held
            if held:
                held = False
                self._free.release()

        timer = asyncio.get_running_loop().call_later(self._patience, give_back)
        try:
            yield
        finally:
            timer.cancel()
            give_back()


class Host:
    """One host during a run: few requests at once (`at_once`), some time between their
    starts (`seconds_between`), and none any more when it turns out to be unwell.

    It waits for its own turn before it takes one of the `places`, so that a host with
    a long queue takes no more of them than any other.
    """

    def __init__(self, at_once: int, seconds_between: float, places: Places) -> None:
        self._at_once = asyncio.Semaphore(at_once)
        self._door = asyncio.Lock()
        self._seconds_between = seconds_between
        self._places = places
        self._next_at = 0.0
        self._failures = 0
        self._unwell = ""

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for this request's turn, which lasts while the context is open.

        Raises `SourceError` ("host unwell") where the host is left alone.
        """
        loop = asyncio.get_running_loop()
        async with self._at_once, AsyncExitStack() as stack:
            async with self._door:
                while not self._unwell and self._next_at > loop.time():
                    await asyncio.sleep(self._next_at - loop.time())
                if self._unwell:
                    raise _explain(self._unwell)
                await stack.enter_async_context(self._places.hold())
                self._next_at = loop.time() + self._seconds_between
            yield

    def slow_down(self, seconds_between: float) -> None:
        """Ask less often, where the host wants that: at most every half minute."""
        wanted = min(seconds_between, LONGEST_PAUSE)
        self._seconds_between = max(self._seconds_between, wanted)

    def pause(self, seconds: float) -> None:
        """Leave the host alone for a while, or for good where that is too long."""
        if seconds > LONGEST_PAUSE:
            self._leave(f"it asks for {seconds:,.0f} s of rest")
        until = asyncio.get_running_loop().time() + min(seconds, LONGEST_PAUSE)
        self._next_at = max(self._next_at, until)

    def note_answer(self) -> None:
        """Forget the failures: the host answered."""
        self._failures = 0

    def note_failure(self, reason: str) -> None:
        """Count a failure; after the third in a row the host is left alone."""
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            self._leave(f"{self._failures} failures in a row, the last: {reason}")

    def _leave(self, why: str) -> None:
        self._unwell = self._unwell or why


def _explain(why: str) -> SourceError:
    return SourceError(
        "host unwell",
        f"the host is left alone for the rest of this run ({why}); it is tried again "
        "at the next run",
    )
