"""How heavy and how quick the site of a year's press is; prints one JSON object.

    python benchmarks/site.py [--keep build/site_benchmark] [--fresh]

Makes a warehouse of 30 outlets and 365 days (`benchmarks/site_press.py`) in the folder
`--keep`, where it is found again unless `--fresh`, and writes its site there. Then:

- `load`, `write`: seconds for the frames and for the files of the site; `megabytes`,
  the most that was resident;
- `bytes` of the whole site, of its `data` alone, and the number of `files`;
- `next_day`: the same after one more day of articles, and how many of the files were
  `rewritten`;
- `pages`, of some pages opened from disk in headless Chromium: `bytes` and number of
  all `files` that it asks for, and `first_chart`, the milliseconds until its first
  chart stands, the median of five visits. Null without Chromium (`--chromium PATH`).
"""

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import polars as pl
from playwright.sync_api import Browser, sync_playwright

from analysis.records import Run
from analysis.warehouse.warehouse import Warehouse
from benchmarks.site_press import (
    DAYS,
    FIRST,
    MODELS,
    NOW,
    TOPICS,
    correct,
    fill,
    save_days,
)
from dashboards.events import Event
from dashboards.site import write_site
from flows.measuring import save_measures
from flows.publish import MEMORY, measure_all
from flows.site_frames import load_site_facts, load_site_frames

VISITS = 5
PAGES = ("index", "trends", "outlets", "outlet-bote-1", "compare")
EVENTS = (
    Event(on=FIRST + timedelta(days=120), name="The strait is closed"),
    Event(on=date(2026, 7, 1), until=date(2026, 7, 9), name="Talks in Tesk"),
)
WATCH = """
    new MutationObserver((_, watch) => {
        if (!document.querySelector(".main-svg")) return;
        window.firstChart = performance.now();
        watch.disconnect();
    }).observe(document, { childList: true, subtree: true });
"""
# Told in frames: the page forbids to evaluate strings, as waiting for one would.
FIRST_CHART = """new Promise((tell) => {
    const look = () => {
        if (window.firstChart) tell(window.firstChart);
        else requestAnimationFrame(look);
    };
    look();
})"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, default=Path("build/site_benchmark"))
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--chromium", type=Path, default=Path("/usr/bin/chromium"))
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print(json.dumps(STEPS[given.step](given.keep)))
        return
    if given.fresh:
        shutil.rmtree(given.keep, ignore_errors=True)
    print(json.dumps(measure(given.keep, given.chromium)))


def measure(folder: Path, chromium: Path) -> dict[str, object]:
    if not (folder / "w.duckdb").exists():
        run_step("make", folder)
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    first = run_step("publish", folder)
    sizes = {path: path.stat().st_size for path in list_files(site)}
    pages = visit_pages(site, chromium)
    before = {path: path.stat().st_ino for path in sizes}
    following = run_step("day", folder)
    now = {path: path.stat().st_ino for path in list_files(site)}
    return {
        **first,
        "bytes": sum(sizes.values()),
        "data": sum(
            size for path, size in sizes.items() if site / "data" in path.parents
        ),
        "files": len(sizes),
        "pages": pages,
        "next_day": {
            **following,
            "files": len(now),
            "rewritten": sum(now[path] != before.get(path) for path in now),
        },
    }


def list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def run_step(step: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.site", "--step", step]
    command += ["--keep", str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def make(folder: Path) -> dict[str, float]:
    """The warehouse with all that publishing measures; swapped in when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    coming = folder / "coming.duckdb"
    coming.unlink(missing_ok=True)
    with Warehouse(coming, memory=MEMORY) as warehouse:
        fill(warehouse)
        measure_warehouse(warehouse)
    coming.replace(folder / "w.duckdb")
    return {}


def measure_warehouse(warehouse: Warehouse) -> None:
    # Publishing goes on with what a rescoring has begun.
    save_measures(warehouse, MODELS[1].model_id, NOW)
    measure_all(warehouse, MODELS[0].model_id, NOW)
    for model_id, lines in correct(list_members(warehouse)):
        warehouse.save("drop_correction", model_id=model_id)
        warehouse.save("save_correction", {"incoming": lines}, model_id=model_id)


def list_members(warehouse: Warehouse) -> pl.DataFrame:
    used = pl.DataFrame({"model_id": [MODELS[0].model_id]})
    series = warehouse.load("site_series", {"used": used})
    return series.select("level", "member").unique(maintain_order=True)


def publish(folder: Path) -> dict[str, float]:
    return publish_site(folder / "w.duckdb", folder / "site")


def publish_day(folder: Path) -> dict[str, float]:
    """Publish again after one more day has come, from a copy."""
    later = folder / "later.duckdb"
    shutil.copyfile(folder / "w.duckdb", later)
    with Warehouse(later, memory=MEMORY) as warehouse:
        save_days(warehouse, np.array([DAYS]))
        measure_warehouse(warehouse)
    return publish_site(later, folder / "site")


def publish_site(file: Path, site: Path) -> dict[str, float]:
    marks = [time.perf_counter()]
    run = Run(
        run_id="r-1",
        started_at=NOW,
        finished_at=NOW,
        status="ok",
        articles=0,
        repeats=0,
        rejects=0,
        sentences_scored=0,
        model_id=MODELS[0].model_id,
        code_version="0",
    )
    with Warehouse(file, memory=MEMORY) as warehouse:
        frames = load_site_frames(warehouse, MODELS[0].model_id)
        facts = load_site_facts(warehouse, MODELS[0], run, NOW, TOPICS)
    marks.append(time.perf_counter())
    write_site(site, frames, replace(facts, events=EVENTS))
    marks.append(time.perf_counter())
    return {
        "load": round(marks[1] - marks[0], 2),
        "write": round(marks[2] - marks[1], 2),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
    }


def visit_pages(site: Path, chromium: Path) -> dict[str, dict[str, float]] | None:
    """What each page asks for, and when its first chart stands."""
    if not chromium.exists():
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        visited = {name: visit(browser, site / f"{name}.html") for name in PAGES}
        browser.close()
    return visited


def visit(browser: Browser, file: Path) -> dict[str, float]:
    asked: set[str] = set()
    times = []
    for _ in range(VISITS):
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.on("request", lambda request: asked.add(request.url))
        page.goto(file.absolute().as_uri())
        times.append(page.evaluate(FIRST_CHART))
        page.wait_for_load_state("networkidle")
        page.close()
    files = {Path(unquote(urlsplit(address).path)) for address in asked}
    sizes = [file.stat().st_size for file in files if file.is_file()]
    return {
        "bytes": sum(sizes),
        "files": len(sizes),
        "first_chart": round(statistics.median(times)),
    }


STEPS = {"make": make, "publish": publish, "day": publish_day}

if __name__ == "__main__":
    main()
