"""One run over all articles of the shared data: counts, time, memory.

    python benchmarks/load.py [--keep FOLDER] [--kills N --seed S]

Needs DETENTE_SHARED (default ../shared). Prints one JSON object. With `--kills` the run
is killed (SIGKILL) at N random moments and started again each time, and the rows are
compared with those of an undisturbed run, which FOLDER must hold from before. While a
run is at work, another process asks the published warehouse once a second.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from analysis.errors import WarehouseError
from analysis.warehouse.warehouse import ask

SHARED = Path(os.environ.get("DETENTE_SHARED", "../shared")).absolute() / "data"
FILES = ("articles_de_leads.jsonl", "articles_en.jsonl", "articles_de_teasers.jsonl")
MAIN = "from flows.cli import main; exit(main())"
LONGEST = 7200
ROWS = {
    "article": "SELECT * EXCLUDE fetched_at FROM article",
    "sentence": "FROM sentence",
    "sentence_score": "FROM sentence_score",
    "reject": "SELECT * EXCLUDE first_seen_at FROM reject",
    "outlet": "FROM outlet",
    "outlet_day": "FROM outlet_day",
    "outlet_week": "FROM outlet_week",
    "day": "FROM day",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--longest-life", type=float, default=90.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    if options.kills:
        result = run_with_kills(folder, options)
    else:
        result = run_once(write_config(folder / "undisturbed"))
    print(json.dumps(result))


def write_config(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "detente.toml"
    sources = [
        f'[[source]]\nkind = "files"\npath = "{SHARED / name}"' for name in FILES
    ]
    config.write_text("\n".join(sources), encoding="utf-8")
    return config


def published(config: Path) -> Path:
    return config.parent / "data" / "detente.duckdb"


def start(config: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, "run", "--config", str(config)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def run_once(config: Path) -> dict[str, object]:
    publish_first(config)
    started = time.monotonic()
    process = start(config)
    asked = ask_meanwhile(process, config)
    seconds = time.monotonic() - started
    if process.returncode:
        sys.exit("the run failed; its log is above")
    counts = ask(
        published(config),
        "SELECT sum(inputs)::INT AS inputs, sum(s.articles)::INT AS articles, "
        "sum(s.repeats)::INT AS repeats, sum(s.rejects)::INT AS rejects, "
        "max(r.sentences_scored) AS sentences_scored "
        "FROM run_source s JOIN run r USING (run_id)",
    ).row(0, named=True)
    lines = sum(len((SHARED / name).read_bytes().splitlines()) for name in FILES)
    return {
        "lines_in_files": lines,
        **counts,
        "reconciles": lines
        == counts["articles"] + counts["repeats"] + counts["rejects"],
        "seconds": round(seconds),
        "sentences_per_second_of_the_whole_run": round(
            counts["sentences_scored"] / seconds
        ),
        "peak_mb_of_largest_process": round(
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        ),
        **asked,
    }


def publish_first(config: Path) -> None:
    """Publish what there is, be it nothing, so that readers have a copy to ask."""
    command = [sys.executable, "-c", MAIN, "publish", "--config", str(config)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def ask_meanwhile(process: subprocess.Popen[bytes], config: Path) -> dict[str, object]:
    """Ask once a second until the run ends; a reader must always get an answer."""
    answers, failures, slowest = 0, [], 0.0
    while process.poll() is None:
        try:
            began = time.monotonic()
            if published(config).exists():
                ask(published(config), "SELECT count(*) FROM outlet_day")
                answers += 1
                slowest = max(slowest, time.monotonic() - began)
        except WarehouseError as error:
            failures.append(str(error))
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            continue
    return {
        "answers_meanwhile": answers,
        "failed_answers": failures[:3],
        "slowest_answer_seconds": round(slowest, 2),
    }


def run_with_kills(folder: Path, options: argparse.Namespace) -> dict[str, object]:
    config = write_config(folder / "killed")
    moments = random.Random(options.seed)  # noqa: S311 not for secrets
    lives = [moments.uniform(1, options.longest_life) for _ in range(options.kills)]
    killed = 0
    for life in lives:
        process = start(config)
        killer = threading.Timer(life, kill_all, [process])
        killer.start()
        process.wait(LONGEST)
        killer.cancel()
        killed += process.returncode == -signal.SIGKILL
    result = run_once(config)
    differing = [name for name in ROWS if differs(name, folder, config)]
    return {
        "kills": killed,
        "lives_seconds": [round(life) for life in lives],
        "tables_that_differ": differing,
        "last_run": result,
    }


def differs(name: str, folder: Path, config: Path) -> bool:
    sql = f"FROM ({ROWS[name]}) ORDER BY ALL"
    other = published(folder / "undisturbed" / "detente.toml")
    return not ask(published(config), sql).equals(ask(other, sql))


def kill_all(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
