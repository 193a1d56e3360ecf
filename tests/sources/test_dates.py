import csv
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.date_words import FILLERS, MONTHS, WEEKDAYS, ZONES
from analysis.sources.dates import parse_date
from analysis.sources.zones import find_zone
from tests.conftest import GOLDEN

BERLIN = ZoneInfo("Europe/Berlin")
GREENWICH = ZoneInfo("UTC")
DAYS = [date(2024, 1, 1) + timedelta(days=day) for day in range(0, 366, 5)]
WRITTEN_IN = ("de", "de_AT", "en_GB", "en_US", "es", "fr", "it", "nl", "pl", "ru")
OTHERS = ("bg", "bs", "cs", "da", "el", "fi", "hr", "hu", "ja", "ko", "ro", "sv", "zh")
ZONED = (
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y%m%dT%H%M%S%z",
    "%a, %d %b %Y %H:%M:%S %z",
    "%A, %d-%b-%y %H:%M:%S GMT%z",
    "%a %b %d %H:%M:%S %z %Y",
    "%a %b %d %Y %H:%M:%S GMT%z (Local Time)",
    "%d.%m.%Y %H:%M:%S %z",
)
LOCAL = (
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y%m%d%H%M%S",
    "%c",
    "%d.%m.%Y, %H:%M:%S Uhr",
    "%A, %B %d, %Y at %I:%M:%S %p",
    "%H:%M:%S, %d %B %Y",
)
MINUTES = (
    "%Y-%m-%dT%H:%M",
    "%d.%m.%Y - %H.%M Uhr",
    "%a %d %b %Y %H:%M",
    "%d %b %Y à %Hh%M",
    "Published %B %d, %Y %I:%M %p | Updated 9:15 AM, July 3, 2030",
)
TODAY = ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y")

moments = st.datetimes(datetime(2002, 1, 1), datetime(2032, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC, microsecond=0)
)
zones = st.sampled_from(
    ["Europe/Berlin", "America/St_Johns", "Africa/Cairo", "Asia/Kathmandu", "UTC"]
).map(ZoneInfo)


def shapes() -> list[dict[str, str]]:
    with (GOLDEN / "sources/dates.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["shape"]) for row in shapes()]
)
def test_a_written_date_is_one_moment_or_none(row: dict[str, str]) -> None:
    expected = datetime.fromisoformat(row["expected"]) if row["expected"] else None

    assert parse_date(row["written"], ZoneInfo(row["zone"])) == expected


def test_the_table_of_dates_names_each_shape_once() -> None:
    names = [row["shape"] for row in shapes()]

    assert len(names) == len(set(names)) >= 250


@given(moments, zones, st.sampled_from(ZONED))
def test_a_date_with_its_offset_is_read_back(
    moment: datetime, zone: ZoneInfo, shape: str
) -> None:
    written = moment.astimezone(zone).strftime(shape)

    assert parse_date(written, BERLIN) == moment


@given(moments, zones, st.sampled_from(LOCAL))
def test_a_date_without_a_zone_is_read_on_the_outlets_clock(
    moment: datetime, zone: ZoneInfo, shape: str
) -> None:
    local = moment.astimezone(zone).replace(fold=0)

    assert parse_date(local.strftime(shape), zone) == local.astimezone(UTC)


@given(moments, zones, st.sampled_from(MINUTES))
def test_a_date_to_the_minute_is_its_first_second(
    moment: datetime, zone: ZoneInfo, shape: str
) -> None:
    local = moment.astimezone(zone).replace(second=0, fold=0)

    assert parse_date(local.strftime(shape), zone) == local.astimezone(UTC)


@given(moments, zones, st.sampled_from(TODAY))
def test_a_day_is_its_midnight(moment: datetime, zone: ZoneInfo, shape: str) -> None:
    local = moment.astimezone(zone).replace(hour=0, minute=0, second=0, fold=0)

    assert parse_date(local.strftime(shape), zone) == local.astimezone(UTC)


@given(moments)
def test_epochs_are_read_back(moment: datetime) -> None:
    seconds = f"{moment.timestamp():.0f}"

    assert parse_date(seconds, BERLIN) == moment
    assert parse_date(f"{seconds}.0", BERLIN) == moment
    assert parse_date(f"{seconds}000", BERLIN) == moment


@pytest.mark.parametrize("width", ["medium", "long", "full"])
@pytest.mark.parametrize("locale", [*WRITTEN_IN, "pt", "tr", "uk"])
def test_days_are_read_as_the_unicode_consortium_writes_them(
    locale: str, width: str
) -> None:
    for day in DAYS:
        moment = parse_date(format_date(day, width, locale), GREENWICH)

        assert moment is not None
        assert moment.date() == day


@pytest.mark.parametrize("language", OTHERS)
def test_days_of_other_languages_are_right_or_refused(language: str) -> None:
    zone = ZoneInfo(find_zone(None, language))
    for day in DAYS:
        for width in ("short", "medium", "long", "full"):
            moment = parse_date(format_date(day, width, language), zone)

            assert moment is None or moment.astimezone(zone).date() == day


def test_no_word_of_a_date_has_two_meanings_but_mar_and_pt() -> None:
    lists = [set(MONTHS), set(WEEKDAYS), set(FILLERS), set(ZONES) | {"pt"}]
    shared = {
        word
        for place, words in enumerate(lists)
        for other in lists[place + 1 :]
        for word in words & other
    }

    assert shared == {"mar", "pt"}


@given(
    st.text(max_size=40)
    | st.from_regex(r"\A[0-9]{1,4}[-/. ][0-9A-Za-z]{1,4}[-/. ,][0-9:. +-]{1,20}\Z")
    | st.lists(
        st.sampled_from([*MONTHS, *WEEKDAYS, *ZONES, "Z", "America/Argentina", "24:00"])
        | st.from_regex(r"\A[0-9:+.-]{1,8}\Z"),
        max_size=8,
    ).map(" ".join)
)
def test_anything_else_is_none_or_aware_utc(written: str) -> None:
    moment = parse_date(written, BERLIN)

    assert moment is None or moment.tzinfo is UTC
