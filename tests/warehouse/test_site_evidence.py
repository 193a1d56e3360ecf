"""Which sentences the site keeps, from a real warehouse."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.warehouse.warehouse import Warehouse
from flows.measuring import save_measures
from tests.samples import (
    MODEL,
    NOW,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
    save_scored,
)

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
# More outlet-days than this, and the strongest alone is kept of each.
FULL = 12_000


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def kept(warehouse: Warehouse, *columns: str) -> list[tuple[object, ...]]:
    save_measures(warehouse, MODEL.model_id, NOW)
    rows = warehouse.load("site_evidence", model_id=MODEL.model_id)
    return rows.sort("outlet", "day", "article_id", "position").select(columns).rows()


def fill(warehouse: Warehouse, outlet_days: int) -> None:
    """Unscored articles of so many outlets, before the time that tests are about."""
    numbers = pl.DataFrame({"n": np.arange(outlet_days, dtype=np.uint64) + 10**6})
    articles = numbers.select(
        article_id="n",
        outlet=pl.format("Outlet {}", "n"),
        body=pl.lit(""),
        published_on=pl.date(1980, 1, 1),
        fetched_at=pl.lit(NOW),
        source=pl.lit("archive"),
        extraction=pl.lit("jsonl"),
        word_count=pl.lit(0, pl.UInt32),
        story_id="n",
        text_hash="n",
    )
    warehouse.save("save_article", {"incoming": articles})


def test_a_small_site_keeps_every_sentence_with_its_article_and_day(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(1), [(0.75, 0.25), (0.25, 0.0)])
    save_scored(warehouse, an_article(2), [(0.5, 0.5)])
    save_scored(warehouse, an_article(3, "Post", story_id=1), [(0.0, 0.0)])
    warehouse.save(
        "save_article_topic",
        {
            "searched": pl.DataFrame({"article_id": [1], "text_hash": [1]}),
            "found": pl.DataFrame({"article_id": [1, 1], "topic": ["war", "irva"]}),
        },
    )

    rows = kept(
        warehouse,
        *("outlet", "day_sentences", "article_id", "text"),
        *("story_outlets", "shared", "topics", "article_sentences"),
        *("article_escalation", "escalation"),
    )

    topics = ["irva", "war"]
    assert rows == [
        ("Daily", 3, 1, "Sentence 100.", 2, True, topics, 2, 0.5, 0.75),
        ("Daily", 3, 1, "Sentence 101.", 2, True, topics, 2, 0.5, 0.25),
        ("Daily", 3, 2, "Sentence 200.", 1, False, [], 1, 0.5, 0.5),
        ("Post", 1, 3, "Sentence 300.", 2, True, [], 1, 0.0, 0.0),
    ]


@pytest.mark.parametrize(
    ("outlet_days", "number"),
    [(1, 8192), (187, 64), (188, 32), (6000, 2), (6001, 1), (FULL + 1, 1)],
)
def test_how_many_are_kept_of_a_day_halves_when_the_days_double(
    warehouse: Warehouse, outlet_days: int, number: int
) -> None:
    fill(warehouse, outlet_days - 1)
    save_scored(warehouse, an_article(1), [(0.5, 0.5)])

    assert kept(warehouse, "kept") == [(number,)]


def test_a_large_site_keeps_the_strongest_of_a_day_and_of_each_part_of_a_week(
    warehouse: Warehouse,
) -> None:
    fill(warehouse, FULL)
    save_scored(
        warehouse,
        an_article(1, day=MONDAY),
        [(0.9, 0.1), (0.8, 0.7), (0.2, 0.9), (0.3, 0.3)],
    )
    save_scored(warehouse, an_article(2, day=TUESDAY), [(0.1, 0.0), (0.05, 0.2)])
    quoted = replace(a_sentence(3, 0, 300), voice="direct", section="headline")
    warehouse.save_records("article", [an_article(3, day=TUESDAY)])
    warehouse.save_records("sentence", [quoted])
    warehouse.save_records("sentence_score", [a_score(300, 0.02, 0.01, -0.9)])

    rows = kept(warehouse, "day", "text")

    # Sentence 101 is the second of its day in both; 103 in neither; 300 is the only
    # headline and quotation of its week, and the most negative.
    assert rows == [
        (MONDAY, "Sentence 100."),
        (MONDAY, "Sentence 102."),
        (TUESDAY, "Sentence 200."),
        (TUESDAY, "Sentence 201."),
        (TUESDAY, "Sentence 300."),
    ]


def test_a_text_that_an_outlet_ran_twice_on_a_day_is_kept_once(
    warehouse: Warehouse,
) -> None:
    fill(warehouse, FULL // 4)
    save_scored(warehouse, an_article(1), [(0.9, 0.3), (0.5, 0.2), (0.4, 0.1)])
    warehouse.save_records("article", [an_article(2)])
    warehouse.save_records("sentence", [a_sentence(2, 0, 100)])

    rows = kept(warehouse, "kept", "article_id", "text")

    assert rows == [(2, 1, "Sentence 100."), (2, 1, "Sentence 101.")]


def test_a_model_of_sentiment_keeps_the_most_negative_and_positive(
    warehouse: Warehouse,
) -> None:
    fill(warehouse, FULL)
    warehouse.save_records("outlet", [an_outlet("Daily")])
    for number, day in ((1, MONDAY), (2, TUESDAY)):
        warehouse.save_records("article", [an_article(number, day=day)])
        for place, tone in enumerate((-0.5, 0.1, 0.75)):
            key = 100 * number + place
            score = a_score(key, 0, 0, tone * number / 2)
            warehouse.save_records("sentence", [a_sentence(number, place, key)])
            warehouse.save_records(
                "sentence_score", [replace(score, escalation=None, diplomacy=None)]
            )

    rows = kept(warehouse, "text", "sentiment")

    assert rows == [
        ("Sentence 100.", -0.25),
        ("Sentence 102.", 0.375),
        ("Sentence 200.", -0.5),
        ("Sentence 202.", 0.75),
    ]


def test_each_day_has_what_sorting_all_of_its_sentences_gives(
    warehouse: Warehouse,
) -> None:
    chance = np.random.default_rng(6)
    every = []
    for number in range(1, 31):
        scores = chance.random((9, 2)).round(4).tolist()
        day = MONDAY + timedelta(days=number % 5)
        save_scored(warehouse, an_article(number, day=day), [(e, d) for e, d in scores])
        every += [
            (day, f"Sentence {100 * number + place}.", *pair)
            for place, pair in enumerate(scores)
        ]
    fill(warehouse, FULL // 4)

    rows = kept(warehouse, "day", "text")

    sentences = pl.DataFrame(every, ("day", "text", "e", "d"), orient="row")
    strongest = [
        sentences.select("day", "text", name).sort(name).group_by("day").tail(2)
        for name in ("e", "d")
    ]
    found = {pair for part in strongest for pair in part.select("day", "text").rows()}
    assert found <= {*rows}
    # Nothing but sentiment, of which all sentences have the same, adds to these.
    assert len(rows) <= len(found) + 4


def test_articles_that_are_undated_or_not_scored_whole_are_left_out(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(1, day=None), [(0.9, 0.9)])
    save_scored(warehouse, an_article(2), [(0.5, 0.0)])
    warehouse.save_records("sentence", [a_sentence(2, 1, 999)])

    assert kept(warehouse, "text") == []


def test_another_models_scores_are_no_evidence(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1), [(0.5, 0.25)])
    other = replace(a_score(100, 0.99, 0.99), model_id="other@1")
    warehouse.save_records("sentence_score", [other])

    assert kept(warehouse, "text", "escalation") == [("Sentence 100.", 0.5)]


def test_an_empty_warehouse_has_none(warehouse: Warehouse) -> None:
    assert kept(warehouse, "text") == []
