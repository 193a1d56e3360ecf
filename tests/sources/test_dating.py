from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SourceError
from analysis.records import StatedDate
from analysis.sources.dating import Dating, believe_date
from tests.sources.samples import NOW

BERLIN = ZoneInfo("Europe/Berlin")


def dates(*written: str) -> tuple[StatedDate, ...]:
    """Read "json-ld: 2024-07-02" as what JSON-LD states."""
    pairs = (line.split(": ", 1) for line in written)
    return tuple(StatedDate(source=source, written=date) for source, date in pairs)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param([], Dating(), id="nothing is stated"),
        pytest.param(["feed:  \t"], Dating(), id="white space states nothing"),
        pytest.param(
            ["feed: 2026-11-02T08:00:00Z"],
            Dating(published_at=datetime(2026, 11, 2, 8, tzinfo=UTC), source="feed"),
            id="the only date is believed",
        ),
        pytest.param(
            ["feed: 2026-11-02T08:00:00Z", "json-ld: 2026-11-03T08:00:00Z"],
            Dating(published_at=datetime(2026, 11, 2, 8, tzinfo=UTC), source="feed"),
            id="of two that agree the first is believed",
        ),
        pytest.param(
            ["feed:  ", "meta: 2026-11-02T08:00:00Z"],
            Dating(published_at=datetime(2026, 11, 2, 8, tzinfo=UTC), source="meta"),
            id="white space is passed over without a doubt",
        ),
        pytest.param(
            ["feed: 2026-11-02T08:00:00Z", "json-ld: 2026-11-05T08:00:00Z"],
            Dating(published_at=datetime(2026, 11, 2, 8, tzinfo=UTC), source="feed"),
            id="three days to the minute are no contradiction",
        ),
        pytest.param(
            ["feed: 2026-11-02T08:00:00Z", "json-ld: 2026-11-05T08:01:00Z"],
            Dating(
                published_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
                source="feed",
                flag="contradicted",
                detail="json-ld: 2026-11-05T08:01:00Z",
            ),
            id="more than three days are one",
        ),
        pytest.param(
            ["feed: 2026-11-05T22:59:00Z", "url: 2026-11-02"],
            Dating(
                published_at=datetime(2026, 11, 5, 22, 59, tzinfo=UTC), source="feed"
            ),
            id="an address states a day: a minute before midnight is three days off",
        ),
        pytest.param(
            ["feed: 2026-11-05T23:01:00Z", "url: 2026-11-02"],
            Dating(
                published_at=datetime(2026, 11, 5, 23, 1, tzinfo=UTC),
                source="feed",
                flag="contradicted",
                detail="url: 2026-11-02",
            ),
            id="a minute after midnight, on the outlet's clock, is four",
        ),
        pytest.param(
            ["url: 2026-11-02", "text: 6. November 2026"],
            Dating(
                published_at=datetime(2026, 11, 1, 23, tzinfo=UTC),
                source="url",
                flag="contradicted",
                detail="text: 6. November 2026",
            ),
            id="days more than three apart contradict each other",
        ),
        pytest.param(
            [
                "feed: 2026-11-20T08:00:00Z",
                "json-ld: 2024-07-02T08:00:00Z",
                "meta: 2026-11-20",
                "time: 1. Juli 2024",
            ],
            Dating(
                published_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
                source="feed",
                flag="contradicted",
                detail="json-ld: 2024-07-02T08:00:00Z; time: 1. Juli 2024",
            ),
            id="all who contradict are quoted, who agrees is not",
        ),
        pytest.param(
            ["feed: 2099-01-01", "json-ld: 2026-11-02T08:00:00Z"],
            Dating(
                published_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
                source="json-ld",
                flag="future",
                detail="feed: 2099-01-01",
            ),
            id="a future date is passed over",
        ),
        pytest.param(
            ["feed: 1970-01-01T00:00:00Z", "json-ld: 2026-11-02T08:00:00Z"],
            Dating(
                published_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
                source="json-ld",
                flag="too old",
                detail="feed: 1970-01-01T00:00:00Z",
            ),
            id="a computer's first day is passed over",
        ),
        pytest.param(
            ["feed: 02/11/2026", "json-ld: 2026-11-02T08:00:00Z"],
            Dating(
                published_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
                source="json-ld",
                flag="unreadable",
                detail="feed: 02/11/2026",
            ),
            id="an ambiguous date is passed over",
        ),
        pytest.param(
            [
                "feed: 2099-01-01",
                "json-ld: 2026-11-02T08:00:00Z",
                "time: 2024-07-02",
            ],
            Dating(
                published_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
                source="json-ld",
                flag="future",
                detail="feed: 2099-01-01; time: 2024-07-02",
            ),
            id="the graver doubt names the flag, all are quoted",
        ),
        pytest.param(
            ["feed: 2026-11-02T08:00:00Z", "time: 2099-01-01", "text: bald"],
            Dating(published_at=datetime(2026, 11, 2, 8, tzinfo=UTC), source="feed"),
            id="less believed nonsense is no doubt",
        ),
        pytest.param(
            ["url: 2099-12-31"],
            Dating(flag="future", detail="url: 2099-12-31"),
            id="a number in the address that is no date rejects no article",
        ),
    ],
)
def test_the_most_believed_plausible_date_counts(
    stated: list[str], expected: Dating
) -> None:
    assert believe_date(dates(*stated), BERLIN, NOW) == expected


