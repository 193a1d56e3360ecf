import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SourceError
from flows.network.bodies import read_body

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
}


def read(pieces: list[bytes], coding: str, most: int, *, whole: bool = True) -> bytes:
    async def arrive() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    return asyncio.run(read_body(arrive(), coding, most, whole=whole))


def cut(payload: bytes, size: int) -> list[bytes]:
    return [payload[start : start + size] for start in range(0, len(payload), size)]


@given(
    body=st.binary(max_size=2000),
    coding=st.sampled_from(sorted(PACKERS)),
    size=st.integers(1, 50),
)
def test_a_body_comes_whole_in_whatever_pieces_it_arrives(
    body: bytes, coding: str, size: int
) -> None:
    pieces = cut(PACKERS[coding](body), size)

    assert read(pieces, coding, 5000) == body


@given(garbage=st.lists(st.binary(min_size=1)), coding=st.sampled_from(sorted(PACKERS)))
def test_arbitrary_bytes_end_in_a_body_or_a_reason(
    garbage: list[bytes], coding: str
) -> None:
    assert find_end(garbage, coding, 1000) in {
        "whole",
        "broken encoding",
        "cut transfer",
        "too large",
    }


def find_end(pieces: list[bytes], coding: str, most: int) -> str:
    try:
        body = read(pieces, coding, most)
    except SourceError as error:
        return error.reason
    return "whole" if len(body) <= most else "beyond the limit"


@pytest.mark.parametrize("coding", sorted(PACKERS))
@pytest.mark.parametrize(
    ("size", "expected"),
    [(1_000_000, "whole"), (1_000_001, "too large"), (9_000_000, "too large")],
)
def test_the_limit_holds_for_what_comes_out(
    coding: str, size: int, expected: str
) -> None:
    pieces = cut(PACKERS[coding](b"z" * size), 10_000)

    assert find_end(pieces, coding, 1_000_000) == expected


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip"])
def test_a_bomb_never_comes_to_lie_in_memory(coding: str) -> None:
    bomb = PACKERS[coding](bytes(50_000_000))

    tracemalloc.start()
    end = find_end([bomb], coding, 1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (end, peak < 5_000_000) == ("too large", True)


@pytest.mark.parametrize("coding", sorted(PACKERS))
def test_where_a_beginning_is_enough_the_rest_is_left(coding: str) -> None:
    packed = PACKERS[coding](b"z" * 100_000)

    assert read(cut(packed, 7), coding, 1000, whole=False) == b"z" * 1000


@pytest.mark.parametrize(
    ("padding", "expected"), [(bytes(100), "whole"), (bytes(9900), "too large")]
)
def test_padding_is_no_text_but_has_a_limit_too(padding: bytes, expected: str) -> None:
    pieces = [gzip.compress(b"short"), *cut(padding, 1000)]

    assert find_end(pieces, "gzip", 9000) == expected


def test_a_body_that_unpacks_to_less_has_the_same_limit() -> None:
    empty_block = bytes.fromhex("000000ffff")

    assert find_end([empty_block] * 2000, "deflate", 9000) == "too large"


def test_an_empty_body_is_empty_however_it_is_packed() -> None:
    assert read([], "gzip", 1000) == b""
