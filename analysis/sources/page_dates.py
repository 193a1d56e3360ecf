"""The dates of publication that a page states, the most believed first."""

import re

from analysis.records import StatedDate
from analysis.sources.dates import state_date
from analysis.sources.linked import find_linked_articles, find_metas, first_text
from analysis.sources.markup import Tree

_DATE_NAMES = frozenset(
    [
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.issued",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
    ]
)
_MODIFIED = re.compile(r"modif|updat|aktuali|expire|archiv", re.IGNORECASE)


def find_page_dates(tree: Tree) -> tuple[StatedDate, ...]:
    """Read JSON-LD, then meta elements, then what a reader sees: only what is called
    a date of publication, never one of change or expiry."""
    metas = find_metas(tree)
    named = next((metas[name] for name in metas if name in _DATE_NAMES), None)
    return (
        *state_date("json-ld", first_text(find_linked_articles(tree), "datePublished")),
        *state_date("meta", named),
        *state_date("time", _find_visible_date(tree)),
    )


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
    return (written or " ".join(element.itertext())).strip()[:100] or None
