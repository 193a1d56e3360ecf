import gzip
import io
import tracemalloc
import zlib
from datetime import UTC, date, datetime
from typing import cast

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.records import Reject
from analysis.sources.archives import Capture, read_captures
from tests.sources.samples import NOW, a_source
from tests.sources.test_files import Endless
from tests.sources.warcs import (
    PAGE,
    a_page_record,
    a_record,
    an_answer,
    pack_each,
    pack_each_by_zstd,
)

RECORDS = [a_page_record(number) for number in range(1, 5)]
URLS = [f"https://daily.example/{number}" for number in range(1, 5)]


def read(
    archive: bytes, since: date | None = None
) -> tuple[list[Capture], list[Reject]]:
    stream = io.BytesIO(archive)
    found = list(read_captures("news.warc", stream, a_source(), NOW, since))
    captures = [one for one in found if isinstance(one, Capture)]
    return captures, [one for one in found if isinstance(one, Reject)]


def test_a_capture_is_a_page_with_what_the_archive_says_of_it() -> None:
    record = a_record(
        an_answer(b"<p>Guten Tag", content_type="text/html; charset=ISO-8859-1"),
        url="https://daily.example/tag",
        captured="2024-07-02T08:15:00Z",
    )

    captures, rejects = read(record)

    assert rejects == []
    assert captures == [
        Capture(
            input="news.warc:1",
            url="https://daily.example/tag",
            captured_at=datetime(2024, 7, 2, 8, 15, tzinfo=UTC),
            payload=b"<p>Guten Tag",
            charset="iso-8859-1",
            headers=(("Content-Type", "text/html; charset=ISO-8859-1"),),
        )
    ]


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(b"".join(RECORDS), id="plain"),
        pytest.param(pack_each(RECORDS), id="each record by gzip"),
        pytest.param(gzip.compress(b"".join(RECORDS)), id="the whole by gzip"),
        pytest.param(pack_each_by_zstd(RECORDS), id="each record by zstd"),
    ],
)
def test_an_archive_is_read_however_it_is_packed(archive: bytes) -> None:
    captures, rejects = read(archive)

    assert [capture.url for capture in captures] == URLS
    assert [capture.input for capture in captures] == [
        f"news.warc:{number}" for number in range(1, 5)
    ]
    assert rejects == []


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(a_record(b"software: crawler", kind="warcinfo"), id="warcinfo"),
        pytest.param(a_record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), id="request"),
        pytest.param(a_record(b"fetchTimeMs: 42", kind="metadata"), id="metadata"),
        pytest.param(a_record(an_answer(b""), kind="revisit"), id="revisit"),
        pytest.param(a_record(an_answer(status="404 Not Found")), id="error page"),
        pytest.param(a_record(an_answer(status="301 Moved")), id="redirect"),
        pytest.param(
            a_record(an_answer(b"GIF89a", content_type="image/gif")), id="gif"
        ),
        pytest.param(
            a_record(an_answer(b"User-agent: *", content_type="text/plain")),
            id="robots.txt",
        ),
        pytest.param(
            a_record(b"20240702 daily.example", url="dns:daily.example"), id="DNS"
        ),
        pytest.param(
            a_record(an_answer(b"\xff" * 10_200_000, content_type="video/mp4")),
            id="video",
        ),
        pytest.param(
            a_record(b"%PDF-1.7", kind="resource", headers=["Content-Type: image/png"]),
            id="resource that is no page",
        ),
    ],
)
def test_what_is_no_page_is_no_input(record: bytes) -> None:
    captures, rejects = read(record + a_page_record(2))

    assert [capture.input for capture in captures] == ["news.warc:2"]
    assert rejects == []


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(
            a_record(an_answer(content_type="application/xhtml+xml")), id="XHTML"
        ),
        pytest.param(a_record(an_answer(content_type=None)), id="without a type"),
        pytest.param(
            a_record(
                an_answer(content_type="text/plain"),
                headers=["WARC-Identified-Payload-Type: text/html"],
            ),
            id="HTML by the crawler",
        ),
        pytest.param(
            a_record(PAGE, kind="resource", headers=["Content-Type: text/html"]),
            id="resource",
        ),
        pytest.param(
            a_record(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + PAGE),
            id="bare line feeds",
        ),
        pytest.param(a_record(b"HTTP/2 200\r\n\r\n" + PAGE), id="HTTP/2, no headers"),
        pytest.param(
            a_record(an_answer(), url="<https://daily.example/1>"), id="address in <>"
        ),
    ],
)
def test_a_page_is_known_by_its_server_or_its_crawler(record: bytes) -> None:
    captures, rejects = read(record)

    assert [(c.url, c.payload) for c in captures] == [("https://daily.example/1", PAGE)]
    assert rejects == []


