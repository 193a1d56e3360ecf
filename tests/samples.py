"""Records for tests: what a test is not about is filled in here."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import polars as pl

from analysis.records import Article, Model, Outlet, Run, Score, Sentence
from analysis.warehouse.warehouse import Warehouse, ask

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MODEL = Model(
    model_id="tiny@1",
    name="tiny",
    revision="1",
    codebook="1",
    task="framing+sentiment",
    created_at=NOW,
)


def an_outlet(outlet: str = "Daily", time_zone: str = "UTC") -> Outlet:
    return Outlet(outlet=outlet, name=outlet, time_zone=time_zone)


def an_article(
    article_id: int = 1,
    outlet: str = "Daily",
    day: date | None = date(2026, 11, 2),
    story_id: int | None = None,
    extraction: str = "jsonl",
) -> Article:
    return Article(
        article_id=article_id,
        outlet=outlet,
        url=f"https://daily.example/{article_id}",
        title="A title",
        body="A body.",
        language="en",
        published_at=datetime(day.year, day.month, day.day, tzinfo=UTC)
        if day
        else None,
        published_on=day,
        date_source="record" if day else None,
        fetched_at=NOW,
        source="articles",
        extraction=extraction,
        place=None,
        word_count=2,
        story_id=article_id if story_id is None else story_id,
        text_hash=article_id,
    )


def a_run(started_at: datetime = NOW, run_id: str = "r") -> Run:
    return Run(
        run_id=run_id,
        started_at=started_at,
        finished_at=None,
        status="running",
        articles=0,
        repeats=0,
        rejects=0,
        sentences_scored=0,
        model_id=None,
        code_version="1",
    )


def a_sentence(article_id: int, position: int, text_hash: int) -> Sentence:
    return Sentence(
        article_id=article_id,
        position=position,
        section="body",
        text=f"Sentence {text_hash}.",
        text_hash=text_hash,
        is_quote=False,
    )


def a_score(
    text_hash: int,
    escalation: float,
    diplomacy: float,
    sentiment: float = 0.0,
) -> Score:
    """A score whose positive minus negative probability is `sentiment`."""
    return Score(
        text_hash=text_hash,
        model_id=MODEL.model_id,
        negative=max(-sentiment, 0.0),
        neutral=1 - abs(sentiment),
        positive=max(sentiment, 0.0),
        escalation=escalation,
        diplomacy=diplomacy,
    )


def save_scored(
    warehouse: Warehouse,
    article: Article,
    scores: Sequence[tuple[float, float]],
) -> None:
    """An article whose sentences have the given (escalation, diplomacy)."""
    first = article.article_id * 100
    warehouse.save_records("new_outlet", [an_outlet(article.outlet)])
    warehouse.save_records("article", [article])
    warehouse.save_records(
        "sentence",
        [a_sentence(article.article_id, n, first + n) for n in range(len(scores))],
    )
    warehouse.save_records(
        "sentence_score",
        [a_score(first + n, *both) for n, both in enumerate(scores)],
    )


def ask_copy(warehouse: Warehouse, sql: str) -> pl.DataFrame:
    """What a reader would see if this were published now."""
    copy = warehouse.path.with_name("copy.duckdb")
    warehouse.publish(copy)
    return ask(copy, sql)
