"""The edge to the network: addresses in, bytes out, with manners and within limits."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

from analysis.errors import SourceError
from analysis.records import HostRules
from flows.config import FetchSection
from flows.network.answers import Fetched, Request
from flows.network.guard import Guard, Resolve, resolve_name
from flows.network.headers import parse_retry_after
from flows.network.lines import Lines
from flows.network.manners import Host, Places
from flows.network.places import parse_place
from flows.network.refusals import TRANSIENT
from flows.network.rulebook import Rulebook, RulesFile
from flows.network.trips import Trip
from flows.network.wire import Terms, Wire

__all__ = ["TRANSIENT", "Agent", "Fetched", "Request", "fetch_all", "open_agent"]

# What RFC 9309 wants to be read of a robots.txt.
_RULES = Terms(most_bytes=512_000, most_redirects=5, is_content=False)


@asynccontextmanager
async def open_agent(
    limits: FetchSection,
    *,
    known: Mapping[str, HostRules] = {},
    now: datetime,
    resolve: Resolve | None = None,
) -> AsyncIterator["Agent"]:
    """The agent of one run, which is at `now`. `known` holds rules of hosts from
    earlier runs by origin; `resolve` finds the addresses of a name."""
    # Threads of their own: a name that nobody answers for must not hold up others.
    threads = ThreadPoolExecutor(limits.at_once, "names")
    guard = Guard(limits.allow_private, resolve or partial(resolve_name, threads))
    lines = Lines(guard)
    try:
        yield Agent(limits, Wire(lines, limits), known, now)
    finally:
        await lines.close()
        threads.shutdown(wait=False, cancel_futures=True)


async def fetch_all(urls: Iterable[str], agent: "Agent") -> list[Fetched]:
    """Fetch each of `urls`; in the order given."""
    asked = (agent.fetch(Request(url=url)) for url in urls)
    return list(await asyncio.gather(*asked))


class Agent:
    """Asks for addresses on behalf of a whole run: each host in its own time, and by
    its rules; whoever is slow or broken holds up nobody else."""

    def __init__(
        self,
        limits: FetchSection,
        wire: Wire,
        known: Mapping[str, HostRules],
        now: datetime,
    ) -> None:
        self._limits = limits
        self._wire = wire
        self._content = Terms(
            most_bytes=limits.most_bytes, most_redirects=limits.most_redirects
        )
        self._rulebook = Rulebook(self._fetch_rules, limits, known, now)
        self._hosts: dict[str, Host] = {}
        self._places = Places(limits.at_once)
        self._zero = now - timedelta(seconds=asyncio.get_running_loop().time())

    @property
    def new_rules(self) -> list[HostRules]:
        """The rules of hosts that were asked for in this run, to be kept."""
        return self._rulebook.new

    def hold_back(self, is_wanted: bool) -> None:
        """Ask for nothing more for now, or go on asking."""
        self._places.shut(is_wanted)

    async def fetch(self, request: Request) -> Fetched:
        """Ask for one address; whatever goes wrong on the way is in the result's
        `error`."""
        return await self._fetch(request, self._content)

    async def _fetch(self, request: Request, terms: Terms) -> Fetched:
        try:
            start = parse_place(request.url)
        except SourceError as error:
            return _make_nothing(request.url, error)
        trip = Trip(request=request, start=start, place=start)
        try:
            body = await self._travel(trip, terms)
        except SourceError as error:
            # A copy: the one raised holds the frames it came through, with bodies.
            kept = SourceError(error.reason, error.detail)
            return trip.report(b"", kept, self._find_now())
        return trip.report(body, None, self._find_now())

    async def _travel(self, trip: Trip, terms: Terms) -> bytes:
        """The body at the end of the redirects."""
        while True:
            if terms.is_content:
                await self._find_permission(trip)
            body = await self._ask(trip, terms)
            if not trip.is_redirected():
                return body
            trip.follow(terms.most_redirects)

    async def _find_permission(self, trip: Trip) -> None:
        """Raise `SourceError` where the host's rules forbid the trip's place."""
        if not (self._limits.robots or self._limits.reservations):
            return
        rules = await self._rulebook.find(trip.place.origin)
        rules.check(trip.place.url)
        self._find_host(trip.place.host).slow_down(rules.seconds_between)

    async def _fetch_rules(self, url: str) -> RulesFile:
        got = await self._fetch(Request(url=url), _RULES)
        text = None if got.error else got.body.decode("utf-8-sig", errors="replace")
        return RulesFile(status=got.status, text=text, error=got.error)

    async def _ask(self, trip: Trip, terms: Terms) -> bytes:
        """Ask at the trip's place when its host's turn has come; the answer's body."""
        host = self._find_host(trip.place.host)
        async with host.turn():
            try:
                body = await self._wire.ask(trip, terms)
            except SourceError as error:
                self._note(host, trip, error)
                raise
            host.note_answer()
            return body

    def _note(self, host: Host, trip: Trip, error: SourceError) -> None:
        if error.reason not in TRANSIENT:
            host.note_answer()
            return
        host.note_failure(error.reason)
        now = self._find_now()
        again_at = parse_retry_after(trip.headers.get("retry-after"), now)
        if again_at:
            host.pause((again_at - now).total_seconds())

    def _find_host(self, name: str) -> Host:
        if name not in self._hosts:
            limits = self._limits
            self._hosts[name] = Host(
                limits.at_once_per_host, limits.seconds_between, self._places
            )
        return self._hosts[name]

    def _find_now(self) -> datetime:
        seconds = asyncio.get_running_loop().time()
        return self._zero + timedelta(seconds=seconds)


def _make_nothing(url: str, error: SourceError) -> Fetched:
    return Fetched(
        url=url, final_url=url, status=None, body=b"", milliseconds=0, error=error
    )
