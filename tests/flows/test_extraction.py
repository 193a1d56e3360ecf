"""Real processes, some of which are made to break."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from analysis.errors import SourceError
from analysis.records import Delivery
from analysis.sources.pages import parse_page
from flows.extraction import Extractor, PageBytes
from tests.sources.warcs import PAGE


def play(page: PageBytes) -> Sequence[Delivery] | tuple[str, str]:
    """Stand in for the reading of pages, and break where the page says so."""
    if page.payload == b"crash":
        os._exit(7)
    if page.payload == b"bug":
        raise ZeroDivisionError
    while page.payload == b"hang":
        pass
    if page.payload == b"wall":
        return "consent wall", "asks for consent"
    return [Delivery(input=page.url, content_hash="00", extraction="page")]


def a_page(number: int, payload: bytes = b"fine") -> tuple[int, PageBytes]:
    return number, PageBytes(url=f"https://daily.example/{number}", payload=payload)


def show(outcome: Sequence[Delivery] | SourceError) -> str:
    return outcome.reason if isinstance(outcome, SourceError) else outcome[0].input


def test_pages_come_back_in_their_order_with_their_keys() -> None:
    pages = [a_page(number) for number in range(100)]

    with Extractor(workers=2, parse=play) as extractor:
        found = [(key, show(outcome)) for key, outcome in extractor.extract(pages)]

    assert found == [(n, f"https://daily.example/{n}") for n in range(100)]


def test_a_page_is_read_as_in_this_process() -> None:
    page = PageBytes(url="https://daily.example/1", payload=PAGE)

    with Extractor(workers=1) as extractor:
        outcome = extractor.submit(page).result()

    assert outcome == parse_page(page.payload, page.url)


def test_what_cannot_be_taken_keeps_its_reason() -> None:
    with Extractor(workers=1, parse=play) as extractor:
        refused = extractor.submit(a_page(1, b"wall")[1]).result()

    assert isinstance(refused, SourceError)
    assert (refused.reason, refused.detail) == ("consent wall", "asks for consent")


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (b"crash", "ended its process (code 7)"),
        (b"bug", "ended its process (code 1)"),
        (b"hang", "took longer than 1 s"),
    ],
)
def test_a_page_too_hard_is_refused_alone(payload: bytes, why: str) -> None:
    pages = [a_page(number) for number in range(40)]
    pages[3] = a_page(3, payload)

    with Extractor(workers=2, page_seconds=1.0, parse=play) as extractor:
        outcomes = [outcome for _, outcome in extractor.extract(pages)]

    refused = outcomes.pop(3)
    assert isinstance(refused, SourceError)
    assert refused.reason == "page too hard"
    assert why in refused.detail
    assert len([show(outcome) for outcome in outcomes]) == 39
    assert not any(isinstance(outcome, SourceError) for outcome in outcomes)


def test_pages_are_read_while_a_loop_goes_on() -> None:
    async def read_all(extractor: Extractor) -> list[str]:
        futures = [extractor.submit(a_page(number)[1]) for number in range(5)]
        return [show(await asyncio.wrap_future(future)) for future in futures]

    with Extractor(workers=2, parse=play) as extractor:
        found = asyncio.run(read_all(extractor))

    assert found == [f"https://daily.example/{number}" for number in range(5)]


def test_only_a_few_pages_are_taken_ahead() -> None:
    taken: list[int] = []

    def pages() -> Iterator[tuple[int, PageBytes]]:
        for number in range(10_000):
            taken.append(number)
            yield a_page(number)

    with Extractor(workers=2, parse=play) as extractor:
        first = next(extractor.extract(pages()))

    assert first[0] == 0
    assert len(taken) <= 100


def test_large_pages_travel_one_by_one() -> None:
    taken: list[int] = []

    def pages() -> Iterator[tuple[int, PageBytes]]:
        for number in range(100):
            taken.append(number)
            yield a_page(number, b" " * 2_000_000)

    with Extractor(workers=2, parse=play) as extractor:
        next(extractor.extract(pages()))

    assert len(taken) <= 6


def test_leaving_ends_the_processes_at_work() -> None:
    with Extractor(workers=1, parse=play) as extractor:
        hanging = extractor.submit(a_page(1, b"hang")[1])
        waiting = extractor.submit(a_page(2)[1])

    assert waiting.cancelled()
    assert hanging.done()


ORPHANS = """
import os, signal
from flows.extraction import Extractor
from tests.flows.test_extraction import a_page, play

if __name__ == "__main__":
    extractor = Extractor(workers=1, parse=play)
    extractor.submit(a_page(1)[1]).result()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_parent_leaves_no_process_behind() -> None:
    # Its processes hold the pipe open; reading it to the end waits for all of them.
    run = subprocess.run(
        [sys.executable, "-c", ORPHANS], capture_output=True, check=False, timeout=60
    )

    assert run.returncode == -9
