"""A server on loopback: many hosts on one port, each at an address of its own."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

from tests.flows.played.answers import Answer, Exchange, reset, status
from tests.flows.played.hosts import Host

MISSING = status(404)


@dataclass(slots=True, kw_only=True)
class Asked:
    """A request as the server saw it, whether before or after the web moved on;
    `began` and `ended` are seconds of a monotonic clock."""

    address: str
    path: str
    agent: str
    later: bool
    began: float
    ended: float

    def is_later(self, host: Host) -> bool:
        """Whether it went to the host after the web had moved on."""
        return self.later and self.address == host.address


class Server:
    """Answers for its hosts, and notes who asked for what."""

    def __init__(self, hosts: Sequence[Host]) -> None:
        self._hosts = {host.address: host for host in hosts}
        self._stop = asyncio.Event()
        self.asked: list[Asked] = []
        self.later = False

    async def run(
        self, sockets: Sequence[socket.socket], ready: threading.Event
    ) -> None:
        """Serve until `stop`."""
        self._loop = asyncio.get_running_loop()
        servers = [await asyncio.start_server(self._greet, sock=s) for s in sockets]
        ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()

    def stop(self) -> None:
        """End `run`; called from another thread."""
        self._loop.call_soon_threadsafe(self._stop.set)

    async def _greet(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        address = writer.get_extra_info("sockname")[0]
        host = self._hosts.get(address)
        if host and host.refuses:
            reset(writer)
            return
        try:
            with suppress(ConnectionError):
                await self._converse(address, reader, writer)
                writer.close()
                await writer.wait_closed()
        finally:
            writer.transport.abort()

    async def _converse(
        self, address: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one request after the other on a connection."""
        while not writer.is_closing():
            try:
                request = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                return
            first, *lines = request.decode("latin-1").rstrip().split("\r\n")
            named = (line.partition(":") for line in lines)
            headers = {name.lower(): value.strip() for name, _, value in named}
            path = first.split(" ")[1]
            exchange = Exchange(path, headers, reader, writer)
            await self._answer(address, exchange)

    async def _answer(self, address: str, exchange: Exchange) -> None:
        now = time.monotonic()
        asked = Asked(
            address=address,
            path=exchange.path,
            agent=exchange.headers.get("user-agent", ""),
            later=self.later,
            began=now,
            ended=now,
        )
        self.asked.append(asked)
        try:
            await self._find_answer(address, exchange.path)(exchange)
        finally:
            asked.ended = time.monotonic()

    def _find_answer(self, address: str, path: str) -> Answer:
        host = self._hosts.get(address)
        if host and self.later and path in host.later:
            return host.later[path]
        return host.routes.get(path, MISSING) if host else MISSING


@contextmanager
def open_sockets(addresses: Sequence[str]) -> Iterator[list[socket.socket]]:
    """Listen on one port at all of the addresses; nothing is answered yet."""
    with ExitStack() as stack:
        first = stack.enter_context(socket.create_server((addresses[0], 0)))
        port = first.getsockname()[1]
        yield [
            first,
            *(
                stack.enter_context(socket.create_server((address, port)))
                for address in addresses[1:]
            ),
        ]


@contextmanager
def serve_hosts(
    hosts: Sequence[Host], sockets: Sequence[socket.socket]
) -> Iterator[Server]:
    """Serve in a thread of its own while the block runs."""
    server, ready = Server(hosts), threading.Event()
    thread = threading.Thread(target=asyncio.run, args=(server.run(sockets, ready),))
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        server.stop()
        thread.join()
