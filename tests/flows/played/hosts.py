"""Hosts of a played web: what each answers, and how it must end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from tests.flows.played.answers import Answer, document
from tests.press.articles import Invented, invent_article, read_places
from tests.press.feeds import KINDS, Entry, make_entry
from tests.press.pages import LAYOUTS, render_page

PAGES = 50
ALL_KINDS = (*KINDS, "index")
ZONES = ("Europe/Berlin", "Europe/London", "Europe/Berlin", "America/New_York")
PATHS = {
    "blog": "/?p={number}",
    "blocks": "/news/{slug}-{number}",
    "portal": "/{day:%Y/%m/%d}/{slug}-{number}.html",
    "old": "/{number}.htm",
    "script": "/a/{number}/{slug}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """How an input must end: as the article at `url` with this title, body, day and
    doubt, or as a reject for one of `reasons`."""

    url: str = ""
    title: str = ""
    body: str = ""
    day: date | None = None
    extraction: str = "page"
    flag: str | None = None
    reasons: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article at a path of its host, and what the feed says of it."""

    path: str
    article: Invented
    entry: Entry


@dataclass(slots=True, kw_only=True)
class Host:
    """A host with one outlet's feed, which the config names `source`.

    `later` has the answers that differ once the web has moved on. `fates` are by the
    inputs of the first visit; `later_fates` has what differs after the second, None for
    an input that is there no more. `outcomes` and `later_outcomes` are those that an
    attempt at the feed may have; none means that it is not to be asked any more.
    """

    number: int
    port: int
    source: str
    kind: str
    outlet: str
    language: str
    zone: ZoneInfo
    layout: str
    name: str
    pages: list[Page] = field(default_factory=list)
    routes: dict[str, Answer] = field(default_factory=dict)
    later: dict[str, Answer] = field(default_factory=dict)
    fates: dict[str, Fate] = field(default_factory=dict)
    later_fates: dict[str, Fate | None] = field(default_factory=dict)
    outcomes: frozenset[str] = frozenset(["ok"])
    later_outcomes: frozenset[str] = frozenset(["unchanged"])
    refuses: bool = False

    @property
    def address(self) -> str:
        """Where it listens, by whatever name it is known."""
        return f"127.0.1.{self.number}"

    @property
    def origin(self) -> str:
        """Scheme, address and port."""
        return f"http://{self.name}:{self.port}"

    @property
    def feed_path(self) -> str:
        """Where the feed is."""
        return f"/{self.kind.replace(' ', '-')}"

    @property
    def feed_url(self) -> str:
        """The address in the config."""
        return self.origin + self.feed_path

    def find_fates(self, later: bool) -> Mapping[str, Fate]:
        """How its inputs must have ended after the first visit, or the second."""
        changed = self.later_fates if later else {}
        found = {**self.fates, **changed}
        return {name: fate for name, fate in found.items() if fate}

    def find_outcomes(self, later: bool) -> frozenset[str]:
        """How the visit's attempts at the feed may end."""
        return self.later_outcomes if later else self.outcomes


def make_host(
    number: int, port: int, source: str, kind: str = "rss", layout: str | None = None
) -> Host:
    """A healthy host with its pages, which waits for `open_feed`."""
    language = ("de", "en")[number % 2]
    places = read_places(language)
    host = Host(
        number=number,
        port=port,
        source=source,
        kind=kind,
        outlet=f"{places[number // 2]} {'Bote' if language == 'de' else 'Herald'}",
        language=language,
        zone=ZoneInfo(ZONES[number % 4]),
        layout=layout or LAYOUTS[number % len(LAYOUTS)],
        name=f"127.0.1.{number}",
    )
    for index in range(PAGES):
        add_page(host, invent_article(language, number * 1000 + index))
    return host


def add_page(host: Host, article: Invented) -> Page:
    """Give the host another article, its page and its place in the feed."""
    slug = re.sub(r"[^a-z]+", "-", article.title.lower()).strip("-")
    day = article.published_at.astimezone(host.zone)
    path = PATHS[host.layout].format(number=article.number, slug=slug, day=day)
    kind = "news" if host.kind == "index" else host.kind
    entry = make_entry(kind, article, host.origin + path, host.zone)
    page = Page(path=path, article=article, entry=entry)
    host.pages.append(page)
    host.routes[path] = document(write_page(host, page))
    host.fates[entry.url] = expect_article(host, page)
    return page


def write_page(
    host: Host,
    page: Page,
    *,
    layout: str | None = None,
    stated: str | None = None,
    head: str = "",
) -> bytes:
    """The page as its host has it."""
    return render_page(
        page.article,
        layout or host.layout,
        url=host.origin + page.path,
        outlet=host.outlet,
        stated=stated,
        head=head,
    ).encode()


def expect_article(host: Host, page: Page) -> Fate:
    """The whole article; full feeds of long articles are enough by themselves."""
    in_feed = page.entry.html and len(page.article.body.split()) >= 200
    return Fate(
        url=host.origin + page.path,
        title=page.article.title,
        body=page.article.body,
        day=page.article.published_at.astimezone(host.zone).date(),
        extraction="feed" if in_feed else "page",
    )
