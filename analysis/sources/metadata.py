"""What a page says about itself: title, date, language, outlet."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.sources.markup import Tree, render_line

_ARTICLE_TYPES = re.compile(r"Article$|^(?:Report|LiveBlog|Blog)Posting$|^BlogPosting$")
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
_TITLE_TAIL = re.compile(r"\s+[|–—·-]\s+(?P<site>[^|–—·]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Each field as the page writes it, None where it says nothing."""

    title: str | None
    published: str | None
    language: str | None
    outlet: str | None


def find_metadata(tree: Tree) -> Metadata:
    """Read JSON-LD first, then meta elements, then what a reader sees.

    `published` is only what is called so: never a date of change or expiry, and never
    a guess from the address or the text.
    """
    metas = _find_metas(tree)
    linked = list(_find_linked_articles(tree))
    outlet = metas.get("og:site_name") or _find_publisher(linked)
    title = (
        _first_text(linked, "headline")
        or metas.get("og:title")
        or _only_text(tree, "//h1")
        or metas.get("twitter:title")
        or _only_text(tree, "//head/title")
    )
    return Metadata(
        title=_drop_site(render_line(title), outlet) if title else None,
        published=_first_text(linked, "datePublished")
        or next((metas[name] for name in metas if name in _DATE_NAMES), None)
        or _find_visible_date(tree),
        language=_find_language(tree, metas),
        outlet=render_line(outlet) or None if outlet else None,
    )


def _find_metas(tree: Tree) -> dict[str, str]:
    """Give the meta elements by lower-case name; the first of a name counts."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and meta.get(key):
                metas.setdefault(meta.get(key).strip().lower(), content)
    return metas


def _find_linked_articles(tree: Tree) -> Iterator[dict[str, object]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json"):
            yield from _find_articles(_read_json(script.text or ""), depth=4)


def _read_json(text: str) -> object:
    try:
        return json.loads(text.strip().strip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _find_articles(value: object, depth: int) -> Iterator[dict[str, object]]:
    if isinstance(value, list) and depth:
        for part in value[:50]:
            yield from _find_articles(part, depth - 1)
    elif isinstance(value, dict) and depth:
        kinds = value.get("@type")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str) and _ARTICLE_TYPES.search(kind):
                yield value
                break
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _find_articles(value.get(key), depth - 1)


def _first_text(articles: Sequence[dict[str, object]], key: str) -> str | None:
    for article in articles:
        value = article.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _find_publisher(articles: Sequence[dict[str, object]]) -> str | None:
    for article in articles:
        publisher = article.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else None
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _only_text(tree: Tree, path: str) -> str | None:
    """Give the text of the one element at `path`; of several none can be trusted."""
    found = tree.xpath(path)
    return " ".join(found[0].itertext()).strip() or None if len(found) == 1 else None


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


def _find_language(tree: Tree, metas: dict[str, str]) -> str | None:
    root = tree.getroottree().getroot()
    stated = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return stated or metas.get("og:locale") or metas.get("content-language")


def _drop_site(title: str, outlet: str | None) -> str | None:
    tail = _TITLE_TAIL.search(title)
    if tail and outlet and tail["site"].strip().casefold() == outlet.strip().casefold():
        title = title[: tail.start()]
    return title.strip() or None
