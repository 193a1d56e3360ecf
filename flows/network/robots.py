"""Rules of hosts: what robots.txt and tdmrep.json allow us."""

import json
import re
from collections.abc import Iterator

from protego import Protego

from analysis.errors import SourceError
from analysis.records import HostRules
from flows.network.places import show_url

AGENT = "Detente"
ROBOTS = "/robots.txt"
RESERVATIONS = "/.well-known/tdmrep.json"
_AGENT_LINE = re.compile(
    r"^[ \t]*user[ -]?agent[ \t:]+([^#\n]*).*", re.IGNORECASE | re.MULTILINE
)


class Rules:
    """What a host allows, ready to be asked about each of its addresses."""

    def __init__(self, kept: HostRules) -> None:
        self._robots = _parse_robots(kept.robots or "")
        self._reservations = list(_parse_reservations(kept.reservations or ""))
        self.seconds_between = self._robots.crawl_delay(AGENT) or 0.0

    def check(self, url: str) -> None:
        """Raise `SourceError` ("robots forbid", "text mining reserved") where `url` may
        not be asked for, or not be mined."""
        if not self.allow(url):
            raise SourceError(
                "robots forbid",
                f"the host's robots.txt excludes {show_url(url)}; leave it "
                "out, or write robots = false under [fetch] if its owner permits you",
            )
        if self._reserve(url):
            raise explain_reservation("the host's tdmrep.json")

    def allow(self, url: str) -> bool:
        """Say whether robots.txt lets us ask for `url`."""
        return self._robots.can_fetch(url, AGENT)

    def _reserve(self, url: str) -> bool:
        """The first rule that fits counts, as the protocol has it."""
        fitting = (
            reserved
            for location, reserved in self._reservations
            if not location.can_fetch(url, AGENT)
        )
        return next(fitting, False)


def explain_reservation(where: str) -> SourceError:
    """The error of a text whose owner reserves text mining, as said `where`."""
    return SourceError(
        "text mining reserved",
        f"{where} says so; leave it out, or write reservations = false under [fetch] "
        "if the law permits you, as it does much research",
    )


def _parse_robots(written: str) -> Protego:
    """The rules for us. Those of all other agents are taken for one agent's: the
    library keeps every rule once for each agent that it is written for, and 70 kB of
    such a file can cost it seconds, 500 kB all memory."""
    lines = "\n".join(written.splitlines())
    return Protego.parse(_AGENT_LINE.sub(_name_agent, lines))


def _name_agent(line: re.Match[str]) -> str:
    name = line[1].partition("/")[0].strip(" \t*").lower()
    everyone = line[1].strip() == "*"
    ours = AGENT if name == AGENT.lower() else "other"
    return f"User-agent: {'*' if everyone else ours}"


def _parse_reservations(written: str) -> Iterator[tuple[Protego, bool]]:
    """The rules of a tdmrep.json (W3C TDMRep, 2024): which addresses, and whether they
    are reserved. What is not such a rule is passed over.

    A location is a pattern as in robots.txt, and is matched by the same library.
    """
    try:
        rules = json.loads(written or "[]")
    except (ValueError, RecursionError):
        return
    for rule in rules if isinstance(rules, list) else [rules]:
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str) and location.strip():
            pattern = location.split()[0]
            matching = Protego.parse(f"User-agent: *\nDisallow: {pattern}")
            yield matching, str(rule.get("tdm-reservation")) == "1"
