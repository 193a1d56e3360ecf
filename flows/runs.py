"""A run: one at a time on a warehouse, its row kept from start to end."""

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version

from filelock import FileLock, Timeout

from analysis.errors import WarehouseBusyError, WarehouseError
from analysis.records import Run, RunSource
from analysis.warehouse.warehouse import Warehouse, recover
from flows.settings import Settings

log = logging.getLogger("detente")
# Long enough for another process that only looks (`doctor`), too short for a run.
PATIENCE = 5


class Recorder:
    """The row of a run in the making; stages add what they counted."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def add_sources(self, counts: Sequence[RunSource]) -> None:
        """Add what the sources gave."""
        self.run = replace(
            self.run,
            articles=self.run.articles + sum(c.articles for c in counts),
            revisions=self.run.revisions + sum(c.revisions for c in counts),
            repeats=self.run.repeats + sum(c.repeats for c in counts),
            rejects=self.run.rejects + sum(c.rejects for c in counts),
        )

    def add_scored(self, sentences: int, model_id: str) -> None:
        """Add what was scored, by which model."""
        scored = self.run.sentences_scored + sentences
        self.run = replace(self.run, sentences_scored=scored, model_id=model_id)

    def ended(self, status: str) -> Run:
        """The row as it is when the run ends now."""
        return replace(self.run, finished_at=datetime.now(UTC), status=status)


@contextmanager
def recorded_run(settings: Settings) -> Iterator[Recorder]:
    """Hold the warehouse for one run and keep its row in `run`.

    A run that another one's death left "running" becomes "interrupted". Raises
    `WarehouseBusyError` while another run holds the warehouse.
    """
    with only_one(settings):
        with Warehouse(settings.working_file) as warehouse:
            recorder = Recorder(_start(datetime.now(UTC)))
            warehouse.save_records("run", [recorder.run])
            warehouse.save("interrupt_runs", run_id=recorder.run.run_id)
        status = "failed"
        try:
            yield recorder
            status = "done"
        finally:
            with Warehouse(settings.working_file) as warehouse:
                warehouse.save_records("run", [recorder.ended(status)])


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold the working file's lock, which ends with this process however it ends.

    Raises `WarehouseBusyError` while another run holds it and `WarehouseError` where
    this process may not write there.
    """
    lock = FileLock(f"{settings.working_file}.lock", timeout=PATIENCE)
    try:
        settings.working_file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise WarehouseBusyError(
            f"{settings.working_file}: another run is at work; wait for it or stop it"
        ) from error
    except OSError as error:
        raise WarehouseError(
            f"{error.filename or lock.lock_file}: {error.strerror}; run as a user who "
            "may write there, or name another folder under [warehouse] path"
        ) from error
    try:
        if recover(settings.working_file, settings.warehouse):
            lost, published = settings.working_file, settings.warehouse
            log.warning("%s was lost and is made anew from %s", lost, published)
        yield
    finally:
        lock.release()


def _start(now: datetime) -> Run:
    return Run(
        run_id=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}",
        started_at=now,
        finished_at=None,
        status="running",
        articles=0,
        repeats=0,
        rejects=0,
        sentences_scored=0,
        model_id=None,
        code_version=version("detente"),
    )
