"""Bodies of answers: unpacked piece by piece as they arrive, never beyond a limit."""

import zlib
from collections.abc import AsyncIterable, Callable
from typing import Protocol

import brotli

from analysis.errors import SourceError

ACCEPTED = "gzip, deflate, br"
_PLAIN = {"", "identity", "none", "utf-8"}
_GZIP = 16 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS


class Unpacker(Protocol):
    """Unpacks a body piece by piece."""

    def unpack(self, piece: bytes, most: int) -> bytes:
        """Give what `piece` adds, about `most` bytes at most; the rest is lost."""

    def is_finished(self) -> bool:
        """Say whether the packed body came to its end."""


async def read_body(
    pieces: AsyncIterable[bytes], coding: str, most_bytes: int, *, whole: bool = True
) -> bytes:
    """Read and unpack a body whose Content-Encoding is `coding`; its first
    `most_bytes` are enough where it need not be `whole`.

    Raises `SourceError`: "too large" beyond `most_bytes`, packed or unpacked, "broken
    encoding", and "cut transfer" where a packed body lacks its end.
    """
    try:
        return await _collect(pieces, _choose(coding), most_bytes, whole)
    except (zlib.error, brotli.error) as error:
        raise SourceError(
            "broken encoding", f"the body is not {coding} as announced: {error}"
        ) from error


def explain_size(most_bytes: int) -> SourceError:
    """The error of a body beyond the limit."""
    return SourceError(
        "too large",
        f"more than {most_bytes:,} bytes; raise [fetch] most_bytes if it is really an "
        "article or a feed",
    )


async def _collect(
    pieces: AsyncIterable[bytes],
    open_unpacker: Callable[[bytes], Unpacker],
    most_bytes: int,
    whole: bool,
) -> bytes:
    parts: list[bytes] = []
    packed = unpacked = 0
    unpacker = None
    async for piece in pieces:
        unpacker = unpacker or open_unpacker(piece)
        parts.append(unpacker.unpack(piece, most_bytes + 1 - unpacked))
        packed += len(piece)
        unpacked += len(parts[-1])
        if max(packed, unpacked) > most_bytes:
            if whole:
                raise explain_size(most_bytes)
            return b"".join(parts)[:most_bytes]
    if unpacker and not unpacker.is_finished():
        raise SourceError(
            "cut transfer",
            "the packed body lacks its end; it is tried again at the next run",
        )
    return b"".join(parts)


def _choose(coding: str) -> Callable[[bytes], Unpacker]:
    """How a body of this Content-Encoding is unpacked, given its first piece.

    One layer only: "gzip, gzip" is not what a newsroom sends, but what a bomb is.
    """
    name = coding.strip().lower().removeprefix("x-")
    if name in _PLAIN:
        return lambda _first: _Plain()
    if name == "gzip":
        return lambda _first: _Inflating(_GZIP)
    if name == "deflate":
        return lambda first: _Inflating(_find_deflate(first))
    if name == "br":
        return lambda _first: _Brotli()
    raise SourceError(
        "broken encoding", f"the body is packed as {coding!r}, which was not asked for"
    )


def _find_deflate(first: bytes) -> int:
    """Old servers send deflate without the header of zlib that the standard wants."""
    return zlib.MAX_WBITS if first[0] & 0x0F == zlib.DEFLATED else _RAW


class _Plain:
    def unpack(self, piece: bytes, most: int) -> bytes:
        return piece[:most]

    def is_finished(self) -> bool:
        return True


class _Inflating:
    def __init__(self, form: int) -> None:
        self._stream = zlib.decompressobj(form)

    def unpack(self, piece: bytes, most: int) -> bytes:
        # What follows the end is padding, which browsers ignore and zlib would collect.
        return b"" if self._stream.eof else self._stream.decompress(piece, most)

    def is_finished(self) -> bool:
        return self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def unpack(self, piece: bytes, most: int) -> bytes:
        unpacked: bytes = self._stream.process(piece, output_buffer_limit=most)
        while len(unpacked) < most and not self._stream.can_accept_more_data():
            left = most - len(unpacked)
            unpacked += self._stream.process(b"", output_buffer_limit=left)
        return unpacked

    def is_finished(self) -> bool:
        return bool(self._stream.is_finished())
