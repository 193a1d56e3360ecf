"""Arrays in safetensors files, and where in them each lies: graphs point there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from safetensors.numpy import save_file

from flows.training.arrays import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An array in a file: its type as safetensors calls it, its shape, its bytes."""

    kind: str
    shape: Sequence[int]
    file: str
    offset: int
    size: int


def write_arrays(arrays: Mapping[str, Array], path: Path) -> Mapping[str, Stored]:
    """Write the arrays to `path`; gives back where each lies."""
    save_file(dict(arrays), path)
    # The library makes it readable by its owner alone, and so would the package be.
    path.chmod(0o644)
    return read_stored(path)


def read_stored(path: Path) -> Mapping[str, Stored]:
    """Where each array lies in a safetensors file."""
    with path.open("rb") as file:
        start = 8 + int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(start - 8))
    return {
        name: Stored(
            kind=entry["dtype"],
            shape=entry["shape"],
            file=path.name,
            offset=start + entry["data_offsets"][0],
            size=entry["data_offsets"][1] - entry["data_offsets"][0],
        )
        for name, entry in header.items()
        if name != "__metadata__"
    }
