"""Answers that no client should have to live with."""

import gzip
import zlib

from tests.flows.played.answers import Answer, Exchange, document, head

MEGABYTE = 1 << 20


def drips(payload: bytes) -> Answer:
    """A byte a second."""

    async def answer(exchange: Exchange) -> None:
        exchange.writer.write(head(200, {"Content-Length": str(len(payload))}))
        for byte in payload:
            await exchange.send(bytes([byte]))
            if not await exchange.wait(1):
                break
        exchange.writer.close()

    return answer


def never_ends(piece: bytes) -> Answer:
    """A body without end, as fast as the client takes it."""

    async def answer(exchange: Exchange) -> None:
        exchange.writer.write(head(200, {"Content-Type": "text/html"}))
        while True:
            await exchange.send(piece)

    return answer


def giant(size: int) -> Answer:
    """A page of `size` bytes that says so before."""
    piece = (b"<p>The same again.</p>\n" * 50_000)[:MEGABYTE]

    async def answer(exchange: Exchange) -> None:
        exchange.writer.write(head(200, {"Content-Length": str(size)}))
        for _ in range(size // MEGABYTE):
            await exchange.send(piece)
        await exchange.send(piece[: size % MEGABYTE])

    return answer


def gzip_bomb(megabytes: int) -> Answer:
    """A small answer that unpacks to a large one."""
    return document(_pack_nothing(megabytes), headers={"Content-Encoding": "gzip"})


def nested_bomb(megabytes: int) -> Answer:
    """The same, packed twice: it gets larger in two steps."""
    packed = gzip.compress(_pack_nothing(megabytes))
    return document(packed, headers={"Content-Encoding": "gzip, gzip"})


def _pack_nothing(megabytes: int) -> bytes:
    """`megabytes` of spaces as gzip: one packed megabyte, many times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    first = packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (megabytes - 2) + packer.flush()


def falls_short(payload: bytes) -> Answer:
    """Half of what Content-Length announces, then an orderly end."""

    async def answer(exchange: Exchange) -> None:
        announced = head(200, {"Content-Length": str(len(payload))})
        await exchange.send(announced + payload[: len(payload) // 2])
        exchange.writer.close()

    return answer


def breaks_off(payload: bytes) -> Answer:
    """Half of the body, then RST."""

    async def answer(exchange: Exchange) -> None:
        announced = head(200, {"Content-Length": str(len(payload))})
        await exchange.send(announced + payload[: len(payload) // 2])
        exchange.reset()

    return answer


def mischunks(payload: bytes) -> Answer:
    """A chunk, then one whose size is no number."""

    async def answer(exchange: Exchange) -> None:
        chunk = f"{len(payload):x}\r\n".encode() + payload + b"\r\n"
        chunked = head(200, {"Transfer-Encoding": "chunked"})
        await exchange.send(chunked + chunk + b"many\r\n")
        exchange.writer.close()

    return answer


def babbles(payload: bytes) -> Answer:
    """Bytes that are no HTTP."""

    async def answer(exchange: Exchange) -> None:
        await exchange.send(payload)
        exchange.writer.close()

    return answer


def boasts(payload: bytes) -> Answer:
    """A good page behind 200 kB of headers."""
    return document(payload, headers={f"X-Pad-{n}": "x" * 1000 for n in range(200)})


async def hangs_up(exchange: Exchange) -> None:
    """Close without an answer."""
    exchange.writer.close()


async def keeps_silent(exchange: Exchange) -> None:
    """Answer nothing until the client goes."""
    while await exchange.wait(60):
        continue
