"""What the processor is and can do."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")
MACHINES = {"amd64": "x86_64", "aarch64": "arm64"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """A kind of processor (`x86_64`, `arm64` …) and what it can do.

    `flags` are named as Linux names them; None where the system does not tell.
    """

    machine: str
    flags: frozenset[str] | None


def read_processor() -> Processor:
    """What this machine has; only Linux tells its abilities."""
    machine = platform.machine().lower()
    content = (
        CPUINFO.read_text(encoding="utf-8", errors="replace")
        if CPUINFO.exists()
        else ""
    )
    return Processor(machine=MACHINES.get(machine, machine), flags=parse_flags(content))


def parse_flags(cpuinfo: str) -> frozenset[str] | None:
    """The first core's abilities in the text of `/proc/cpuinfo`; None without any."""
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("flags", "Features"):
            return frozenset(value.split())
    return None


def count_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
