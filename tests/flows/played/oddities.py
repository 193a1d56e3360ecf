"""Hosts that do odd things which a correct collector sees through: it has it all."""

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from tests.flows.played.answers import Answer, document
from tests.flows.played.hosts import Fate, Host, make_host, write_page
from tests.flows.played.listings import open_feed
from tests.flows.played.page_faults import expect_teaser

HTML = "text/html"
YEAR = timedelta(days=365)
MONTHS = "JanFebMärAprMaiJunJulAugSepOktNovDez"
DAYS = "MoDiMiDoFrSaSo"


def _declare(page: bytes, charset: str) -> bytes:
    return page.replace(b'charset="utf-8"', f'charset="{charset}"'.encode())


def _recode(page: bytes, charset: str) -> bytes:
    return page.decode().encode(charset, "xmlcharrefreplace")


CHARSETS: Sequence[Callable[[bytes], Answer]] = (
    lambda page: document(page, "text/html; charset=iso-8859-1"),
    lambda page: document(
        _declare(page, "iso-8859-1"), "text/html; charset=iso-8859-1"
    ),
    lambda page: document(_declare(page, "windows-1251"), HTML),
    lambda page: document(_declare(page, "x-unheard-of"), HTML),
    lambda page: document(_recode(page, "cp1252"), "text/html; charset=utf-8"),
    lambda page: document(_recode(_declare(page, "iso-8859-1"), "cp1252"), HTML),
    lambda page: document(
        _recode(page.replace(b'<meta charset="utf-8">', b""), "cp1252"),
        "text/html; charset=windows-1252",
    ),
    lambda page: document(codecs.BOM_UTF16_LE + _recode(page, "utf-16-le"), HTML),
    lambda page: document(codecs.BOM_UTF8 + page, "text/html; charset=us-ascii"),
    lambda page: document(page, "application/octet-stream"),
    lambda page: document(page, "image/jpeg"),
    lambda page: document(page, "text/plain"),
)


def make_mislabelled(number: int, port: int) -> Host:
    """Wrong charsets and content types, of the pages and of the feed."""
    host = make_host(number, port, "mislabelled", layout="blog")
    for index, page in enumerate(host.pages):
        written = write_page(host, page)
        host.routes[page.path] = CHARSETS[index % len(CHARSETS)](written)
    feed = open_feed(host)
    lying = feed.replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"', 1)
    host.routes[host.feed_path] = document(lying, "text/html; charset=iso-8859-1")
    return host


def make_paywalled(number: int, port: int) -> Host:
    """Every second article is for subscribers: only its beginning is shown."""
    host = make_host(number, port, "paywalled")
    for page in host.pages[::2]:
        walled = write_page(host, page, layout="paywall")
        host.routes[page.path] = document(walled)
        host.fates[page.entry.url] = expect_teaser(host, page, "teaser")
    open_feed(host)
    return host


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """How a feed writes a date, what the page says where that is not true, and the
    doubt that remains."""

    feed: Callable[[datetime], str | None]
    page: Callable[[datetime], str] = datetime.isoformat
    flag: str | None = None
    reasons: frozenset[str] = frozenset()


DATINGS: Sequence[Dating] = (
    Dating(feed=lambda _: None),
    Dating(feed=lambda _: "sometime last week", flag="unreadable"),
    Dating(feed=lambda at: f"{_day(at)}, {at:%d} {_month(at)} {at:%Y %H:%M:%S %z}"),
    Dating(feed=lambda at: f"{at.day}. {_month(at)}. {at:%Y, %H:%M} Uhr"),
    Dating(feed=lambda at: f"{at:%d.%m.%Y %H:%M}"),
    Dating(feed=lambda at: f"{at:%Y-%m-%d %H:%M:%S}"),
    Dating(feed=lambda at: str(int(at.timestamp()))),
    Dating(feed=lambda at: format_datetime(at + 20 * YEAR), flag="future"),
    Dating(feed=lambda at: format_datetime(at - 50 * YEAR), flag="too old"),
    Dating(feed=format_datetime, page=lambda at: _later(at, 10), flag="contradicted"),
    Dating(feed=format_datetime, page=lambda at: _later(at, 2)),
    Dating(
        feed=lambda at: format_datetime(at + 20 * YEAR),
        page=lambda at: _later(at, 7000),
        reasons=frozenset(["date in the future"]),
    ),
)


def _day(at: datetime) -> str:
    return DAYS[2 * at.weekday() :][:2]


def _month(at: datetime) -> str:
    return MONTHS[3 * at.month - 3 :][:3]


def _later(at: datetime, days: int) -> str:
    return (at + timedelta(days=days)).isoformat()


def make_misdated(number: int, port: int) -> Host:
    """Dates in many shapes, broken ones, and ones that contradict each other."""
    host = make_host(number, port, "misdated", layout="blog")
    for index, page in enumerate(host.pages):
        dating = DATINGS[index % len(DATINGS)]
        at = page.article.published_at.astimezone(host.zone)
        entry = replace(page.entry, date=dating.feed(at))
        host.pages[index] = replace(page, entry=entry)
        written = write_page(host, page, stated=dating.page(at))
        host.routes[page.path] = document(written)
        fate = replace(host.fates[entry.url], flag=dating.flag)
        host.fates[entry.url] = Fate(reasons=dating.reasons) if dating.reasons else fate
    open_feed(host)
    return host
