"""The edge to the network: addresses in, bytes out, within limits of size and time."""

import asyncio
import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

import httpx

from analysis.errors import SourceError
from flows.config import FetchSection

REDIRECTS = {301, 302, 303, 307, 308}
TRANSIENT = {"timeout", "no connection", "too many requests", "server error"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What one address gave. `error` is set, and `body` empty, where it gave nothing;
    `url` is the one asked for, `final_url` the one that answered after redirects."""

    url: str
    final_url: str
    status: int | None
    body: bytes
    milliseconds: int
    error: SourceError | None


async def fetch_all(
    urls: list[str], limits: FetchSection, agent: httpx.AsyncClient
) -> list[Fetched]:
    """Fetch each of `urls`, some at once but few from one host; order as given."""
    everywhere = asyncio.Semaphore(limits.at_once)
    hosts = {_host(url): asyncio.Semaphore(limits.at_once_per_host) for url in urls}

    async def politely(url: str) -> Fetched:
        async with hosts[_host(url)], everywhere:
            return await fetch_url(url, limits, agent)

    return list(await asyncio.gather(*map(politely, urls)))


async def fetch_url(
    url: str, limits: FetchSection, agent: httpx.AsyncClient
) -> Fetched:
    """Fetch one address; whatever goes wrong on the way is in the result's `error`."""
    started = time.monotonic()
    status, final_url, body, error = None, url, b"", None
    try:
        async with asyncio.timeout(limits.most_seconds):
            status, final_url, body = await _follow(url, limits, agent)
        error = _refusal(status)
    except TimeoutError:
        error = SourceError(
            "timeout",
            f"no whole answer within {limits.most_seconds:g} s; it is tried again at "
            "the next run, or raise [fetch] most_seconds",
        )
    except SourceError as refused:
        error = refused
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as failed:
        error = _network_error(failed)
    return Fetched(
        url=url,
        final_url=final_url,
        status=status,
        body=b"" if error else body,
        milliseconds=round((time.monotonic() - started) * 1000),
        error=error,
    )


def open_agent(limits: FetchSection) -> httpx.AsyncClient:
    """A client that names itself and never redirects by itself."""
    contact = f" ({limits.contact})" if limits.contact else ""
    return httpx.AsyncClient(
        headers={"User-Agent": f"Detente/{version('detente')}{contact}"},
        follow_redirects=False,
        timeout=limits.most_seconds,
    )


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


async def _follow(
    url: str, limits: FetchSection, agent: httpx.AsyncClient
) -> tuple[int, str, bytes]:
    for _ in range(limits.most_redirects + 1):
        await _check_place(url, limits.allow_private)
        async with agent.stream("GET", url) as answer:
            target = answer.headers.get("location")
            if answer.status_code not in REDIRECTS or not target:
                body = await _read(answer, limits.most_bytes)
                return answer.status_code, url, body
        url = urljoin(url, target)
    raise SourceError(
        "too many redirects",
        f"more than {limits.most_redirects}; name the final address in the config",
    )


async def _read(answer: httpx.Response, most_bytes: int) -> bytes:
    parts = bytearray()
    async for part in answer.aiter_bytes():
        parts += part
        if len(parts) > most_bytes:
            raise SourceError(
                "too large",
                f"more than {most_bytes:,} bytes; raise [fetch] most_bytes if it is "
                "really an article or a feed",
            )
    return bytes(parts)


async def _check_place(url: str, allow_private: tuple[str, ...]) -> None:
    """Refuse what is not the public web: other schemes, and private addresses."""
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme not in {"http", "https"} or not host:
        raise SourceError("not a web address", f"{url!r} is not http or https")
    if host in allow_private:
        return
    for address in await _resolve(host):
        if not ipaddress.ip_address(address).is_global:
            raise SourceError(
                "private address",
                f"{host} is at {address}, inside this network; to allow it write "
                f'allow_private = ["{host}"] under [fetch]',
            )


async def _resolve(host: str) -> set[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            host, None, type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        raise SourceError(
            "no connection", f"the name {host} is not known ({error})"
        ) from error
    return {str(address[0]).split("%")[0] for *_, address in found}


def _refusal(status: int) -> SourceError | None:
    if status < 400:
        return None
    reasons: Mapping[int, tuple[str, str]] = {
        401: ("login needed", "the page wants a login; leave the source out"),
        403: ("forbidden", "the host refuses; check that it may be read at all"),
        404: ("not found", "the address is gone; check it in the config"),
        410: ("not found", "the address is gone for good; remove it"),
        429: ("too many requests", "the host asks for fewer; fetch less often"),
    }
    reason, mend = reasons.get(
        status,
        ("server error", "the host failed; it is tried again at the next run")
        if status >= 500
        else ("refused", "the host refuses this request"),
    )
    return SourceError(reason, f"HTTP {status}: {mend}")


def _network_error(error: Exception) -> SourceError:
    words = str(error) or type(error).__name__
    if isinstance(error, httpx.TimeoutException):
        return SourceError("timeout", f"{words}; it is tried again at the next run")
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | ValueError):
        return SourceError("not a web address", f"{words}; mend the address")
    if isinstance(error, httpx.DecodingError):
        return SourceError("broken encoding", f"the body cannot be decoded: {words}")
    return SourceError("no connection", f"{words}; it is tried again at the next run")
