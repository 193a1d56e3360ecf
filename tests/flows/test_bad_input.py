"""One folder of everything that goes wrong: each ends in a row, the rest proceeds."""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from analysis.records import Source
from analysis.sources.files import parse_file
from analysis.warehouse.warehouse import Warehouse
from flows.files import FileVisit, harvest_files
from flows.intake import Intake
from flows.settings import Period
from tests.samples import NOW, a_run, ask_copy

TEXT = "Die Gesandten trafen sich am Fluß zu einem zweiten Gespräch über die Brücke."
ENGLISH = "The envoys met on the river for a second talk about the bridge."


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def lines(broken: int, total: int) -> str:
    rows = [
        f'{{"title": "Talk {n}", "text": "{ENGLISH} Day {n}.", "published": '
        f'"2026-11-{n % 20 + 1:02}"}}'
        for n in range(1, total + 1)
    ]
    rows[broken - 1] = rows[broken - 1][:40]
    return "\n".join(rows)


FILES: dict[str, bytes] = {
    "binary.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "broken-line.jsonl": lines(broken=500, total=600).encode(),
    "empty.txt": b"",
    "future.jsonl": (
        f'{{"title": "Bridge", "text": "{ENGLISH}", "published": "9999-12-31"}}'
    ).encode(),
    "latin-1.txt": TEXT.encode("latin-1"),
    "no-text-column.csv": b"id;author\n1;Ann\n2;Ben\n",
    "one-word.txt": b"Hello",
    "picture.exe": b"MZ",
    "utf-16.txt": f"{TEXT} Mit BOM.".encode("utf-16"),
}
REJECTS = [
    ("binary.txt", "binary file"),
    ("broken-line.jsonl:500", "broken line"),
    ("empty.txt", "empty file"),
    ("future.jsonl:1", "date in the future"),
    ("no-text-column.csv", "column missing"),
    ("one-word.txt", "too short"),
    ("picture.exe", "unknown ending"),
]


def ingest(
    warehouse: Warehouse, folder: Path, period: Period, now: datetime = NOW
) -> tuple[int, ...]:
    """Inputs, articles, repeats, rejects and outside of the folder's files."""
    source = Source(name="mixed", kind="files", outlet="Daily", path="mixed")
    known = frozenset(warehouse.load("known_receipt", source="mixed")["receipt"])
    visit = FileVisit(
        source=source,
        read=partial(parse_file, source=source, now=now),
        folder=folder,
        run_id="r",
        known_receipts=known,
        whole=period.is_open,
        now=now,
    )
    intake = Intake(warehouse, a_run(now), {}, period)
    for harvest in harvest_files(visit):
        intake.take(harvest)
    total = intake.counts["mixed"]
    return (
        total.inputs,
        total.articles,
        total.repeats,
        total.rejects,
        total.outside,
    )


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    (tmp_path / "mixed").mkdir()
    for name, content in FILES.items():
        (tmp_path / "mixed" / name).write_bytes(content)
    return tmp_path


def test_each_bad_input_is_a_row_and_the_rest_proceeds(
    warehouse: Warehouse, mixed: Path
) -> None:
    counts = ingest(warehouse, mixed, Period())

    rejects = ask_copy(warehouse, "FROM reject ORDER BY input")
    found = [
        (name.removeprefix("mixed/"), reason)
        for name, reason in rejects.select("input", "reason").rows()
    ]
    assert found == REJECTS
    assert rejects["detail"].str.len_chars().min() > 20  # type: ignore[operator]
    assert counts == (599 + 2 + len(REJECTS), 599 + 2, 0, len(REJECTS), 0)


def test_umlauts_survive_latin_1_and_utf_16(warehouse: Warehouse, mixed: Path) -> None:
    ingest(warehouse, mixed, Period())

    bodies = set(ask_copy(warehouse, "SELECT body FROM article")["body"])
    assert {TEXT, f"{TEXT} Mit BOM."} <= bodies


def test_files_that_did_not_change_are_not_read_again(
    warehouse: Warehouse, mixed: Path
) -> None:
    (mixed / "mixed" / "future.jsonl").unlink()
    ingest(warehouse, mixed, Period())

    assert ingest(warehouse, mixed, Period()) == (0, 0, 0, 0, 0)


def test_a_file_that_grew_gives_only_what_is_new(
    warehouse: Warehouse, mixed: Path
) -> None:
    (mixed / "mixed" / "future.jsonl").unlink()
    ingest(warehouse, mixed, Period())
    grown = mixed / "mixed" / "broken-line.jsonl"
    more = f'\n{{"text": "{ENGLISH} At last.", "published": "2026-11-21"}}\n'
    grown.write_text(grown.read_text(encoding="utf-8") + more, encoding="utf-8")

    assert ingest(warehouse, mixed, Period()) == (601, 1, 599, 1, 0)


def test_a_period_leaves_the_rest_outside_for_a_later_run(
    warehouse: Warehouse, mixed: Path
) -> None:
    day = Period(since=date(2026, 11, 2), until=date(2026, 11, 2))

    first = ingest(warehouse, mixed, day)
    then = ingest(warehouse, mixed, Period())

    assert first == (608, 30, 0, 7, 571)
    assert then == (608, 571, 30, 7, 0)


def test_a_source_that_names_no_file_is_a_reject(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    counts = ingest(warehouse, tmp_path, Period())

    (reason,) = ask_copy(warehouse, "FROM reject")["reason"]
    assert (counts, reason) == ((1, 0, 0, 1, 0), "no such file")


def test_a_date_that_was_still_to_come_is_believed_when_it_has_come(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    (tmp_path / "mixed").mkdir()
    early = f'{{"text": "{ENGLISH}", "published": "2026-11-30"}}'
    (tmp_path / "mixed" / "early.jsonl").write_text(early, encoding="utf-8")

    before = ingest(warehouse, tmp_path, Period())
    after = ingest(warehouse, tmp_path, Period(), NOW + timedelta(days=10))

    assert (before, after) == ((1, 0, 0, 1, 0), (1, 1, 0, 0, 0))
    assert ask_copy(warehouse, "FROM reject").rows() == []


def test_a_file_name_that_is_not_utf_8_is_read_all_the_same(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_bytes(TEXT.encode())

    assert ingest(warehouse, tmp_path, Period()) == (1, 1, 0, 0, 0)


def test_a_folder_with_the_signs_of_a_pattern_in_its_name_is_a_folder(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    folder = tmp_path / "[2026]"
    (folder / "mixed").mkdir(parents=True)
    (folder / "mixed" / "[a].txt").write_bytes(TEXT.encode())

    assert ingest(warehouse, folder, Period()) == (1, 1, 0, 0, 0)
