"""Reads the scripts of `data/` again, as dashboards/store/slices.py says."""

import base64
import json
import zlib
from typing import TypedDict

import numpy as np
import polars as pl

from dashboards.store.slices import COUNTS, NO_INTERVAL, SCALE, UNKNOWN


class Packed(TypedDict):
    """What a slice's script hands to the store."""

    name: str
    outline: str
    measures: list[str]
    numbers: str


def read_script(script: bytes, function: str) -> dict[str, object]:
    """What a script hands to `Store.<function>`."""
    head, tail = f"Store.{function}(", ");\n"
    text = script.decode()
    assert text.startswith(head)
    assert text.endswith(tail)
    found: dict[str, object] = json.loads(text[len(head) : -len(tail)])
    return found


def unpack(packed: Packed, cells: int) -> pl.DataFrame:
    """A row for each cell with articles: cell, counts, and each measure with its ends,
    None where unknown."""
    planes = zlib.decompress(base64.b64decode(packed["numbers"]))
    head = -(-cells // 8)
    bits = np.unpackbits(np.frombuffer(planes[:head], np.uint8), count=cells)
    places = np.flatnonzero(bits)
    columns: dict[str, pl.Series | np.ndarray] = {"cell": places.astype(np.int64)}
    start = head

    def read(width: int, kind: str) -> np.ndarray:
        nonlocal start
        end = start + width * len(places)
        cut = np.frombuffer(planes[start:end], np.uint8).reshape(width, len(places))
        start = end
        return np.ascontiguousarray(cut.T).view(kind).ravel().astype(np.int64)

    for name in COUNTS:
        columns[name] = read(4, "<u4")
    for name in packed["measures"]:
        value, down, turn = read(2, "<i2"), read(2, "<i2"), read(2, "<i2")
        bare = down == NO_INTERVAL
        columns[name] = _scale(value)
        columns[f"{name}_low"] = _scale(np.where(bare, UNKNOWN, value - down))
        columns[f"{name}_high"] = _scale(np.where(bare, UNKNOWN, value + down + turn))
    assert start == len(planes)
    return pl.DataFrame(columns)


def _scale(numbers: np.ndarray) -> pl.Series:
    values = pl.Series(numbers / SCALE)
    return values.zip_with(pl.Series(numbers != UNKNOWN), values.clear(len(values)))
