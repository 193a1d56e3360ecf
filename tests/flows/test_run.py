"""Whole runs over the example corpus: real Prefect, real model, real files."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from analysis.warehouse.examples import read_examples
from analysis.warehouse.warehouse import ask
from flows.runs import only_one
from flows.settings import read_settings
from tests.flows.test_visits import PAGE, a_feed, a_feed_text
from tests.flows.web import body, never_ends, serve_web, status

pytestmark = pytest.mark.slow
OVERDUE = 300
EXAMPLES = Path("examples").absolute()
MAIN = "from flows.cli import main; exit(main())"
ROWS = {
    "article": "SELECT * EXCLUDE fetched_at FROM article ORDER BY ALL",
    "sentence": "FROM sentence ORDER BY ALL",
    "sentence_score": "FROM sentence_score ORDER BY ALL",
    "reject": "SELECT * EXCLUDE first_seen_at FROM reject ORDER BY ALL",
    "outlet": "FROM outlet ORDER BY ALL",
    "outlet_day": "FROM outlet_day ORDER BY ALL",
    "outlet_week": "FROM outlet_week ORDER BY ALL",
    "day": "FROM day ORDER BY ALL",
}
# The example has no gold, no change of level, no changed headline, no second model.
LACKED = {
    "04_corrected",
    "06_agreement",
    "07_change_points",
    "14_changed_headlines",
    "16_models_compared",
}


def write_config(folder: Path, schedule: str = "15 * * * *") -> Path:
    """The example config, its data in `folder`, its articles where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "articles").symlink_to(EXAMPLES / "articles")
    text = (EXAMPLES / "detente.toml").read_text(encoding="utf-8")
    config = folder / "detente.toml"
    config.write_text(text.replace("15 * * * *", schedule), encoding="utf-8")
    return config


