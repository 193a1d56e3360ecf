import asyncio
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler

from flows.network.guard import Guard
from flows.network.lines import Lines
from tests.flows.web import body, says, serve_web


async def resolve(host: str) -> Sequence[str]:
    return [host]


GUARD = Guard(("127.0.0.1",), resolve)
OTHERS = [f"http://{n}.example" for n in range(4)]


def test_connections_that_nobody_uses_are_let_go() -> None:
    async def go() -> bool:
        lines = Lines(GUARD)
        first = await lines.find("http://press.example")
        for origin in OTHERS:
            await lines.find(origin)
        return await lines.find("http://press.example") is first

    assert asyncio.run(go()) is False


def test_a_connection_is_kept_while_it_is_in_use_and_for_seconds_after() -> None:
    async def go(web: str) -> list[bool]:
        lines = Lines(GUARD)
        first, kept = await lines.find(web), []
        async with first.stream("GET", f"{web}/page") as answer:
            for origin in OTHERS:
                await lines.find(origin)
            kept.append(await lines.find(web) is first)
            await answer.aread()
        for origin in OTHERS:
            await lines.find(origin)
        kept.append(await lines.find(web) is first)
        await lines.close()
        return kept

    with serve_web({"/page": body(b"<p>Rain.</p>")}) as web:
        assert asyncio.run(go(web)) == [True, True]


def test_a_connection_that_the_host_closed_is_closed_here_too() -> None:
    is_told = threading.Event()

    def leave_when_told(handler: BaseHTTPRequestHandler) -> None:
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nRain.")(handler)
        is_told.wait()

    async def go(web: str) -> int:
        lines = Lines(GUARD)
        pool = await lines.find(web)
        async with pool.stream("GET", f"{web}/page") as answer:
            await answer.aread()
        is_told.set()
        while not pool.connections[0].has_expired():
            await asyncio.sleep(0)
        for origin in OTHERS:
            await lines.find(origin)
        return len(pool.connections)

    with serve_web({"/page": leave_when_told}) as web:
        assert asyncio.run(go(web)) == 0
