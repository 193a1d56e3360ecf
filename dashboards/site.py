"""Writes the site: its pages in each language, their data, and what they need."""

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from analysis.errors import DetenteError
from dashboards.frames import SiteFacts, SiteFrames
from dashboards.pages.compare import render_compare
from dashboards.pages.data import render_data
from dashboards.pages.evidence import render_evidence
from dashboards.pages.method import render_method
from dashboards.pages.outlet import render_outlet
from dashboards.pages.outlets import render_outlets
from dashboards.pages.page import Site, read_assets
from dashboards.pages.sql import render_sql
from dashboards.pages.today import render_today
from dashboards.pages.trends import render_trends
from dashboards.store import contents
from dashboards.store.evidence import render_scripts
from dashboards.store.outlet_numbers import render_outlet_files
from dashboards.wording import LANGUAGES, Wording

RENDERED: dict[str, Callable[[Site, Wording], str]] = {
    "trends": render_trends,
    "outlets": render_outlets,
    "evidence": render_evidence,
    "compare": render_compare,
    "data": render_data,
    "method": render_method,
    "sql": render_sql,
    "index": render_today,
}
# The names of all files that the site has written.
LIST = "data/files.txt"
# What every page has said, also before there was a list.
_MARK = re.compile(r"<title>(?:Detente\b|[^<]*· Detente</title>)")
# How a file is called while it is written: mkstemp adds eight letters.
_UNFINISHED = re.compile(r"\.(.+)\.[a-z0-9_]{8}")


def write_site(folder: Path, frames: SiteFrames, facts: SiteFacts) -> Path:
    """Write pages, `assets/` and `data/` into the folder; returns the path of
    `index.html`.

    A file whose content stands already is left untouched, and each other one is
    swapped in whole, the index last: a reader meets the old page or the new one. Files
    that an earlier site wrote here and this one has not go; others stay (`LIST` keeps
    account). Raises DetenteError where the folder holds somebody else's page, OSError
    where it cannot be written.
    """
    _check_folder(folder)
    files = dict(render_files(Site(frames=frames, facts=facts)))
    known = _read_list(folder / LIST)
    _remove_unfinished(folder, known | set(files) | {LIST})
    _replace(folder / LIST, _render_list(known | set(files)))
    for name, content in files.items():
        _replace(folder / name, content)
    for name in known - set(files):
        if (folder / name).is_file():
            (folder / name).unlink()
    _replace(folder / LIST, _render_list(set(files)))
    return folder / "index.html"


def render_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every file as its place in the folder and its content, the index last."""
    for name, content in read_assets():
        yield f"assets/{name}", content
    data = render_outlet_files(site) | contents.render_data(site, render_scripts(site))
    for name, content in data.items():
        yield f"data/{name}", content
    for name, page in render_pages(site):
        yield name, page.encode()


def render_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Every page as its place in the folder and its HTML, the index last."""
    for language in reversed(LANGUAGES):
        wording = Wording(language)
        folder = "" if language == LANGUAGES[0] else f"{language}/"
        for outlet in site.outlets:
            yield folder + outlet.page, render_outlet(site, wording, outlet)
        for name, render in RENDERED.items():
            yield f"{folder}{name}.html", render(site, wording)


def _check_folder(folder: Path) -> None:
    page = folder / "index.html"
    if not page.is_file() or (folder / LIST).is_file():
        return
    if not _MARK.search(page.read_text(encoding="utf-8", errors="replace")):
        raise DetenteError(
            f"{page} is no page of Detente and would be overwritten; name another "
            "folder under [site] path, or move the page away"
        )


def _remove_unfinished(folder: Path, names: set[str]) -> None:
    """Remove what a killed process had begun to write of files with these names."""
    for place in {(folder / name).parent for name in names}:
        for path in place.glob(".*"):
            found = _UNFINISHED.fullmatch(path.name)
            whole = found and (place / found[1]).relative_to(folder).as_posix()
            if whole in names and path.is_file():
                path.unlink()


def _read_list(path: Path) -> set[str]:
    """What an earlier site wrote; only names that cannot lead out of the folder."""
    if not path.is_file():
        return set()
    text = path.read_text(encoding="utf-8", errors="replace")
    names = map(PurePosixPath, text.splitlines())
    return {
        str(name)
        for name in names
        if name.parts and not name.is_absolute() and ".." not in name.parts
    }


def _render_list(names: set[str]) -> bytes:
    return "".join(f"{name}\n" for name in sorted(names)).encode()


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