@contextmanager
def started(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A detente process and all that it starts, gone at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    # A test that waits for a line that never comes ends here, and says so.
    overdue = threading.Timer(OVERDUE, kill_all, [process])
    overdue.start()
    try:
        yield process
    finally:
        overdue.cancel()
        kill_all(process)
        process.communicate()


def kill_all(process: subprocess.Popen[str]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def read_until(process: subprocess.Popen[str], words: str) -> list[str]:
    """The lines up to the one that holds `words`, which must come."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return lines
    pytest.fail(f"{words!r} never came:\n{''.join(lines)}")


def run(config: Path) -> str:
    """The last two lines of a whole run are where to look; this is the one before."""
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "run", "--config", str(config)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[0]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The config of a run that nothing disturbed."""
    config = write_config(tmp_path_factory.mktemp("undisturbed"))
    run(config)
    return config


def published(config: Path) -> Path:
    return config.parent / "data" / "detente.duckdb"


def test_a_run_ends_with_everything_accounted_scored_and_published(
    undisturbed: Path,
) -> None:
    counts = ask(
        published(undisturbed),
        "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM reject), "
        "(SELECT count(*) FROM article WHERE published_on IS NULL), "
        "(SELECT count(*) FROM sentence ANTI JOIN sentence_score USING (text_hash)), "
        "(SELECT list(DISTINCT status) FROM run)",
    )

    assert counts.rows() == [(276, 2, 2, 0, ["done"])]
    assert (undisturbed.parent / "data" / "site" / "index.html").is_file()


def test_a_run_leaves_its_artifacts_for_prefect(undisturbed: Path) -> None:
    database = undisturbed.parent / "data" / "prefect" / "prefect.db"
    with closing(sqlite3.connect(database)) as prefect:
        # Prefect keeps what tasks return as artifacts without a key.
        keys = prefect.execute(
            "SELECT DISTINCT key FROM artifact WHERE key IS NOT NULL ORDER BY key"
        ).fetchall()

    assert [key for (key,) in keys] == [
        "detente-day",
        "detente-site",
        "detente-summary",
    ]


def test_the_outlet_that_was_down_has_nine_missing_days(undisturbed: Path) -> None:
    missing = ask(
        published(undisturbed),
        "SELECT count(*), any_value(escalation) FROM outlet_day "
        "WHERE outlet = 'The Stanmouth Herald' AND status = 'missing' "
        "AND day BETWEEN DATE '2026-10-10' AND DATE '2026-10-18'",
    )

    assert missing.rows() == [(9, None)]


def test_the_same_run_again_finds_nothing_new(undisturbed: Path) -> None:
    before = {name: ask(published(undisturbed), sql) for name, sql in ROWS.items()}

    line = run(undisturbed)

    after = {name: ask(published(undisturbed), sql) for name, sql in ROWS.items()}
    assert line.endswith(
        "0 new articles, 0 revisions, 0 repeats, 0 rejects, 0 sentences scored"
    )
    assert [name for name in ROWS if not before[name].equals(after[name])] == []


@pytest.mark.parametrize("page", ["README.md", "docs/warehouse.md"])
def test_every_query_the_docs_show_has_an_answer(undisturbed: Path, page: str) -> None:
    text = Path(page).read_text(encoding="utf-8")
    shown = re.findall(r"^```sql\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    typed = re.findall(r'detente sql "(SELECT .*?)"$', text, re.MULTILINE)

    unanswered = {
        sql.strip() for name, sql in read_examples().items() if name in LACKED
    }
    for sql in (*shown, *typed):
        answered = len(ask(published(undisturbed), sql)) > 0
        assert answered != (sql.strip() in unanswered), sql


def test_a_run_killed_in_each_stage_ends_with_the_rows_of_an_undisturbed_one(
    undisturbed: Path, tmp_path: Path
) -> None:
    config = write_config(tmp_path / "killed")
    for stage in ("ingest", "score", "publish"):
        with started("run", "--config", config) as process:
            read_until(process, f"for flow '{stage}'")

    run(config)

    differing = [
        name
        for name, sql in ROWS.items()
        if not ask(published(config), sql).equals(ask(published(undisturbed), sql))
    ]
    runs = ask(published(config), "SELECT status FROM run ORDER BY started_at")
    assert differing == []
    assert runs["status"].to_list() == [*["interrupted"] * 3, "done"]


def test_a_second_run_at_the_same_time_is_told_to_wait(tmp_path: Path) -> None:
    config = write_config(tmp_path / "twice")

    with only_one(read_settings(config)):
        second = subprocess.run(
            [sys.executable, "-c", MAIN, "score", "--config", str(config)],
            capture_output=True,
            text=True,
            check=False,
        )

    assert second.returncode == 1
    assert second.stderr.endswith("another run is at work; wait for it or stop it\n")


def test_feeds_that_fail_stop_no_other_source(tmp_path: Path) -> None:
    routes = {
        "/page": body(PAGE),
        "/down": status(503),
        "/website": body(PAGE),
        "/endless": never_ends(b"<rss>" * 20_000, 0),
    }
    config = tmp_path / "detente.toml"
    limits = '[fetch]\nallow_private = ["127.0.0.1"]\nmost_bytes = 1000000\n'
    with serve_web(routes) as web:
        routes["/good"] = a_feed(f"{web}/page")
        half = a_feed_text(f"{web}/page?2", f"{web}/gone")
        routes["/cut"] = body(half[: half.index("<description>", 400)].encode())
        feeds = [
            f'[[source]]\nkind = "feed"\nname = "{name}"\noutlet = "{name}"\n'
            f'url = "{web}/{name}"\n'
            for name in ("down", "website", "endless", "cut", "good")
        ]
        config.write_text(limits + "".join(feeds), encoding="utf-8")
        run(config)

    reasons = "SELECT source, reason FROM reject ORDER BY ALL"
    days = "SELECT outlet, articles, status FROM outlet_day WHERE day = '2026-11-17'"
    assert ask(published(config), reasons).rows() == [
        ("cut", "cut feed"),
        ("down", "server error"),
        ("endless", "too large"),
        ("website", "not a feed"),
    ]
    assert ask(published(config), f"{days} ORDER BY outlet").rows() == [
        ("cut", 1, "partial"),
        ("good", 1, "partial"),
    ]


def test_a_scheduled_run_starts_by_itself_and_completes(tmp_path: Path) -> None:
    config = write_config(tmp_path / "scheduled", schedule="* * * * *")

    with started("serve", "--config", config) as process:
        read_until(process, "for flow 'detente'")
        read_until(process, "Published")
        read_until(process, "Finished in state Completed()")
        read_until(process, "Finished in state Completed()")

    assert ask(published(config), "SELECT status FROM run").rows() == [("done",)]
