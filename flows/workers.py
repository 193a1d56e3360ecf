"""A process that works through tasks for us; a task that breaks it harms no other."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_START_SECONDS = 120.0
# A broken process is given a moment to end by itself, for the sake of its exit code.
_END_SECONDS = 1.0
_starting = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What is left of a task that took too long or ended its process: `why` in words
    that go on after its name."""

    why: str


class Worker(Generic[Task, Result]):
    """A process that runs `work` on tasks, each within `seconds`.

    It is started when it is first needed and anew after it was lost. One thread at a
    time may `run` it; any may `close` it.
    """

    def __init__(self, work: Callable[[Task], Result], seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_closed = False

    def run(self, tasks: Sequence[Task]) -> list[Result | Lost]:
        """The results of `tasks` in their order. Raises EOFError when closed."""
        results: list[Result | Lost] = []
        while len(results) < len(tasks):
            pipe = self._connect()
            try:
                for result in self._ask(pipe, tasks[len(results) :]):
                    results.append(result)
            except TimeoutError:
                self._end(0)
                results.append(Lost(why=f"took longer than {self._seconds:g} s"))
            except (EOFError, OSError):
                code = self._end(_END_SECONDS)
                results.append(Lost(why=f"ended its process (code {code})"))
        return results

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with _starting:
            self._is_closed = True
            if process := self._process:
                process.kill()

    def _connect(self) -> Connection:
        with _starting:
            if self._is_closed:
                raise EOFError
            if self._pipe is None:
                self._process, self._pipe = _start(self._work)
            return self._pipe

    def _ask(self, pipe: Connection, tasks: Sequence[Task]) -> Iterator[Result]:
        pipe.send(tasks)
        for _ in tasks:
            if not pipe.poll(self._seconds):
                raise TimeoutError
            yield pipe.recv()

    def _end(self, patience: float) -> int | None:
        """End a process that is of no more use; its exit code."""
        process, pipe = self._process, self._pipe
        if process is None or pipe is None:
            return None
        pipe.close()
        process.join(patience)
        process.kill()
        process.join()
        self._process = self._pipe = None
        return process.exitcode


def _start(work: Callable[[Task], Result]) -> tuple[BaseProcess, Connection]:
    """Start a process and wait until it is ready, so that no task waits for imports.

    Forking is no choice, for the parent has threads. A server that forks in its place
    has imported `work` before; where there is none (Windows), each process does.
    """
    can_fork = "forkserver" in get_all_start_methods()
    context = get_context("forkserver") if can_fork else get_context("spawn")
    context.set_forkserver_preload([work.__module__])
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(work, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(_START_SECONDS):
            raise EOFError
        ours.recv()
    except EOFError as error:
        process.kill()
        raise RuntimeError("a worker process did not start") from error
    return process, ours


def _serve(work: Callable[[Task], Result], pipe: Connection) -> None:
    # Ctrl-C reaches the whole group; the parent decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pipe.send(None)
        while True:
            for task in pipe.recv():
                pipe.send(work(task))
    except (EOFError, BrokenPipeError):
        return  # The parent is gone.
