"""The guard at the door to the network: no connection into a private network."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial

import httpcore

from analysis.errors import SourceError

Resolve = Callable[[str], Awaitable[Sequence[str]]]

MOST_ADDRESSES = 4
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Guard(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only, and to the hosts that are `allowed` by name.

    A name is resolved once, every address it gives is checked, and the connection goes
    to one of these very addresses: an answer that changes later changes nothing. The
    host's name still counts for TLS.
    """

    def __init__(
        self,
        allowed: Collection[str],
        resolve: Resolve,
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._allowed = {host.strip("[]").lower() for host in allowed}
        self._resolve = resolve
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to `host`, each address in turn; `timeout` in seconds for each.

        Raises `SourceError` ("private address", "no connection") and httpcore's errors.
        """
        connect = partial(
            self._network.connect_tcp,
            port=port,
            timeout=timeout,
            local_address=local_address,
            socket_options=socket_options,
        )
        *others, last = await self._find_addresses(host)
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await connect(address)
        return await connect(last)

    async def sleep(self, seconds: float) -> None:
        """Wait without holding up others."""
        await asyncio.sleep(seconds)

    async def _find_addresses(self, host: str) -> Sequence[str]:
        addresses = (await self._resolve(host))[:MOST_ADDRESSES]
        if not addresses:
            raise SourceError("no connection", f"the name {host} has no address")
        inside = [address for address in addresses if not is_public(address)]
        if inside and host.lower() not in self._allowed:
            raise SourceError(
                "private address",
                f"{host} is at {inside[0]}, inside this network; to allow it write "
                f'allow_private = ["{host}"] under [fetch]',
            )
        return addresses


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the public internet. One of IPv6 that
    carries one of IPv4 (mapped, 6to4, NAT64) is as public as the one it carries."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not found.is_multicast
    carried = _find_carried(found)
    if carried is not None:
        return is_public(str(carried))
    return found in _GLOBAL_UNICAST and found.is_global


def _find_carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


async def resolve_name(threads: Executor, host: str) -> Sequence[str]:
    """Look up the addresses of `host`, on one of `threads`; the preferred one first.

    Raises `SourceError` where the name is not known.
    """
    look_up = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.get_running_loop().run_in_executor(threads, look_up)
    except (OSError, UnicodeError) as error:
        raise SourceError(
            "no connection",
            f"the name {host} is not known ({error}); mend the address if it stays so",
        ) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
