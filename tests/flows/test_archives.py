import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analysis.records import Delivery, Reject, StatedDate
from analysis.sources.pages import parse_page
from flows.archives import ArchiveReading, read_archive
from flows.extraction import Extractor
from tests.conftest import GOLDEN
from tests.sources.samples import NOW, a_source
from tests.sources.warcs import (
    PAGE,
    a_page_record,
    a_record,
    an_answer,
    pack_each,
)

PAGES = sorted((GOLDEN / "sources/pages").glob("*.html"))


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor(workers=2) as extractor:
        yield extractor


def read(
    archive: bytes,
    extractor: Extractor,
    since: date | None = None,
    reservations: bool = True,
) -> list[Delivery | Reject]:
    reading = ArchiveReading(
        source=a_source(), since=since, reservations=reservations, now=NOW
    )
    return list(read_archive("a.warc", io.BytesIO(archive), reading, extractor))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_an_archived_page_says_what_the_page_said(
    path: Path, extractor: Extractor
) -> None:
    page, url = path.read_bytes(), "https://page.example/article"
    record = a_record(an_answer(page, content_type="text/html"), url=url)

    found = read(pack_each([record]), extractor)

    assert [one.text for one in found if isinstance(one, Delivery)] == [
        delivery.text for delivery in parse_page(page, url)
    ]
    assert found[0].input.startswith("a.warc:1")


def test_the_charset_of_the_server_counts(extractor: Extractor) -> None:
    page = PAGE.decode().replace("truce", "Brücke").encode("cp1252")
    answer = an_answer(page, content_type="text/html; charset=windows-1252")

    (found,) = read(a_record(answer), extractor)

    assert isinstance(found, Delivery)
    assert "about the Brücke." in (found.text or "")


def test_a_page_without_a_date_was_at_least_seen(extractor: Extractor) -> None:
    dated = PAGE.replace(b"<p>", b'<time datetime="2024-07-01">1 July</time><p>', 1)

    found = read(
        a_record(an_answer(PAGE), captured="2024-07-02T08:15:00Z")
        + a_record(an_answer(dated)),
        extractor,
    )

    assert [one.dates for one in found if isinstance(one, Delivery)] == [
        (StatedDate(source="seen", written="2024-07-02T08:15:00+00:00"),),
        (StatedDate(source="time", written="2024-07-01"),),
    ]


def test_faults_of_the_archive_and_of_its_pages_are_rejects(
    extractor: Extractor,
) -> None:
    empty = a_record(an_answer(b"<html></html>"))

    found = read(a_page_record(1) + b"no record" + a_page_record(3) + empty, extractor)

    assert [(one.input, type(one)) for one in found] == [
        ("a.warc:2", Reject),
        ("a.warc:1", Delivery),
        ("a.warc:3", Delivery),
        ("a.warc:4", Reject),
    ]
    assert [one.reason for one in found if isinstance(one, Reject)] == [
        "broken record",
        "no article text",
    ]


@pytest.mark.parametrize(
    "header", ["TDM-Reservation: 1", "X-Robots-Tag: noai, noindex"]
)
@pytest.mark.parametrize("reservations", [True, False])
def test_a_page_reserved_by_its_server_is_refused_if_asked(
    header: str, reservations: bool, extractor: Extractor
) -> None:
    (found,) = read(
        a_record(an_answer(headers=[header, "X-Note: \u00fc"])),
        extractor,
        reservations=reservations,
    )

    reason = found.reason if isinstance(found, Reject) else None
    assert reason == ("text mining reserved" if reservations else None)


def test_a_period_leaves_out_what_was_captured_before_it(extractor: Extractor) -> None:
    early = a_record(an_answer(), captured="2024-06-01T00:00:00Z")

    found = read(early + a_page_record(2), extractor, since=date(2024, 7, 1))

    assert [one.input for one in found] == ["a.warc:2"]
