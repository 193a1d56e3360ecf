"""The commands as a user types them, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from analysis.warehouse.warehouse import Warehouse
from tests.samples import an_article, an_outlet


def detente(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from flows.cli import main; exit(main())"]
    return subprocess.run(
        [*command, *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config beside a published warehouse of one outlet and two articles."""
    path = tmp_path / "detente.toml"
    path.write_text('[warehouse]\npath = "w.duckdb"\n', encoding="utf-8")
    with Warehouse(tmp_path / "w.working.duckdb") as warehouse:
        warehouse.save_records("outlet", [an_outlet("Daily")])
        warehouse.save_records("article", [an_article(1), an_article(2**63)])
        warehouse.publish(tmp_path / "w.duckdb")
    return path


def ask(config: Path, how: str) -> subprocess.CompletedProcess[str]:
    query = "SELECT article_id, outlet, place FROM article ORDER BY ALL"
    return detente("sql", query, "--config", config, "--format", how)


def test_sql_prints_a_table(config: Path) -> None:
    assert ask(config, "table").stdout == (
        "| article_id          | outlet | place |\n"
        "|---------------------|--------|-------|\n"
        "| 1                   | Daily  | null  |\n"
        "| 9223372036854775808 | Daily  | null  |\n"
    )


def test_sql_prints_csv(config: Path) -> None:
    assert ask(config, "csv").stdout == (
        "article_id,outlet,place\n1,Daily,\n9223372036854775808,Daily,\n"
    )


def test_sql_prints_json(config: Path) -> None:
    assert json.loads(ask(config, "json").stdout) == [
        {"article_id": 1, "outlet": "Daily", "place": None},
        {"article_id": 9223372036854775808, "outlet": "Daily", "place": None},
    ]


def test_a_list_in_csv_is_written_as_json(config: Path) -> None:
    query = "SELECT list(outlet) AS outlets FROM article"

    done = detente("sql", query, "--config", config, "--format", "csv")

    assert done.stdout == 'outlets\n"[""Daily"", ""Daily""]"\n'


def test_sql_writes_parquet(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "rows.parquet"
    query = "SELECT outlet FROM article"
    command = [sys.executable, "-c", "from flows.cli import main; exit(main())", "sql"]

    with out.open("wb") as stream:
        subprocess.run(
            [*command, query, "--config", str(config), "--format", "parquet"],
            stdout=stream,
            check=True,
        )

    assert pl.read_parquet(out).rows() == [("Daily",), ("Daily",)]


def test_wrong_sql_is_one_line_and_the_work_failed(config: Path) -> None:
    done = detente("sql", "SELECT nonsense FROM article", "--config", config)

    assert done.returncode == 1
    assert done.stderr.startswith(
        f"detente: {config.parent / 'w.duckdb'}: Binder Error"
    )
    assert "Traceback" not in done.stderr


def test_a_misspelt_key_is_wrong_config(tmp_path: Path) -> None:
    config = tmp_path / "detente.toml"
    config.write_text('[warehouse]\npth = "w.duckdb"\n', encoding="utf-8")

    done = detente("run", "--config", config)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"detente: {config}:2: unknown key 'pth'; did you mean 'path'?\n"
    )


def test_verbose_adds_the_traceback(tmp_path: Path) -> None:
    done = detente("sql", "SELECT 1", "--verbose", "--config", tmp_path / "none.toml")

    assert done.returncode == 2
    assert "Traceback" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rnu"], "invalid choice: 'rnu'"),
        (["run", "--since", "31.12.2026"], "write it like 2026-03-31"),
        (["run", "--since", "2026-02-01", "--until", "2026-01-01"], "swap them"),
        (["sql"], "the following arguments are required: SELECT"),
    ],
)
def test_wrong_usage_says_what_is_right(arguments: list[str], words: str) -> None:
    done = detente(*arguments)

    assert done.returncode == 2
    assert words in done.stderr


def test_a_warehouse_that_is_no_database_stops_a_run_before_it_starts(
    config: Path,
) -> None:
    working = config.parent / "w.working.duckdb"
    working.write_text("My notes. " * 1000, encoding="utf-8")

    done = detente("run", "--config", config)

    assert done.returncode == 1
    assert done.stderr == (
        f"detente: {working}: not a warehouse; move it away or name another file "
        "under [warehouse] path\n"
    )
