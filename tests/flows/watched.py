"""A detente process of its own, watched: how long it took and how much memory."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAIN = "from flows.cli import main; exit(main())"
PAUSE = 0.5
OVERDUE = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a command left. `peak_bytes` is the most memory that it and all it started
    held at once, shared pages counted once (PSS), looked at twice a second."""

    code: int
    output: str
    seconds: float
    peak_bytes: int


def watch(*arguments: str | Path) -> Watched:
    """Run `detente ARGUMENTS` to its end; what is left of it then is killed."""
    started, peak = time.monotonic(), 0
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        while time.monotonic() - started < OVERDUE:
            try:
                output, _ = process.communicate(timeout=PAUSE)
                break
            except subprocess.TimeoutExpired:
                peak = max(peak, sum(_measure(process.pid)))
        else:
            raise TimeoutError(f"detente is still at work after {OVERDUE} s")
    finally:
        _kill_session(process)
    return Watched(
        code=process.returncode,
        output=output,
        seconds=time.monotonic() - started,
        peak_bytes=peak,
    )


def _measure(session: int) -> Iterator[int]:
    """The bytes of each process of a session."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                lines = (folder / "smaps_rollup").read_text("ascii").splitlines()
                yield (
                    sum(int(w.split()[1]) for w in lines if w.startswith("Pss:")) << 10
                )
        except (OSError, ValueError):
            # It has ended meanwhile.
            continue


def _kill_session(process: subprocess.Popen[str]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
