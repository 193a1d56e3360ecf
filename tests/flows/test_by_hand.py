"""Twelve articles, every published number worked out on paper.

no  outlet    day      story  sentences: section, voice, escalation, diplomacy, tone
1   Daily de  Mon      1      headline own (1, 0, -1); lead own (.5, .5, 0);
                              body direct (0, 1, .5); body indirect (.5, 0, -.5)
2   Daily de  Mon      2      body own (.25, .25, 0)
3   Daily de  Mon      3      body own (0, .75, .5)
4   Daily de  Mon      3      body own (0, .75, .5), (0, .25, .5)
5   Daily de  Tue      5      body own (.75, 0, -1); carries a wire text
6   Post en   Mon      5      body own (.75, 0, -1); carries it as well
7   Post en   Mon      7      body own (.25, 0, 0)
8   Post en   Mon      8      body own (0, .5, 1); credits an agency
9   Post en   Tue      9      body own (.25, .25, 0)
10  Post en   Thu      10     body own (.5, .25, -.5)
11  Post en   next Mon 11     body own (1, 0, -1)
12  Post en   none     12     body own (1, 0, -1); undated: in no series

Topic "talks" finds 2, 3 and 6. As (E, D, S), article 1 is (2/4, 1.5/4, -1/4), article 4
is (0, .5, .5); the others have one sentence. Framed are all but 2, 7 and 9.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from analysis.records import Article
from analysis.warehouse.warehouse import Warehouse
from flows.measuring import save_measures
from tests.samples import (
    MODEL,
    NOW,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
    ask_copy,
)

MON, TUE, THU, NEXT = (date(2026, 11, day) for day in (2, 3, 5, 9))
ARTICLES: list[
    tuple[int, str, date | None, int, list[tuple[float, float, float]]]
] = [
    (1, "Daily", MON, 1, [(1, 0, -1), (0.5, 0.5, 0), (0, 1, 0.5), (0.5, 0, -0.5)]),
    (2, "Daily", MON, 2, [(0.25, 0.25, 0)]),
    (3, "Daily", MON, 3, [(0, 0.75, 0.5)]),
    (4, "Daily", MON, 3, [(0, 0.75, 0.5), (0, 0.25, 0.5)]),
    (5, "Daily", TUE, 5, [(0.75, 0, -1)]),
    (6, "Post", MON, 5, [(0.75, 0, -1)]),
    (7, "Post", MON, 7, [(0.25, 0, 0)]),
    (8, "Post", MON, 8, [(0, 0.5, 1)]),
    (9, "Post", TUE, 9, [(0.25, 0.25, 0)]),
    (10, "Post", THU, 10, [(0.5, 0.25, -0.5)]),
    (11, "Post", NEXT, 11, [(1, 0, -1)]),
    (12, "Post", None, 12, [(1, 0, -1)]),
]  # fmt: skip
PLACES = [
    ("headline", "own"),
    ("lead", "own"),
    ("body", "direct"),
    ("body", "indirect"),
]
LANGUAGES = {"Daily": "de", "Post": "en"}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with Warehouse(tmp_path_factory.mktemp("hand") / "w.duckdb") as opened:
        opened.save_records("outlet", [an_outlet("Daily"), an_outlet("Post")])
        opened.save_records("model", [MODEL])
        for number, outlet, day, story, scores in ARTICLES:
            article = replace(
                an_article(number, outlet, day, story),
                language=LANGUAGES[outlet],
                agency="AP" if number == 8 else None,
            )
            save_told(opened, article, scores)
        tagged = pl.DataFrame({"article_id": [2, 3, 6], "topic": ["talks"] * 3})
        texts = tagged.select("article_id", text_hash="article_id")
        opened.save("save_article_topic", {"found": tagged, "searched": texts})
        save_measures(opened, MODEL.model_id, NOW)
        yield opened


def save_told(
    warehouse: Warehouse, article: Article, scores: list[tuple[float, float, float]]
) -> None:
    number = article.article_id
    places = PLACES if number == 1 else [("body", "own")] * len(scores)
    hashes = [100 * number + place for place in range(len(scores))]
    warehouse.save_records("article", [article])
    warehouse.save_records(
        "sentence",
        [
            replace(a_sentence(number, place, key), section=section, voice=voice)
            for place, (key, (section, voice)) in enumerate(
                zip(hashes, places, strict=True)
            )
        ],
    )
    warehouse.save_records(
        "sentence_score",
        [a_score(key, *score) for key, score in zip(hashes, scores, strict=True)],
    )


# ruff: noqa: ERA001


def found(warehouse: Warehouse, where: str, *columns: str) -> list[tuple[object, ...]]:
    sql = f"SELECT {', '.join(columns)} FROM series WHERE {where} ORDER BY ALL"  # noqa: S608
    return ask_copy(warehouse, sql).rows()


def test_an_article_is_the_mean_of_its_sentences_and_of_each_of_its_parts(
    warehouse: Warehouse,
) -> None:
    rows = ask_copy(
        warehouse,
        "SELECT * EXCLUDE (model_id, story_id, published_on)"
        " FROM article_score WHERE article_id IN (1, 2) ORDER BY article_id",
    ).rows(named=True)

    assert rows[0] == {
        "article_id": 1,
        "outlet": "Daily",
        "sentences": 4,
        "framed_sentences": 4,
        "sentiment": -0.25,
        "escalation": 0.5,
        "diplomacy": 0.375,
        "balance": -1 / 7,  # (.375 - .5) / .875
        "intensity": 0.875,
        "quoted_share": 0.5,
        "headline_escalation": 1.0,
        "headline_diplomacy": 0.0,
        "lead_escalation": 0.5,
        "lead_diplomacy": 0.5,
        "body_escalation": 0.25,  # (0 + .5) / 2
        "body_diplomacy": 0.5,
        "quoted_escalation": 0.25,
        "quoted_diplomacy": 0.5,
        "own_escalation": 0.75,  # headline and lead
        "own_diplomacy": 0.25,
    }
    assert (rows[1]["framed_sentences"], rows[1]["balance"]) == (0, None)


def test_an_outlets_day_and_its_interval(warehouse: Warehouse) -> None:
    (row,) = ask_copy(
        warehouse,
        "SELECT * FROM outlet_day WHERE outlet = 'Daily' AND day = '2026-11-02'",
    ).rows(named=True)

    # Articles 1 to 4: E .5 .25 0 0, D .375 .25 .75 .5, S -.25 0 .5 .5.
    # Stories 1, 2, 3 have 1, 1, 2 articles and residuals T - R·N
    #   E: .5 - .1875 = .3125, .25 - .1875 = .0625, 0 - .375 = -.375
    #      variance = 3/2 · (.09765625 + .00390625 + .140625) / 16 = .0227050781
    #      error .1506821; t of 2 degrees 4.302653; .1875 ± .6483330
    #   D: .375 - .46875 = -.09375, -.21875, 1.25 - .9375 = .3125
    #      variance = 3/2 · (.0087890625 + .0478515625 + .09765625) / 16 = .0144653320
    #      error .1202719; .46875 ± .5174882
    #   S: -.25 - .1875 = -.4375, -.1875, 1 - .375 = .625
    #      variance = 3/2 · (.19140625 + .03515625 + .390625) / 16 = .0578613281
    #      error .2405438; .1875 ± 1.0349766
    #   covariance of E and D = 3/2 · (-.0292968750 - .0136718750 - .1171875) / 16
    #      = -.0150146484
    #   balance (.46875 - .1875) / .65625 = 3/7; variance = 4 · (.1875² · .0144653320
    #      + .46875² · .0227050781 - 2 · .1875 · .46875 · -.0150146484) / .65625⁴
    #      = 4 · (.0005085468 + .0049889088 + .0026392937) / .1854716 = .1754818
    #      error .4189055; .4285714 ± 1.8024050
    assert {name: row[name] for name in row if "corrected" not in name} == {
        "outlet": "Daily",
        "day": MON,
        "model_id": MODEL.model_id,
        "status": "complete",
        "articles": 4,
        "distinct_stories": 3,
        "sentences": 8,
        "framed_articles": 3,
        "sentiment": 0.1875,
        "sentiment_low": -0.847477,
        "sentiment_high": 1.0,
        "escalation": 0.1875,
        "escalation_low": 0.0,
        "escalation_high": 0.835833,
        "diplomacy": 0.46875,
        "diplomacy_low": 0.0,
        "diplomacy_high": 0.986238,
        "balance": 0.428571,
        "balance_low": -1.0,
        "balance_high": 1.0,
        "intensity": 0.65625,
        # variance .0227051 + .0144653 - 2 · .0150146 = .0071411; error .0845051
        "intensity_low": 0.292654,
        "intensity_high": 1.019846,
    }


def test_every_day_of_an_outlet_stands_in_its_series(warehouse: Warehouse) -> None:
    rows = ask_copy(
        warehouse,
        "SELECT outlet, day, status, articles, framed_articles, escalation,"
        " escalation_low, balance FROM outlet_day ORDER BY outlet, day",
    ).rows()

    nothing = ("missing", 0, 0, None, None, None)
    gap = [("Post", date(2026, 11, day), *nothing) for day in (6, 7, 8)]
    assert rows == [
        ("Daily", MON, "complete", 4, 3, 0.1875, 0.0, 0.428571),
        ("Daily", TUE, "complete", 1, 1, 0.75, None, -1.0),
        # Mon: E .75 .25 0; residuals .4166667, -.0833333, -.3333333;
        # variance = 3/2 · .2916667 / 9 = .0486111; error .2204793; .3333333 - .9486458
        ("Post", MON, "complete", 3, 2, 0.333333, 0.0, -0.333333),
        ("Post", TUE, "complete", 1, 0, 0.25, None, None),
        ("Post", date(2026, 11, 4), "missing", 0, 0, None, None, None),
        ("Post", THU, "complete", 1, 1, 0.5, None, -0.333333),
        *gap,
        ("Post", NEXT, "complete", 1, 1, 1.0, None, -1.0),
    ]


def test_a_week_comes_from_its_articles(warehouse: Warehouse) -> None:
    rows = ask_copy(
        warehouse,
        "SELECT outlet, week, status, days_missing, articles, distinct_stories,"
        " escalation, diplomacy FROM outlet_week ORDER BY outlet, week",
    ).rows()

    # A week is complete with seven complete days: Daily has two, Post's last one.
    assert rows == [
        # E (.5 + .25 + 0 + 0 + .75) / 5, D (.375 + .25 + .75 + .5 + 0) / 5
        ("Daily", MON, "partial", 0, 5, 4, 0.3, 0.375),
        # E (.75 + .25 + 0 + .25 + .5) / 5, D (0 + 0 + .5 + .25 + .25) / 5
        ("Post", MON, "partial", 4, 5, 5, 0.35, 0.2),
        ("Post", NEXT, "partial", 0, 1, 1, 1.0, 0.0),
    ]


def test_a_story_may_count_once_and_copies_not_at_all(warehouse: Warehouse) -> None:
    week = "grain = 'week' AND period = '2026-11-02' AND part = 'all' AND topic = ''"

    rows = found(
        warehouse,
        week,
        "level",
        "member",
        "copies",
        "articles",
        "stories",
        "escalation",
    )

    assert rows == [
        # Means of the outlets: all (.3 + .35) / 2; once (.375 + .35) / 2;
        # without (.1875 + .333333) / 2
        ("balanced", "", "all", 10, 8, 0.325),
        ("balanced", "", "once", 10, 8, 0.3625),
        ("balanced", "", "without", 7, 6, 0.260417),
        # Stories 1, 2, 3, 5: once (.5 + .25 + 0 + .75) / 4; 5 is Post's as well:
        # without (.5 + .25 + 0 + 0) / 4
        ("language", "de", "all", 5, 4, 0.3),
        ("language", "de", "once", 5, 4, 0.375),
        ("language", "de", "without", 4, 3, 0.1875),
        # Without 6, which Daily carries, and 8, which credits an agency
        ("language", "en", "all", 5, 5, 0.35),
        ("language", "en", "once", 5, 5, 0.35),
        ("language", "en", "without", 3, 3, 0.333333),
        ("outlet", "Daily", "all", 5, 4, 0.3),
        ("outlet", "Daily", "once", 5, 4, 0.375),
        ("outlet", "Daily", "without", 4, 3, 0.1875),
        ("outlet", "Post", "all", 5, 5, 0.35),
        ("outlet", "Post", "once", 5, 5, 0.35),
        ("outlet", "Post", "without", 3, 3, 0.333333),
        # All: (1.5 + 1.75) / 10; once: stories .5 .25 0 .75 .25 0 .25 .5;
        # without: .5 .25 0 0 .25 .25 .5
        ("pooled", "", "all", 10, 8, 0.325),
        ("pooled", "", "once", 10, 8, 0.3125),
        ("pooled", "", "without", 7, 6, 0.25),
    ]


def test_the_errors_of_all_outlets_know_which_stories_they_share(
    warehouse: Warehouse,
) -> None:
    week = (
        "grain = 'week' AND period = '2026-11-02' AND part = 'all' AND copies = 'all'"
        " AND topic = '' AND level IN ('pooled', 'balanced')"
    )

    rows = found(warehouse, week, "level", "escalation", "escalation_se")

    # Pooled: residuals of the eight stories .175 -.075 -.65 .85 -.075 -.325 -.075 .175;
    #   variance = 8/7 · 1.32875 / 100 = .0151857
    # Balanced: Daily's stories .2 -.05 -.6 .45, variance 4/3 · .605 / 25 = .0322667;
    #   Post's .4 -.1 -.35 -.1 .15, variance 5/4 · .325 / 25 = .01625; story 5 is in
    #   both: 2 · (.45 · √(4/3) / 5) · (.4 · √(5/4) / 5) = .0185903;
    #   variance = (.0322667 + .01625 + .0185903) / 4 = .0167767
    assert rows == [("balanced", 0.325, 0.129525), ("pooled", 0.325, 0.12323)]


def test_headline_lead_body_own_voice_and_quotes_are_series_of_their_own(
    warehouse: Warehouse,
) -> None:
    daily = (
        "grain = 'week' AND level = 'outlet' AND member = 'Daily' AND copies = 'all'"
        " AND topic = ''"
    )

    rows = found(warehouse, daily, "part", "articles", "sentences", "escalation")

    assert rows == [
        ("all", 5, 9, 0.3),
        ("body", 5, 7, 0.25),  # (.25 + .25 + 0 + 0 + .75) / 5
        ("headline", 1, 1, 1.0),
        ("lead", 1, 1, 0.5),
        ("own", 5, 7, 0.35),  # (.75 + .25 + 0 + 0 + .75) / 5
        ("quoted", 1, 2, 0.25),
    ]


def test_a_topic_is_a_series_of_its_articles(warehouse: Warehouse) -> None:
    rows = found(
        warehouse,
        "topic = 'talks' AND grain = 'week' AND copies = 'all'",
        *("level", "member", "part", "outlets", "articles", "escalation", "balance"),
    )

    # Escalation .25, 0 and .75; diplomacy .25, .75 and 0; balanced (.125 + .75) / 2
    # and (.5 + 0) / 2: (.25 - .4375) / .6875
    assert rows == [
        ("balanced", "", "all", 2, 3, 0.4375, -0.272727),
        ("language", "de", "all", None, 2, 0.125, 0.6),
        ("language", "en", "all", None, 1, 0.75, -1.0),
        ("outlet", "Daily", "all", 1, 2, 0.125, 0.6),
        ("outlet", "Post", "all", 1, 1, 0.75, -1.0),
        ("pooled", "", "all", 2, 3, 0.333333, 0.0),
    ]


def test_any_mean_equals_the_one_computed_from_its_sentences(
    warehouse: Warehouse,
) -> None:
    sql = """
        WITH article_mean AS (
            SELECT outlet, date_trunc('week', published_on)::DATE AS week,
                avg(escalation) AS escalation, avg(positive - negative) AS sentiment
            FROM article JOIN sentence USING (article_id)
            JOIN sentence_score AS score ON score.text_hash = sentence.text_hash
            WHERE published_on IS NOT NULL
            GROUP BY article_id, outlet, week
        )
        SELECT outlet, week, round(avg(escalation), 6), round(avg(sentiment), 6)
        FROM article_mean GROUP BY ALL ORDER BY ALL
    """

    from_sentences = ask_copy(warehouse, sql).rows()

    published = (
        "SELECT outlet, week, escalation, sentiment FROM outlet_week ORDER BY ALL"
    )
    assert ask_copy(warehouse, published).rows() == from_sentences
