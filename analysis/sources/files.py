"""Files → deliveries and rejects: one article a row, or one a file, by its ending."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from markdown_it import MarkdownIt

from analysis.errors import SourceError
from analysis.records import Delivery, Reject, Source
from analysis.sources.dates import state_date
from analysis.sources.encoding import TEXT_LIMIT, decode_text
from analysis.sources.fragments import render_line, render_text
from analysis.sources.jsonlines import parse_json, parse_json_lines
from analysis.sources.neighbours import USUAL_COLUMNS
from analysis.sources.pages import parse_page
from analysis.sources.rows import Origin, fold_name, reject_row
from analysis.sources.tables import parse_csv, parse_parquet

Parser = Callable[[Origin, BinaryIO], Iterator[Delivery | Reject]]


def parse_file(
    name: str, stream: BinaryIO, source: Source, now: datetime
) -> Iterator[Delivery | Reject]:
    """Read the file called `name` from a seekable `stream`, as its ending says.

    Never raises for what the file holds: what cannot be read is a Reject that says
    what would mend it. `now` dates the rejects.
    """
    ending = _find_ending(name)
    origin = Origin(name=name, extraction=ending, source=source, now=now)
    yield from parse_by_ending(_PARSERS, origin, stream)


def parse_by_ending(
    parsers: Mapping[str, Parser], origin: Origin, stream: BinaryIO
) -> Iterator[Delivery | Reject]:
    """Read a file by the one of `parsers` that its ending names; what that raises is a
    Reject of the whole file."""
    whole = origin.name.encode("utf-8", "replace")
    try:
        if not stream.read(1):
            raise SourceError("empty file", "it holds nothing: remove it or fill it")
        parse = _find_parser(parsers, origin.name)
        stream.seek(0)
        if origin.name.casefold().endswith(".gz"):
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
        yield from parse(origin, stream)
    except SourceError as error:
        yield reject_row(origin, None, whole, error)
    except (EOFError, OSError, zlib.error) as error:
        broken = SourceError("broken file", f"cannot be read to its end ({error})")
        yield reject_row(origin, None, whole, broken)


def _find_parser(parsers: Mapping[str, Parser], name: str) -> Parser:
    ending = _find_ending(name)
    if ending in parsers:
        return parsers[ending]
    mend = "use one of " + ", ".join(f".{known}" for known in parsers)
    if ending == "warc":
        mend = 'write kind = "archive" for its source'
    raise SourceError("unknown ending", f'".{ending}" is not read: {mend}')


def _find_ending(name: str) -> str:
    """Name the kind of a file by its ending: "A.NDJSON.gz" → "jsonl"."""
    folded = name.casefold().removesuffix(".gz")
    ending = PurePosixPath(folded).suffix.removeprefix(".")
    return _SAME_ENDING.get(ending, ending)


def _parse_text(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    payload = _read_whole(stream)
    text = decode_text(payload)
    if not text.strip():
        raise SourceError("no text", "it holds only white space: remove it or fill it")
    yield _one_delivery(origin, payload, {"body": text})


def _parse_markdown(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    payload = _read_whole(stream)
    matter, prose = _split_front_matter(decode_text(payload))
    heading, body = _split_heading(prose)
    cells = {
        field: next((matter[name] for name in names if name in matter), None)
        for field, names in USUAL_COLUMNS.items()
    }
    cells["title"] = cells["title"] or heading
    if heading and cells["title"] != heading:
        body = f"{heading}\n\n{body}"
    cells["body"] = body
    if not body and not cells["title"]:
        raise SourceError("no text", "it holds no text: remove it or fill it")
    yield _one_delivery(origin, payload, cells)


def _parse_html(origin: Origin, stream: BinaryIO) -> Iterator[Delivery | Reject]:
    found = parse_page(_read_whole(stream), "")
    for number, delivery in enumerate(found, 1):
        post = f":{number}" if len(found) > 1 else ""
        yield replace(delivery, input=f"{origin.name}{post}")


def _read_whole(stream: BinaryIO) -> bytes:
    payload = stream.read(TEXT_LIMIT + 1)
    if len(payload) > TEXT_LIMIT:
        raise SourceError(
            "too large", f"it is longer than {TEXT_LIMIT:,} bytes: split the text"
        )
    return payload


def _one_delivery(
    origin: Origin, payload: bytes, cells: Mapping[str, str | None]
) -> Delivery:
    return Delivery(
        input=origin.name,
        content_hash=hashlib.sha256(payload).hexdigest(),
        extraction=origin.extraction,
        outlet=cells.get("outlet"),
        url=cells.get("url"),
        title=cells.get("title"),
        text=cells["body"],
        dates=state_date("record", cells.get("published_at")),
        language=cells.get("language"),
    )


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Part the "key: value" lines between two "---" from the prose after them."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---":
        return {}, text
    stripped = [line.strip() for line in lines]
    end = next((at for at in range(1, len(lines)) if stripped[at] == "---"), None)
    if end is None:
        return {}, text
    pairs = (line.partition(":") for line in stripped[1:end] if ":" in line)
    matter = {fold_name(key): value.strip().strip("\"'") for key, _, value in pairs}
    return {key: value for key, value in matter.items() if value}, "\n".join(
        lines[end + 1 :]
    )


def _split_heading(prose: str) -> tuple[str | None, str]:
    """Part a heading that opens the prose from the rest, both as plain text."""
    html = MarkdownIt().render(prose).strip()
    if html.startswith(("<h1>", "<h2>")):
        heading, _, rest = html.partition(f"</{html[1:3]}>")
        return render_line(heading) or None, render_text(rest)
    return None, render_text(html)


_SAME_ENDING = {"ndjson": "jsonl", "markdown": "md", "htm": "html", "tsv": "csv"}
_PARSERS: Mapping[str, Parser] = {
    "jsonl": parse_json_lines,
    "json": parse_json,
    "csv": parse_csv,
    "parquet": parse_parquet,
    "txt": _parse_text,
    "md": _parse_markdown,
    "html": _parse_html,
}
