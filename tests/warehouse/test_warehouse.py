import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict, fields, replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from analysis import records
from analysis.errors import WarehouseBusyError, WarehouseError
from analysis.scoring.tasks import ANSWERS
from analysis.warehouse.warehouse import HERE, Warehouse, ask
from tests.conftest import Golden
from tests.samples import MODEL, a_score, a_sentence, an_article, an_outlet

RECORDS = {
    "outlet": records.Outlet,
    "article": records.Article,
    "sentence": records.Sentence,
    "model": records.Model,
    "sentence_score": records.Score,
    "fetch": records.Fetch,
    "run": records.Run,
    "run_source": records.RunSource,
    "reject": records.Reject,
    "gold": records.Gold,
    "revision": records.Revision,
    "alias": records.Alias,
    "settled_entry": records.SettledEntry,
    "story_band": records.StoryBand,
    "furniture": records.Furniture,
    "poll": records.Poll,
    "host_rules": records.HostRules,
    "sample": records.Sample,
}


def columns(warehouse: Warehouse, table: str) -> list[str]:
    listed = warehouse.load("columns")
    return listed.filter(table_name=table)["column_name"].to_list()


@pytest.mark.parametrize(("table", "record"), RECORDS.items())
def test_a_record_has_the_fields_of_its_table(
    tmp_path: Path, table: str, record: type
) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        assert columns(warehouse, table) == [field.name for field in fields(record)]


def test_every_table_and_column_is_explained(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        listed = warehouse.load("columns")

    mute = listed.filter(listed["comment"].is_null() | listed["about"].is_null())
    assert mute.rows() == []


def describe(tables: pl.DataFrame) -> str:
    """The tables as docs/warehouse.md shows them."""
    parts = []
    for (name, about), rows in tables.group_by(
        ["table_name", "about"], maintain_order=True
    ):
        lines = [f"| `{c}` | {t} | {w} |" for c, t, w in rows["C", "T", "W"].rows()]
        head = ["| column | type | meaning |", "|---|---|---|"]
        parts.append("\n".join([f"### `{name}`\n\n{about}.\n", *head, *lines, ""]))
    return "\n".join(parts)


def test_the_docs_show_the_tables_as_they_are(tmp_path: Path, golden: Golden) -> None:
    page = Path("docs/warehouse.md").absolute()
    above, rest = page.read_text(encoding="utf-8").split("<!-- tables -->\n")
    below = rest.split("<!-- end of tables -->\n")[1]
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        listed = warehouse.load("columns").rename(
            {"column_name": "C", "data_type": "T", "comment": "W"}
        )

    shown = f"<!-- tables -->\n{describe(listed)}<!-- end of tables -->\n"

    golden(page, above + shown + below)


def test_the_same_rows_again_change_nothing(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        for _ in range(2):
            warehouse.save_records("article", [an_article(1), an_article(2)])
            warehouse.save_records("sentence_score", [a_score(7, 0.5, 0.25)])
        warehouse.publish(tmp_path / "published.duckdb")

    counts = ask(
        tmp_path / "published.duckdb",
        "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM sentence_score)",
    )
    assert counts.row(0) == (2, 1)


def test_a_transaction_keeps_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"

    def save_and_fail(warehouse: Warehouse) -> None:
        with warehouse.transaction():
            warehouse.save_records("article", [an_article(1)])
            raise ZeroDivisionError

    with Warehouse(path) as warehouse, pytest.raises(ZeroDivisionError):
        save_and_fail(warehouse)

    with Warehouse(path) as warehouse:
        assert warehouse.load("accounts")["articles"].to_list() == [0]


def test_a_text_in_two_articles_waits_once_for_its_score(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records("article", [an_article(1), an_article(2)])
        warehouse.save_records("sentence", [a_sentence(1, 0, 7), a_sentence(2, 0, 7)])
        warehouse.save_records("sentence", [a_sentence(2, 1, 8)])
        warehouse.save_records("sentence_score", [a_score(8, 0.5, 0.25)])

        ever = {"since": None, "until": None}
        pending = warehouse.load("unscored", model_id="tiny@1", most=10, **ever)
        other = warehouse.load("unscored_count", model_id="another@1", **ever)

    assert pending.rows() == [(7, "Sentence 7.")]
    assert other.rows() == [(2,)]


def test_a_reader_has_the_old_copy_until_the_new_one_is_whole(tmp_path: Path) -> None:
    published = tmp_path / "published.duckdb"
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.publish(published)
        warehouse.save_records("article", [an_article(1)])
        before = ask(published, "SELECT count(*) FROM article").item()
        warehouse.publish(published)
        after = ask(published, "SELECT count(*) FROM article").item()

    assert (before, after) == (0, 1)


def test_what_is_written_into_the_coming_copy_stands_in_no_other(
    tmp_path: Path,
) -> None:
    published = tmp_path / "published.duckdb"
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        with warehouse.publishing(published) as copy:
            copy.save_records("article", [an_article(1)])
        mine = warehouse.load("accounts")["articles"].item()

    assert mine == 0
    assert ask(published, "SELECT count(*) FROM article").item() == 1


def test_a_copy_that_is_not_finished_leaves_the_old_one(tmp_path: Path) -> None:
    published = tmp_path / "published.duckdb"

    def write_and_fail(warehouse: Warehouse) -> None:
        with warehouse.publishing(published) as copy:
            copy.save_records("article", [an_article(1)])
            raise ZeroDivisionError

    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.publish(published)
        with pytest.raises(ZeroDivisionError):
            write_and_fail(warehouse)

    assert ask(published, "SELECT count(*) FROM article").item() == 0
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["published.duckdb", "w.duckdb"]


def test_what_a_kill_left_of_an_earlier_copy_does_not_reach_the_next(
    tmp_path: Path,
) -> None:
    published = tmp_path / "published.duckdb"
    (tmp_path / "published.duckdb.coming").write_bytes(b"half")
    (tmp_path / "published.duckdb.coming.wal").write_bytes(b"half")

    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records("article", [an_article(1)])
        warehouse.publish(published)

    assert ask(published, "SELECT count(*) FROM article").item() == 1


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM article", "read-only"),
        ("COPY article TO 'stolen.csv'", "disabled by configuration"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled by configuration"),
        ("SELECT nonsense FROM article", "nonsense"),
        ("SELECT url, url FROM article", "two columns are called 'url'; name one"),
        ("SELECT INTERVAL 1 DAY AS d", r"write \(d\)::VARCHAR AS d"),
    ],
)
def test_a_readers_sql_can_change_nothing_and_reach_nothing_else(
    tmp_path: Path, sql: str, words: str
) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.publish(tmp_path / "published.duckdb")

    with pytest.raises(WarehouseError, match=words):
        ask(tmp_path / "published.duckdb", sql)


def test_asking_before_anything_is_published_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="nothing is published yet; run"):
        ask(tmp_path / "none.duckdb", "SELECT 1")


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_text("These are my notes, not a database. " * 500, encoding="utf-8")

    with pytest.raises(WarehouseError, match=r"notes\.duckdb: not a warehouse"):
        Warehouse(path)


def test_an_empty_file_left_by_a_kill_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "w.duckdb").touch()

    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        assert warehouse.load("accounts")["articles"].to_list() == [0]


