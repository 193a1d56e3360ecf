"""How fast articles are taken out of pages; prints one JSON object.

    python benchmarks/extraction.py [--pages N] [--workers N] [--rounds N]

The pages are those of tests/golden/sources/pages, N in all, each at an address of its
own. Detente reads them through its Extractor. Against it stands the loop that a user
of trafilatura would write in one process, `bare_extraction` with its default settings:
once for the text alone, once with title and date, which Detente always reads. All take
turns; the median of the rounds counts.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from trafilatura import bare_extraction

from analysis.errors import SourceError
from flows.extraction import Extractor, PageBytes

PAGES = Path(__file__).parent.parent / "tests/golden/sources/pages"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    pages = make_pages(given.pages)
    with Extractor(workers=given.workers) as extractor:
        wake_seconds = measure(lambda: extractor.submit(pages[0]).result())
        read_all(extractor, pages[:200])
        rounds = [
            (
                measure(lambda: read_all(extractor, pages)),
                measure(lambda: read_plainly(pages, with_metadata=False)),
                measure(lambda: read_plainly(pages, with_metadata=True)),
            )
            for _ in range(given.rounds)
        ]
        refused = read_all(extractor, pages)
    ours, text, both = (statistics.median(each) for each in zip(*rounds, strict=True))
    size = sum(len(page.payload) for page in pages)
    figures = {
        "pages": len(pages),
        "refused": refused,
        "kilobytes_per_page": round(size / len(pages) / 1000, 1),
        "cores": os.cpu_count(),
        "seconds_to_the_first_page": round(wake_seconds, 2),
        "pages_per_second": round(len(pages) / ours),
        "plain_pages_per_second": round(len(pages) / text),
        "plain_pages_per_second_with_metadata": round(len(pages) / both),
        "times_as_fast": round(text / ours, 2),
        "times_as_fast_as_with_metadata": round(both / ours, 2),
    }
    print(json.dumps(figures))


def make_pages(count: int) -> list[PageBytes]:
    bodies = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    return [
        PageBytes(
            url=f"https://daily.example/{number}", payload=bodies[number % len(bodies)]
        )
        for number in range(count)
    ]


def read_all(extractor: Extractor, pages: Sequence[PageBytes]) -> int:
    """Read all pages; how many of them were refused."""
    outcomes = extractor.extract((page.url, page) for page in pages)
    return sum(isinstance(outcome, SourceError) for _, outcome in outcomes)


def read_plainly(pages: Sequence[PageBytes], *, with_metadata: bool) -> None:
    for page in pages:
        bare_extraction(page.payload, url=page.url, with_metadata=with_metadata)


def measure(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
