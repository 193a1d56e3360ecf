"""Deliveries into a real warehouse: articles, revisions, repeats, aliases, counts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from analysis.records import (
    Delivery,
    Furniture,
    Poll,
    Reject,
    RunSource,
    Source,
    StatedDate,
)
from analysis.sources.articles import make_reject
from analysis.text.hashes import hash_text
from analysis.warehouse.warehouse import Warehouse
from flows.intake import Harvest, Intake
from flows.settings import Period
from tests.samples import NOW, a_run, ask_copy

SOURCE = Source(name="river", kind="feed", outlet="River Post", url="https://r.example")
URL = "https://river.example/bridge"
LONG = (
    "The delegations of both states met on Tuesday in the old customs house on the "
    "river, for the first time since the bridge was closed in the spring. An envoy "
    "said that the talks had been serious and long, and that a second round is planned "
    "for next week, when the question of the prisoners will be on the table again."
)


def a_delivery(text: str = LONG, url: str | None = URL, **fields: object) -> Delivery:
    delivery = Delivery(
        input=url or "river#1",
        content_hash="00",
        extraction="page",
        url=url,
        title="Envoys meet on the river",
        text=text,
        dates=(StatedDate(source="feed", written="2026-11-17T08:00:00+01:00"),),
        language="en",
    )
    return replace(delivery, **fields)  # type: ignore[arg-type]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with Warehouse(tmp_path / "w.duckdb") as opened:
        yield opened


def take(
    warehouse: Warehouse,
    *deliveries: Delivery | Reject,
    number: int = 1,
    **fields: object,
) -> RunSource:
    harvest = Harvest(source=SOURCE, fetches=(), deliveries=deliveries)
    run = a_run(NOW + timedelta(hours=number), f"run {number}")
    warehouse.save_records("run", [run])
    intake = Intake(warehouse, run, {}, Period())
    intake.take(replace(harvest, **fields))  # type: ignore[arg-type]
    return intake.counts["river"]


def ends(counts: RunSource) -> tuple[int, int, int, int]:
    return counts.articles, counts.revisions, counts.repeats, counts.rejects


def rows(warehouse: Warehouse, query: str) -> Sequence[tuple[object, ...]]:
    return warehouse.load(query).rows()


def test_the_same_delivery_again_is_a_repeat(warehouse: Warehouse) -> None:
    first = take(warehouse, a_delivery())
    again = take(warehouse, a_delivery(), number=2)

    assert [ends(first), ends(again)] == [(1, 0, 0, 0), (0, 0, 1, 0)]


def test_a_newer_text_is_a_revision_and_its_sentences_replace_the_old(
    warehouse: Warehouse,
) -> None:
    take(warehouse, a_delivery())
    counts = take(warehouse, a_delivery(f"{LONG} Both sides shook hands."), number=2)

    accounts = warehouse.load("accounts").row(0, named=True)
    assert ends(counts) == (0, 1, 0, 0)
    assert (accounts["articles"], accounts["revisions"]) == (1, 1)
    # Headline, two sentences, and the new one.
    assert accounts["sentences"] == 4


def test_a_date_that_a_later_run_can_read_dates_the_article_it_knows(
    warehouse: Warehouse,
) -> None:
    take(warehouse, a_delivery(dates=()))

    counts = take(warehouse, a_delivery(), number=2)

    held = ask_copy(
        warehouse,
        "SELECT published_on, date_source, revision, count(*) AS sentences"
        " FROM article JOIN sentence USING (article_id) GROUP BY ALL",
    )
    assert ends(counts) == (0, 0, 1, 0)
    assert held.rows() == [(date(2026, 11, 17), "feed", 1, 3)]


def test_a_text_that_flips_back_and_forth_is_counted_once_each(
    warehouse: Warehouse,
) -> None:
    old, new = a_delivery(), a_delivery(f"{LONG} Both sides shook hands.")

    counts = take(warehouse, old, new, old, new)
    later = take(warehouse, old, number=2)

    assert [ends(counts), ends(later)] == [(1, 1, 2, 0), (0, 0, 1, 0)]


def test_a_teaser_under_the_mobile_address_is_its_article_of_the_run_before(
    warehouse: Warehouse,
) -> None:
    address = "https://live.river.example/b/77"
    take(warehouse, a_delivery(url=address, canonical=None), number=1)
    take(warehouse, a_delivery(url=address), number=2)
    other = "https://river.example/print/77"

    counts = take(warehouse, a_delivery(url=other), number=3)
    teaser = a_delivery("Envoys met on the river.", url=other, extraction="feed")
    again = take(warehouse, teaser, number=4)

    assert [ends(counts), ends(again)] == [(0, 0, 1, 0), (0, 0, 1, 0)]


def test_every_count_is_kept_with_what_it_counts(warehouse: Warehouse) -> None:
    reject = make_reject("river", "river#2", "empty entry", "…", "00", NOW)

    take(warehouse, a_delivery(), a_delivery(), reject)

    accounts = warehouse.load("accounts").row(0, named=True)
    assert accounts["unbalanced"] == 0
    assert accounts["uncounted_articles"] == 0


def test_entries_told_apart_before_are_inputs_too(warehouse: Warehouse) -> None:
    counts = take(warehouse, a_delivery(), repeats=3, outside=2)

    assert (counts.inputs, counts.articles, counts.repeats, counts.outside) == (
        6,
        1,
        3,
        2,
    )


def test_an_entry_whose_date_may_yet_come_true_is_not_settled(
    warehouse: Warehouse,
) -> None:
    early = a_delivery(
        dates=(StatedDate(source="feed", written="2026-12-24T08:00:00Z"),)
    )

    take(warehouse, early, settling={7: URL})

    assert rows(warehouse, "accounts")[0][4] == 1
    entry = pl.DataFrame({"entry_id": [7]}, {"entry_id": pl.UInt64})
    assert warehouse.load("settled_entries", {"incoming": entry}).is_empty()


def test_what_lay_outside_a_period_is_read_again_without_one(
    warehouse: Warehouse,
) -> None:
    before = Period(until=date(2026, 11, 16))
    intake = Intake(warehouse, a_run(), {}, before)
    entry = Harvest(
        source=SOURCE, fetches=(), deliveries=[a_delivery()], settling={7: URL}
    )

    intake.take(entry)

    ids = pl.DataFrame({"entry_id": [7]}, {"entry_id": pl.UInt64})
    assert intake.counts["river"].outside == 1
    assert warehouse.load("settled_entries", {"incoming": ids}).is_empty()


def test_an_article_without_an_address_is_the_same_when_furniture_is_learnt(
    warehouse: Warehouse,
) -> None:
    box = "Our editors write to you every morning."
    delivery = a_delivery(f"{LONG}\n\n{box}", url=None)
    take(warehouse, delivery)
    learnt = Furniture(
        outlet="River Post",
        text_hash=hash_text(box),
        text=box,
        articles=5,
        learnt_at=NOW,
    )
    warehouse.save_records("furniture", [learnt])

    take(warehouse, delivery, number=2)

    assert warehouse.load("accounts")["articles"].item() == 1


def test_a_copy_with_another_lead_in_another_run_is_of_the_same_story(
    warehouse: Warehouse,
) -> None:
    wire = f"{LONG} {LONG.replace('Tuesday', 'Friday').replace('river', 'hill')}"
    reworded = f"There was movement at last on Tuesday. {wire.split('. ', 1)[1]}"
    other = "https://hill.example/bridge"

    take(warehouse, a_delivery(wire))
    take(warehouse, a_delivery(reworded, url=other), number=2)

    facts = warehouse.load("site_facts").row(0, named=True)
    assert (facts["articles"], facts["distinct_stories"]) == (2, 1)


def test_a_feed_that_answers_again_is_no_reject_any_more(warehouse: Warehouse) -> None:
    url = "https://r.example"
    failed = make_reject("river", url, "server error", "HTTP 500: …", "", NOW)
    take(warehouse, failed)

    poll = Poll(source="river", url=url, asked_at=NOW, next_at=NOW)
    take(warehouse, number=2, poll=poll)

    assert rows(warehouse, "rejects_by_reason") == []
