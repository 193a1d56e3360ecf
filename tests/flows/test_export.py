"""The measures as files: equal to the warehouse, described, and the same each time."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from analysis.errors import DetenteError, WarehouseError
from analysis.warehouse.warehouse import HERE, Warehouse, ask
from flows.cli import main
from flows.export import write_export
from tests.dashboards.newsroom import open_newsroom
from tests.samples import an_outlet

EXPORT = HERE / "queries" / "export"
TABLES = sorted(path.stem for path in EXPORT.glob("*.sql"))


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
    known = ask(published, (EXPORT / f"{table}.sql").read_text("utf-8"))

    kept = pl.read_parquet(package.with_name(f"{table}.parquet"))
    written = pl.read_csv(package.with_name(f"{table}.csv"), schema=known.schema)

    assert kept.equals(known)
    # CSV has one empty cell for NULL and for no text.
    no_text = pl.col(pl.String).replace("", None)
    assert written.with_columns(no_text).equals(known.with_columns(no_text))


def test_every_row_of_the_measures_is_there(published: Path, package: Path) -> None:
    counts = {
        table: pl.read_parquet(package.with_name(f"{table}.parquet")).height
        for table in TABLES
    }

    assert counts == {table: ask(published, f"FROM {table}").height for table in TABLES}


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
    known = {row[:2]: row[2] for row in comments.iter_rows()}
    assert told == {place: known[place] for place in told}
    assert None not in told.values()


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


def test_columns_have_the_types_of_a_data_package(package: Path) -> None:
    resources = read_package(package)
    kinds = {
        (name, field["name"]): field["type"]
        for name in ("article", "series")
        for field in resources[name]["schema"]["fields"]
    }

    assert kinds["article", "published_on"] == "date"
    assert kinds["article", "published_at"] == "datetime"
    assert kinds["series", "articles"] == "integer"
    assert kinds["series", "escalation"] == "number"
    assert kinds["series", "sampled"] == "boolean"


def test_a_reader_that_guesses_types_bends_no_number_of_an_article(
    published: Path, package: Path
) -> None:
    guessed = pl.read_csv(package.with_name("article_score.csv"))

    ids = ask(published, "SELECT DISTINCT article_id FROM article_score")
    assert set(guessed["article_id"]) == {f"{n:016x}" for n in ids["article_id"]}


def test_no_text_of_an_article_leaves_the_warehouse(package: Path) -> None:
    columns = {
        field["name"]
        for resource in read_package(package).values()
        for field in resource["schema"]["fields"]
    }

    assert columns & {"title", "body", "text", "place", "date_detail"} == set()


def test_the_same_warehouse_gives_the_same_bytes(
    published: Path, package: Path, tmp_path: Path
) -> None:
    again = write_export(published, tmp_path)

    assert again == tmp_path / "datapackage.json"
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == {
        f.name: f.read_bytes() for f in package.parent.iterdir()
    }


def test_another_export_takes_the_place_of_the_earlier_one(
    published: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    package = write_export(published, out)
    content = json.loads(package.read_text("utf-8"))
    content["resources"][0] |= {"path": "old.csv", "parquet": {"path": "old.parquet"}}
    package.write_text(json.dumps(content))
    (out / f"{TABLES[0]}.csv").rename(out / "old.csv")
    (out / f"{TABLES[0]}.parquet").rename(out / "old.parquet")

    write_export(published, out)

    files = {f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet")}
    assert {f.name for f in out.iterdir()} == {"datapackage.json", *files}
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["model.csv", "notes.txt"])
def test_files_of_others_are_not_touched(
    name: str, published: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("mine")

    with pytest.raises(DetenteError, match=f"holds {name}, which no export wrote"):
        write_export(published, tmp_path)

    assert {f.name: f.read_text() for f in tmp_path.iterdir()} == {name: "mine"}


def test_a_package_of_others_is_not_touched(published: Path, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "mine", "resources": []}')

    with pytest.raises(DetenteError, match=r"holds datapackage\.json"):
        write_export(published, tmp_path)


def test_what_a_killed_export_left_is_removed(published: Path, tmp_path: Path) -> None:
    (tmp_path / ".out.coming").mkdir()
    (tmp_path / ".out.coming" / "series.csv").write_text("half")

    write_export(published, tmp_path / "out")

    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def test_a_copy_of_another_version_is_named_with_the_mend(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "old.duckdb") as connection:
        connection.execute("CREATE TABLE outlet (outlet VARCHAR)")

    with pytest.raises(WarehouseError, match=r"another Detente; run `detente publish`"):
        write_export(tmp_path / "old.duckdb", tmp_path / "out")

    assert not (tmp_path / "out").exists()


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

    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_is_named(published: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("here")

    with pytest.raises(DetenteError, match=r"out: .* name another place with --out"):
        write_export(published, tmp_path / "out")


def test_a_name_that_is_not_utf_8_is_refused(published: Path, tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="no name for a folder"):
        write_export(published, tmp_path / "a\udcff")


def test_the_command_prints_where_the_package_lies(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "detente.toml"
    config.write_text(f'[warehouse]\npath = "{published}"\n', "utf-8")

    code = main(["export", "--config", str(config), "--out", str(tmp_path / "out")])

    assert code == 0
    assert capsys.readouterr().out == f"Measures   {tmp_path}/out/datapackage.json\n"
