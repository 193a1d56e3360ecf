"""Lists of pages → their addresses, with what the list says of each."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import BinaryIO

from analysis.errors import SourceError
from analysis.records import Delivery, Reject, Source
from analysis.sources.articles import make_reject
from analysis.sources.encoding import split_lines
from analysis.sources.files import Parser, parse_by_ending
from analysis.sources.jsonlines import parse_json, parse_json_lines
from analysis.sources.rows import Origin, make_delivery, reject_row
from analysis.sources.tables import parse_csv, parse_parquet
from analysis.sources.urls import find_url


def parse_list(
    name: str, stream: BinaryIO, source: Source, now: datetime
) -> Iterator[Delivery | Reject]:
    """Read the list of pages called `name` from a seekable `stream`.

    A text file has one address a line, and comments behind "#"; a table (CSV, JSON
    Lines, JSON, Parquet) has a column of addresses and may have the others of an
    article. Each Delivery has a `url` that can be fetched; its text is mostly None.
    Never raises for what the list holds.
    """
    origin = Origin(
        name=name, extraction="list", source=source, now=now, needed=("url",)
    )
    for row in parse_by_ending(_PARSERS, origin, stream):
        yield row if isinstance(row, Reject) else _check_address(origin, row)


def _check_address(origin: Origin, row: Delivery) -> Delivery | Reject:
    if find_url(row.url):
        return row
    return make_reject(
        origin.source.name,
        row.input,
        "no address",
        f'"{(row.url or "")[:60]}" is no address of a page: write https://…',
        row.content_hash,
        origin.now,
    )


def _parse_addresses(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    for line in split_lines(stream):
        words = (line.text or "").split()
        if line.text is None:
            too_long = SourceError("too large", "it is too long: one address a line")
            yield reject_row(origin, line.number, line.raw, too_long)
        elif words and not words[0].startswith("#"):
            yield make_delivery(
                origin, line.number, line.raw.strip(), {"url": words[0]}
            )


_PARSERS: Mapping[str, Parser] = {
    "txt": _parse_addresses,
    "csv": parse_csv,
    "jsonl": parse_json_lines,
    "json": parse_json,
    "parquet": parse_parquet,
}