def in_chunks(body: bytes) -> bytes:
    pieces = [body[at : at + 50] for at in range(0, len(body), 50)]
    chunks = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]
    return b"".join(chunks) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(PAGE, [], id="as it is"),
        pytest.param(gzip.compress(PAGE), ["Content-Encoding: gzip"], id="gzip"),
        pytest.param(gzip.compress(PAGE), ["content-encoding: X-GZIP"], id="x-gzip"),
        pytest.param(zlib.compress(PAGE), ["Content-Encoding: deflate"], id="deflate"),
        pytest.param(
            raw_deflate(PAGE), ["Content-Encoding: deflate"], id="raw deflate"
        ),
        pytest.param(brotli.compress(PAGE), ["Content-Encoding: br"], id="brotli"),
        pytest.param(
            pack_each_by_zstd([PAGE]), ["Content-Encoding: zstd"], id="Zstandard"
        ),
        pytest.param(in_chunks(PAGE), ["Transfer-Encoding: chunked"], id="chunks"),
        pytest.param(
            in_chunks(gzip.compress(PAGE)),
            ["Transfer-Encoding: chunked", "Content-Encoding: gzip"],
            id="gzip in chunks",
        ),
        pytest.param(
            PAGE,
            ["Transfer-Encoding: chunked", "Content-Encoding: br"],
            id="encodings that the crawler undid",
        ),
    ],
)
def test_the_encodings_of_the_transfer_are_undone(
    body: bytes, headers: list[str]
) -> None:
    captures, rejects = read(a_record(an_answer(body, headers=headers)))

    assert [capture.payload for capture in captures] == [PAGE]
    assert rejects == []


GZIP = ["Content-Encoding: gzip"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        pytest.param(
            a_record(an_answer(gzip.compress(PAGE)[:-20], headers=GZIP)),
            "broken encoding",
            id="packed body without its end",
        ),
        pytest.param(
            a_record(an_answer(b"\x00no gzip", headers=GZIP)),
            "broken encoding",
            id="not what the header says",
        ),
        pytest.param(
            a_record(an_answer(b"\x00", headers=["Content-Encoding: gzip, gzip"])),
            "broken encoding",
            id="packed twice",
        ),
        pytest.param(
            a_record(an_answer(b"\x00", headers=["Content-Encoding: rot13"])),
            "broken encoding",
            id="packed in a way of its own",
        ),
        pytest.param(
            a_record(an_answer(gzip.compress(bytes(200_000_000)), headers=GZIP)),
            "too large",
            id="gzip bomb",
        ),
        pytest.param(
            a_record(an_answer(b"word " * 2_100_000)), "too large", id="endless page"
        ),
        pytest.param(
            a_record(an_answer(), headers=["WARC-Truncated: length"]),
            "cut record",
            id="cut by the crawler",
        ),
        pytest.param(
            a_record(PAGE), "broken answer", id="page without the head of an answer"
        ),
        pytest.param(a_record(an_answer(), url=""), "no address", id="no address"),
    ],
)
def test_a_page_that_cannot_be_taken_is_one_reject(record: bytes, reason: str) -> None:
    captures, rejects = read(record + a_page_record(2))

    assert [capture.input for capture in captures] == ["news.warc:2"]
    assert [(r.source, r.input, r.reason) for r in rejects] == [
        ("desk", "news.warc:1", reason)
    ]
    assert len(rejects[0].detail) > 20


def damage(packed: bytes) -> bytes:
    return packed[:30] + b"\x00\x00\x00" + packed[33:]


TOO_LONG = a_record(an_answer(), length=2_000, digest=False)
ENDLESS = a_record(an_answer(), length=99_999_999_999, digest=False)
MEASURELESS = TOO_LONG.replace(b"2000", b"2" * 5_000)
WRONG = a_page_record(9).replace(b"envoys", b"troops", 1)


