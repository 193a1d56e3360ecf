import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import cast

import polars as pl
import pytest

from analysis.records import Delivery, Reject, Source
from analysis.sources.files import parse_file
from tests.sources.samples import NOW, a_source, written_date

GERMAN = "Die Gespräche über den Abzug gehen in Köln weiter."


def parse(
    name: str, payload: bytes, source: Source | None = None
) -> tuple[list[Delivery], list[Reject]]:
    found = list(parse_file(name, io.BytesIO(payload), source or a_source(), NOW))
    deliveries = [one for one in found if isinstance(one, Delivery)]
    return deliveries, [one for one in found if isinstance(one, Reject)]


def test_each_line_of_json_is_an_article() -> None:
    row = {
        "outlet": "Daily",
        "link": "https://daily.example/1",
        "headline": "Truce",
        "text": "Both sides agreed.",
        "published": "2026-11-02",
        "lang": "en",
        "views": 7,
    }

    deliveries, rejects = parse("a.jsonl", json.dumps(row).encode() + b"\n\n")

    assert rejects == []
    assert [
        (d.input, d.extraction, d.outlet, d.url, d.title, d.text, written_date(d))
        for d in deliveries
    ] == [
        (
            "a.jsonl:1",
            "jsonl",
            "Daily",
            "https://daily.example/1",
            "Truce",
            "Both sides agreed.",
            "2026-11-02",
        )
    ]
    assert deliveries[0].language == "en"


def test_columns_of_the_config_go_before_the_usual_names() -> None:
    source = Source(
        name="desk", kind="files", columns={"body": "Volltext", "title": "kopf"}
    )
    row = {"Volltext": "Der Text.", "text": "Anderes.", "Kopf": "Titel"}

    deliveries, _ = parse("a.ndjson", json.dumps(row).encode(), source)

    assert [(d.title, d.text) for d in deliveries] == [("Titel", "Der Text.")]


@pytest.mark.parametrize(
    ("line", "reason", "detail"),
    [
        ('{"text": "br', "broken line", "line 2: not JSON at column 10"),
        ("[1, 2]", "broken line", "line 2: a JSON list, not an object"),
        ('"word"', "broken line", "line 2: a JSON str, not an object"),
        ('{"text": "a", "text": "b"}', "broken line", '"text" is written twice'),
        ('{"text": ["a"]}', "broken line", '"text" is a list: write it as a text'),
        ('{"title": true}', "broken line", '"title" is a truth value'),
        ("[" * 100_000, "broken line", "nested too deeply"),
        ('{"text": ' + "9" * 5_000 + "}", "broken line", "not JSON"),
        ('{"views": 7}', "no text", "its columns are: views. Name yours"),
        ('{"text": "  ", "title": null}', "no text", "columns = {"),
    ],
)
def test_a_broken_line_is_one_reject_and_the_rest_proceeds(
    line: str, reason: str, detail: str
) -> None:
    payload = f'{{"text": "One."}}\n{line}\n{{"text": "Three."}}\n'

    deliveries, rejects = parse("a.jsonl", payload.encode())

    assert [d.input for d in deliveries] == ["a.jsonl:1", "a.jsonl:3"]
    assert [(r.input, r.reason) for r in rejects] == [("a.jsonl:2", reason)]
    assert detail in rejects[0].detail


def test_numbers_are_read_as_written_and_what_is_not_a_number_is_missing() -> None:
    payload = b'{"title": 1914, "published": 1719900000, "text": NaN}'

    deliveries, _ = parse("a.jsonl", payload)

    assert [(d.title, written_date(d), d.text) for d in deliveries] == [
        ("1914", "1719900000", None)
    ]


def test_half_a_surrogate_pair_does_not_reach_the_warehouse() -> None:
    deliveries, _ = parse("a.jsonl", b'{"text": "broken \\ud83d smile"}')

    assert deliveries[0].text == "broken ? smile"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.txt", "a.md"])
def test_every_kind_of_file_comes_in_every_encoding(name: str, codec: str) -> None:
    payload = GERMAN
    if name.startswith("a.j"):
        payload = json.dumps({"text": GERMAN}, ensure_ascii=False)
    if name == "a.csv":
        payload = f"text,lang\n{GERMAN},de\n"

    deliveries, rejects = parse(name, payload.encode(codec))

    assert [d.text for d in deliveries] == [GERMAN]
    assert rejects == []


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param('[{"text": "One."}, {"text": "Two."}]', id="an array"),
        pytest.param('[\n {\n"text": "One."},\n{"text":\n"Two."}\n]\n', id="indented"),
        pytest.param('{"text": "One."}\n{"text": "Two."}\n', id="lines"),
        pytest.param('{\n "text": "One."\n}\n{\n "text": "Two."}', id="one by one"),
        pytest.param('{"text":\n "One."} {"text": "Two."}', id="over lines"),
        pytest.param('{"text": "One."} {"text": "Two."}', id="on one line"),
    ],
)
def test_a_json_file_holds_an_array_or_lines_or_objects(payload: str) -> None:
    deliveries, rejects = parse("a.json", payload.encode())

    assert [(d.input, d.text) for d in deliveries] == [
        ("a.json:1", "One."),
        ("a.json:2", "Two."),
    ]
    assert rejects == []


