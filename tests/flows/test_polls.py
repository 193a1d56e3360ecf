"""When a source is asked again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from analysis.records import Poll, Source
from flows.fetch import Fetched
from flows.polls import (
    find_pause,
    is_due,
    make_request,
    note_answer,
    note_failure,
    note_unchanged,
    note_unsettled,
    recall_poll,
)
from tests.samples import NOW

URL = "https://river.example/rss"
SOURCE = Source(name="river", kind="feed", url=URL)
HOUR = timedelta(hours=1)


def a_poll(**fields: object) -> Poll:
    fresh = Poll(source="river", url=URL, asked_at=NOW - HOUR, next_at=NOW)
    return replace(fresh, **fields)  # type: ignore[arg-type]


def an_answer(**fields: object) -> Fetched:
    answer = Fetched(
        url=URL,
        final_url=URL,
        moved_to=None,
        status=200,
        body=b"",
        charset=None,
        content_type=None,
        etag='"7"',
        last_modified="Sun, 22 Nov 2026 11:00:00 GMT",
        retry_after=None,
        max_age=None,
        milliseconds=5,
        error=None,
    )
    return replace(answer, **fields)  # type: ignore[arg-type]


def test_a_source_never_asked_is_due() -> None:
    assert is_due(recall_poll(SOURCE, [], NOW), NOW)


def test_a_source_asked_before_waits_for_its_time() -> None:
    poll = recall_poll(SOURCE, [a_poll(next_at=NOW + HOUR)], NOW)

    assert [is_due(poll, NOW), is_due(poll, NOW + HOUR)] == [False, True]


def test_another_address_in_the_config_starts_anew() -> None:
    moved = replace(SOURCE, url="https://river.example/atom")

    poll = recall_poll(moved, [a_poll(next_at=NOW + HOUR, etag='"7"')], NOW)

    assert (poll.next_at, poll.etag) == (NOW, None)


def test_a_feed_is_asked_only_for_what_is_new_where_it_moved_to() -> None:
    poll = note_answer(
        a_poll(), an_answer(moved_to="https://new.example/rss"), "ab", HOUR, NOW
    )

    request = make_request(SOURCE, poll)

    assert (request.url, request.etag, request.last_modified) == (
        "https://new.example/rss",
        '"7"',
        "Sun, 22 Nov 2026 11:00:00 GMT",
    )


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 15), (1, 30), (2, 60), (6, 960), (7, 1440), (99, 1440)],
)
def test_each_failure_doubles_the_pause_up_to_a_day(
    failures: int, minutes: int
) -> None:
    poll = note_failure(a_poll(failures=failures), an_answer(status=500), NOW)

    assert poll.next_at - NOW == timedelta(minutes=minutes)


def test_a_host_that_names_a_time_is_left_alone_until_then() -> None:
    later = NOW + timedelta(hours=5)

    poll = note_failure(a_poll(), an_answer(status=429, retry_after=later), NOW)

    assert poll.next_at == later


def test_a_feed_gone_for_good_is_not_asked_again() -> None:
    poll = note_failure(a_poll(), an_answer(status=410), NOW)

    assert not is_due(poll, NOW + timedelta(days=400))


def test_a_moved_feed_that_fails_is_asked_at_the_configs_address_again() -> None:
    poll = a_poll(moved_to="https://new.example/rss")

    failed = note_failure(poll, an_answer(status=404), NOW)

    assert make_request(SOURCE, failed).url == URL


@pytest.mark.parametrize(("failures", "pause"), [(0, HOUR), (5, timedelta(minutes=15))])
def test_an_unchanged_feed_keeps_its_pause_and_not_that_of_its_failures(
    failures: int, pause: timedelta
) -> None:
    poll = note_unchanged(a_poll(failures=failures), NOW)

    assert poll.next_at - NOW == pause


def test_after_a_visit_that_left_pages_the_whole_feed_is_asked_for_soon() -> None:
    poll = note_unsettled(a_poll(content_hash="ab"), an_answer(), NOW)

    assert (poll.etag, poll.last_modified, poll.content_hash) == (None, None, None)
    assert poll.next_at - NOW == timedelta(minutes=5)


def moments(count: int, gap: timedelta) -> list[datetime]:
    return [NOW - number * gap for number in range(count)]


@pytest.mark.parametrize(
    ("gap", "count", "asked", "pause"),
    [
        pytest.param(HOUR, 30, None, HOUR, id="as often as it writes"),
        pytest.param(HOUR, 30, 3 * HOUR, 3 * HOUR, id="as seldom as it asks"),
        pytest.param(HOUR, 5, 5 * HOUR, 2 * HOUR, id="before half is pushed out"),
        pytest.param(HOUR / 60, 30, None, HOUR / 12, id="never within five minutes"),
        pytest.param(24 * HOUR, 30, None, 6 * HOUR, id="four times a day at least"),
        pytest.param(HOUR, 1, None, HOUR, id="of one entry"),
    ],
)
def test_the_pause_follows_the_feeds_pace(
    gap: timedelta, count: int, asked: timedelta | None, pause: timedelta
) -> None:
    assert find_pause(moments(count, gap), asked) == pause
