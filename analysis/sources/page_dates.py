"""The dates of publication that a page states, the most believed first."""

import re
from datetime import date
from urllib.parse import urlsplit

from analysis.records import StatedDate
from analysis.sources.date_words import MONTHS
from analysis.sources.dates import state_date
from analysis.sources.guessed_dates import guess_date
from analysis.sources.linked import find_linked_articles, find_metas, first_text
from analysis.sources.markup import Tree
from analysis.sources.urls import find_url

# The plainer the name, the more believed: "date" may be any date.
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "shareaholic:article_published_time",
    "vr:published_time",
    "bt:pubdate",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "date_published",
    "publication_date",
    "originalpublicationdate",
    "citation_publication_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "date",
)
_MODIFIED = re.compile(r"modif|updat|aktuali|expire|archiv", re.IGNORECASE)
# Time elements also hold "vor 3 Stunden", "08:00" and "PT5M".
_NAMES_A_DAY = re.compile(
    r"(?<!\d)(?:\d{4}|\d{8}|\d{10,14}|\d\d?[./-]\d\d?[./-]\d\d)(?!\d)"
)
_PATH_DAYS = (
    re.compile(r"/(\d{4})/(\d\d?|[a-z]{3})/(\d\d?)(?=[-_./]|$)", re.ASCII),
    re.compile(r"/(\d{4})/(\d\d)(\d\d)(?=/)", re.ASCII),
    re.compile(r"/(\d{4})[-_](\d\d)[-_](\d\d)(?=[-_./]|$)", re.ASCII),
    re.compile(r"[-_](\d{4})[-_](\d\d)[-_](\d\d)(?=[./]|$)", re.ASCII),
    # Followed by a word: by itself such a number may be the article's.
    re.compile(r"/(\d{4})(\d\d)(\d\d)(?=[-_/])", re.ASCII),
)


def find_page_dates(tree: Tree, url: str) -> tuple[StatedDate, ...]:
    """Read JSON-LD, then meta elements, then what a reader sees, then the address.

    Only what is called a date of publication counts, never one of change or expiry. A
    page that states none is dated by a guess from its text ("text"), if there is one.
    """
    stated = (
        *state_date("json-ld", _find_linked_date(tree, url)),
        *state_date("meta", _find_named_date(tree)),
        *state_date("time", _find_visible_date(tree)),
        *state_date("url", find_url_day(url)),
    )
    return stated or state_date("text", guess_date(tree))


def find_url_day(url: str) -> str | None:
    """Give the day that the path of an address names as 2024-07-02; None if none."""
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return None
    for pattern in _PATH_DAYS:
        for found in pattern.finditer(path):
            if day := _read_day(*found.groups()):
                return day
    return None


def _read_day(year: str, month: str, day: str) -> str | None:
    if not 1900 < int(year) < 2100:
        return None
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _find_linked_date(tree: Tree, url: str) -> str | None:
    """Ask the articles that JSON-LD gives this page's address first: others may be
    ones that the page links to."""
    articles = find_linked_articles(tree)
    if len(articles) > 1 and (address := find_url(url)):
        own = [one for one in articles if address in _addresses_of(one)]
        articles = own or articles
    return first_text(articles, "datePublished")


def _addresses_of(article: dict[str, object]) -> set[str | None]:
    page = article.get("mainEntityOfPage")
    named = [article.get("url"), article.get("@id"), page]
    if isinstance(page, dict):
        named += [page.get("@id"), page.get("url")]
    return {find_url(name) for name in named if isinstance(name, str)} - {None}


def _find_named_date(tree: Tree) -> str | None:
    metas = find_metas(tree)
    return next((metas[name] for name in _DATE_NAMES if name in metas), None)


def _find_visible_date(tree: Tree) -> str | None:
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        if written := _date_of(element):
            return written
    times = tree.xpath("//article//time | //main//time") or tree.xpath("//time")
    for element in times[:20]:
        names = f"{element.get('itemprop')} {element.get('class')}"
        if not _MODIFIED.search(names) and (written := _date_of(element)):
            return written
    return None


def _date_of(element: Tree) -> str | None:
    written = element.get("datetime") or element.get("content")
    text = (written or " ".join(element.itertext())).strip()[:100]
    return text if _NAMES_A_DAY.search(text) else None
