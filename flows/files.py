"""Files on this machine: which ones a source names, and what each of them delivers."""

import glob
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from analysis.records import Delivery, Fetch, Reject, Source
from analysis.sources.articles import make_reject
from analysis.text.hashes import hash_text
from flows.intake import Harvest

Read = Callable[[str, BinaryIO], Iterator[Delivery | Reject]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVisit:
    """One visit to a source of files, each of which `read` turns into deliveries by
    its name.

    `known_receipts` number what was read to its end before: the same bytes under the
    same settings and code are not read again. `whole` is false where the run keeps
    only a period, so that this reading does not count as one to the end.
    """

    source: Source
    read: Read
    folder: Path
    run_id: str
    known_receipts: frozenset[int]
    whole: bool
    now: datetime

    def name(self, path: Path) -> str:
        """The file's name as people write it in the config."""
        near = path.is_relative_to(self.folder)
        name = str(path.relative_to(self.folder) if near else path)
        return name.encode("utf-8", "replace").decode("utf-8")

    def reject(self, name: str, reason: str, detail: str) -> Harvest:
        """The harvest of a file that gave nothing."""
        reject = make_reject(self.source.name, name, reason, detail, "", self.now)
        return Harvest(source=self.source, fetches=(), deliveries=(reject,))


def harvest_files(visit: FileVisit) -> Iterator[Harvest]:
    """A harvest per file that the source names, in order of their names."""
    try:
        paths = find_files(visit.source, visit.folder)
    except OSError as error:
        yield visit.reject(str(error.filename), *_unreadable(error))
        return
    if not paths:
        yield visit.reject(
            visit.source.path or "",
            "no such file",
            f"nothing in {visit.folder} goes by this name; mend the source's path",
        )
    for path in paths:
        yield _harvest_file(visit, path)


def find_files(source: Source, folder: Path) -> list[Path]:
    """The files that the source's path names: a file, a pattern, or a whole folder."""
    named = str(Path(source.path or "").expanduser())
    if (folder / named).is_dir():
        pattern = f"{glob.escape(named)}/**"
    else:
        pattern = glob.escape(named) if (folder / named).exists() else named
    found = glob.glob(pattern, root_dir=folder, recursive=True)  # noqa: PTH207 root_dir
    paths = sorted(path for name in found if (path := folder / name).is_file())
    # By what they are: a link that leads back up would show a file many times.
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def _harvest_file(visit: FileVisit, path: Path) -> Harvest:
    name = visit.name(path)
    started = time.monotonic()
    try:
        size, receipt = path.stat().st_size, _receipt(visit, path)
    except OSError as error:
        return visit.reject(name, *_unreadable(error))
    known = receipt in visit.known_receipts
    fetch = Fetch(
        fetch_id=hash_text(visit.run_id, visit.source.name, name),
        run_id=visit.run_id,
        source=visit.source.name,
        outlet=visit.source.outlet,
        live=False,
        url=name,
        fetched_at=visit.now,
        status=None,
        bytes=size,
        milliseconds=round((time.monotonic() - started) * 1000),
        outcome="unchanged" if known else "ok",
        receipt=receipt if visit.whole else None,
    )
    deliveries = () if known else _deliver(visit, path)
    return Harvest(source=visit.source, fetches=(fetch,), deliveries=deliveries)


def _receipt(visit: FileVisit, path: Path) -> int:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return hash_text(visit.name(path), sha256, repr(visit.source), version("detente"))


def _deliver(visit: FileVisit, path: Path) -> Iterator[Delivery | Reject]:
    try:
        with path.open("rb") as stream:
            yield from visit.read(visit.name(path), stream)
    except OSError as error:
        yield from visit.reject(visit.name(path), *_unreadable(error)).deliveries


def _unreadable(error: OSError) -> tuple[str, str]:
    """Reason and detail of a reject."""
    return (
        "unreadable file",
        f"{error.strerror}; let this user read {error.filename}",
    )