def test_a_warehouse_of_a_newer_detente_is_left_alone(tmp_path: Path) -> None:
    later = tmp_path / "migrations"
    shutil.copytree(HERE / "migrations", later)
    step = later / "9_wider_article.sql"
    step.write_text("ALTER TABLE article ADD COLUMN mood VARCHAR", encoding="utf-8")
    Warehouse(tmp_path / "w.duckdb", migrations=later).__exit__(None, None, None)

    with pytest.raises(WarehouseError, match="made by a newer Detente"):
        Warehouse(tmp_path / "w.duckdb")


def test_an_older_warehouse_is_brought_up_to_date_and_keeps_its_rows(
    tmp_path: Path,
) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records("outlet", [an_outlet("Daily")])
    later = tmp_path / "migrations"
    later.mkdir()
    step = later / "9_mood.sql"
    step.write_text("ALTER TABLE outlet ADD COLUMN mood VARCHAR", encoding="utf-8")

    with Warehouse(tmp_path / "w.duckdb", migrations=later) as warehouse:
        outlets = warehouse.load("outlets")

    assert outlets.rows() == [("Daily", "Daily", None, None, "UTC", None)]


def make_version_1(path: Path) -> None:
    """A file as the first Detente made it, with a row in each of four tables."""
    with closing(duckdb.connect(path)) as connection:
        connection.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
        connection.execute("INSERT INTO schema_version VALUES (1, now())")
        for table, record in (
            ("model", MODEL),
            ("sentence_score", a_score(7, 0.5, 0.25)),
            ("article", an_article(1)),
            ("sentence", replace(a_sentence(1, 0, 7), is_quote=True)),
        ):
            row = asdict(record)
            row = {name: row[name] for name in row if name not in ADDED.get(table, ())}
            marks = ", ".join("?" * len(row))
            connection.execute(
                f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608
                [*row.values()],
            )


