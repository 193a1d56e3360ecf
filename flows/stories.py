"""Articles that have just come in are joined with the stories they carry."""

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from analysis.measures.copies import SHARED_BANDS, Member, find_bands, find_stories
from analysis.records import Article, StoryBand
from analysis.warehouse.warehouse import Warehouse, frame_records, read_records

# A wire text that runs again after two weeks is news of another day.
MOST_DAYS = 14
_WINDOW = timedelta(days=MOST_DAYS)


def join_stories(warehouse: Warehouse, fresh: Sequence[Article]) -> None:
    """Mark the texts of `fresh` articles and give near copies within two weeks one
    `story_id`. The time this takes depends on the articles of these weeks alone."""
    bands = [band for article in fresh for band in _mark(article)]
    if not bands:
        return
    warehouse.save_records("story_band", bands)
    days = [band.day for band in bands]
    pairs = warehouse.load(
        "story_candidate",
        {"incoming": frame_records(bands)},
        most_days=MOST_DAYS,
        shared_bands=SHARED_BANDS,
        since=min(days) - _WINDOW,
        until=max(days) + _WINDOW,
    )
    rows = warehouse.load_texts(pl.concat([pairs["one"], pairs["other"]]))
    renamed = find_stories(pairs.iter_rows(), read_records(Member, rows))
    if renamed:
        incoming = pl.DataFrame(
            {"old_story_id": list(renamed), "story_id": list(renamed.values())},
            {"old_story_id": pl.UInt64, "story_id": pl.UInt64},
        )
        warehouse.save("join_stories", {"incoming": incoming})


def _mark(article: Article) -> list[StoryBand]:
    day = article.published_on or article.fetched_at.date()
    return [
        StoryBand(band=band, day=day, article_id=article.article_id)
        for band in find_bands(article.body)
    ]
