"""Series as scripts that a page loads when they are asked for: numbers, packed.

A slice holds all members' series of one kind: of one model, by week or day, of one
part, one way of counting copies and one topic. It has numbers for the cells (member by
member, period by period) that have articles. `assets/store.js` unpacks it.

In `numbers`, deflated and in base64, stand a bit for each cell, set where it has
articles; then each count, in four bytes; then for each of `measures` the value in
ten-thousandths, how far below it the interval begins, and how much further it reaches
up than down, in two bytes each. Of each column all lowest bytes come first, then all
second ones and so on: bytes of one kind deflate best.
"""

import base64
import zlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from dashboards.drawing.payload import render_json
from dashboards.pages.page import MEASURES
from dashboards.store.outline import STEPS, Outline

COUNTS = ("articles", "stories", "sentences")
# What stands for an unknown value, and for an interval that is unknown.
UNKNOWN, NO_INTERVAL = -32_768, -1
SCALE = 10_000
_KIND = ("model", "grain", "part", "copies", "topic")
Shorts = npt.NDArray[np.int16]


def render_slices(outline: Outline) -> Iterator[tuple[str, bytes]]:
    """Each slice by its place below `data/`, as "0/week.all.all.0.js": number of the
    model, grain, part, copies, number of the topic (0 for all articles)."""
    rows = outline.site.frames.series
    if rows.is_empty():
        return
    for kind, part in (
        _place(rows, outline)
        .partition_by(_KIND, as_dict=True, maintain_order=True)
        .items()
    ):
        model, grain, *others = map(str, kind)
        name = f"{model}/{'.'.join([grain, *others])}"
        cells = len(outline.members) * outline.calendar.count(grain)
        content = {
            "name": name,
            "outline": outline.version,
            **pack_rows(part, cells),
        }
        yield f"{name}.js", render_call("keepSlice", content)


def render_call(function: str, content: object) -> bytes:
    """A script that hands the content to the page's store."""
    return f"Store.{function}({render_json(content)});\n".encode()


def deflate(content: bytes) -> str:
    """Content as a page's `Store.inflate` reads it: deflated, in base64."""
    return base64.b64encode(zlib.compress(content)).decode()


def pack_rows(rows: pl.DataFrame, cells: int) -> dict[str, object]:
    """Rows in the order of their column `cell`; a measure that is nowhere known is left
    out of `measures`, which has names as "escalation" and "escalation_corrected"."""
    known = np.zeros(cells, np.bool_)
    known[rows["cell"].to_numpy()] = True
    measures = [name for name in _list_measures() if _is_known(rows, name)]
    planes = [np.packbits(known).tobytes()]
    planes += [_cut(rows[name].to_numpy().astype("<u4")) for name in COUNTS]
    planes += [_cut(part) for name in measures for part in pack_measure(rows, name)]
    return {"measures": measures, "numbers": deflate(b"".join(planes))}


def pack_measure(rows: pl.DataFrame, name: str) -> tuple[Shorts, Shorts, Shorts]:
    """A measure's values, reaches down and differences of its reaches."""
    value, low, high = (_scale(rows[f"{name}{end}"]) for end in ("", "_low", "_high"))
    bare = (low == UNKNOWN) | (high == UNKNOWN)
    down, up = value - low, high - value
    return (
        value,
        np.where(bare, np.int16(NO_INTERVAL), down),
        np.where(bare, np.int16(0), up - down),
    )


def _list_measures() -> Iterator[str]:
    for measure in MEASURES:
        yield measure
        yield f"{measure}_corrected"


def _is_known(rows: pl.DataFrame, name: str) -> bool:
    return name in rows.columns and rows[name].is_finite().any()


def _scale(values: pl.Series) -> Shorts:
    numbers = values.cast(pl.Float64).to_numpy()
    finite = np.isfinite(numbers)
    scaled = np.full(len(numbers), UNKNOWN, "<i2")
    scaled[finite] = np.rint(numbers[finite] * SCALE)
    return scaled


def _cut(numbers: npt.NDArray[np.generic]) -> bytes:
    """The lowest bytes of all numbers, then the second ones, and so on."""
    return numbers.view(np.uint8).reshape(len(numbers), -1).T.tobytes()


def _place(rows: pl.DataFrame, outline: Outline) -> pl.DataFrame:
    """The rows that the site has room for, with numbers for model and topic, and each
    row's cell, in the order of cells."""
    members = pl.DataFrame(
        [(m.level, m.key, place) for place, m in enumerate(outline.members)],
        {"level": pl.String, "member": pl.String, "place": pl.Int64},
        orient="row",
    )
    models = {model: number for number, (model, _) in enumerate(outline.models)}
    topics = {topic: number for number, topic in enumerate(("", *outline.topics))}
    grain = pl.col("grain")
    step = grain.replace_strict(STEPS, return_dtype=pl.Int64)
    counts = {name: outline.calendar.count(name) for name in STEPS}
    periods = grain.replace_strict(counts, return_dtype=pl.Int64)
    day = (pl.col("period") - outline.calendar.first).dt.total_days()
    return (
        rows.filter(pl.col("model_id").is_in(list(models)))
        .join(members, on=["level", "member"], how="inner")
        .with_columns(
            model=pl.col("model_id").replace_strict(models, return_dtype=pl.Int64),
            topic=pl.col("topic").replace_strict(topics, return_dtype=pl.Int64),
            cell=pl.col("place") * periods + day // step,
        )
        .sort(*_KIND, "cell")
    )
