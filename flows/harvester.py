"""Entries of a source, a chunk at a time → harvests with the texts of their pages."""

import asyncio
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analysis.records import Delivery, Fetch, Poll, Reject, Source
from analysis.sources.urls import hide_credentials
from analysis.text.hashes import hash_text
from flows.config import FetchSection
from flows.courier import Courier
from flows.entries import (
    Outcome,
    complete_entry,
    is_outside,
    needs_page,
    number_entry,
)
from flows.fetch import Agent, Fetched
from flows.intake import Harvest
from flows.pages import PageReader
from flows.settings import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit to a source: whose run, when, and what the last visit left. Paths are
    relative to `folder`."""

    source: Source
    folder: Path
    run_id: str
    poll: Poll
    period: Period
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What the visits of a run share."""

    agent: Agent
    reader: PageReader
    courier: Courier
    limits: FetchSection


class Harvester:
    """Brings the entries of one visit to their texts.

    `known` counts those dealt with by earlier visits; `has_left` says that some were
    left for the next one: pages beyond `most_pages` or `most_minutes`, or faults that
    may pass.
    """

    def __init__(self, visit: Visit, network: Network) -> None:
        self._visit = visit
        self._network = network
        is_feed = visit.source.kind == "feed"
        self._pages = network.limits.most_pages if is_feed else sys.maxsize
        minutes = network.limits.most_minutes if is_feed else math.inf
        self._deadline = asyncio.get_running_loop().time() + 60 * minutes
        self.known = 0
        self.has_left = False

    async def bring(self, chunk: Sequence[Delivery | Reject]) -> Harvest:
        """The harvest of a chunk; the pages of all its entries are asked at once."""
        rejects = [entry for entry in chunk if isinstance(entry, Reject)]
        entries = self._number(chunk)
        settled = await self._network.courier.ask_settled(list(entries))
        new = {n: entry for n, entry in entries.items() if n not in settled}
        outside = {n for n in new if is_outside(new[n], self._visit.period)}
        inside = {n: entry for n, entry in new.items() if n not in outside}
        wanted = self._ration(inside)
        found = await asyncio.gather(*map(self._complete, wanted.values()))
        outcomes = dict(zip(wanted, (outcome for outcome, _ in found), strict=True))
        self.known += len(settled)
        self.has_left |= not all(outcome.settled for outcome in outcomes.values())
        return Harvest(
            source=self._visit.source,
            fetches=[row for _, row in found if row],
            deliveries=[
                *rejects,
                *(d for o in outcomes.values() for d in o.deliveries),
            ],
            settling={
                number: wanted[number].input
                for number, outcome in outcomes.items()
                if self._is_settled(outcome)
            },
            # What stands twice in a chunk is met twice.
            repeats=len(chunk) - len(rejects) - len(new),
            outside=len(outside),
        )

    def _is_settled(self, outcome: Outcome) -> bool:
        """Posts go by addresses of their own: whether all of them lay in a period
        cannot be told from their entry."""
        is_ticker = any(
            isinstance(one, Delivery) and one.extraction == "post"
            for one in outcome.deliveries
        )
        return outcome.settled and (self._visit.period.is_open or not is_ticker)

    def _number(self, chunk: Sequence[Delivery | Reject]) -> dict[int, Delivery]:
        """The entries by their numbers; the first of several that say the same."""
        entries: dict[int, Delivery] = {}
        for entry in chunk:
            if isinstance(entry, Delivery):
                entries.setdefault(number_entry(self._visit.source, entry), entry)
        return entries

    def _ration(self, entries: dict[int, Delivery]) -> dict[int, Delivery]:
        """As many of `entries` as pages may still be fetched; the rest come later."""
        taken: dict[int, Delivery] = {}
        for number, entry in entries.items():
            if needs_page(entry):
                if not self._pages:
                    self.has_left = True
                    continue
                self._pages -= 1
            taken[number] = entry
        return taken

    async def _complete(self, entry: Delivery) -> tuple[Outcome, Fetch | None]:
        if not needs_page(entry):
            return Outcome(deliveries=[entry]), None
        if asyncio.get_running_loop().time() >= self._deadline:
            return Outcome(deliveries=[], settled=False), None
        try:
            async with asyncio.timeout_at(self._deadline):
                page, is_first = await self._network.reader.read(entry.url or "")
        except TimeoutError:
            return Outcome(deliveries=[], settled=False), None
        outcome = complete_entry(entry, page, self._visit.source, self._visit.now)
        row = make_row(self._visit, page.attempt, page.size)
        return outcome, row if is_first else None


def make_row(visit: Visit, got: Fetched, size: int, number: int = 0) -> Fetch:
    """The row of the attempt `number` on one address in this visit, `size` in bytes."""
    url = hide_credentials(got.url)
    final_url = hide_credentials(got.final_url)
    return Fetch(
        fetch_id=hash_text(visit.run_id, visit.source.name, url, str(number)),
        run_id=visit.run_id,
        source=visit.source.name,
        outlet=visit.source.outlet,
        live=False,
        url=url,
        fetched_at=visit.now,
        status=got.status,
        bytes=size,
        milliseconds=got.milliseconds,
        outcome=got.error.reason if got.error else "ok",
        receipt=None,
        final_url=None if final_url == url else final_url,
    )
