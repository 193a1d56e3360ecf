from dataclasses import replace
from datetime import date

import pytest

from analysis.records import Alias, Article
from analysis.sources.identity import Arrival, identify
from tests.samples import an_article

MAIN = "https://daily.example/truce"
MOBILE = "https://m.daily.example/truce"


def an_arrival(
    number: int, url: str, delivered: str | None = None, **fields: object
) -> Arrival:
    article = replace(an_article(number), url=url, word_count=80, **fields)  # type: ignore[arg-type]
    return Arrival(article=article, url=delivered or url)


def numbers(articles: list[Article]) -> list[int]:
    return [article.article_id for article in articles]


def test_an_article_delivered_under_another_address_keeps_both() -> None:
    articles, aliases = identify([an_arrival(1, MAIN, MOBILE)], {})

    assert numbers(articles) == [1]
    assert aliases == [Alias(outlet="Daily", url=MOBILE, article_id=1)]


def test_an_address_met_before_leads_to_its_article() -> None:
    first = an_arrival(1, MAIN, MOBILE)
    teaser = an_arrival(2, MOBILE, text_hash=9)

    articles, _ = identify([first, teaser], {})

    assert [(a.article_id, a.url) for a in articles] == [(1, MAIN), (1, MAIN)]


def test_an_article_of_the_warehouse_gives_its_number_and_address() -> None:
    held = replace(an_article(7), url=MAIN)

    articles, aliases = identify([an_arrival(1, MOBILE)], {0: held})

    assert [(a.article_id, a.url) for a in articles] == [(7, MAIN)]
    assert aliases == [Alias(outlet="Daily", url=MOBILE, article_id=7)]


def test_one_long_text_under_two_addresses_is_one_article() -> None:
    one = an_arrival(1, MAIN, text_hash=5)
    other = an_arrival(2, MAIN + "-2", text_hash=5)

    articles, aliases = identify([one, other], {})

    assert numbers(articles) == [1, 1]
    assert [alias.url for alias in aliases] == [MAIN + "-2"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"outlet": "Weekly"}, id="of another outlet"),
        pytest.param({"published_on": date(2026, 11, 30)}, id="a month later"),
        pytest.param({"published_on": None}, id="undated"),
        pytest.param({"text_hash": 6}, id="with another text"),
    ],
)
def test_what_only_looks_alike_stays_another_article(fields: dict[str, object]) -> None:
    one = an_arrival(1, MAIN, text_hash=5)
    other = an_arrival(2, MAIN + "-2", **{"text_hash": 5, **fields})  # type: ignore[arg-type]

    articles, aliases = identify([one, other], {})

    assert (numbers(articles), aliases) == ([1, 2], [])


def test_a_short_text_under_two_addresses_is_two_articles() -> None:
    one, other = an_arrival(1, MAIN), an_arrival(2, MAIN + "-2")
    notices = [
        Arrival(article=replace(a.article, word_count=9, text_hash=5), url=a.url)
        for a in (one, other)
    ]

    articles, _ = identify(notices, {})

    assert numbers(articles) == [1, 2]