def test_what_follows_a_broken_element_of_an_array_is_one_reject() -> None:
    deliveries, rejects = parse("a.json", b'[{"text": "One."}, {"text": oops}, {}]')

    assert [d.text for d in deliveries] == ["One."]
    assert [(r.input, r.reason) for r in rejects] == [("a.json:2", "broken file")]


def test_a_csv_is_read_by_its_header_with_quotes_and_line_breaks() -> None:
    payload = 'Headline;Text;Date\n"A; b";"One\ntwo ""x"".";02.07.2024\n\nC;D;\n'

    deliveries, rejects = parse("a.CSV", payload.encode())

    assert [(d.input, d.title, d.text, written_date(d)) for d in deliveries] == [
        ("a.CSV:2", "A; b", 'One\ntwo "x".', "02.07.2024"),
        ("a.CSV:5", "C", "D", None),
    ]
    assert rejects == []


def test_a_tab_separated_file_is_a_table_too() -> None:
    deliveries, _ = parse("a.tsv", b"title\ttext\nA, b\tC\n")

    assert [(d.title, d.text) for d in deliveries] == [("A, b", "C")]


def test_a_csv_row_that_does_not_fit_the_header_is_one_reject() -> None:
    payload = b'title,text\nA,b,c\nD,e\n"F"x,g\nH,i\n'

    deliveries, rejects = parse("a.csv", payload)

    assert [d.title for d in deliveries] == ["D", "H"]
    assert [(r.input, r.reason) for r in rejects] == [
        ("a.csv:2", "broken line"),
        ("a.csv:4", "broken line"),
    ]
    assert "3 columns where the header has 2" in rejects[0].detail


def test_a_csv_without_text_and_title_is_one_reject_that_names_the_columns() -> None:
    deliveries, rejects = parse("a.csv", b"Kopf,Inhalt\na,b\nc,d\n")

    assert deliveries == []
    assert [(r.input, r.reason) for r in rejects] == [("a.csv", "column missing")]
    assert "its columns are: kopf, inhalt" in rejects[0].detail
    assert 'columns = { body = "…"' in rejects[0].detail


def test_a_parquet_file_gives_its_rows_with_typed_dates() -> None:
    stream = io.BytesIO()
    pl.DataFrame(
        {
            "title": ["A", "B", None],
            "text": ["one", "two", None],
            "date": [datetime(2024, 7, 2, 6, tzinfo=UTC), None, None],
            "more": [[1], [2], [3]],
        }
    ).write_parquet(stream)

    deliveries, rejects = parse("a.parquet", stream.getvalue())

    assert [(d.input, d.title, d.text, written_date(d)) for d in deliveries] == [
        ("a.parquet:1", "A", "one", "2024-07-02T06:00:00+00:00"),
        ("a.parquet:2", "B", "two", None),
    ]
    assert [(r.input, r.reason) for r in rejects] == [("a.parquet:3", "no text")]


def test_a_parquet_day_is_a_day() -> None:
    stream = io.BytesIO()
    pl.DataFrame({"text": ["x"], "date": [date(2024, 7, 2)]}).write_parquet(stream)

    deliveries, _ = parse("a.parquet", stream.getvalue())

    assert [written_date(d) for d in deliveries] == ["2024-07-02"]


def test_markdown_has_front_matter_a_heading_and_prose() -> None:
    payload = """---
date: 2. Juli 2024
url: "https://blatt.example/1"
outlet: Blatt
lang: de
---
# Die *Brücke* ist offen

Der erste [Zug](https://x.example) fuhr **heute**.

> „Endlich“, sagte sie.

- Brot
- Salz
"""

    deliveries, rejects = parse("a.md", payload.encode())

    assert rejects == []
    assert [
        (d.title, d.text, written_date(d), d.url, d.outlet, d.language)
        for d in deliveries
    ] == [
        (
            "Die Brücke ist offen",
            "Der erste Zug fuhr heute.\n\n„Endlich“, sagte sie.\n\nBrot\n\nSalz",
            "2. Juli 2024",
            "https://blatt.example/1",
            "Blatt",
            "de",
        )
    ]


