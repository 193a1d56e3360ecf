"""Topics in a real warehouse."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.records import Article
from analysis.text.topics import find_topics, parse_topic
from analysis.warehouse.warehouse import Warehouse, ask
from flows.tagging import settle_queries, tag_articles
from tests.samples import an_article

PEACE = parse_topic("peace", "peace")
WAR = parse_topic("war", "war")


def a_text(article_id: int, body: str) -> Article:
    return replace(an_article(article_id), body=body)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        texts = ["War and peace.", "Peace.", "Rain.", "Wars."]
        articles = [a_text(number, text) for number, text in enumerate(texts, 1)]
        opened.save_records("article", articles)
        yield opened


def tags(warehouse: Warehouse) -> list[tuple[int, str]]:
    published = warehouse.path.with_name("published.duckdb")
    warehouse.publish(published)
    rows = ask(published, "SELECT article_id, topic FROM article_topic ORDER BY ALL")
    return rows.rows()


def test_every_article_is_searched_once(warehouse: Warehouse) -> None:
    assert tag_articles(warehouse, [PEACE, WAR], at_once=3) == 4
    assert tag_articles(warehouse, [PEACE, WAR]) == 0

    assert tags(warehouse) == [(1, "peace"), (1, "war"), (2, "peace"), (4, "war")]


def test_new_and_changed_articles_are_searched(warehouse: Warehouse) -> None:
    tag_articles(warehouse, [PEACE, WAR])
    changed = replace(a_text(2, "War."), text_hash=20)
    warehouse.save_records("newer_article", [changed])
    warehouse.save_records("article", [a_text(5, "Peace.")])

    assert tag_articles(warehouse, [PEACE, WAR]) == 2
    assert tags(warehouse) == [
        (1, "peace"),
        (1, "war"),
        (2, "war"),
        (4, "war"),
        (5, "peace"),
    ]


def test_a_changed_query_is_looked_for_everywhere(warehouse: Warehouse) -> None:
    tag_articles(warehouse, [PEACE, WAR])

    assert tag_articles(warehouse, [parse_topic("peace", "rain"), WAR]) == 4
    assert tags(warehouse) == [(1, "war"), (3, "peace"), (4, "war")]


def test_a_topic_that_left_the_config_is_forgotten(warehouse: Warehouse) -> None:
    tag_articles(warehouse, [PEACE, WAR])

    assert tag_articles(warehouse, [WAR]) == 0
    assert tags(warehouse) == [(1, "war"), (4, "war")]

    assert tag_articles(warehouse, []) == 0
    assert tags(warehouse) == []


def test_a_topic_that_comes_back_is_looked_for_again(warehouse: Warehouse) -> None:
    for topics in ([PEACE], [], [PEACE]):
        tag_articles(warehouse, topics)

    assert tags(warehouse) == [(1, "peace"), (2, "peace")]


def test_what_a_kill_cut_short_is_finished(warehouse: Warehouse) -> None:
    tag_articles(warehouse, [WAR])
    settle_queries(warehouse, [WAR, PEACE])
    first = warehouse.load("untagged_article").head(1)
    searched = warehouse.load("article_at", {"incoming": first})
    found = find_topics(searched, [WAR, PEACE])
    warehouse.save("save_article_topic", {"searched": searched, "found": found})

    assert tag_articles(warehouse, [WAR, PEACE]) == 3
    assert tags(warehouse) == [(1, "peace"), (1, "war"), (2, "peace"), (4, "war")]
