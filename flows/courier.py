"""Between the thread that asks the network and the one that writes the warehouse."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

from flows.intake import Harvest

# Harvests that may wait for the warehouse, so that their texts do not pile up.
_WAITING = 16

FindSettled = Callable[[Sequence[int]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class _Question:
    entry_ids: Sequence[int]
    answer: "asyncio.Future[frozenset[int]]"


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


class Courier:
    """Carries harvests one way, and questions with their answers both ways.

    `deliver` and `ask_settled` are called in the loop of the network's thread,
    `receive` and `stop` in the warehouse's.
    """

    def __init__(self) -> None:
        self._messages: SimpleQueue[Harvest | _Question | _End] = SimpleQueue()
        self._room = asyncio.Semaphore(_WAITING)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    async def deliver(self, harvest: Harvest) -> None:
        """Send a harvest; waits while too many others are on their way."""
        await self._room.acquire()
        self._messages.put(harvest)

    async def ask_settled(self, entry_ids: Sequence[int]) -> frozenset[int]:
        """Which of the entries the warehouse knows as dealt with."""
        answer = asyncio.get_running_loop().create_future()
        self._messages.put(_Question(entry_ids, answer))
        settled: frozenset[int] = await answer
        return settled

    def receive(self, find_settled: FindSettled) -> Iterator[Harvest]:
        """The harvests as they come, until the network's work has ended; raises what
        ended it early."""
        while not isinstance(message := self._messages.get(), _End):
            if isinstance(message, _Question):
                self._answer(message, find_settled(message.entry_ids))
            else:
                yield message
                self._call(self._room.release)
        if message.error:
            raise message.error

    def run(self, work: Callable[["Courier"], Awaitable[None]]) -> None:
        """Do the network's `work` in a loop of its own, in the thread that calls."""
        error: BaseException | None = None
        try:
            asyncio.run(self._work(work))
        except BaseException as failed:  # noqa: BLE001 - raised again by `receive`
            error = failed
        self._messages.put(_End(error))

    def stop(self) -> None:
        """End the network's work early; nothing happens where it has ended."""
        if self._task:
            self._call(self._task.cancel)

    async def _work(self, work: Callable[["Courier"], Awaitable[None]]) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        await work(self)

    def _answer(self, question: _Question, settled: frozenset[int]) -> None:
        def set_result() -> None:
            if not question.answer.done():
                question.answer.set_result(settled)

        self._call(set_result)

    def _call(self, callback: Callable[[], object]) -> None:
        # A loop that has ended has nothing left to be told.
        with suppress(RuntimeError):
            if self._loop:
                self._loop.call_soon_threadsafe(callback)


def collect(
    work: Callable[[Courier], Awaitable[None]], find_settled: FindSettled
) -> Iterator[Harvest]:
    """Let `work` ask the network in a thread beside this one; its harvests come here,
    where the warehouse is, and its questions are answered here."""
    courier = Courier()
    context = contextvars.copy_context()
    thread = Thread(target=context.run, args=(courier.run, work), name="network")
    thread.start()
    try:
        yield from courier.receive(find_settled)
    finally:
        courier.stop()
        thread.join()