def test_articles_of_a_warehouse_of_version_1_are_their_first_texts(
    tmp_path: Path,
) -> None:
    make_version_1(tmp_path / "w.duckdb")

    Warehouse(tmp_path / "w.duckdb").__exit__(None, None, None)

    rows = read_tables(tmp_path / "w.duckdb", "article")["article"]
    assert [row[-4:] for row in rows] == [(None, None, None, 1)]


def test_the_newest_text_of_a_warehouse_of_version_1_may_be_very_long(
    tmp_path: Path,
) -> None:
    path = tmp_path / "w.duckdb"
    make_version_1(path)

    with Warehouse(path) as warehouse:
        warehouse.save_records("sentence", [a_sentence(1, 70_000, 8)])

    assert read_tables(path, "sentence")["sentence"] == [
        (1, 0, "body", "Sentence 7.", 7, True, "direct", None),
        (1, 70_000, "body", "Sentence 8.", 8, False, "own", None),
    ]


ADDED = {
    "article": {"date_flag", "date_detail", "agency", "revision"},
    "sentence": {"voice", "speaker"},
}
WIDENED = ("model", "sentence_score")


def read_tables(path: Path, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    with closing(duckdb.connect(path)) as connection:
        return {table: pl.DataFrame(connection.table(table)).rows() for table in tables}


def test_a_warehouse_of_version_1_keeps_its_rows_and_takes_open_answers(
    tmp_path: Path,
) -> None:
    path = tmp_path / "w.duckdb"
    make_version_1(path)
    before = read_tables(path, "schema_version", *WIDENED)
    unknown = records.Score(text_hash=8, model_id="open@1", **dict.fromkeys(ANSWERS))

    with Warehouse(path) as warehouse:
        warehouse.save_records(
            "model", [replace(MODEL, model_id="open@1", created_at=None)]
        )
        warehouse.save_records("sentence_score", [unknown])

    after = read_tables(path, "schema_version", *WIDENED)
    assert [version for version, _ in before["schema_version"]] == [1]
    assert [version for version, _ in after["schema_version"]] == [1, 2, 3, 4, 5]
    for table in WIDENED:
        assert len(before[table]) == 1
        assert after[table][:1] == before[table]
        assert len(after[table]) == 2


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    other = (
        "import sys; from pathlib import Path;"
        "from analysis.warehouse.warehouse import Warehouse;"
        "w = Warehouse(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", other, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(WarehouseBusyError, match=str(holder.pid)):
            Warehouse(path)
    finally:
        holder.communicate()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_named_with_the_mend(tmp_path: Path) -> None:
    coming = tmp_path / "published.duckdb.coming"
    coming.symlink_to("/dev/full")

    with (
        Warehouse(tmp_path / "w.duckdb") as warehouse,
        pytest.raises(WarehouseError, match="No space left on device; free space"),
    ):
        warehouse.publish(tmp_path / "published.duckdb")

    assert not (tmp_path / "published.duckdb").exists()


def test_a_copy_that_failed_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "published.duckdb").mkdir()

    with (
        Warehouse(tmp_path / "w.duckdb") as warehouse,
        pytest.raises(WarehouseError, match="Is a directory"),
    ):
        warehouse.publish(tmp_path / "published.duckdb")

    assert not (tmp_path / "published.duckdb.coming").exists()


def test_the_publisher_leaves_no_half_copy_behind(tmp_path: Path) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.publish(tmp_path / "published.duckdb")

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["published.duckdb", "w.duckdb"]


def keeps_order(warehouse: Warehouse) -> object:
    """What the warehouse's own connection says; a copy has settings of its own."""
    query = warehouse.path.with_name("kept")
    query.with_suffix(".sql").write_text(
        "SELECT current_setting('preserve_insertion_order')", encoding="utf-8"
    )
    return warehouse.load(str(query)).item()


def test_what_is_read_keeps_its_order_also_after_writing(tmp_path: Path) -> None:
    # Without it DuckDB 1.5 may return blocks of large sorted results out of order.
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        warehouse.save_records("outlet", [an_outlet()])

        assert keeps_order(warehouse) is True


def save_unfit(warehouse: Warehouse) -> None:
    with warehouse.transaction():
        warehouse.save_records("sentence", [a_sentence(1, -1, 7)])


def test_what_cannot_be_written_in_a_transaction_is_told_as_it_is(
    tmp_path: Path,
) -> None:
    with (
        Warehouse(tmp_path / "w.duckdb") as warehouse,
        pytest.raises(WarehouseError, match="-1 can't be cast"),
    ):
        save_unfit(warehouse)


def test_what_is_read_keeps_its_order_also_after_a_transaction_failed(
    tmp_path: Path,
) -> None:
    with Warehouse(tmp_path / "w.duckdb") as warehouse:
        with pytest.raises(WarehouseError):
            save_unfit(warehouse)

        assert keeps_order(warehouse) is True
