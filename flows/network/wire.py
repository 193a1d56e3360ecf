"""The wire to hosts: one request and its answer, within limits of time and size."""

import asyncio
from dataclasses import dataclass
from importlib.metadata import version

import httpcore
import httpx

from analysis.errors import SourceError
from flows.config import FetchSection
from flows.network.bodies import ACCEPTED, explain_size, read_body
from flows.network.headers import find_reservation
from flows.network.lines import Lines
from flows.network.refusals import explain_break, find_refusal
from flows.network.robots import AGENT, explain_reservation
from flows.network.trips import Trip

CONNECT_SECONDS = 8.0
_BREAKS = (
    OSError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a request may cost; `is_content` is false for the hosts' own rules, which
    are subject to no rules, and of which a beginning is enough."""

    most_bytes: int
    most_redirects: int
    is_content: bool = True


class Wire:
    """Asks hosts over `lines`."""

    def __init__(self, lines: Lines, limits: FetchSection) -> None:
        self._lines = lines
        self._limits = limits
        self._headers = {
            "User-Agent": name_agent(limits.contact),
            "Accept": "*/*",
            "Accept-Encoding": ACCEPTED,
        }

    async def ask(self, trip: Trip, terms: Terms) -> bytes:
        """Ask at the trip's place; gives the body and leaves the rest with the trip.

        Raises `SourceError` for every answer that brings nothing.
        """
        clock = asyncio.get_running_loop().time
        began, most_seconds = clock(), self._limits.most_seconds
        try:
            async with asyncio.timeout(most_seconds - trip.seconds):
                return await self._exchange(trip, terms)
        except _BREAKS as error:
            raise explain_break(error, answered=trip.status is not None) from error
        finally:
            trip.seconds += clock() - began

    async def _exchange(self, trip: Trip, terms: Terms) -> bytes:
        """Ask on a connection that is left from an earlier answer, if there is one;
        the host may have closed it meanwhile: then on the next one."""
        while True:
            attempt = _Attempt()
            try:
                return await self._try(attempt, trip, terms)
            except (httpcore.NetworkError, httpcore.RemoteProtocolError):
                if attempt.connects or trip.status is not None:
                    raise

    async def _try(self, attempt: "_Attempt", trip: Trip, terms: Terms) -> bytes:
        pool = await self._lines.find(trip.place.origin)
        async with pool.stream(
            "GET",
            trip.place.target,
            headers=list((self._headers | trip.find_headers()).items()),
            extensions={"timeout": {"connect": CONNECT_SECONDS}, "trace": attempt.note},
        ) as answer:
            trip.status, trip.headers = answer.status, httpx.Headers(answer.headers)
            if trip.is_redirected():
                return b""
            refusal = self._find_refusal(trip, terms)
            if refusal:
                raise refusal
            return await read_body(
                answer.aiter_stream(),
                trip.headers.get("content-encoding", ""),
                terms.most_bytes,
                whole=terms.is_content,
            )

    def _find_refusal(self, trip: Trip, terms: Terms) -> SourceError | None:
        """The error that the answer's head amounts to, before its body is read."""
        refusal = find_refusal(trip.status or 0) or trip.find_misfit()
        if refusal or not terms.is_content:
            return refusal
        reservation = find_reservation(trip.headers, AGENT)
        if reservation and self._limits.reservations:
            return explain_reservation(f"the answer's header {reservation}")
        if trip.find_length() > terms.most_bytes:
            return explain_size(terms.most_bytes)
        return None


class _Attempt:
    """One attempt at an exchange; `connects` where it needs a new connection."""

    def __init__(self) -> None:
        self.connects = False

    async def note(self, event: str, _details: object) -> None:
        """Take note of what httpcore does."""
        self.connects = self.connects or event == "connection.connect_tcp.started"


def name_agent(contact: str) -> str:
    """What we call ourselves: "Detente/0.1.0 (+you@example.org)"."""
    shown = "".join(filter(str.isprintable, contact)).encode("ascii", "replace")
    return f"{AGENT}/{version('detente')}" + (f" (+{shown.decode()})" if shown else "")
