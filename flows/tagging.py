"""Which articles belong to which topic of the config, kept up to date."""

from collections.abc import Sequence

import polars as pl
from tqdm import tqdm

from analysis.text.topics import RULES, Topic, find_topics
from analysis.warehouse.warehouse import Warehouse

AT_ONCE = 20_000


def tag_articles(
    warehouse: Warehouse, topics: Sequence[Topic], at_once: int = AT_ONCE
) -> int:
    """Bring `article_topic` up to date; returns how many articles were searched.

    New and changed articles are searched, and all of them after a query was added or
    changed: folding a text takes longer than looking for a few more words in it. Each
    piece of `at_once` articles is kept as it is done, and a killed call is finished by
    the next one.
    """
    settle_queries(warehouse, topics)
    places = warehouse.load("untagged_article") if topics else pl.DataFrame()
    pieces = places.iter_slices(at_once)
    with tqdm(total=len(places), desc="topics", disable=None, leave=False) as bar:
        for piece in pieces:
            _tag_piece(warehouse, piece, topics)
            bar.update(len(piece))
    return len(places)


def settle_queries(warehouse: Warehouse, topics: Sequence[Topic]) -> None:
    """Make `topic` say what the config says, and forget what followed from others."""
    incoming = pl.DataFrame(
        [(topic.name, topic.query, RULES) for topic in topics],
        {"topic": pl.String, "query": pl.String, "code": pl.String},
        orient="row",
    )
    with warehouse.transaction():
        warehouse.save("forget_topics", {"incoming": incoming})
        if len(warehouse.load("new_topic", {"incoming": incoming})):
            warehouse.save("untag_articles")
            warehouse.save("save_topic", {"incoming": incoming})


def _tag_piece(
    warehouse: Warehouse, places: pl.DataFrame, topics: Sequence[Topic]
) -> None:
    articles = warehouse.load("article_at", {"incoming": places})
    frames = {"searched": articles, "found": find_topics(articles, topics)}
    with warehouse.transaction():
        warehouse.save("save_article_topic", frames)
