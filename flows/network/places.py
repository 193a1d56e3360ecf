"""Places on the web: addresses in the form in which they are asked for."""

from base64 import b64encode
from dataclasses import dataclass

import httpcore
import httpx

from analysis.errors import SourceError
from analysis.sources.urls import find_absolute, hide_credentials

MOST_SHOWN = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a request goes. `url` has neither login nor fragment; `login` is what the
    address brought of it, as the value of the header Authorization."""

    url: str
    origin: str
    host: str
    target: httpcore.URL
    login: str | None


def parse_place(written: str, base: str = "") -> Place:
    """The place at an address as it is written, seen from the address `base`.

    Raises `SourceError` ("not a web address").
    """
    url = _parse_url(find_absolute(written, base) or "")
    if url is None:
        raise SourceError(
            "not a web address",
            f"{show_url(written)!r} is not http or https; mend the address",
        )
    plain = url.copy_with(userinfo=b"", fragment=None)
    return Place(
        url=str(plain),
        origin=f"{plain.scheme}://{plain.netloc.decode('ascii')}",
        host=plain.raw_host.decode("ascii"),
        target=httpcore.URL(
            scheme=plain.raw_scheme,
            host=plain.raw_host,
            port=plain.port,
            target=plain.raw_path,
        ),
        login=_find_login(url),
    )


def show_url(url: str) -> str:
    """An address as an error may tell it: without credentials, and not too long."""
    shown = hide_credentials(url)
    return shown if len(shown) <= MOST_SHOWN else f"{shown[:MOST_SHOWN]}…"


def _parse_url(absolute: str) -> httpx.URL | None:
    try:
        url = httpx.URL(absolute)
    except httpx.InvalidURL:
        return None
    # httpx escapes what no host name may have instead of refusing it.
    return url if url.raw_host and b"%" not in url.raw_host else None


def _find_login(url: httpx.URL) -> str | None:
    if not url.userinfo:
        return None
    packed = b64encode(f"{url.username}:{url.password}".encode())
    return f"Basic {packed.decode('ascii')}"