@pytest.mark.parametrize(
    ("archive", "taken", "damaged"),
    [
        pytest.param(
            pack_each(RECORDS[:1]) + damage(gzip.compress(RECORDS[1]))
            + pack_each(RECORDS[2:]),
            [1, 3, 4], [2],
            id="a packed record cannot be unpacked",
        ),
        pytest.param(
            RECORDS[0] + WRONG + b"".join(RECORDS[2:]),
            [1, 3, 4], [2],
            id="bytes do not add up to the digest",
        ),
        pytest.param(
            RECORDS[0] + b"no record" + b"".join(RECORDS[1:]),
            [1, 3, 4, 5], [2],
            id="something between records",
        ),
        pytest.param(
            pack_each(RECORDS[:2]) + b"\x1f\x8b\x08" * 40 + pack_each(RECORDS[2:]),
            [1, 2, 4, 5], [3],
            id="much that begins like a record is one damage",
        ),
        pytest.param(
            RECORDS[0] + TOO_LONG + b"".join(RECORDS[1:]),
            [1, 3, 4, 5], [2],
            id="a record that reaches into the next",
        ),
        pytest.param(
            RECORDS[0] + ENDLESS + b"".join(RECORDS[1:]),
            [1, 3, 4, 5], [2],
            id="a record that reaches beyond the file",
        ),
        pytest.param(
            pack_each([RECORDS[0], ENDLESS, *RECORDS[1:]]),
            [1, 3, 4, 5], [2],
            id="a packed record that reaches beyond the file",
        ),
        pytest.param(
            RECORDS[0] + MEASURELESS + b"".join(RECORDS[1:]),
            [1, 3, 4, 5], [2],
            id="a length beyond all measure",
        ),
        pytest.param(
            b"".join(RECORDS)[:-200], [1, 2, 3], [4], id="the file is cut"
        ),
        pytest.param(
            pack_each(RECORDS)[:-40], [1, 2, 3], [4], id="the packed file is cut"
        ),
        pytest.param(
            gzip.compress(b"".join(RECORDS))[:-40], [1, 2, 3], [4],
            id="the file packed as a whole is cut",
        ),
        pytest.param(b"<html>no archive</html>" * 99, [], [1], id="no archive at all"),
        pytest.param(b"".join(RECORDS) + bytes(500), [1, 2, 3, 4], [5], id="padding"),
    ],
)  # fmt: skip
def test_behind_a_damaged_record_reading_goes_on(
    archive: bytes, taken: list[int], damaged: list[int]
) -> None:
    captures, rejects = read(archive)

    assert [c.input for c in captures] == [f"news.warc:{n}" for n in taken]
    assert [(r.input, r.reason) for r in rejects] == [
        (f"news.warc:{n}", "broken record") for n in damaged
    ]


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        (b"", "empty file"),
        (a_record(b"Text of a page.", kind="conversion"), "no page"),
    ],
)
def test_a_file_without_answers_is_one_reject_that_says_so(
    archive: bytes, reason: str
) -> None:
    captures, rejects = read(archive)

    assert captures == []
    assert [(r.input, r.reason) for r in rejects] == [("news.warc", reason)]


@pytest.mark.parametrize(
    ("captured", "is_read"),
    [
        ("2024-07-02T09:59:59Z", False),
        ("2024-07-02T10:00:00Z", True),
        ("2024-12-31T00:00:00Z", True),
        ("9999-12-31T23:59:59Z", True),
        ("some day", True),
    ],
)
def test_a_page_captured_before_the_period_began_anywhere_is_passed_over(
    captured: str, is_read: bool
) -> None:
    captures, rejects = read(
        a_record(an_answer(), captured=captured), since=date(2024, 7, 3)
    )

    assert bool(captures) == is_read
    assert rejects == []


def test_an_archive_is_read_in_constant_memory() -> None:
    record = a_record(an_answer(PAGE + b" " * 500_000))
    endless = cast("io.RawIOBase", Endless(record, len(record) * 400))
    stream = io.BufferedReader(endless)

    tracemalloc.start()
    count = sum(1 for _ in read_captures("news.warc", stream, a_source(), NOW))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 400
    assert peak < 10_000_000 < len(record) * 400


@given(end=st.integers(0, len(pack_each(RECORDS))))
def test_a_cut_archive_keeps_what_is_before_the_cut(end: int) -> None:
    whole, _ = read(pack_each(RECORDS))

    captures, rejects = read(pack_each(RECORDS)[:end])

    assert captures == whole[: len(captures)]
    assert len(rejects) <= 1


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """An archive with a piece cut out and something else put in."""
    whole = draw(st.sampled_from([b"".join(RECORDS), pack_each(RECORDS)]))
    start = draw(st.integers(0, len(whole)))
    piece = draw(
        st.binary(max_size=20)
        | st.sampled_from([b"\r\n\r\n", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"\x00" * 9])
    )
    return whole[:start] + piece + whole[start + draw(st.integers(0, 400)) :]


@given(archive=st.binary(max_size=300) | damaged())
def test_any_archive_gives_captures_and_rejects(archive: bytes) -> None:
    captures, rejects = read(archive)

    assert captures or rejects
    inputs = [c.input for c in captures] + [r.input for r in rejects]
    assert all(name.startswith("news.warc") for name in inputs)
