"""Articles → outlet_day, outlet_week and day, each number worked out by hand."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from analysis.records import Fetch
from analysis.warehouse.warehouse import Warehouse
from flows.measuring import save_article_sums, save_measures
from flows.publish import measure_all
from tests.samples import (
    MODEL,
    NOW,
    a_score,
    a_sentence,
    an_article,
    an_outlet,
    ask_copy,
    save_scored,
)

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (2, 3, 4))


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def measured(
    warehouse: Warehouse, series: str, *columns: str
) -> list[tuple[object, ...]]:
    save_measures(warehouse, MODEL.model_id, NOW)
    return warehouse.load(series, model_id=MODEL.model_id).select(columns).rows()


def a_fetch(on: datetime, outcome: str = "ok", outlet: str = "Daily") -> Fetch:
    return Fetch(
        fetch_id=int(on.timestamp()),
        run_id="r",
        source="feed",
        outlet=outlet,
        live=True,
        url="https://daily.example/feed",
        fetched_at=on,
        status=200,
        bytes=1,
        milliseconds=1,
        outcome=outcome,
        receipt=None,
    )


def test_a_day_is_the_mean_over_its_articles_not_over_its_sentences(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(1), [(0.75, 0.25), (0.25, 0.25)])
    save_scored(warehouse, an_article(2), [(0.0, 0.75)])

    rows = measured(
        warehouse,
        "outlet_day",
        *("articles", "sentences", "framed_articles"),
        *("escalation", "diplomacy", "balance", "escalation_low"),
    )

    # article 1: .5 and .25; article 2: 0 and .75; day: .25 and .5; (.5-.25)/.75
    assert rows == [(2, 3, 2, 0.25, 0.5, 0.333333, None)]


def test_a_week_weighs_articles_not_days(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1, day=MONDAY), [(1.0, 0.0)])
    for article_id in (2, 3, 4):
        save_scored(warehouse, an_article(article_id, day=TUESDAY), [(0.0, 0.5)])

    rows = measured(warehouse, "outlet_week", "articles", "escalation", "diplomacy")

    assert rows == [(4, 0.25, 0.375)]


def test_all_outlets_pool_their_articles(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1, outlet="Daily"), [(1.0, 0.0)])
    save_scored(warehouse, an_article(2, outlet="Post", story_id=1), [(1.0, 0.0)])
    save_scored(warehouse, an_article(3, outlet="Post"), [(0.25, 0.75)])

    rows = measured(
        warehouse, "day", "outlets", "articles", "distinct_stories", "escalation"
    )

    assert rows == [(2, 3, 2, 0.75)]


def test_nothing_framed_has_measures_but_no_balance(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1), [(0.25, 0.0), (0.0, 0.25)])

    rows = measured(warehouse, "outlet_day", "framed_articles", "escalation", "balance")

    assert rows == [(0, 0.125, None)]


def test_a_day_without_articles_is_missing_not_zero(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1, day=MONDAY), [(0.5, 0.5)])
    save_scored(warehouse, an_article(2, day=WEDNESDAY), [(0.5, 0.5)])

    rows = measured(warehouse, "outlet_day", "day", "status", "articles", "escalation")

    assert rows == [
        (MONDAY, "complete", 1, 0.5),
        (TUESDAY, "missing", 0, None),
        (WEDNESDAY, "complete", 1, 0.5),
    ]


def test_a_feed_read_on_a_silent_day_and_on_the_next_makes_it_complete(
    warehouse: Warehouse,
) -> None:
    warehouse.save_records("outlet", [an_outlet("Daily")])
    answered = [NOW - timedelta(days=ago) for ago in (4, 3, 0)]
    warehouse.save_records("fetch", [a_fetch(on) for on in answered])
    failed = a_fetch(NOW - timedelta(days=1), outcome="timeout")
    warehouse.save_records("fetch", [failed])

    rows = measured(warehouse, "outlet_day", "day", "status", "articles")

    assert rows == [
        (date(2026, 11, 18), "complete", 0),
        # What came after it was read may be gone from the feed three days later.
        (date(2026, 11, 19), "partial", 0),
        (date(2026, 11, 20), "missing", 0),
        (date(2026, 11, 21), "missing", 0),
        (date(2026, 11, 22), "partial", 0),
    ]


def test_files_hold_whole_days_only_outside_of_a_feeds_time(
    warehouse: Warehouse,
) -> None:
    for number, ago in enumerate((5, 3, 0), 1):
        day = (NOW - timedelta(days=ago)).date()
        save_scored(warehouse, an_article(number, day=day), [(0.5, 0.5)])
    visits = [NOW - timedelta(days=ago) for ago in (4, 2)]
    warehouse.save_records("fetch", [a_fetch(on) for on in visits])

    rows = measured(warehouse, "outlet_day", "day", "status")

    assert rows == [
        (date(2026, 11, 17), "complete"),
        (date(2026, 11, 18), "partial"),
        # One article from a file does not make up for a day without a visit.
        (date(2026, 11, 19), "partial"),
        (date(2026, 11, 20), "partial"),
        (date(2026, 11, 21), "missing"),
        (date(2026, 11, 22), "partial"),
    ]


def test_an_outlet_that_is_not_asked_any_more_is_not_missed(
    warehouse: Warehouse,
) -> None:
    warehouse.save_records("outlet", [an_outlet("Daily"), an_outlet("Gone")])
    days = [NOW - timedelta(days=ago) for ago in (4, 3, 2, 1, 0)]
    kept = [a_fetch(on) for on in days]
    left = [
        replace(a_fetch(on, outcome, "Gone"), fetch_id=number)
        for number, (on, outcome) in enumerate(
            zip(days, ("ok", "ok", "timeout"), strict=False)
        )
    ]
    warehouse.save_records("fetch", [*kept, *left])

    rows = measured(warehouse, "day", "day", "status", "outlets_missing")

    assert rows == [
        (date(2026, 11, 18), "complete", 0),
        (date(2026, 11, 19), "partial", 0),
        (date(2026, 11, 20), "partial", 1),
        (date(2026, 11, 21), "complete", 0),
        (date(2026, 11, 22), "partial", 0),
    ]


def test_a_week_is_complete_with_seven_complete_days(warehouse: Warehouse) -> None:
    for number in range(9):
        day = MONDAY + timedelta(days=number)
        save_scored(warehouse, an_article(number + 1, day=day), [(0.5, 0.5)])
    save_scored(warehouse, an_article(20, "Post", MONDAY), [(0.5, 0.5)])
    save_measures(warehouse, MODEL.model_id, NOW)

    rows = ask_copy(
        warehouse,
        "SELECT member, period, status, days_missing, days_known, days"
        " FROM collection WHERE grain = 'week' ORDER BY ALL",
    ).rows()

    later = MONDAY + timedelta(weeks=1)
    assert rows == [
        ("", MONDAY, "partial", 0, 8, 14),
        ("", later, "partial", 0, 2, 7),
        ("Daily", MONDAY, "complete", 0, 7, 7),
        ("Daily", later, "partial", 0, 2, 7),
        ("Post", MONDAY, "partial", 0, 1, 7),
    ]


def test_articles_from_before_the_first_visit_to_a_feed_are_a_part(
    warehouse: Warehouse,
) -> None:
    old = replace(an_article(1, day=date(2026, 11, 21)), source="feed")
    save_scored(warehouse, old, [(0.5, 0.5)])
    warehouse.save_records("fetch", [a_fetch(NOW)])

    rows = measured(warehouse, "outlet_day", "day", "status")

    assert rows == [(date(2026, 11, 21), "partial"), (date(2026, 11, 22), "partial")]


def test_today_is_partial_in_the_outlets_own_zone(warehouse: Warehouse) -> None:
    warehouse.save_records("outlet", [an_outlet("Daily", "Pacific/Auckland")])
    late = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    warehouse.save_records("fetch", [a_fetch(late)])

    save_measures(warehouse, MODEL.model_id, late)
    rows = warehouse.load("outlet_day", model_id=MODEL.model_id)

    assert rows.select("day", "status").rows() == [(date(2026, 11, 22), "partial")]


def test_an_undated_article_is_in_no_series(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1, day=None), [(0.5, 0.5)])

    assert measured(warehouse, "outlet_day", "day") == []


def test_only_weeks_with_news_are_measured_again(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1, day=MONDAY), [(0.5, 0.5)])
    first = save_measures(warehouse, MODEL.model_id, NOW)
    again = save_measures(warehouse, MODEL.model_id, NOW)
    save_scored(warehouse, an_article(2, day=MONDAY), [(0.0, 1.0)])

    third = save_measures(warehouse, MODEL.model_id, NOW)

    days = warehouse.load("outlet_day", model_id=MODEL.model_id)
    assert (first, again, third) == (1, 0, 1)
    columns = days.select("articles", "escalation", "diplomacy")
    assert columns.rows() == [(2, 0.25, 0.75)]


def test_a_topic_that_two_articles_of_a_day_gain_is_news(
    warehouse: Warehouse,
) -> None:
    for article_id in (1, 2):
        save_scored(warehouse, an_article(article_id), [(0.5, 0.5)])
    save_measures(warehouse, MODEL.model_id, NOW)
    tagged = pl.DataFrame({"article_id": [1, 2], "topic": ["talks"] * 2})
    texts = tagged.select("article_id", text_hash="article_id")
    warehouse.save("save_article_topic", {"found": tagged, "searched": texts})

    assert save_measures(warehouse, MODEL.model_id, NOW) == 1


def test_scores_that_come_late_are_news(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1, day=MONDAY), [(0.5, 0.5)])
    warehouse.save_records("article", [an_article(2, day=MONDAY)])
    warehouse.save_records("sentence", [a_sentence(2, 0, 200)])

    early = measured(warehouse, "outlet_day", "status", "articles", "escalation")
    warehouse.save_records("sentence_score", [a_score(200, 0.0, 0.0)])
    late = measured(warehouse, "outlet_day", "status", "articles", "escalation")

    assert early == [("partial", 1, 0.5)]
    assert late == [("complete", 2, 0.25)]


def test_another_model_is_another_series(warehouse: Warehouse) -> None:
    save_scored(warehouse, an_article(1), [(0.5, 0.5)])
    save_measures(warehouse, MODEL.model_id, NOW)

    save_measures(warehouse, "other@2", NOW)

    mine = warehouse.load("outlet_day", model_id=MODEL.model_id)
    other = warehouse.load("outlet_day", model_id="other@2")
    assert (mine["articles"].to_list(), other["articles"].to_list()) == ([1], [0])


def test_of_one_outlet_alone_all_levels_are_the_same(warehouse: Warehouse) -> None:
    for article_id, escalation in ((1, 0.5), (2, 0.25), (3, 0.0)):
        save_scored(warehouse, an_article(article_id), [(escalation, 0.5)])
    save_measures(warehouse, MODEL.model_id, NOW)

    rows = ask_copy(
        warehouse,
        "SELECT DISTINCT articles, escalation, escalation_se, escalation_low"
        " FROM series WHERE level <> 'balanced'",
    ).rows()

    # Residuals .25, 0, -.25: variance 3/2 · .125 / 9 = .0208333
    assert rows == [(3, 0.25, 0.144338, 0.0)]


def test_where_all_are_copies_there_is_one_story_and_no_interval(
    warehouse: Warehouse,
) -> None:
    for article_id, outlet in ((1, "Daily"), (2, "Post"), (3, "Herald"), (4, "Echo")):
        wire = an_article(article_id, outlet, story_id=1)
        save_scored(warehouse, wire, [(0.5, 0.25)])
    save_measures(warehouse, MODEL.model_id, NOW)

    rows = ask_copy(
        warehouse,
        "SELECT copies, articles, stories, escalation, escalation_low FROM series"
        " WHERE level = 'pooled' AND grain = 'day' AND part = 'all' ORDER BY copies",
    ).rows()

    assert rows == [("all", 4, 1, 0.5, None), ("once", 4, 1, 0.5, None)]
    assert (
        measured(warehouse, "outlet_day", "articles", "escalation_low")
        == [(1, None)] * 4
    )


def test_a_second_outlet_makes_a_story_of_an_earlier_week_a_copy(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(1, "Daily", story_id=1), [(0.5, 0.25)])
    save_measures(warehouse, MODEL.model_id, NOW)
    later = an_article(2, "Post", day=date(2026, 11, 10), story_id=1)
    save_scored(warehouse, later, [(0.5, 0.25)])

    weeks = save_measures(warehouse, MODEL.model_id, NOW)

    left = ask_copy(warehouse, "SELECT * FROM series WHERE copies = 'without'")
    assert (weeks, len(left)) == (2, 0)


def test_an_article_of_which_a_sentence_waits_for_its_score_is_in_no_series(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(1), [(0.5, 0.25)])
    warehouse.save_records("sentence", [a_sentence(1, 1, 999)])

    early = measured(warehouse, "outlet_day", "status", "articles", "escalation")
    warehouse.save_records("sentence_score", [a_score(999, 0.0, 0.25)])
    late = measured(warehouse, "outlet_day", "status", "articles", "escalation")

    assert early == [("partial", 0, None)]
    assert late == [("complete", 1, 0.25)]


def test_sums_made_in_pieces_are_the_same(tmp_path: Path) -> None:
    sums = "SELECT * FROM article_part ORDER BY ALL"
    found = []
    for at_once in (100, 2):
        with Warehouse(tmp_path / f"{at_once}.duckdb") as warehouse:
            for article_id in range(1, 8):
                save_scored(warehouse, an_article(article_id), [(0.5, 0.25), (0, 0.75)])
            save_article_sums(warehouse, MODEL.model_id, at_once=at_once)
            found.append(ask_copy(warehouse, sums).rows())

    whole, pieces = found
    assert len(whole) == 7 * 3  # all, body and own
    assert pieces == whole


def test_an_article_that_was_revised_leaves_the_series_of_models_that_lack_its_text(
    warehouse: Warehouse,
) -> None:
    save_scored(warehouse, an_article(1), [(0.5, 0.25)])
    beside = replace(a_score(100, 0.75, 0.25), model_id="beside@1")
    warehouse.save_records("sentence_score", [beside])
    measure_all(warehouse, MODEL.model_id, NOW)
    save_measures(warehouse, "beside@1", NOW)
    revised = replace(an_article(1), text_hash=99, revision=2)
    warehouse.save_records("newer_article", [revised])
    warehouse.save("drop_sentences", {"incoming": pl.DataFrame({"article_id": [1]})})
    warehouse.save_records("sentence", [a_sentence(1, 0, 101)])
    warehouse.save_records("sentence_score", [a_score(101, 0.0, 0.25)])

    measure_all(warehouse, MODEL.model_id, NOW)

    days = ask_copy(
        warehouse,
        "SELECT model_id, status, articles, escalation FROM outlet_day ORDER BY ALL",
    )
    assert days.rows() == [
        ("beside@1", "partial", 0, None),
        (MODEL.model_id, "complete", 1, 0.0),
    ]


def test_what_other_formulas_measured_is_measured_anew(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with Warehouse(path) as warehouse:
        save_scored(warehouse, an_article(1), [(0.5, 0.25)])
        save_measures(warehouse, MODEL.model_id, NOW)
    with closing(duckdb.connect(path)) as connection:
        connection.execute(
            "UPDATE layer SET content_hash = 1 WHERE layer = 'measuring'"
        )
        connection.execute("UPDATE series_value SET escalation = 0.9")

    with Warehouse(path) as warehouse:
        weeks = save_measures(warehouse, MODEL.model_id, NOW)
        values = warehouse.load("outlet_day", model_id=MODEL.model_id)["escalation"]

    assert (weeks, values.to_list()) == (1, [0.5])
