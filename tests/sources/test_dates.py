from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.dates import parse_date

BERLIN = ZoneInfo("Europe/Berlin")
EIGHT = "2024-07-02 06:00"  # eight o'clock in Berlin, in UTC
MIDNIGHT = "2024-07-01 22:00"


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        # RFC 822 and what feeds make of it
        ("Tue, 02 Jul 2024 08:00:00 +0200", EIGHT),
        ("Tue, 02 Jul 2024 06:00:00 GMT", EIGHT),
        ("Tue, 2 Jul 2024 06:00 UT", EIGHT),
        ("02 Jul 2024 06:00:00 Z", EIGHT),
        ("Tue, 02 Jul 24 08:00:00 +0200", EIGHT),
        ("Tue, 02 Jul 2024 08:00:00 +0200 (CEST)", EIGHT),
        ("Tue, 02 Jul 2024 08:00:00 CEST", EIGHT),
        ("Tue, 02 Jul 2024 08:00:00 MESZ", EIGHT),
        ("Tue, 02 Jul 2024 07:00:00 CET", EIGHT),
        ("Tue, 02 Jul 2024 01:00:00 EST", EIGHT),
        ("Tue, 02 Jul 2024 02:00:00 EDT", EIGHT),
        ("Mon, 01 Jul 2024 23:00:00 PDT", EIGHT),
        ("Mon, 01 Jul 2024 22:00:00 PST", EIGHT),
        ("Tue, 02 Jul 2024 09:00:00 MSK", EIGHT),
        ("Mo, 25 Jun 2018 11:41:36 +0200", "2018-06-25 09:41:36"),
        ("Di, 05 Mär 2024 08:00:00 +0100", "2024-03-05 07:00"),
        ("Do, 10 Okt 2024 08:00:00 +0200", "2024-10-10 06:00"),
        ("Mi, 11 Dez 2024 10:00:00 MEZ", "2024-12-11 09:00"),
        ("mar., 02 juil. 2024 08:00:00 +0200", EIGHT),
        ("Вт, 02 июл 2024 09:00:00 +0300", EIGHT),
        # RFC 3339, ISO 8601 and other machines
        ("2024-07-02T08:00:00+02:00", EIGHT),
        ("2024-07-02T08:00:00.123456+02:00", EIGHT),
        ("2024-07-02T06:00:00Z", EIGHT),
        ("2024-07-02t06:00:00z", EIGHT),
        ("2024-07-02T06:00:00.000Z", EIGHT),
        ("2024-07-02T08:00:00+0200", EIGHT),
        ("2024-07-02T08+02", None),
        ("2024-07-02T08:00+02", EIGHT),
        ("2024-07-02T08:00:00+02:00[Europe/Berlin]", EIGHT),
        ("2024-07-02 06:00:00 UTC", EIGHT),
        ("2024-07-02 08:00:00", EIGHT),
        ("2024-07-02T08:00", EIGHT),
        ("2024/07/02 08:00", EIGHT),
        ("2016/6/29 15:07:41", "2016-06-29 13:07:41"),
        ("20240702T060000Z", EIGHT),
        ("20240702080000", EIGHT),
        ("202407020800", EIGHT),
        ("Tue Jul  2 08:00:00 2024", EIGHT),
        ("Tue Jul 02 06:00:00 UTC 2024", EIGHT),
        ("Tue Jul 02 2024 08:00:00 GMT+0200 (CEST)", EIGHT),
        ("1719900000", EIGHT),
        ("1719900000.0", EIGHT),
        ("1719900000000", EIGHT),
        # a day alone is its midnight in the outlet's zone
        ("2024-07-02", MIDNIGHT),
        ("20240702", MIDNIGHT),
        ("02.07.2024", MIDNIGHT),
        ("2.7.2024", MIDNIGHT),
        ("02.07.24", MIDNIGHT),
        ("2 July 2024", MIDNIGHT),
        ("2nd July 2024", MIDNIGHT),
        ("02-Jul-2024", MIDNIGHT),
        ("Jul 2, 2024", MIDNIGHT),
        ("Montag, den 1. Juli 2024", "2024-06-30 22:00"),
        # people
        ("2. Juli 2024, 08:00 Uhr", EIGHT),
        ("2. Juli 2024, 8 Uhr", EIGHT),
        ("Stand: 02.07.2024 08:00 Uhr", EIGHT),
        ("Dienstag, 2. Juli 2024 um 8.00 Uhr", EIGHT),
        ("08:00 Uhr, 02.07.2024", EIGHT),
        ("02.07.2024 08:00", EIGHT),
        ("02.07.2024 - 08:00", EIGHT),
        ("3. März 2024 12:00", "2024-03-03 11:00"),
        ("1. Jänner 2024 12:00", "2024-01-01 11:00"),
        ("July 2, 2024 8:00 am", EIGHT),
        ("July 2, 2024 at 2:00 a.m. ET", EIGHT),
        ("12:30 am July 2, 2024", "2024-07-01 22:30"),
        ("12:30 pm July 2, 2024", "2024-07-02 10:30"),
        ("2 juillet 2024 à 8h00", EIGHT),
        ("1er juillet 2024", "2024-06-30 22:00"),
        ("2 de julio de 2024", MIDNIGHT),
        ("2 luglio 2024, 08:00", EIGHT),
        ("2 lipca 2024, 08:00", EIGHT),
        ("2 июля 2024 г., 08:00", EIGHT),
        ("2 липня 2024, 08:00", EIGHT),
        ("2 Temmuz 2024 08:00", EIGHT),
        # numbers in either order, where only one can be meant
        ("13/02/2024", "2024-02-12 23:00"),
        ("02/13/2024", "2024-02-12 23:00"),
        ("02/02/2024", "2024-02-01 23:00"),
        ("Tue, 02/07/2024", MIDNIGHT),
        ("2024-07-01T24:00:00", MIDNIGHT),
        # ambiguous
        ("01/02/2024", None),
        ("01-02-2024", None),
        ("13/07/24", None),
        ("2024070208", None),
        ("Tue, 02 Jul 2024 08:00:00 IST", None),
        ("2024-07-02+02:00", None),
        ("July 2024", None),
        ("2024", None),
        ("2. Juli", None),
        # impossible
        ("31.02.2024", None),
        ("2023-02-29", None),
        ("2024-13-01", None),
        ("2024-07-02 25:00", None),
        ("2024-07-02 08:61", None),
        ("July 2, 2024 13:00 am", None),
        ("2024-07-02T08:00:00+99:00", None),
        ("0000-00-00 00:00:00", None),
        ("9999-12-31T23:59:59-05:00", None),
        # no dates
        ("", None),
        ("gestern", None),
        ("vor 3 Stunden", None),
        ("2 days ago", None),
        ("2. Juli 2024 bis 3. Juli 2024", None),
        ("Ausgabe 27 vom 2. Juli 2024", None),
        ("2024-07-02 " + "x" * 100, None),
    ],
)
def test_a_written_date_is_one_moment_or_none(written: str, utc: str | None) -> None:
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC) if utc else None

    assert parse_date(written, BERLIN) == expected


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        pytest.param("2024-03-31 02:30", "01:30", id="a leapt-over hour is winter's"),
        pytest.param("2024-03-31 03:30", "01:30", id="after the leap it is summer"),
        pytest.param("2024-10-27 02:30", "00:30", id="of a double hour the first"),
        pytest.param("2024-10-27 02:30 MEZ", "01:30", id="unless the zone is written"),
    ],
)
def test_hours_around_the_change_of_clocks(written: str, utc: str) -> None:
    moment = parse_date(written, BERLIN)

    assert moment is not None
    assert f"{moment:%H:%M}" == utc


