"""Invented press in a real warehouse: rows in, the view `series` out."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from analysis.records import Model, Outlet, Sample
from analysis.warehouse.warehouse import Warehouse, ask
from benchmarks.worlds import QUESTIONS, Press
from flows.correcting import SENTIMENTS, save_corrections
from flows.measuring import save_measures

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MODEL = Model(
    model_id="invented@1",
    name="invented",
    revision="1",
    codebook="1",
    task="framing+sentiment",
    created_at=NOW,
)
SERIES = """
    SELECT level, member AS outlet, period AS week, COLUMNS('.*_corrected.*')
    FROM series
    WHERE grain = 'week' AND level IN ('outlet', 'balanced')
        AND part = 'all' AND copies = 'all' AND topic = ''
"""


def correct_series(
    press: Press, scores: pl.DataFrame, samples: Sequence[pl.DataFrame]
) -> Iterator[pl.DataFrame]:
    """Corrected outlet-weeks and weeks of the balanced series by each of the samples
    (`benchmarks.coded.draw_gold`) alone: level, outlet, week, question, estimate, low
    and high."""
    with tempfile.TemporaryDirectory() as folder:
        measured, coded = Path(folder, "measured.duckdb"), Path(folder, "coded.duckdb")
        with Warehouse(Path(folder, "working.duckdb")) as warehouse:
            fill(warehouse, press, scores)
            save_measures(warehouse, MODEL.model_id, NOW)
            warehouse.publish(measured)
        for number, items in enumerate(samples):
            working = Path(folder, f"{number}.duckdb")
            working.write_bytes(measured.read_bytes())
            with Warehouse(working) as warehouse:
                save_gold(warehouse, items)
                save_corrections(warehouse, MODEL.model_id)
                warehouse.publish(coded)
            yield read_series(coded)


def fill(warehouse: Warehouse, press: Press, scores: pl.DataFrame) -> None:
    """Put a press and its scores into an empty warehouse."""
    names = press.articles["outlet"].unique().sort()
    articles = press.articles.select(
        *("article_id", "outlet", "story_id"),
        published_on="day",
        body=pl.lit(""),
        language=pl.lit("en"),
        fetched_at=pl.lit(NOW),
        source=pl.lit("worlds"),
        extraction=pl.lit("invented"),
        word_count=pl.lit(1),
        text_hash="article_id",
    )
    sentences = press.sentences.with_columns(
        section=pl.lit("body"), text=pl.lit(""), is_quote=pl.lit(value=False)
    )
    with warehouse.transaction():
        warehouse.save_records("model", [MODEL])
        warehouse.save_records("outlet", [Outlet(outlet=n, name=n) for n in names])
        warehouse.save("save_article", {"incoming": articles})
        warehouse.save("save_sentence", {"incoming": sentences})
        rows = scores.with_columns(model_id=pl.lit(MODEL.model_id))
        warehouse.save("save_sentence_score", {"incoming": rows})


def save_gold(warehouse: Warehouse, items: pl.DataFrame) -> None:
    """A sample and one coder's answers to all of it."""
    sample = Sample(
        sample_id="s",
        model_id=MODEL.model_id,
        drawn_at=NOW,
        since=items["week"].min(),  # type: ignore[arg-type]
        until=NOW.date(),
        frame=len(items),
        items=len(items),
        seed=0,
    )
    named = {number: name for name, number in SENTIMENTS.items()}
    gold = items.select(
        "text_hash",
        "inclusion_probability",
        pl.col(QUESTIONS).cast(pl.Boolean),
        pl.col("sentiment").replace_strict(named, return_dtype=pl.String),
        coder=pl.lit("a"),
        sample_id=pl.lit("s"),
    )
    rows = items.with_row_index("item", 1).with_columns(sample_id=pl.lit("s"))
    warehouse.save_records("sample", [sample])
    warehouse.save("save_sample_item", {"incoming": rows})
    warehouse.save("save_gold", {"incoming": gold})


def read_series(coded: Path) -> pl.DataFrame:
    rows = ask(coded, SERIES)
    return pl.concat(
        rows.select(
            *("level", "outlet", "week"),
            question=pl.lit(question),
            estimate=f"{question}_corrected",
            low=f"{question}_corrected_low",
            high=f"{question}_corrected_high",
        )
        for question in (*QUESTIONS, "sentiment", "balance")
    )
