"""The measures as files: equal to the warehouse, described, and the same each time."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.errors import DetenteError, WarehouseError
from analysis.warehouse.warehouse import HERE, Warehouse, ask
from flows.cli import main
from flows.export import write_export
from tests.dashboards.newsroom import open_newsroom
from tests.samples import an_outlet

TABLES = sorted(path.stem for path in (HERE / "queries" / "export").glob("*.sql"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    with open_newsroom(folder) as warehouse:
        warehouse.publish(folder / "published.duckdb")
    return folder / "published.duckdb"


@pytest.fixture(scope="module")
def package(published: Path) -> Path:
    return write_export(published, published.parent / "measures")


def read_package(package: Path) -> dict[str, dict[str, Any]]:
    resources = json.loads(package.read_text("utf-8"))["resources"]
    return {resource["name"]: resource for resource in resources}


@pytest.mark.parametrize("table", TABLES)
def test_both_files_hold_what_the_warehouse_holds(
    table: str, published: Path, package: Path
) -> None:
    rows = ask(published, f"FROM {table}")

    kept = pl.read_parquet(package.with_name(f"{table}.parquet"))
    written = pl.read_csv(package.with_name(f"{table}.csv"), schema=rows.schema)

    by = list(rows.columns)
    assert kept.equals(rows.select(by)) or kept.sort(by).equals(rows.sort(by))
    # CSV has one empty cell for NULL and for no text.
    no_text = pl.col(pl.String).replace("", None)
    assert written.with_columns(no_text).equals(kept.with_columns(no_text))


def test_the_rows_stand_in_the_order_of_their_key(package: Path) -> None:
    key = ["model_id", "grain", "period", "level", "member", "part", "copies", "topic"]

    rows = pl.read_parquet(package.with_name("series.parquet")).select(key)

    assert rows.rows() == rows.sort(key).rows()


def test_the_package_says_what_each_column_means(
    published: Path, package: Path
) -> None:
    told = {
        (name, field["name"]): field["description"]
        for name, resource in read_package(package).items()
        for field in resource["schema"]["fields"]
    }

    comments = ask(
        published,
        "SELECT table_name, column_name, comment FROM duckdb_columns() "
        "WHERE NOT internal",
    )
    known = {row[:2]: row[2] for row in comments.iter_rows() if row[0] in TABLES}
    assert told == known


def test_the_package_names_every_file_with_its_hash(package: Path) -> None:
    resources = read_package(package).values()
    named = {
        part["path"]: part["hash"]
        for resource in resources
        for part in (resource, resource["parquet"])
    }

    files = set(package.parent.iterdir()) - {package}
    assert named == {
        file.name: f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        for file in files
    }
    assert {resource["path"]: resource["bytes"] for resource in resources} == {
        file.name: file.stat().st_size for file in files if file.suffix == ".csv"
    }


def test_numbers_of_64_bits_are_text_and_instants_are_in_utc(package: Path) -> None:
    resources = read_package(package)
    kinds = {
        (name, field["name"]): field["type"]
        for name in ("article_score", "run", "series")
        for field in resources[name]["schema"]["fields"]
    }

    assert kinds["article_score", "article_id"] == "string"
    assert kinds["article_score", "published_on"] == "date"
    assert kinds["series", "articles"] == "integer"
    assert kinds["series", "escalation"] == "number"
    assert kinds["series", "sampled"] == "boolean"
    assert kinds["run", "started_at"] == "datetime"


def test_no_text_of_an_article_leaves_the_warehouse(package: Path) -> None:
    columns = {
        field["name"]
        for resource in read_package(package).values()
        for field in resource["schema"]["fields"]
    }

    assert columns & {"title", "body", "text", "url"} == set()


def test_the_same_warehouse_gives_the_same_bytes(
    published: Path, package: Path, tmp_path: Path
) -> None:
    again = write_export(published, tmp_path)

    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {
        f.name: f.read_bytes() for f in package.parent.iterdir()
    }
    assert again == tmp_path / "datapackage.json"


def test_another_export_replaces_its_files_and_no_others(
    published: Path, tmp_path: Path
) -> None:
    (tmp_path / "series.csv").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")

    write_export(published, tmp_path)

    assert (tmp_path / "series.csv").read_text("utf-8").startswith("model_id,")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_name_with_commas_quotes_and_breaks_comes_back_whole(tmp_path: Path) -> None:
    name = 'Der "Bote", neu\n=1+1;\tß'
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records("outlet", [replace(an_outlet(), name=name)])
        warehouse.publish(tmp_path / "published.duckdb")

    write_export(tmp_path / "published.duckdb", tmp_path / "out")

    rows = pl.read_csv(tmp_path / "out" / "outlet.csv")
    assert rows["name"].to_list() == [name]


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="nothing is published yet"):
        write_export(tmp_path / "none.duckdb", tmp_path / "out")

    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_in_the_way_is_named(published: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("here")

    with pytest.raises(DetenteError, match=r"out: .* name another place with --out"):
        write_export(published, tmp_path / "out")


def test_the_command_prints_where_the_package_lies(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "detente.toml"
    config.write_text(f'[warehouse]\npath = "{published}"\n', "utf-8")

    code = main(["export", "--config", str(config), "--out", str(tmp_path / "out")])

    assert code == 0
    assert capsys.readouterr().out == f"Measures   {tmp_path}/out/datapackage.json\n"
