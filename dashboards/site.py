"""Writes the site: the results with their data, the method, and what both need."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from analysis.warehouse.formulas import load_formulas
from dashboards.formulas import parse_formulas
from dashboards.method import render_method
from dashboards.pages import SiteFacts, SiteFrames, render_index
from dashboards.theme import render_variables

_COPIED = (
    "app.js",
    "figures.js",
    "plotly-cartesian.min.js",
    "plotly-cartesian.LICENSE.txt",
)


def write_site(folder: Path, frames: SiteFrames, facts: SiteFacts) -> Path:
    """Write `index.html`, `method.html` and `assets/` into the folder; returns the path
    of the first.

    A file whose content stands already is left untouched, and each other one is
    swapped in whole, the index last: a reader meets the old page or the new one.
    Raises OSError where the folder cannot be written.
    """
    for name, content in _read_assets():
        _replace(folder / "assets" / name, content)
    method = render_method(frames, facts, parse_formulas(load_formulas()))
    _replace(folder / "method.html", method.encode())
    index = folder / "index.html"
    _replace(index, render_index(frames, facts).encode())
    return index


def _read_assets() -> Iterator[tuple[str, bytes]]:
    assets = files("dashboards") / "assets"
    for name in _COPIED:
        yield name, (assets / name).read_bytes()
    yield "style.css", render_variables().encode() + (assets / "style.css").read_bytes()


def _replace(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files for the owner alone; a web server must read these.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
