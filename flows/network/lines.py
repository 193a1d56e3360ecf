"""Lines to hosts: connections that are kept for the next request to the same host."""

from collections import OrderedDict
from itertools import islice

import httpcore
import httpx

from flows.network.guard import Guard

KEEP_SECONDS = 3.0
SWEPT = 2


class Lines:
    """The connections of a run, made by a `guard` and kept for seconds.

    Each origin has a pool of its own: in one for all, the library looks at every
    connection for each request, and closes those of a host to keep another's.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._trust = httpx.create_ssl_context()
        self._pools: OrderedDict[str, httpcore.AsyncConnectionPool] = OrderedDict()

    async def find(self, origin: str) -> httpcore.AsyncConnectionPool:
        """The connections to `origin`. With each call some of those that other hosts
        no longer need are closed."""
        await self._close_idle()
        if origin not in self._pools:
            self._pools[origin] = httpcore.AsyncConnectionPool(
                ssl_context=self._trust,
                max_connections=None,
                keepalive_expiry=KEEP_SECONDS,
                network_backend=self._guard,
            )
        return self._pools[origin]

    async def close(self) -> None:
        """Close all connections."""
        for pool in list(self._pools.values()):
            await pool.aclose()

    async def _close_idle(self) -> None:
        idle = []
        # Others ask while a pool is closed: it must be out of their way before.
        for origin in list(islice(self._pools, SWEPT)):
            self._pools.move_to_end(origin)
            if _is_idle(self._pools[origin]):
                idle.append(self._pools.pop(origin))
        for pool in idle:
            await pool.aclose()


def _is_idle(pool: httpcore.AsyncConnectionPool) -> bool:
    """Whether nobody uses a pool. One that was just found has its connection already:
    nothing else runs between finding it and asking."""
    return all(line.is_idle() and line.has_expired() for line in pool.connections)
