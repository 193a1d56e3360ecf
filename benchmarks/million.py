"""How long the measures of a million articles take; prints one JSON object.

    python benchmarks/million.py [--articles 1000000] [--keep DIR] [--no-peer]

Makes a warehouse of 30 outlets, 365 days and 20 scored sentences an article (random
scores; 40 % of the articles carry a story of several outlets) in a temporary folder, or
in DIR where it is kept and used again. Then, each in a process of its own:

- `views`: all that publishing computes, from scores to series (`series` seconds), then
  changes, weekdays and contrasts (`findings`), and the frames that the site is made of
  (`frames`). Not the copy of the file.
- `day`: the same after one more day of articles has come.
- `peer`: the same series without changes, contrasts and the balanced level, by polars
  from Parquet files; `apart` is how far its values lie from ours at most.

Seconds are of the wall, `cpu` of all threads, megabytes the most that was resident.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from analysis.records import Model, Outlet
from analysis.warehouse.warehouse import Warehouse, ask
from benchmarks.million_peer import measure_with_polars
from flows.measuring import save_measures
from flows.publish import MEMORY, save_findings
from flows.site_frames import load_site_frames

OUTLETS, DAYS, SENTENCES, AT_ONCE = 30, 365, 20, 50_000
FIRST = date(2025, 11, 3)
NOW = datetime(2026, 12, 1, tzinfo=UTC)
SEED = 20261122
SECTIONS = np.array(["headline", "lead", "lead", "body"])
VOICES = np.array(["own", "own", "indirect", "direct"])
MODEL = Model(
    model_id="random@1",
    name="random",
    revision="1",
    codebook="1",
    task="framing+sentiment",
    created_at=NOW,
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        print(json.dumps(time_step(STEPS[given.step], given.keep, given.articles)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        steps = ["make", "views", "day", *([] if given.no_peer else ["peer"])]
        found = {step: run_step(step, folder, given.articles) for step in steps}
    print(json.dumps({"articles": given.articles, **found}))


def run_step(step: str, folder: Path, articles: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.million", "--step", step]
    command += ["--keep", str(folder), "--articles", str(articles)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def time_step(
    step: Callable[[Path, int], dict[str, float]], folder: Path, articles: int
) -> dict[str, float]:
    started, busy = time.perf_counter(), time.process_time()
    found = step(folder, articles)
    return {
        "seconds": round(time.perf_counter() - started, 2),
        "cpu": round(time.process_time() - busy, 2),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        **found,
    }


def make(folder: Path, articles: int) -> dict[str, float]:
    """The warehouse without measures, and the same rows as Parquet files."""
    if (folder / "w.duckdb").exists():
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    with Warehouse(folder / "w.duckdb") as warehouse:
        warehouse.save_records("model", [MODEL])
        names = [Outlet(outlet=f"Outlet {n}", name=f"{n}") for n in range(OUTLETS)]
        warehouse.save_records("outlet", names)
        for number, rows in enumerate(make_rows(articles)):
            save_rows(warehouse, *rows)
            for table, frame in zip(
                ("article", "sentence", "score"), rows, strict=True
            ):
                frame.write_parquet(folder / f"{table}-{number:03}.parquet")
    return {"bytes": (folder / "w.duckdb").stat().st_size}


def make_rows(
    articles: int,
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]]:
    numbers = np.arange(articles, dtype=np.uint64)
    days = numbers * DAYS // articles
    for start in range(0, articles, AT_ONCE):
        chosen = slice(start, start + AT_ONCE)
        yield make_piece(numbers[chosen], days[chosen], start)


def make_piece(
    numbers: np.ndarray, days: np.ndarray, seed: int
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Articles of the given numbers and days, their sentences and scores."""
    random = np.random.default_rng([SEED, seed])
    stories = np.where(
        numbers % 5 < 2,
        numbers // 15 * 3 + random.integers(0, 3, len(numbers)),
        numbers + 10**9,
    )
    article = pl.DataFrame(
        {
            # Numbers as hashes are: in no order.
            "article_id": numbers * np.uint64(11400714819323198485),
            "outlet": [f"Outlet {n}" for n in numbers % OUTLETS],
            "body": "",
            "language": np.where(numbers % OUTLETS < 18, "de", "en"),
            "published_on": [FIRST + timedelta(days=int(day)) for day in days],
            "fetched_at": NOW,
            "source": "archive",
            "extraction": "jsonl",
            "word_count": 400,
            "story_id": stories.astype(np.uint64),
            "text_hash": numbers,
        }
    )
    position = np.tile(np.arange(SENTENCES, dtype=np.uint64), len(numbers))
    count = len(position)
    hashes = (
        np.repeat(numbers, SENTENCES) * np.uint64(SENTENCES) + position
    ) * np.uint64(14029467366897019727)
    sentence = pl.DataFrame(
        {
            "article_id": np.repeat(article["article_id"].to_numpy(), SENTENCES),
            "position": position.astype(np.uint16),
            "section": SECTIONS[position.clip(0, 3)],
            "text": "",
            "text_hash": hashes,
            "is_quote": position % 4 == 3,
            "voice": VOICES[position % 4],
        }
    )
    frames = random.random((count, 2)) ** 4
    tones = random.dirichlet([1, 2, 1], count)
    score = pl.DataFrame(
        {
            "text_hash": hashes,
            "model_id": MODEL.model_id,
            "negative": tones[:, 0],
            "neutral": tones[:, 1],
            "positive": tones[:, 2],
            "escalation": frames[:, 0],
            "diplomacy": frames[:, 1],
        }
    ).with_columns(pl.selectors.float().round(4).cast(pl.Float32))
    return article, sentence, score


