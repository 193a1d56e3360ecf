"""What repeats across an outlet's articles, in a real warehouse."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from analysis.records import Article
from analysis.warehouse.warehouse import Warehouse, read_records
from flows.furnishing import learn_furniture
from flows.stories import join_stories
from tests.samples import NOW, an_article

FIRST = date(2026, 11, 2)
BOX = "Stay informed: our editors write to you every morning about river and bridge."
BACKGROUND = (
    "The bridge was closed in the spring, when both states recalled their envoys."
)


def an_article_of(number: int, body: str, days: int = 3) -> Article:
    day = FIRST + timedelta(days=number % days)
    return replace(
        an_article(number),
        body=body,
        published_on=day,
        published_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        word_count=40,
    )


def bodies(count: int, *, box: int = 0, background: int = 0) -> list[str]:
    """Three paragraphs of news each; the first `box` ones end with a box, the first
    `background` ones hold a paragraph of background."""
    return [
        "\n\n".join(
            [
                f"Envoys met for round {number}.",
                f"They spoke about question {number} for hours.",
                *([BACKGROUND] if number < background else []),
                f"Guards stood at door {number}.",
                f"Rain fell on roof {number}.",
                f"Round {number + 1} will follow.",
                *([BOX] if number < box else []),
            ]
        )
        for number in range(count)
    ]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def learn(warehouse: Warehouse, texts: list[str], days: int = 3) -> list[str]:
    articles = [an_article_of(n, text, days) for n, text in enumerate(texts, 1)]
    warehouse.save_records("article", articles)
    return [one.text for one in learn_furniture(warehouse, {"Daily": FIRST}, NOW)]


def name_words(prefix: str, count: int) -> str:
    """So many words that no other prefix has."""
    return " ".join(f"{prefix}{number}" for number in range(count))


def stored(warehouse: Warehouse) -> list[Article]:
    everywhere = pl.DataFrame({"outlet": ["Daily"], "text": ["Envoys met"]})
    rows = warehouse.load(
        "articles_with_paragraph", {"incoming": everywhere}, since=FIRST
    )
    return read_records(Article, rows)


def test_a_box_at_the_end_of_every_page_is_learnt_and_taken_out(
    warehouse: Warehouse,
) -> None:
    assert learn(warehouse, bodies(8, box=8)) == [BOX]

    assert not any(BOX in article.body for article in stored(warehouse))
    assert {article.word_count for article in stored(warehouse)} == {26}


def test_background_that_recurs_within_articles_stays(warehouse: Warehouse) -> None:
    assert learn(warehouse, bodies(8, background=8)) == []


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        pytest.param(bodies(4, box=4), 3, id="in four stories"),
        pytest.param(bodies(8, box=8), 1, id="on one day"),
        pytest.param(bodies(40, box=7), 3, id="in less than a fifth"),
    ],
)
def test_what_does_not_repeat_enough_stays(
    warehouse: Warehouse, texts: list[str], days: int
) -> None:
    assert learn(warehouse, texts, days) == []


def test_what_was_learnt_is_not_learnt_again(warehouse: Warehouse) -> None:
    learn(warehouse, bodies(8, box=8))

    assert learn_furniture(warehouse, {"Daily": FIRST}, NOW) == []


def test_a_box_so_long_that_it_made_one_story_of_all_is_learnt_and_parts_them(
    warehouse: Warehouse,
) -> None:
    box = name_words("box", 90)
    articles = [
        an_article_of(
            number,
            "\n\n".join(
                [
                    f"Envoys met for round {number}.",
                    name_words(f"talk{number}x", 40),
                    name_words(f"rain{number}x", 40),
                    box,
                ]
            ),
        )
        for number in range(10)
    ]
    warehouse.save_records("article", articles)
    join_stories(warehouse, articles)
    joined = {article.story_id for article in stored(warehouse)}

    learnt = learn_furniture(warehouse, {"Daily": FIRST}, NOW)

    parted = {article.story_id for article in stored(warehouse)}
    assert [one.text for one in learnt] == [box]
    assert (len(joined), len(parted)) == (1, 10)


def test_copies_stay_one_story_when_a_box_is_taken_out_of_them(
    warehouse: Warehouse,
) -> None:
    texts = bodies(8, box=8)
    wire = f"Envoys met.\n\n{name_words('wire', 80)}\n\n"
    copies = [f"{wire}Read by editor {number}.\n\n{BOX}" for number in range(2)]

    assert learn(warehouse, [*texts, *copies]) == [BOX]

    stories = [article.story_id for article in stored(warehouse)]
    assert (len(stories), len(set(stories))) == (10, 9)


def test_copies_of_one_text_have_no_box(warehouse: Warehouse) -> None:
    wire = "\n\n".join(name_words(f"wire{number}x", 20) for number in range(4))
    copies = [f"Envoys met, wrote editor {number}.\n\n{wire}" for number in range(6)]

    assert learn(warehouse, copies) == []
