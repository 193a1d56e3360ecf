import gzip
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.records import Delivery, Reject
from analysis.sources.lists import parse_list
from tests.sources.samples import NOW, a_source, written_date

ONE, TWO = "https://daily.example/1", "http://blatt.example/2?id=2"


def parse(name: str, payload: bytes) -> tuple[list[Delivery], list[Reject]]:
    found = list(parse_list(name, io.BytesIO(payload), a_source(), NOW))
    deliveries = [one for one in found if isinstance(one, Delivery)]
    return deliveries, [one for one in found if isinstance(one, Reject)]


def as_parquet() -> bytes:
    stream = io.BytesIO()
    pl.DataFrame({"url": [ONE, TWO]}).write_parquet(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "payload", "lines"),
    [
        ("a.txt", f"# ours\n{ONE}\n\n  {TWO}  # why not\n".encode(), [2, 4]),
        ("a.txt", f"{ONE}\r\n{TWO}".encode("utf-16"), [1, 2]),
        ("a.txt.gz", gzip.compress(f"{ONE}\n{TWO}".encode(), mtime=0), [1, 2]),
        ("a.csv", f"link;views\n{ONE};7\n{TWO};9\n".encode(), [2, 3]),
        ("a.jsonl", f'{{"url": "{ONE}"}}\n{{"url": "{TWO}"}}'.encode(), [1, 2]),
        ("a.json", f'[{{"url": "{ONE}"}}, {{"url": "{TWO}"}}]'.encode(), [1, 2]),
        ("a.parquet", as_parquet(), [1, 2]),
    ],
)
def test_a_list_gives_addresses_to_fetch(
    name: str, payload: bytes, lines: list[int]
) -> None:
    deliveries, rejects = parse(name, payload)

    assert [(d.input, d.extraction, d.url, d.text) for d in deliveries] == [
        (f"{name}:{line}", "list", url, None)
        for line, url in zip(lines, (ONE, TWO), strict=True)
    ]
    assert rejects == []


def test_what_a_list_says_of_a_page_is_taken_along() -> None:
    payload = (
        "url,title,outlet,published_at,language\n"
        f"{ONE},Truce holds,Example Daily,2024-07-02,German\n"
    )

    deliveries, _ = parse("a.csv", payload.encode())

    assert [(d.title, d.outlet, written_date(d), d.language) for d in deliveries] == [
        ("Truce holds", "Example Daily", "2024-07-02", "de")
    ]


@pytest.mark.parametrize(
    ("name", "payload", "reject", "mend"),
    [
        ("a.txt", b"daily.example/1\n", ("a.txt:1", "no address"), "write https://"),
        ("a.txt", b"mailto:a@daily.example", ("a.txt:1", "no address"), "https://"),
        (
            "a.jsonl",
            b'{"title": "Truce holds"}',
            ("a.jsonl:1", "no address"),
            'columns = { url = "',
        ),
        (
            "a.csv",
            b"title,views\nTruce holds,7\n",
            ("a.csv", "column missing"),
            "no address; its columns are: title, views",
        ),
        ("a.txt", b"", ("a.txt", "empty file"), "fill it"),
        ("a.html", b"<a>", ("a.html", "unknown ending"), ".txt, .csv"),
        ("a.txt", b"x" * 20_000_001, ("a.txt:1", "too large"), "one address a line"),
    ],
)
def test_what_is_no_address_is_one_reject_with_a_mend(
    name: str, payload: bytes, reject: tuple[str, str], mend: str
) -> None:
    deliveries, rejects = parse(name, payload)

    assert deliveries == []
    assert [(r.input, r.reason) for r in rejects] == [reject]
    assert mend in rejects[0].detail


@given(payload=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@pytest.mark.parametrize("ending", ["txt", "csv", "jsonl", "json", "parquet", "txt.gz"])
def test_any_list_gives_addresses_and_rejects(ending: str, payload: bytes) -> None:
    deliveries, _ = parse(f"any.{ending}", payload)

    assert all(delivery.url for delivery in deliveries)
