"""Forty days of three invented outlets in a real warehouse, and what a site loads of
them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import polars as pl

from analysis.records import Article, Sentence
from analysis.warehouse.warehouse import Warehouse
from dashboards.frames import SiteFacts, SiteFrames
from dashboards.pages.page import Site
from flows.measuring import save_measures
from tests.dashboards.samples import make_corrections
from tests.samples import MODEL, a_score, an_article, an_outlet

NOW = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)
LAST = date(2026, 11, 21)
FIRST = LAST - timedelta(days=39)
# Escalation and diplomacy of an article's sentences; its first is the headline.
CALM = ((0.1, 0.2), (0.3, 0.6))
HARSH = ((0.7, 0.1), (0.5, 0.1))
MIXED = ((0.4, 0.3), (0.6, 0.3))


def list_articles() -> Iterator[tuple[Article, tuple[tuple[float, float], ...]]]:
    """Daily writes as ever and turns on the last day; Herald stays as it is; Weekly
    has an article on Saturdays; a wire text runs in both dailies on the last day."""
    for number in range(40):
        day = FIRST + timedelta(days=number)
        is_last = day == LAST
        daily = (HARSH, HARSH, HARSH, MIXED) if is_last else (CALM, CALM, MIXED, HARSH)
        for place, scores in enumerate(daily):
            yield an_article(1000 + 10 * number + place, "Daily", day), scores
        for place, scores in enumerate((CALM, MIXED, HARSH)):
            yield an_article(5000 + 10 * number + place, "Herald", day), scores
        if day.weekday() == 5:
            yield an_article(9000 + number, "Weekly", day), MIXED
    wire = an_article(9500, "Daily", LAST, story_id=77)
    wire = replace(wire, published_at=datetime.combine(LAST, time(6), UTC))
    yield replace(wire, title="Two ships meet", agency="AFP"), ((0.9, 0.1), (0.2, 0.1))
    copy = an_article(9501, "Herald", LAST, story_id=77)
    copy = replace(copy, published_at=datetime.combine(LAST, time(7), UTC))
    yield (
        replace(copy, title="Ships meet", url="javascript:alert(1)"),
        (
            (0.9, 0.1),
            (0.2, 0.1),
        ),
    )


def fill(warehouse: Warehouse) -> None:
    """Articles, sentences and scores of all, measured at `NOW`."""
    found = list(list_articles())
    warehouse.save_records(
        "outlet", [an_outlet(o) for o in ("Daily", "Herald", "Weekly")]
    )
    warehouse.save_records("model", [MODEL])
    warehouse.save_records("article", [article for article, _ in found])
    warehouse.save_records(
        "sentence", [s for pair in found for s in _list_sentences(*pair)]
    )
    scored = {
        s.text_hash: scores[s.position]
        for article, scores in found
        for s in _list_sentences(article, scores)
    }
    warehouse.save_records(
        "sentence_score",
        [a_score(text, up, down, down - up) for text, (up, down) in scored.items()],
    )
    save_measures(warehouse, MODEL.model_id, NOW)


def correct(warehouse: Warehouse) -> None:
    """Gold corrects both frames of both dailies, by `LINE`."""
    rows = make_corrections(["Daily", "Herald"], ("escalation", "diplomacy"))
    warehouse.save(
        "save_correction", {"incoming": rows.drop("model_id")}, model_id=MODEL.model_id
    )


def load_site(warehouse: Warehouse) -> Site:
    """What the first page needs, as `load_site_frames` loads it."""
    names = (
        "outlet_day",
        "outlet_week",
        "correction",
        "today_stretch",
        "today_sentence",
    )
    frames = {name: warehouse.load(name, model_id=MODEL.model_id) for name in names}
    counts = warehouse.load("site_facts").row(0, named=True)
    return Site(
        frames=SiteFrames(
            outlet=warehouse.load("outlet_summary"),
            change_point=pl.DataFrame(),
            unwell=warehouse.load("unwell"),
            **frames,
        ),
        facts=SiteFacts(
            built_at=NOW,
            model_id=MODEL.model_id,
            codebook=MODEL.codebook,
            code_version="0.1.0",
            run_id="r-1",
            **counts,
        ),
    )


def open_newsroom(folder: Path) -> Warehouse:
    """The warehouse, filled, in a new file of the folder."""
    warehouse = Warehouse(folder / "newsroom.duckdb")
    fill(warehouse)
    return warehouse


def _list_sentences(
    article: Article, scores: tuple[tuple[float, float], ...]
) -> list[Sentence]:
    # A wire text has the same sentences wherever it runs.
    first = 100 * (article.story_id or 0)
    return [
        Sentence(
            article_id=article.article_id,
            position=position,
            section="body" if position else "headline",
            text=f"Sentence {first + position}.",
            text_hash=first + position,
            is_quote=False,
            voice="indirect" if position else "own",
            speaker="a mayor" if position else None,
        )
        for position in range(len(scores))
    ]
