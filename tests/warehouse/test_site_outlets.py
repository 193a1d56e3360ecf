"""What the pages of outlets are made of beside series."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from analysis.warehouse.warehouse import Warehouse
from flows.measuring import save_measures
from tests.samples import MODEL, NOW, a_score, a_sentence, an_article, an_outlet

WEEK = date(2026, 11, 2)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Four dated articles of one outlet: two of a story that another one carries too,
    one of its own, one of an agency without a headline; and one without a date."""
    with Warehouse(tmp_path_factory.mktemp("outlets") / "w.duckdb") as opened:
        opened.save_records("model", [MODEL])
        opened.save_records("outlet", [an_outlet("Daily"), an_outlet("Post")])
        save_article(opened, 1, story=1, escalation=(0.5, 0.2))
        save_article(opened, 2, story=1, escalation=(0.3, 0.1))
        save_article(opened, 3, story=1, escalation=(0.9, 0.9), outlet="Post")
        save_article(opened, 4, story=4, escalation=(0.1, 0.2))
        save_article(opened, 5, story=5, escalation=(None, 0.6), agency="dpa")
        save_article(opened, 6, story=6, escalation=(0.7, 0.7), day=None)
        save_measures(opened, MODEL.model_id, NOW)
        yield opened


def save_article(
    warehouse: Warehouse,
    number: int,
    *,
    story: int,
    escalation: tuple[float | None, float],
    outlet: str = "Daily",
    agency: str | None = None,
    day: date | None = WEEK,
) -> None:
    """An article of a headline, if it has one, and a body of one sentence."""
    article = replace(
        an_article(number, outlet, day, story_id=story), agency=agency, source="feed"
    )
    warehouse.save_records("article", [article])
    for position, (section, score) in enumerate(
        zip(("headline", "body"), escalation, strict=True)
    ):
        if score is None:
            continue
        key = 10 * number + position
        sentence = replace(a_sentence(number, position, key), section=section)
        warehouse.save_records("sentence", [sentence])
        warehouse.save_records("sentence_score", [a_score(key, score, score / 2)])


def test_articles_are_an_outlets_own_where_their_story_is_its_alone(
    warehouse: Warehouse,
) -> None:
    weeks = warehouse.load("site_agency")

    assert weeks.rows() == [("Daily", WEEK, 4, 1, 2, 1), ("Post", WEEK, 1, 0, 1, 0)]


def test_parts_of_the_same_articles_are_summed_by_story(warehouse: Warehouse) -> None:
    sums = warehouse.load("site_part_sum", model_id=MODEL.model_id)
    [row] = sums.filter(
        outlet="Daily", part="headline", other="body", measure="escalation"
    ).iter_rows(named=True)

    # Story 1 has two articles with .8 and .3 together, story 4 one with .1 and .2.
    assert [row[name] for name in ("n", "stories", "nn")] == [3, 2, 5]
    assert [row[name] for name in ("x", "xn", "xx")] == [0.9, 1.7, 0.65]
    assert [row[name] for name in ("y", "yn", "yy", "xy")] == [0.5, 0.8, 0.13, 0.26]


def test_for_a_balance_escalation_is_multiplied_with_diplomacy(
    warehouse: Warehouse,
) -> None:
    sums = warehouse.load("site_part_sum", model_id=MODEL.model_id)
    [row] = sums.filter(
        outlet="Daily", part="headline", other="body", measure="frames"
    ).iter_rows(named=True)

    # Diplomacy is half of escalation, and so are the products half of its own.
    assert [row[name] for name in ("xx", "yy")] == [0.325, 0.065]
    assert [row[name] for name in ("xy", "yx")] == [0.13, 0.13]


def test_shared_and_own_articles_are_summed_apart(warehouse: Warehouse) -> None:
    sums = warehouse.load("site_part_sum", model_id=MODEL.model_id)
    found = sums.filter(outlet="Daily", other="", measure="escalation")

    # Means of articles: .35 and .2 of story 1, .6 of the agency; .15 of its own.
    assert found.select("part", "n", "stories", "x", "y").rows() == [
        ("alone", 1, 1, 0.15, None),
        ("shared", 3, 2, 1.15, None),
    ]


def test_an_outlets_sources_are_counted_with_its_undated_articles(
    warehouse: Warehouse,
) -> None:
    sources = warehouse.load("site_outlet_source")

    assert sources.rows() == [("Daily", "feed", 5), ("Post", "feed", 1)]
