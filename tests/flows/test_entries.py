"""What an entry still needs, and what its page adds to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from analysis.errors import SourceError
from analysis.records import Delivery, Reject, Source, StatedDate
from flows.entries import Outcome, complete_entry, is_outside, needs_page, number_entry
from flows.fetch import Fetched
from flows.pages import Page
from flows.settings import Period
from tests.samples import NOW

SOURCE = Source(name="river", kind="feed", outlet="River Post")
URL = "https://river.example/bridge"
TEASER = "Talks about the bridge and the prisoners."
WHOLE = "The delegations of both states met on Tuesday in the old customs house. " * 9


def an_entry(**fields: object) -> Delivery:
    entry = Delivery(
        input=URL,
        content_hash="aa",
        extraction="feed",
        url=URL,
        title="Envoys meet",
        text=TEASER,
        dates=(StatedDate(source="feed", written="2026-11-17T08:00:00Z"),),
    )
    return replace(entry, **fields)  # type: ignore[arg-type]


def a_page(*deliveries: Delivery, error: SourceError | None = None) -> Page:
    attempt = Fetched(
        url=URL,
        final_url=URL,
        moved_to=None,
        status=200,
        body=b"",
        charset=None,
        content_type=None,
        etag=None,
        last_modified=None,
        retry_after=None,
        max_age=None,
        milliseconds=5,
        error=None,
    )
    return Page(attempt=attempt, size=9, deliveries=deliveries, error=error)


def on_page(text: str = WHOLE, **fields: object) -> Delivery:
    page = Delivery(
        input=URL,
        content_hash="bb",
        extraction="page",
        url=URL,
        title="Envoys meet at last",
        text=text,
        dates=(StatedDate(source="json-ld", written="2026-11-16"),),
        canonical="https://river.example/2026/bridge",
    )
    return replace(page, **fields)  # type: ignore[arg-type]


def complete(entry: Delivery, page: Page) -> Outcome:
    return complete_entry(entry, page, SOURCE, NOW)


def test_the_text_is_the_pages_and_the_feeds_word_on_title_and_date_comes_first() -> (
    None
):
    outcome = complete(an_entry(), a_page(on_page()))

    (article,) = outcome.deliveries
    assert isinstance(article, Delivery)
    assert (article.title, article.text, article.extraction) == (
        "Envoys meet",
        WHOLE,
        "page",
    )
    assert [stated.source for stated in article.dates] == ["feed", "json-ld"]
    assert (article.input, article.content_hash) == (URL, "aa")
    assert article.canonical == "https://river.example/2026/bridge"


def test_a_walled_page_that_shows_less_than_the_feed_leaves_the_feeds_text() -> None:
    outcome = complete(
        an_entry(), a_page(on_page("Talks about …", extraction="teaser"))
    )

    (article,) = outcome.deliveries
    assert isinstance(article, Delivery)
    assert (article.text, article.extraction) == (TEASER, "feed")


def reasons(deliveries: Sequence[Delivery | Reject]) -> list[str]:
    return [one.reason if isinstance(one, Reject) else "kept" for one in deliveries]


@pytest.mark.parametrize(
    ("reason", "text", "ends", "settled"),
    [
        pytest.param("consent wall", TEASER, "kept", True, id="wall, teaser kept"),
        pytest.param("not found", None, "not found", True, id="gone without a teaser"),
        pytest.param("timeout", TEASER, "timeout", False, id="comes perhaps later"),
    ],
)
def test_an_entry_whose_page_cannot_be_had(
    reason: str, text: str | None, ends: str, settled: bool
) -> None:
    outcome = complete(an_entry(text=text), a_page(error=SourceError(reason, "…")))

    assert (reasons(outcome.deliveries), outcome.settled) == ([ends], settled)


def posts() -> list[Delivery]:
    return [
        on_page(f"Post {n}.", extraction="post", url=f"{URL}#{n}", input=f"{URL}#{n}")
        for n in (1, 2)
    ]


@pytest.mark.parametrize(
    ("written", "settled"),
    [("2026-11-22T08:00:00Z", False), ("2026-11-17T08:00:00Z", True)],
)
def test_a_live_ticker_comes_post_by_post_and_is_looked_at_for_a_day(
    written: str, settled: bool
) -> None:
    entry = an_entry(dates=(StatedDate(source="feed", written=written),))

    outcome = complete(entry, a_page(*posts()))

    inputs = [one.input for one in outcome.deliveries]
    assert (inputs, outcome.settled) == ([f"{URL}#1", f"{URL}#2"], settled)


@pytest.mark.parametrize(
    ("fields", "needed"),
    [
        pytest.param({}, True, id="teaser"),
        pytest.param({"text": None}, True, id="link alone"),
        pytest.param({"text": "word " * 200}, False, id="full text"),
        pytest.param({"url": None}, False, id="no link"),
    ],
)
def test_a_page_is_needed_where_the_feed_has_not_all(
    fields: dict[str, object], needed: bool
) -> None:
    assert needs_page(an_entry(**fields)) is needed


@pytest.mark.parametrize(
    ("written", "outside"),
    [
        ("2026-11-09T08:00:00Z", False),
        ("2026-11-06T08:00:00Z", True),
        ("2026-11-20T08:00:00Z", True),
        ("who knows", False),
        ("0001-01-01T00:00:00Z", True),
        ("9999-12-31T23:59:59Z", True),
    ],
)
def test_only_what_lies_days_beyond_a_period_is_certainly_outside(
    written: str, outside: bool
) -> None:
    entry = an_entry(dates=(StatedDate(source="feed", written=written),))
    period = Period(since=date(2026, 11, 10), until=date(2026, 11, 16))

    assert is_outside(entry, period) is outside


def test_an_entry_is_numbered_by_address_and_wording() -> None:
    number = number_entry(SOURCE, an_entry())

    assert number == number_entry(SOURCE, an_entry(url=f"{URL}?utm_source=rss"))
    assert number != number_entry(SOURCE, an_entry(content_hash="ab"))
