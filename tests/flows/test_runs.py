"""The working file and its lock, without a whole run."""

import errno
import shutil
from pathlib import Path

import pytest

from analysis.errors import WarehouseError
from analysis.warehouse.warehouse import Warehouse
from flows import runs
from flows.doctor import examine
from flows.runs import only_one
from flows.settings import Settings, parse_settings
from tests.samples import an_outlet


def settings_in(folder: Path) -> Settings:
    return parse_settings('[warehouse]\npath = "w.duckdb"', folder / "detente.toml")


def publish_one_outlet(settings: Settings) -> None:
    with Warehouse(settings.working_file) as warehouse:
        warehouse.save_records("outlet", [an_outlet("River Post")])
        warehouse.publish(settings.warehouse)


def outlets_of(settings: Settings) -> list[str]:
    with only_one(settings), Warehouse(settings.working_file) as warehouse:
        return warehouse.load("outlets")["outlet"].to_list()


def test_a_lost_working_file_comes_back_from_the_published_copy(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    publish_one_outlet(settings)
    settings.working_file.unlink()

    assert outlets_of(settings) == ["River Post"]


def test_an_empty_working_file_comes_back_from_the_published_copy(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    publish_one_outlet(settings)
    settings.working_file.write_bytes(b"")

    assert outlets_of(settings) == ["River Post"]


def test_a_working_file_that_is_there_stays(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    publish_one_outlet(settings)
    with Warehouse(settings.working_file) as warehouse:
        warehouse.save_records("outlet", [an_outlet("Hill Times")])

    assert sorted(outlets_of(settings)) == ["Hill Times", "River Post"]


def test_the_doctor_goes_on_while_a_run_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path)
    publish_one_outlet(settings)
    monkeypatch.setattr(runs, "PATIENCE", 0)

    with only_one(settings):
        findings = list(examine(settings))

    busy = f"{settings.working_file}: another run is at work; wait for it or stop it"
    assert [(one.subject, one.detail) for one in findings if not one.well] == [
        ("warehouse", busy),
        ("collection", busy),
    ]


def test_the_doctor_names_a_lost_working_file(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    publish_one_outlet(settings)
    settings.working_file.unlink()

    unwell = [finding for finding in examine(settings) if not finding.well]

    assert [(one.subject, one.detail) for one in unwell] == [
        (
            "warehouse",
            f"{settings.working_file}: lost; the next run makes it anew from "
            f"{settings.warehouse}, without what was coded since",
        )
    ]
    assert not settings.working_file.exists()


def test_a_folder_that_cannot_be_written_is_an_error_in_a_line(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("", encoding="utf-8")

    with pytest.raises(WarehouseError) as caught:
        outlets_of(settings_in(folder))

    assert str(caught.value) == (
        f"{folder}: File exists; run as a user who may write there, or name another "
        "folder under [warehouse] path"
    )


def test_a_working_file_that_cannot_be_made_anew_is_an_error_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path)
    publish_one_outlet(settings)
    settings.working_file.unlink()

    def fill_disk(_: Path, coming: Path) -> None:
        coming.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", fill_disk)

    with pytest.raises(WarehouseError, match="space"):
        outlets_of(settings)

    assert not list(tmp_path.glob("*.coming"))