@pytest.mark.parametrize(
    ("stated", "reason", "detail"),
    [
        (
            ["feed: gestern"],
            "unreadable date",
            '"gestern" is no date or could be two: write 2024-07-31',
        ),
        (
            ["feed: 2026-11-24"],
            "date in the future",
            '"2026-11-24": correct the date or leave it out',
        ),
        (
            ["feed: 31.12.1989 08:00"],
            "date before 1990",
            '"31.12.1989 08:00": correct the date or leave it out',
        ),
        (
            ["url: 2099-12-31", "feed: 2099-01-01", "json-ld: gestern"],
            "date in the future",
            '"2099-01-01": correct the date or leave it out',
        ),
        (
            ["feed: " + "x" * 100],
            "unreadable date",
            f'"{"x" * 60}" is no date or could be two: write 2024-07-31',
        ),
    ],
)
def test_an_article_of_which_no_stated_date_can_be_believed_is_refused(
    stated: list[str], reason: str, detail: str
) -> None:
    with pytest.raises(SourceError) as refusal:
        believe_date(dates(*stated), BERLIN, NOW)

    assert (refusal.value.reason, refusal.value.detail) == (reason, detail)


@pytest.mark.parametrize(
    ("offset", "is_believed"),
    [(timedelta(days=1), True), (timedelta(days=1, seconds=1), False)],
)
def test_a_day_ahead_is_the_farthest(offset: timedelta, is_believed: bool) -> None:
    ahead = StatedDate(source="feed", written=f"{NOW + offset:%Y-%m-%dT%H:%M:%SZ}")
    behind = StatedDate(source="json-ld", written="2026-11-20T08:00:00Z")

    dating = believe_date([ahead, behind], BERLIN, NOW)

    assert dating.source == ("feed" if is_believed else "json-ld")


@pytest.mark.parametrize(
    ("seen", "flag"), [("2026-11-20", None), ("2026-11-01", "contradicted")]
)
def test_a_crawler_may_come_late_but_not_early(seen: str, flag: str | None) -> None:
    dating = believe_date(dates("meta: 2026-11-09", f"seen: {seen}"), BERLIN, NOW)

    assert (dating.source, dating.flag) == ("meta", flag)


def test_the_first_hour_of_1990_is_believed_wherever_it_was() -> None:
    kiritimati = ZoneInfo("Pacific/Kiritimati")

    dating = believe_date(dates("feed: 1990-01-01"), kiritimati, NOW)

    assert dating.source == "feed"


@given(
    st.lists(
        st.builds(
            StatedDate,
            source=st.sampled_from(["feed", "json-ld", "url", "text"]),
            written=st.text(max_size=12)
            | st.datetimes().map(lambda moment: moment.isoformat()),
        ),
        max_size=4,
    )
)
def test_a_believed_date_is_plausible_and_a_doubt_is_quoted(
    stated: list[StatedDate],
) -> None:
    try:
        dating = believe_date(stated, BERLIN, NOW)
    except SourceError:
        return

    assert (dating.published_at is None) == (dating.source is None)
    assert (dating.flag is None) == (dating.detail is None)
    assert dating.published_at is None or (
        datetime(1989, 12, 31, 10, tzinfo=UTC)
        <= dating.published_at
        <= NOW + timedelta(days=1)
    )