def test_a_zone_name_of_several_countries_is_the_outlets_own() -> None:
    written = "Tue, 02 Jul 2024 08:00:00 IST"

    kolkata = parse_date(written, ZoneInfo("Asia/Kolkata"))
    jerusalem = parse_date(written, ZoneInfo("Asia/Jerusalem"))

    assert kolkata == datetime(2024, 7, 2, 2, 30, tzinfo=UTC)
    assert jerusalem == datetime(2024, 7, 2, 5, 0, tzinfo=UTC)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_what_machines_write_is_read_back(moment: datetime) -> None:
    expected = moment.replace(tzinfo=UTC, microsecond=0)

    assert parse_date(f"{expected:%Y-%m-%dT%H:%M:%SZ}", BERLIN) == expected
    assert parse_date(f"{expected:%a, %d %b %Y %H:%M:%S +0000}", BERLIN) == expected
    assert parse_date(f"{expected:%d.%m.%Y %H:%M:%S UTC}", BERLIN) == expected


@given(
    st.text(max_size=40)
    | st.from_regex(r"\A[0-9]{1,4}[-/. ][0-9A-Za-z]{1,4}[-/. ,][0-9:. +-]{1,20}\Z")
)
def test_anything_else_is_none_or_aware_utc(written: str) -> None:
    moment = parse_date(written, BERLIN)

    assert moment is None or moment.tzinfo is UTC
