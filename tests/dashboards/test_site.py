"""The site as a folder: what is written, what is left, and what goes."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analysis.errors import DetenteError
from dashboards.pages.page import find_slugs
from dashboards.site import LIST, write_site
from tests.dashboards.samples import make_facts, make_site

PAGES = (
    "compare.html",
    "data.html",
    "evidence.html",
    "index.html",
    "method.html",
    "outlet-a-blatt.html",
    "outlets.html",
    "sql.html",
    "trends.html",
)


def list_files(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in found)


def test_a_site_has_its_pages_in_both_languages(tmp_path: Path) -> None:
    index = write_site(tmp_path / "site", make_site({"a": "A-Blatt"}), make_facts())

    pages = [name for name in list_files(tmp_path / "site") if name.endswith(".html")]
    assert index == tmp_path / "site" / "index.html"
    assert pages == sorted([*PAGES, *(f"de/{page}" for page in PAGES)])


def test_every_file_that_a_page_names_is_there_and_listed(tmp_path: Path) -> None:
    write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())

    files = list_files(tmp_path)
    assert (tmp_path / LIST).read_text().splitlines() == [
        name for name in files if name != LIST
    ]
    for name in files:
        if name.endswith(".html"):
            page = tmp_path / name
            named = re.findall(
                r'(?:src|href)="([^":#?]+)[?#]?[^":]*"', page.read_text()
            )
            assert named
            for address in named:
                assert (page.parent / address).is_file(), f"{name} names {address}"


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
    # Today says when the site was built.
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"data/site.js", "index.html", "de/index.html"}


def test_files_of_an_outlet_that_is_gone_go_and_those_of_others_stay(
    tmp_path: Path,
) -> None:
    write_site(tmp_path, make_site({"a": "A-Blatt", "b": "B-Blatt"}), make_facts())
    for name in ("outlet-notes.html", "data/mine.js", "assets/logo.svg"):
        (tmp_path / name).write_text("mine")
    before = set(list_files(tmp_path))

    write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())

    gone = before - set(list_files(tmp_path))
    assert {"outlet-b-blatt.html", "de/outlet-b-blatt.html"} <= gone
    assert all("b-blatt" in name for name in gone)


@pytest.mark.parametrize("name", ["../mine.txt", "{folder}/mine.txt", ""])
def test_a_list_that_leads_out_of_the_folder_is_not_followed(
    tmp_path: Path, name: str
) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    (tmp_path / "site" / LIST).parent.mkdir(parents=True)
    (tmp_path / "site" / LIST).write_text(name.format(folder=tmp_path) + "\n")

    write_site(tmp_path / "site", make_site({"a": "A-Blatt"}), make_facts())

    assert mine.read_text() == "mine"


def test_a_page_that_cannot_be_swapped_in_leaves_the_old_one_and_no_rest(
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").mkdir(parents=True)

    with pytest.raises(OSError, match=r"index\.html"):
        write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())

    assert [path for path in list_files(tmp_path) if path.startswith(".")] == []


def test_a_page_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / "index.html"
    mine.write_text("<title>My homepage</title>")

    with pytest.raises(DetenteError, match=r"index\.html is no page of Detente"):
        write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())

    assert list_files(tmp_path) == ["index.html"]
    assert mine.read_text() == "<title>My homepage</title>"


def test_a_page_from_before_there_was_a_list_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<title>Detente: how outlets report conflict</title>")

    write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())

    assert "A-Blatt" in page.read_text()


def test_what_a_killed_process_left_half_written_goes(tmp_path: Path) -> None:
    write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())
    left = (".index.html.ab12_xyz", "data/.site.js.00000000", "de/.sql.html.aaaaaaaa")
    mine = (".notes.txt.ab12_xyz", ".htaccess", "data/.site.js.old")
    for name in (*left, *mine):
        (tmp_path / name).write_text("half")

    write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())

    hidden = [name for name in list_files(tmp_path) if Path(name).name[0] == "."]
    assert hidden == sorted(mine)


def test_a_folder_that_took_the_place_of_a_listed_file_stays(tmp_path: Path) -> None:
    write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())
    (tmp_path / "old.html").mkdir()
    with (tmp_path / LIST).open("a") as names:
        names.write("old.html\n")

    write_site(tmp_path, make_site({"a": "A-Blatt"}), make_facts())

    assert (tmp_path / "old.html").is_dir()


def test_an_outlets_address_is_its_name_and_digits_of_its_key_where_it_must_be() -> (
    None
):
    names = {
        "a": "A-Blatt",
        "b": "Die Zeitung!",
        "c": "die zeitung",
        "d": "新聞",
        "e": "Газета",
        "f": "Post cafe12",
    }

    # printf b | sha256sum, and so on.
    expected = {
        "a": "a-blatt",
        "b": "die-zeitung-3e23e8",
        "c": "die-zeitung-2e7d2c",
        "d": "outlet-18ac3e",
        "e": "outlet-3f79bb",
        "f": "post-cafe12-252f10",
    }
    assert find_slugs(names) == expected
    assert find_slugs(dict(reversed(names.items()))) == expected
