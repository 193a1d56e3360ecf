"""Writes the site: a page with its data, a script, a sheet, and Plotly beside them."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from dashboards.pages import SiteFacts, SiteFrames, render_index
from dashboards.theme import render_variables

_COPIED = (
    "app.js",
    "figures.js",
    "plotly-cartesian.min.js",
    "plotly-cartesian.LICENSE.txt",
)


def write_site(folder: Path, frames: SiteFrames, facts: SiteFacts) -> Path:
    """Write `index.html` and `assets/` into the folder; returns the page's path.

    A file whose content stands already is left untouched, and each other one is
    swapped in whole, the page last: a reader meets the old page or the new one.
    Raises OSError where the folder cannot be written.
    """
    for name, content in _read_assets():
        _replace(folder / "assets" / name, content)
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
