"""Answers of hosts, in HTTP/1.1 by hand: no good server would do what some of them do.

Here are the good ones; bad_answers has the others.
"""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, and the connection to answer it on."""

    path: str
    headers: Mapping[str, str]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, payload: bytes) -> None:
        """Write and wait until the client has room for more; raises OSError once it
        has gone."""
        self.writer.write(payload)
        await self.writer.drain()

    async def wait(self, seconds: float) -> bool:
        """Wait, or until the client goes; whether it is still there."""
        try:
            async with asyncio.timeout(seconds):
                return bool(await self.reader.read(1))
        except TimeoutError:
            return True

    def reset(self) -> None:
        """Break the connection off: the client gets RST, what was not sent is lost."""
        reset(self.writer)


Answer = Callable[[Exchange], Awaitable[None]]


def reset(writer: asyncio.StreamWriter) -> None:
    """Close a connection by RST."""
    connection: socket.socket = writer.get_extra_info("socket")
    at_once = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    writer.transport.abort()


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """The lines before a body."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def document(
    payload: bytes,
    content_type: str = "text/html; charset=utf-8",
    headers: Mapping[str, str] | None = None,
    marks: Mapping[str, str] | None = None,
) -> Answer:
    """A healthy answer; 304 for one who has it by its `marks` (ETag, Last-Modified)."""
    marks = marks or {}
    described = {"Content-Type": content_type, **(headers or {}), **marks}
    whole = head(200, {**described, "Content-Length": str(len(payload))}) + payload

    async def answer(exchange: Exchange) -> None:
        await exchange.send(head(304, marks) if _has_it(exchange, marks) else whole)

    return answer


def _has_it(exchange: Exchange, marks: Mapping[str, str]) -> bool:
    asked = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}
    return any(exchange.headers.get(asked[mark]) == marks[mark] for mark in marks)


def status(code: int, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer without a body."""

    async def answer(exchange: Exchange) -> None:
        await exchange.send(head(code, {**(headers or {}), "Content-Length": "0"}))

    return answer


def redirect(target: str, code: int = 302) -> Answer:
    """Send the client to another address."""
    return status(code, {"Location": target})