def test_a_heading_beside_another_title_stays_in_the_text() -> None:
    deliveries, _ = parse("a.md", b"---\ntitle: A\n---\n# B\n\nProse.")

    assert [(d.title, d.text) for d in deliveries] == [("A", "B\n\nProse.")]


def test_a_saved_page_is_read_like_a_fetched_one() -> None:
    prose = "<p>The envoys met again and spoke for hours about the truce.</p>" * 4
    page = f"<html lang=en><h1>Envoys meet</h1><article>{prose}</article></html>"

    deliveries, _ = parse("a.HTM", page.encode())

    assert [(d.input, d.title, d.extraction, d.url) for d in deliveries] == [
        ("a.HTM", "Envoys meet", "page", None)
    ]


def test_a_compressed_file_is_read_by_the_ending_beneath() -> None:
    deliveries, _ = parse("a.jsonl.gz", gzip.compress(b'{"text": "One."}'))

    assert [d.text for d in deliveries] == ["One."]


@pytest.mark.parametrize(
    ("name", "payload", "reason"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", b" \n ", "no text"),
        ("a.md", b"---\nurl: x\n---\n", "no text"),
        ("a.txt", b"%PDF-1.7", "binary file"),
        ("a.txt", b"PK\x03\x04", "binary file"),
        ("a.txt", b"\x00\x01\x02\x03" * 99, "binary file"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n", "binary file"),
        ("a.csv", b"\x00" * 100, "binary file"),
        ("a.doc", b"words", "unknown ending"),
        ("README", b"words", "unknown ending"),
        ("a.warc.gz", b"WARC/1.0", "unknown ending"),
        ("a.txt", b"a" * 20_000_001, "too large"),
        ("a.jsonl", b"a" * 20_000_001, "too large"),
        ("a.html", b"<html></html>", "no article text"),
        ("a.parquet", b"PAR1 and no more PAR1", "broken file"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "One."}', mtime=0)[:-9], "broken file"),
        ("a.txt.gz", b"no gzip at all", "broken file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_reject_with_a_mend(
    name: str, payload: bytes, reason: str
) -> None:
    deliveries, rejects = parse(name, payload)

    assert deliveries == []
    assert [(r.source, r.reason) for r in rejects] == [("desk", reason)]
    assert rejects[0].input.startswith(name)
    assert len(rejects[0].detail) > 10


def test_the_same_fault_of_the_same_file_is_the_same_reject() -> None:
    once = parse("a.jsonl", b'{"text": \n')[1]
    again = parse("a.jsonl", b'{"text": \n')[1]

    assert [r.reject_id for r in once] == [r.reject_id for r in again]


def test_a_long_array_is_read_across_chunks_to_its_last_element() -> None:
    rows = [{"text": f"Zeile {number} – " + "ü" * 700} for number in range(3_000)]
    payload = json.dumps(rows, ensure_ascii=False, indent=1).encode()

    deliveries, rejects = parse("a.json", payload)

    assert [d.text for d in deliveries] == [row["text"] for row in rows]
    assert rejects == []


class Endless(io.RawIOBase):
    """Gives the same line again and again, so many bytes in all."""

    def __init__(self, line: bytes, size: int) -> None:
        self._line, self._size, self._at = line, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = offset + (self._at if whence == io.SEEK_CUR else 0)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        start = self._at % len(self._line)
        count = min(len(buffer), len(self._line) - start, self._size - self._at)
        buffer[:count] = self._line[start : start + count]
        self._at += count
        return count


LONG = "word " * 40_000


@pytest.mark.parametrize(
    ("name", "block", "rows_a_block"),
    [
        pytest.param("a.jsonl", f'{{"text": "{LONG}"}}\n', 1, id="lines"),
        pytest.param("a.json", f'{{"text": "{LONG}"}},\n', 1, id="JSON values"),
        pytest.param("a.csv", f"text\n{LONG}\n", 2, id="table"),
    ],
)
def test_a_long_file_is_read_in_constant_memory(
    name: str, block: str, rows_a_block: int
) -> None:
    size = len(block) * 200
    endless = cast("io.RawIOBase", Endless(block.encode(), size))
    stream = io.BufferedReader(endless)

    tracemalloc.start()
    found: Iterator[Delivery | Reject] = parse_file(name, stream, a_source(), NOW)
    count = sum(isinstance(one, Delivery) for one in found)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    # The first line of a table is its header.
    assert count == 200 * rows_a_block - (name == "a.csv")
    assert peak < 8_000_000 < size
