"""How fast and in how much memory an archive is read; prints one JSON object.

    python benchmarks/archive.py [--megabytes 1000] [--kilobytes 40] [--gzip]

Makes a WARC file of so many megabytes (with --gzip of so many before it is packed) in a
temporary folder out of the pages of tests/golden/sources/pages, each at an address of
its own and, as pages of news are, filled up with script to so many kilobytes (0 leaves
them as they are, about 3), and reads it as `detente ingest` does, up to the deliveries.
Memory is that of all processes together, measured when 10 %, 50 % and all of the pages
were read.
"""

import argparse
import base64
import gzip
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from analysis.records import Delivery, Source
from flows.archives import ArchiveReading, read_archive
from flows.extraction import Extractor

PAGES = Path(__file__).parent.parent / "tests/golden/sources/pages"
READING = ArchiveReading(
    source=Source(name="benchmark", kind="archive"),
    since=None,
    reservations=True,
    now=datetime.now(UTC),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--kilobytes", type=int, default=40)
    parser.add_argument("--gzip", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / ("news.warc.gz" if given.gzip else "news.warc")
        bodies = [
            fill(path.read_bytes(), given.kilobytes * 1_000)
            for path in sorted(PAGES.glob("*.html"))
        ]
        pages = write_archive(file, bodies, given.megabytes * 1_000_000)
        megabytes = round(file.stat().st_size / 1e6)
        result = read(file, pages)
    print(json.dumps({"megabytes": megabytes, "pages": pages, **result}))


def fill(page: bytes, size: int) -> bytes:
    return page + b"<script>//%s</script>" % (b"x" * max(size - len(page), 0))


def write_archive(file: Path, bodies: Sequence[bytes], size: int) -> int:
    """Write `size` bytes of records, packed each by itself if the name says so; give
    how many pages they hold."""
    written = pages = 0
    with file.open("wb") as stream:
        while written < size:
            record = write_record(pages, bodies[pages % len(bodies)])
            written += len(record)
            pages += 1
            stream.write(gzip.compress(record) if file.suffix == ".gz" else record)
    return pages


def write_record(number: int, body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    digest = hashlib.sha1(answer, usedforsecurity=False).digest()
    head = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: https://daily.example/{number}",
        "WARC-Date: 2024-07-02T08:15:00Z",
        f"WARC-Block-Digest: sha1:{base64.b32encode(digest).decode()}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(answer)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + answer + b"\r\n\r\n"


def read(file: Path, pages: int) -> dict[str, object]:
    marks = {round(pages * share): f"{share:.0%}" for share in (0.1, 0.5, 1)}
    memory: dict[str, int] = {}
    deliveries = rejects = 0
    started = time.perf_counter()
    with Extractor() as extractor, file.open("rb") as stream:
        for found in read_archive(file.name, stream, READING, extractor):
            deliveries += isinstance(found, Delivery)
            rejects += not isinstance(found, Delivery)
            number = int(found.input.split(":")[1])
            if number in marks:
                memory[marks.pop(number)] = measure_megabytes()
    seconds = time.perf_counter() - started
    return {
        "deliveries": deliveries,
        "rejects": rejects,
        "seconds": round(seconds, 1),
        "pages_per_second": round(pages / seconds),
        "megabytes_of_memory_at": memory,
    }


def measure_megabytes() -> int:
    """The resident memory of this process and all that it started. Linux only."""
    pages = sum(
        int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
        for process in find_family(os.getpid())
    )
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)


def find_family(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for file in threads for child in file.read_text().split()]
    return [process, *(one for child in children for one in find_family(child))]


if __name__ == "__main__":
    main()
