"""A web of faults on loopback: 60 feeds and 3,000 pages, and how each must end."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.flows.played.closed_pages import (
    make_partly_forbidden,
    make_partly_reserved,
    make_tar_pit,
)
from tests.flows.played.copies import (
    make_doubles,
    make_growing_index,
    make_newsroom,
    make_second_feed,
)
from tests.flows.played.feed_faults import (
    FEED_FAULTS,
    make_closed_host,
    make_cut_feed,
    make_entity_bomb,
    make_faulty_children,
    make_faulty_feed,
    make_feed_that_is_down,
    make_feed_that_is_gone,
    make_moved_feed,
    make_refusing_host,
    make_unknown_host,
)
from tests.flows.played.hosts import ALL_KINDS, Host, make_host
from tests.flows.played.listings import open_feed
from tests.flows.played.oddities import make_misdated, make_mislabelled, make_paywalled
from tests.flows.played.page_faults import (
    PAGE_FAULTS,
    make_faulty_pages,
)
from tests.flows.played.server import Asked, Server, open_sockets, serve_hosts

FEEDS = 60
# Redirects lead there, and nobody may follow them.
FORBIDDEN = "127.0.0.1"

FETCH = """\
[fetch]
contact = "press@watch.example"
allow_private = [{names}]
most_seconds = 10
most_bytes = 2_000_000
seconds_between = 0
"""
SOURCE = """\
[[source]]
kind = "feed"
name = "{source}"
outlet = "{outlet}"
url = "{url}"
"""
OUTLET = """\
[[outlet]]
outlet = "{outlet}"
language = "{language}"
time_zone = "{zone}"
"""

Make = Callable[[int, int], Host]

FAULTY: Sequence[Make] = (
    *(partial(make_faulty_feed, source=source) for source in FEED_FAULTS),
    *(partial(make_faulty_pages, source=source) for source in PAGE_FAULTS),
    make_faulty_children,
    make_feed_that_is_gone,
    make_refusing_host,
    make_unknown_host,
    make_closed_host,
    make_tar_pit,
    make_partly_forbidden,
    make_partly_reserved,
)
# Even numbers are German: mislabelled and misdated have umlauts and German dates.
ODD: Sequence[Make] = (
    make_feed_that_is_down,
    make_moved_feed,
    make_cut_feed,
    make_mislabelled,
    make_entity_bomb,
    make_misdated,
    make_paywalled,
    make_newsroom,
    make_growing_index,
    make_doubles,
)


class FaultyWeb:
    """The hosts while they are served; `requests` are those so far."""

    def __init__(self, hosts: Sequence[Host], server: Server) -> None:
        self.hosts = hosts
        self._server = server

    @property
    def requests(self) -> Sequence[Asked]:
        """Who was asked for what, in the order of arrival."""
        return self._server.asked

    def find_host(self, source: str) -> Host:
        """The host of a source."""
        return next(host for host in self.hosts if host.source == source)

    def advance(self) -> None:
        """Move on to what the hosts are later."""
        self._server.later = True

    def write_config(self, folder: Path) -> Path:
        """A config with every host's feed as a source."""
        names = ", ".join(f'"{host.name}"' for host in self.hosts)
        sections = [FETCH.format(names=names), *map(_write_source, self.hosts)]
        outlets = {host.outlet: _write_outlet(host) for host in self.hosts}
        file = folder / "detente.toml"
        file.write_text("\n".join([*sections, *outlets.values()]), encoding="utf-8")
        return file


def _write_source(host: Host) -> str:
    return SOURCE.format(source=host.source, outlet=host.outlet, url=host.feed_url)


def _write_outlet(host: Host) -> str:
    return OUTLET.format(outlet=host.outlet, language=host.language, zone=host.zone)


@contextmanager
def faulty_web() -> Iterator[FaultyWeb]:
    """The web of faults."""
    with _served(_make_all) as web:
        yield web


@contextmanager
def healthy_web(feeds: int = FEEDS) -> Iterator[FaultyWeb]:
    """The same number of hosts, or fewer, without a fault."""
    with _served(partial(_make_healthy, numbers=range(1, feeds + 1))) as web:
        yield web


@contextmanager
def _served(make_hosts: Callable[[int], Sequence[Host]]) -> Iterator[FaultyWeb]:
    addresses = [FORBIDDEN, *(f"127.0.1.{number + 1}" for number in range(FEEDS))]
    with open_sockets(addresses) as sockets:
        hosts = make_hosts(sockets[0].getsockname()[1])
        with serve_hosts(hosts, sockets) as server:
            yield FaultyWeb(hosts, server)


def _make_all(port: int) -> list[Host]:
    hosts = [make(number, port) for number, make in enumerate((*FAULTY, *ODD), 1)]
    doubles = hosts[-1]
    # Same zone and language as its outlet's first feed.
    second = make_second_feed(doubles.number + 4, port, doubles)
    numbers = {*range(1, FEEDS + 1)} - {host.number for host in (*hosts, second)}
    return [*hosts, second, *_make_healthy(port, sorted(numbers))]


def _make_healthy(port: int, numbers: Sequence[int]) -> list[Host]:
    hosts = [
        make_host(number, port, f"healthy {number}", ALL_KINDS[number % len(ALL_KINDS)])
        for number in numbers
    ]
    for host in hosts:
        open_feed(host)
    return hosts
