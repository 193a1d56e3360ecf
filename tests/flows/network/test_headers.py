from datetime import datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.network.headers import (
    find_reservation,
    parse_content_type,
    parse_max_age,
    parse_retry_after,
)
from tests.samples import NOW

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("0", NOW),
        (" 120 ", NOW + timedelta(minutes=2)),
        ("999999999", NOW + DAY),
        ("9" * 5000, None),
        ("Sun, 22 Nov 2026 13:00:00 GMT", NOW + timedelta(hours=1)),
        ("Sun, 22 Nov 2026 13:00:00 +0100", NOW),
        ("Sun, 22 Nov 2026 13:00:00", NOW + timedelta(hours=1)),
        ("Sun, 01 Nov 2026 13:00:00 GMT", NOW),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOW + DAY),
        ("Sun, 99 Nov 2026 13:00:00 GMT", None),
    ],
)
def test_the_time_to_ask_again_is_between_now_and_a_day_ahead(
    written: str | None, expected: datetime | None
) -> None:
    assert parse_retry_after(written, NOW) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, None),
        ("no-cache", None),
        ("max-age=0", timedelta(0)),
        ("public, Max-Age=600, must-revalidate", timedelta(minutes=10)),
        ('private,max-age = "600"', timedelta(minutes=10)),
        ("s-maxage=600", None),
        ("max-age=-1", None),
        ("max-age=31536000", DAY),
    ],
)
def test_an_answer_stays_fresh_for_a_day_at_most(
    written: str | None, expected: timedelta | None
) -> None:
    assert parse_max_age(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, (None, None)),
        ("", (None, None)),
        ("nonsense", (None, None)),
        ("text/html", ("text/html", None)),
        ("Text/HTML;charset=UTF-8", ("text/html", "utf-8")),
        (
            'application/rss+xml; charset="windows-1252"; x=y',
            ("application/rss+xml", "windows-1252"),
        ),
        ("text/xml ;Charset=windows-1252", ("text/xml", "windows-1252")),
        ("text/html; charset=", ("text/html", None)),
        ("; charset=utf-8", (None, "utf-8")),
        pytest.param(
            f"text/html; charset*{'1' * 5000}=x", ("text/html", None), id="hostile"
        ),
        ("text/html; charset*=x; charset*0=y", ("text/html", None)),
        ("text/html; charset*0=y; charset*=x", ("text/html", None)),
    ],
)
def test_a_content_type_names_a_type_and_a_charset(
    written: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert parse_content_type(written) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], None),
        ([("TDM-Reservation", "0")], None),
        ([("TDM-Reservation", " 1 ")], "tdm-reservation: 1"),
        ([("X-Robots-Tag", "noindex, nofollow")], None),
        ([("X-Robots-Tag", "NoAI, noimageai")], "X-Robots-Tag: NoAI, noimageai"),
        ([("X-Robots-Tag", "noimageai")], None),
        ([("X-Robots-Tag", "otherbot: noai")], None),
        ([("X-Robots-Tag", "detente: noai")], "X-Robots-Tag: detente: noai"),
        (
            [("X-Robots-Tag", "noarchive"), ("X-Robots-Tag", "noai")],
            "X-Robots-Tag: noai",
        ),
        (
            [("X-Robots-Tag", "unavailable_after: 1 Jan 2030, noai")],
            "X-Robots-Tag: unavailable_after: 1 Jan 2030, noai",
        ),
        (
            [("X-Robots-Tag", "max-snippet: 50, noai")],
            "X-Robots-Tag: max-snippet: 50, noai",
        ),
    ],
)
def test_an_answer_may_reserve_itself_from_text_mining(
    headers: list[tuple[str, str]], expected: str | None
) -> None:
    assert find_reservation(httpx.Headers(headers), "Detente") == expected


@given(st.text())
def test_arbitrary_headers_mean_something_or_nothing(written: str) -> None:
    parse_retry_after(written, NOW)
    parse_max_age(written)
    parse_content_type(written)
    find_reservation(httpx.Headers([(b"x-robots-tag", written.encode())]), "Detente")
