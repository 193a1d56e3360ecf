from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dashboards.site import write_site
from tests.dashboards.samples import make_facts, make_site


def list_files(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in found)


def test_a_site_is_two_pages_and_their_assets(tmp_path: Path) -> None:
    index = write_site(tmp_path / "site", make_site({"a": "A-Blatt"}), make_facts())

    assert index == tmp_path / "site" / "index.html"
    assert list_files(tmp_path / "site") == [
        "assets/app.js",
        "assets/figures.js",
        "assets/plotly-cartesian.LICENSE.txt",
        "assets/plotly-cartesian.min.js",
        "assets/style.css",
        "index.html",
        "method.html",
    ]


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    frames, facts = make_site({"a": "A-Blatt"}), make_facts()
    write_site(tmp_path, frames, facts)
    before = {path: (tmp_path / path).stat().st_ino for path in list_files(tmp_path)}

    write_site(tmp_path, frames, facts)
    same = {path: (tmp_path / path).stat().st_ino for path in list_files(tmp_path)}
    later = replace(facts, built_at=facts.built_at + timedelta(hours=1))
    write_site(tmp_path, frames, later)
    after = {path: (tmp_path / path).stat().st_ino for path in list_files(tmp_path)}

    assert same == before
    assert {path for path in after if after[path] != before[path]} == {"index.html"}


def test_a_page_that_cannot_be_swapped_in_leaves_the_old_one_and_no_rest(
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").mkdir(parents=True)

    with pytest.raises(OSError, match=r"index\.html"):
        write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())

    assert [path for path in list_files(tmp_path) if path.startswith(".")] == []