def save_rows(
    warehouse: Warehouse,
    article: pl.DataFrame,
    sentence: pl.DataFrame,
    score: pl.DataFrame,
) -> None:
    with warehouse.transaction():
        warehouse.save("save_article", {"incoming": article})
        warehouse.save("save_sentence", {"incoming": sentence})
        warehouse.save("save_sentence_score", {"incoming": score})


def make_views(folder: Path, articles: int) -> dict[str, float]:
    del articles
    marks = [time.perf_counter()]
    with Warehouse(folder / "w.duckdb", memory=MEMORY) as warehouse:
        weeks = save_measures(warehouse, MODEL.model_id, NOW)
        marks.append(time.perf_counter())
        save_findings(warehouse, MODEL.model_id)
        marks.append(time.perf_counter())
        frames = load_site_frames(warehouse, MODEL.model_id)
        marks.append(time.perf_counter())
    names = ("series", "findings", "frames")
    spent = [round(end - start, 2) for start, end in pairwise(marks)]
    return {
        "weeks": weeks,
        "outlet_days": len(frames.outlet_day),
        **dict(zip(names, spent, strict=True)),
    }


def add_day(folder: Path, articles: int) -> dict[str, float]:
    """One more day; the time of writing its rows is not counted."""
    numbers = np.arange(articles // DAYS, dtype=np.uint64) + np.uint64(10 * articles)
    with Warehouse(folder / "w.duckdb") as warehouse:
        rows = make_piece(numbers, np.full(len(numbers), DAYS), 10 * articles)
        save_rows(warehouse, *rows)
    started, busy = time.perf_counter(), time.process_time()
    found = make_views(folder, articles)
    return {
        **found,
        "new_articles": len(numbers),
        "seconds": round(time.perf_counter() - started, 2),
        "cpu": round(time.process_time() - busy, 2),
    }


def ask_peer(folder: Path, articles: int) -> dict[str, float]:
    """Polars over the Parquet files, which lack the day that came after."""
    del articles
    started, busy = time.perf_counter(), time.process_time()
    peer = measure_with_polars(folder)
    seconds = {
        "seconds": round(time.perf_counter() - started, 2),
        "cpu": round(time.process_time() - busy, 2),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        "rows": len(peer),
    }
    return {**seconds, "apart": find_distance(folder, peer)}


def find_distance(folder: Path, peer: pl.DataFrame) -> float:
    """How far values and errors lie apart at most, in days before the one that came."""
    keys = ["grain", "period", "level", "member", "part", "copies"]
    values = ["escalation", "escalation_se", "diplomacy", "sentiment", "frames_cov"]
    ours = ask(folder / "w.duckdb", "SELECT * FROM series_value WHERE grain = 'day'")
    both = ours.join(peer, on=keys, how="inner", suffix="_peer")
    before = both.filter(pl.col("period") < FIRST + timedelta(days=DAYS))
    return float(
        before.select(
            pl.max_horizontal(
                (pl.col(value) - pl.col(f"{value}_peer")).abs().max()
                for value in values
            )
        ).item()
    )


STEPS = {"make": make, "views": make_views, "day": add_day, "peer": ask_peer}

if __name__ == "__main__":
    main()
