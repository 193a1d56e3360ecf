"""What repeats across an outlet's articles: learnt at the end of a run, taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import polars as pl

from analysis.records import Article, Furniture
from analysis.sources.articles import count_words, drop_paragraphs
from analysis.text.hashes import hash_text, hash_words
from analysis.warehouse.warehouse import Warehouse, read_records
from flows.intake import load_furniture, replace_articles
from flows.stories import join_stories

# How far back an outlet's pages are taken to look as they do now.
_DAYS = timedelta(days=30)


def learn_furniture(
    warehouse: Warehouse, touched: Mapping[str, date], now: datetime
) -> Sequence[Furniture]:
    """Learn the repeating paragraphs of the outlets in `touched`, which maps them to
    the first day they got articles for, and take them out of articles of that time.
    Gives what is new."""
    if not touched:
        return []
    since = min(touched.values()) - _DAYS
    outlets = pl.DataFrame({"outlet": sorted(touched)})
    rows = warehouse.load("repeated_paragraph", {"incoming": outlets}, since=since)
    known = load_furniture(warehouse)
    found = [
        Furniture(**row, text_hash=hash_text(row["text"]), learnt_at=now)
        for row in rows.iter_rows(named=True)
    ]
    learnt = [f for f in found if f.text_hash not in known.get(f.outlet, ())]
    if learnt:
        with warehouse.transaction():
            warehouse.save_records("furniture", learnt)
            cleaned = _clean_again(warehouse, learnt, since)
            replace_articles(warehouse, cleaned)
            join_stories(warehouse, cleaned)
    return learnt


def _clean_again(
    warehouse: Warehouse, learnt: Sequence[Furniture], since: date
) -> list[Article]:
    texts = pl.DataFrame(
        [(one.outlet, one.text) for one in learnt], ["outlet", "text"], orient="row"
    )
    rows = warehouse.load("articles_with_paragraph", {"incoming": texts}, since=since)
    furniture = load_furniture(warehouse)
    articles = read_records(Article, rows)
    cleaned = [_take_out(article, furniture[article.outlet]) for article in articles]
    return [article for article in cleaned if article.body]


def _take_out(article: Article, furniture: frozenset[int]) -> Article:
    """The article without its furniture, which may be all that joined it to a story."""
    body = drop_paragraphs(article.body, furniture)
    return replace(
        article,
        body=body,
        word_count=count_words(body),
        story_id=hash_words(article.title, body),
        text_hash=hash_text(article.title, body),
    )
