"""Hosts that let nobody, or not everybody, at their pages."""

from dataclasses import replace

from tests.flows.played.answers import document
from tests.flows.played.bad_answers import keeps_silent
from tests.flows.played.hosts import Fate, Host, make_host
from tests.flows.played.listings import open_feed, write_robots
from tests.flows.played.page_faults import RESERVED, strip_text


def make_tar_pit(number: int, port: int) -> Host:
    """A host whose feed is well and whose pages never answer."""
    host = make_host(number, port, "tar pit")
    for page in host.pages:
        host.routes[page.path] = keeps_silent
        host.fates[page.entry.url] = Fate(reasons=frozenset(["timeout", "host unwell"]))
    open_feed(host)
    host.later_outcomes = frozenset(["ok"])
    return host


def make_partly_forbidden(number: int, port: int) -> Host:
    """A host whose robots.txt keeps everyone out of every second page."""
    host = make_host(number, port, "robots that forbid")
    _close(host, "/intern", "robots forbid")
    host.routes["/robots.txt"] = write_robots("/intern/")
    open_feed(host)
    return host


def make_partly_reserved(number: int, port: int) -> Host:
    """A host whose tdmrep.json reserves every second page."""
    host = make_host(number, port, "tdmrep that reserves")
    _close(host, "/rights", RESERVED)
    host.routes["/.well-known/tdmrep.json"] = document(
        b'[{"location": "/rights/*", "tdm-reservation": 1}]', "application/json"
    )
    open_feed(host)
    return host


def _close(host: Host, folder: str, reason: str) -> None:
    """Move every second page into a folder where no one may go."""
    for index in range(0, len(host.pages), 2):
        page = strip_text(host, host.pages[index])
        path, url = folder + page.path, host.origin + folder + page.path
        host.routes[path] = host.routes.pop(page.path)
        del host.fates[page.entry.url]
        host.fates[url] = Fate(reasons=frozenset([reason]))
        host.pages[index] = replace(page, path=path, entry=replace(page.entry, url=url))
