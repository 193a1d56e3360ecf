import io
from itertools import pairwise

import pytest

from analysis.errors import SourceError
from analysis.sources.encoding import (
    TEXT_LIMIT,
    decode_text,
    find_encoding,
    split_lines,
)

GERMAN = "Die Gespräche über „Größe“ und Maß gehen in Köln weiter – für zwölf Tage."
RUSSIAN = "Стороны договорились обменять пленных до конца месяца."
POLISH = "Rozmowy zostały wznowione, powiedział rzecznik służby granicznej."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        pytest.param(GERMAN, "utf-8", id="UTF-8"),
        pytest.param(GERMAN, "utf-8-sig", id="UTF-8 with a byte order mark"),
        pytest.param(GERMAN, "utf-16", id="UTF-16 with a byte order mark"),
        pytest.param(GERMAN, "utf-16-le", id="UTF-16 without one"),
        pytest.param(GERMAN, "utf-16-be", id="UTF-16, big end first, without one"),
        pytest.param(RUSSIAN, "utf-16-le", id="Russian UTF-16 without one"),
        pytest.param(GERMAN, "utf-32", id="UTF-32 with a byte order mark"),
        pytest.param(GERMAN, "cp1252", id="Windows-1252"),
        pytest.param("Über Österreich", "latin-1", id="Latin-1"),
        pytest.param("Größe", "latin-1", id="one word of Latin-1"),
        pytest.param(RUSSIAN, "cp1251", id="Windows-1251"),
        pytest.param(RUSSIAN, "koi8_r", id="KOI8-R"),
        pytest.param(POLISH, "cp1250", id="Windows-1250"),
        pytest.param("Plain words.", "ascii", id="ASCII"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text: str, codec: str) -> None:
    assert decode_text(text.encode(codec)) == text


def test_a_damaged_byte_does_not_spoil_the_rest_of_utf8() -> None:
    damaged = GERMAN.encode().replace("ß".encode(), b"\xc3", 1)

    assert decode_text(damaged) == GERMAN.replace("ß", "\ufffd", 1)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"PK\x03\x04 word", id="ZIP"),
        pytest.param(b"%PDF-1.7 word", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", id="PNG"),
        pytest.param(bytes(range(256)) * 20, id="every byte there is"),
        pytest.param(b"\x00" * 500, id="zeros"),
    ],
)
def test_bytes_that_are_no_text_are_refused(payload: bytes) -> None:
    with pytest.raises(SourceError, match="binary file"):
        find_encoding(payload)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"]
)
def test_lines_come_in_every_encoding_with_their_numbers(codec: str) -> None:
    stream = io.BytesIO(f"{GERMAN}\r\n\nSchluß".encode(codec))

    lines = [(line.number, line.text) for line in split_lines(stream)]

    assert lines == [(1, GERMAN), (2, ""), (3, "Schluß")]


def test_one_foreign_line_in_a_utf8_file_is_read_too() -> None:
    stream = io.BytesIO("Grüße\n".encode() + "Grüße\n".encode("cp1252"))

    assert [line.text for line in split_lines(stream)] == ["Grüße", "Grüße"]


def test_a_line_without_end_is_skipped_and_the_next_one_read() -> None:
    stream = io.BytesIO(b"a" * (TEXT_LIMIT + 5) + b"\nshort\n")

    lines = list(split_lines(stream))

    assert [(line.number, line.text) for line in lines] == [(1, None), (2, "short")]
    assert all(one.number + 1 == two.number for one, two in pairwise(lines))
