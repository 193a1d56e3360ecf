"""Pages that fail, between others on the same host that do not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tests.flows.played.answers import Answer, document, redirect, status
from tests.flows.played.bad_answers import (
    babbles,
    boasts,
    breaks_off,
    drips,
    falls_short,
    giant,
    gzip_bomb,
    hangs_up,
    mischunks,
    nested_bomb,
    never_ends,
)
from tests.flows.played.feed_faults import BINARY, METADATA
from tests.flows.played.hosts import (
    Fate,
    Host,
    Page,
    expect_article,
    make_host,
    write_page,
)
from tests.flows.played.listings import newest_first, open_feed

RESERVED = "text mining reserved"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFault:
    """A fault of a page, made of the host and the page.

    It ends as a reject for one of `reasons`. Where it `passes`, the page is tried again
    and well when the web moves on; else the feed's own text, if there is any, is kept.
    """

    answer: Callable[[Host, Page], Answer]
    reasons: frozenset[str]
    passes: bool = False


def _ends(answer: Callable[[Host, Page], Answer], *reasons: str) -> PageFault:
    return PageFault(answer=answer, reasons=frozenset(reasons))


def _passes(answer: Callable[[Host, Page], Answer], *reasons: str) -> PageFault:
    return PageFault(answer=answer, reasons=frozenset(reasons), passes=True)


def _spoils(answer: Callable[[bytes], Answer]) -> Callable[[Host, Page], Answer]:
    return lambda host, page: answer(write_page(host, page))


def _bury(page: bytes) -> Answer:
    return document(page.replace(b"<h1", b"<div>" * 20_000 + b"<h1"))


def _leads(target: str) -> Callable[[Host, Page], Answer]:
    return lambda host, page: redirect(target.format(host=host, page=page))


def _shows(wall: str) -> Callable[[Host, Page], Answer]:
    return lambda host, page: document(write_page(host, page, layout=wall))


def _says(name: str, value: str) -> Callable[[Host, Page], Answer]:
    return lambda host, page: document(write_page(host, page), headers={name: value})


def _writes(head: str) -> Callable[[Host, Page], Answer]:
    return lambda host, page: document(write_page(host, page, head=head))


PAGE_FAULTS: Mapping[str, Sequence[PageFault]] = {
    "broken transfers": [
        _passes(_spoils(falls_short), "cut transfer"),
        _passes(_spoils(breaks_off), "cut transfer"),
        _passes(_spoils(mischunks), "cut transfer"),
        _passes(lambda *_: hangs_up, "no connection"),
        _passes(lambda *_: babbles(BINARY), "broken answer"),
        _passes(_spoils(boasts), "broken answer"),
        _passes(_spoils(drips), "timeout"),
    ],
    "giants": [
        _ends(_spoils(never_ends), "too large"),
        _ends(lambda *_: giant(100_000_000), "too large"),
        _ends(lambda *_: gzip_bomb(200), "too large"),
        _ends(lambda *_: nested_bomb(200), "broken encoding"),
        _ends(lambda *_: document(b"<div>" * 150_000), "too large"),
        _ends(_spoils(_bury), "no article text", "overview page", "consent wall"),
    ],
    "detours": [
        _ends(_leads("{host.origin}{page.path}"), "too many redirects"),
        _ends(_leads("http://127.0.0.1:{host.port}/secret"), "private address"),
        _ends(_leads("//localhost:{host.port}/secret"), "private address"),
        _ends(_leads("http://[::1]:{host.port}/secret"), "private address"),
        _ends(_leads("http://[::ffff:127.0.0.1]:{host.port}/"), "private address"),
        _ends(_leads("http://2130706433:{host.port}/secret"), "private address"),
        _ends(_leads("http://0.0.0.0:{host.port}/secret"), "private address"),
        _ends(_leads(METADATA), "private address"),
        _ends(_leads("http://10.0.0.1/"), "private address"),
        _ends(_leads("file:///etc/hostname"), "not a web address"),
    ],
    "refusals": [
        _ends(lambda *_: status(401), "login needed"),
        _ends(lambda *_: status(403), "forbidden"),
        _ends(lambda *_: status(404), "not found"),
        _ends(lambda *_: status(410), "gone"),
        _ends(lambda *_: status(451), "withheld by law"),
        _passes(lambda *_: status(500), "server error"),
        _passes(lambda *_: status(502), "server error"),
    ],
    "walls": [
        _ends(_shows("consent"), "consent wall"),
        _ends(_shows("login"), "login wall"),
        _ends(_shows("missing"), "error page"),
        _ends(_shows("overview"), "overview page"),
        _ends(_shows("shell"), "no article text", "error page"),
        _ends(lambda *_: document(PNG), "binary file", "no article text"),
        _ends(lambda *_: document(b""), "no article text"),
    ],
    "reservations": [
        _ends(_says("tdm-reservation", "1"), RESERVED),
        _ends(_says("X-Robots-Tag", "noai"), RESERVED),
        _ends(_writes('<meta name="tdm-reservation" content="1">'), RESERVED),
        _ends(_writes('<meta name="robots" content="noai">'), RESERVED),
    ],
}


def make_faulty_pages(number: int, port: int, source: str) -> Host:
    """A host where every third page has one of the faults called `source`, by turns.

    Every second turn the feed has a text of the page, else a bare title. So few stand
    together that the host never seems unwell.
    """
    host = make_host(number, port, source)
    faults = PAGE_FAULTS[source]
    for index, page in enumerate(newest_first(host.pages)[::3]):
        has_text = index // len(faults) % 2 == 1
        chosen = page if has_text else strip_text(host, page)
        _spoil(host, chosen, faults[index % len(faults)])
    if host.later:
        host.later_outcomes = frozenset(["ok"])
    open_feed(host)
    return host


def strip_text(host: Host, page: Page) -> Page:
    """The page as one of which the feed says nothing but the title."""
    bare = replace(page, entry=replace(page.entry, teaser=None))
    host.pages[host.pages.index(page)] = bare
    return bare


def _spoil(host: Host, page: Page, fault: PageFault) -> None:
    if fault.passes:
        host.later[page.path] = host.routes[page.path]
        host.later_fates[page.entry.url] = host.fates[page.entry.url]
    host.routes[page.path] = fault.answer(host, page)
    if page.entry.teaser and not fault.passes:
        host.fates[page.entry.url] = expect_teaser(host, page)
    else:
        host.fates[page.entry.url] = Fate(reasons=fault.reasons)


def expect_teaser(host: Host, page: Page, extraction: str = "feed") -> Fate:
    """The text that the feed shows of the article."""
    whole = expect_article(host, page)
    return replace(whole, body=page.article.teaser, extraction=extraction)
