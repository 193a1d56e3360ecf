"""Figures into files: Chrome draws them, offline, with the site's own Plotly."""

import contextlib
import logging
import os
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

import kaleido
import plotly.graph_objects as go
from kaleido.errors import BrowserFailedError, ChromeNotFoundError

from analysis.errors import DetenteError

FORMATS = (".svg", ".png", ".pdf")
# 300 dots an inch, as journals ask for.
SCALE = 300 / 96
_SECONDS = 60
# It tells tracebacks of what does no harm; what does is raised.
logging.getLogger("choreographer").setLevel(logging.CRITICAL)
logging.getLogger("kaleido").setLevel(logging.CRITICAL)


def write_image(figure: go.Figure, out: Path) -> None:
    """Write the figure as its file's ending says; the file is swapped in whole.

    Raises DetenteError where there is no Chrome or Chromium, or no place to write.
    """
    content = _draw(figure, out.suffix.lower().removeprefix("."))
    try:
        _replace(out, content)
    except OSError as error:
        raise DetenteError(f"{out}: {error.strerror}; name another --out") from error


def _draw(figure: go.Figure, kind: str) -> bytes:
    scale = SCALE if kind == "png" else 1
    options = {"format": kind, "scale": scale}
    script = files("dashboards") / "assets" / "plotly-cartesian.min.js"
    with as_file(script) as plotly:
        try:
            drawn: bytes = kaleido.calc_fig_sync(
                figure,
                opts=options
                | {"width": figure.layout.width, "height": figure.layout.height},
                kopts={
                    "plotlyjs": str(plotly),
                    "mathjax": False,
                    "timeout": _SECONDS,
                },
            )
        except (BrowserFailedError, ChromeNotFoundError) as error:
            raise DetenteError(
                "no Chrome or Chromium found that draws; install one "
                "(apt-get install chromium), or name it in BROWSER_PATH"
            ) from error
    return drawn


def _replace(out: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(out)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise
