"""Whole ingests of healthy pages from loopback, into an empty warehouse and a full one.

    python benchmarks/ingest.py [--feeds N] [--times N] [--rounds N] [--keep FOLDER]

Needs the repository (its tests play the web). Prints one JSON object. By default 60
feeds on 60 hosts list 3,000 pages of invented articles. `detente ingest` collects them
into an empty warehouse, and into one that already holds `--times` (100) as many short
articles: those come from a file, at the same number a day, in a run whose time is given
apart. Each is done `--rounds` (2) times and the quicker counts. `ratio` compares the
times of the runs themselves, without the seconds that Prefect takes to start, which
would make it smaller. Memory is that of all processes together, the server's not.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from analysis.warehouse.warehouse import ask
from flows.settings import read_settings
from tests.flows.faulty_web import FaultyWeb, healthy_web
from tests.flows.watched import watch
from tests.press.articles import FIRST, invent_article

DAYS = 60


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=60)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    with healthy_web(options.feeds) as web:
        full, archive = make_full(folder / "archive", web, options.times)
        rounds = [
            (
                collect(folder / f"empty{n}", web),
                collect(folder / f"full{n}", web, full),
            )
            for n in range(options.rounds)
        ]
    empty, later = (min(runs, key=_seconds) for runs in zip(*rounds, strict=True))
    result = {
        "into_an_empty_warehouse": empty,
        "archive": archive,
        "into_the_full_warehouse": later,
        "ratio": round(_seconds(later) / _seconds(empty), 2),
    }
    print(json.dumps(result))


def make_full(
    folder: Path, web: FaultyWeb, times: int
) -> tuple[Path, dict[str, float]]:
    """A warehouse with `times` as many articles as the web has, and how it was made."""
    folder.mkdir(parents=True)
    config = folder / "detente.toml"
    config.write_text('[[source]]\nkind = "files"\npath = "archive.jsonl"\n')
    with (folder / "archive.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(write_archive(web, times))
    return read_settings(config).working_file, ingest(config)


def write_archive(web: FaultyWeb, times: int) -> Iterator[str]:
    """Lines of articles that the web's outlets had before, as many a day as now."""
    chance = random.Random(1)  # noqa: S311 not for secrets
    for host in web.hosts:
        for number in range(len(host.pages) * times):
            article = invent_article(host.language, -1 - number - host.number * 10**7)
            before = timedelta(days=chance.uniform(0, DAYS * times))
            row = {
                "outlet": host.outlet,
                "url": f"https://archive.example/{host.number}/{number}",
                "title": article.title,
                "text": article.teaser,
                "published": (FIRST - before).isoformat(),
                "lang": article.language,
            }
            yield json.dumps(row, ensure_ascii=False) + "\n"


def collect(folder: Path, web: FaultyWeb, full: Path | None = None) -> dict[str, float]:
    """One ingest of the web's pages, into a copy of `full` or an empty warehouse."""
    folder.mkdir(parents=True)
    config = web.write_config(folder)
    if full:
        working = read_settings(config).working_file
        working.parent.mkdir()
        shutil.copyfile(full, working)
    return ingest(config)


def ingest(config: Path) -> dict[str, float]:
    """What a whole `detente ingest` took."""
    done = watch("ingest", "--config", config)
    if done.code:
        sys.exit(done.output)
    counts = ask(
        read_settings(config).working_file,
        "SELECT articles, epoch(finished_at - started_at) AS seconds FROM run "
        "ORDER BY started_at DESC LIMIT 1",
    ).row(0, named=True)
    return {
        "articles": counts["articles"],
        "seconds_of_the_run": round(counts["seconds"], 1),
        "seconds_of_the_command": round(done.seconds, 1),
        "articles_per_second_of_the_run": round(counts["articles"] / counts["seconds"]),
        "peak_mb_of_all_processes": done.peak_bytes >> 20,
    }


def _seconds(run: dict[str, float]) -> float:
    return run["seconds_of_the_run"]


if __name__ == "__main__":
    main()
