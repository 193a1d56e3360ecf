"""The rules of all hosts met in a run: each host is asked for them once."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from analysis.errors import SourceError
from analysis.records import HostRules
from flows.config import FetchSection
from flows.network.robots import RESERVATIONS, ROBOTS, Rules

FRESH = timedelta(days=1)
_UNREACHED = {"no connection", "private address", "host unwell"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFile:
    """A robots.txt or tdmrep.json that was asked for; `text` is None without one."""

    status: int | None
    text: str | None
    error: SourceError | None


AskFile = Callable[[str], Awaitable[RulesFile]]


class Rulebook:
    """Finds the rules of an origin: those `known`, while they are fresh, or else those
    that the host gives (`ask`); `new` holds the latter."""

    def __init__(
        self,
        ask: AskFile,
        limits: FetchSection,
        known: Mapping[str, HostRules],
        now: datetime,
    ) -> None:
        self._ask = ask
        self._limits = limits
        self._known = known
        self._now = now
        self._found: dict[str, Rules | SourceError] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.new: list[HostRules] = []

    async def find(self, origin: str) -> Rules:
        """The rules of `origin` ("https://example.org"), asked for where need be.

        Raises `SourceError` where they cannot be had: then nothing may be asked.
        """
        async with self._asking[origin]:
            if origin not in self._found:
                self._found[origin] = await self._learn(origin)
        found = self._found[origin]
        if isinstance(found, SourceError):
            raise SourceError(found.reason, found.detail)
        return found

    async def _learn(self, origin: str) -> Rules | SourceError:
        kept = self._known.get(origin)
        if kept and self._is_fresh(kept):
            return Rules(kept)
        try:
            return Rules(await self._renew(origin, kept))
        except SourceError as error:
            return error

    def _is_fresh(self, kept: HostRules) -> bool:
        is_new = timedelta(0) <= self._now - kept.asked_at < FRESH
        return is_new and (_has_answer(kept) or not self._limits.robots)

    async def _renew(self, origin: str, old: HostRules | None) -> HostRules:
        """Ask the host; where it cannot say, the `old` rules go on, and it is asked
        again in the next run."""
        rules = HostRules(origin=origin, asked_at=self._now)
        if self._limits.robots:
            robots = await self._ask(origin + ROBOTS)
            fault = _find_fault(robots)
            if fault and old and _has_answer(old):
                return old
            if fault:
                raise _explain(fault, origin)
            rules = replace(rules, status=robots.status, robots=robots.text)
        if self._limits.reservations and Rules(rules).allow(origin + RESERVATIONS):
            reservations = await self._ask(origin + RESERVATIONS)
            if _find_fault(reservations):
                return replace(rules, reservations=old.reservations if old else None)
            rules = replace(rules, reservations=reservations.text)
        self.new.append(rules)
        return rules


def _has_answer(rules: HostRules) -> bool:
    return rules.status is not None and not _is_failure(rules.status)


def _is_failure(status: int) -> bool:
    """By RFC 9309 a 4xx means that there are no rules; a 429 says nothing of them."""
    return status >= 500 or status == 429


def _find_fault(file: RulesFile) -> SourceError | None:
    """The error of a file that may be there but cannot be read now."""
    error, status = file.error, file.status
    if error is None or error.reason == "too many redirects":
        return None
    is_missing = status is not None and status >= 400 and not _is_failure(status)
    return None if is_missing else error


def _explain(fault: SourceError, origin: str) -> SourceError:
    if fault.reason in _UNREACHED:
        return fault
    return SourceError(
        "robots unreachable",
        f"{origin}{ROBOTS} gave {fault}; until it answers nothing of this host is "
        "asked for, unless you write robots = false under [fetch]",
    )
