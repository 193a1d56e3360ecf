"""RSS, RDF and Atom → entries."""

import re
from collections.abc import Iterator
from datetime import timedelta

from analysis.sources.entries import Entry, Reading, choose_text
from analysis.sources.feedtrees import (
    Element,
    FeedTree,
    Fields,
    find_elements,
    read_fields,
    read_markup,
    read_words,
)
from analysis.sources.urls import find_absolute

_PUBLISHED = ("pubdate", "published", "issued", "dc:date", "dcterms:issued", "date")
_CREATED = ("dcterms:created", "created")
_UPDATED = ("updated", "modified", "dcterms:modified")
_TEXTS = ("content:encoded", "yandex:full-text", "content", "description", "summary")
_SIDE_TEXTS = ("dc:description", "media:description", "itunes:summary")
_MARKUP = re.compile(r"x?html|text/|application/(?:xhtml\+)?xml|\s*\Z")
_PLAIN = frozenset(["text", "text/plain"])
# What calls itself text and holds this is HTML all the same.
_CLOSING_TAG = re.compile(r"</(?:p|a|div|span|strong|em|b|i|li|h\d)>")
# What needs no resolving; most links are such, and urllib takes its time.
_PLAIN_LINK = re.compile(r"https?://[a-z0-9.-]+\.[a-z]+/[\w/.%~=?&;,+-]*", re.ASCII)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_COUNT = re.compile(r"0*([1-9]\d{0,5})(?:\.0*)?", re.ASCII)


def parse_xml_feed(tree: FeedTree, url: str) -> Reading:
    """Read a feed that was fetched from `url`."""
    head = _read_head(tree.root)
    language = read_words(head, "language", "dc:language") or tree.root.get(_LANG)
    items = find_elements(tree, "item", "entry")
    entries = (_parse_entry(item, language, url) for item in items)
    return Reading(entries=entries, pace=_find_pace(head))


def _read_head(root: Element) -> Fields:
    """Give what the feed says of itself: beside its entries, or in its channel."""
    channels = list(root.iterchildren("{*}channel"))
    return read_fields(channels[0] if channels else root)


def _parse_entry(item: Element, language: str | None, url: str) -> Entry:
    fields = read_fields(item)
    updated = read_words(fields, *_UPDATED)
    published = read_words(fields, *_PUBLISHED, *_CREATED)
    return Entry(
        title=read_words(fields, "title", "dc:title", "media:title"),
        link=_find_link(item, fields, url),
        text=_find_text(fields),
        published=published or updated,
        updated=updated,
        language=item.get(_LANG) or read_words(fields, "dc:language") or language,
    )


def _find_link(item: Element, fields: Fields, url: str) -> str | None:
    for link, element in _list_links(item, fields):
        if _PLAIN_LINK.fullmatch(link):
            return link
        if absolute := find_absolute(link, element.base or url):
            return absolute
    return None


def _list_links(item: Element, fields: Fields) -> Iterator[tuple[str, Element]]:
    """Give the entry's addresses, the likeliest first, and where they stand."""
    for element in fields.get("feedburner:origlink", ()):
        yield from _take_web(element.text, element)
    for element in sorted(fields.get("link", ()), key=_is_no_page):
        if "alternate" in element.get("rel", "alternate").lower().split():
            yield (element.text or "").strip() or element.get("href", ""), element
    for element in fields.get("guid", ()):
        if element.get("isPermaLink", "true").lower() == "true":
            yield from _take_web(element.text, element)
    for element in fields.get("id", ()):
        yield from _take_web(element.text, element)
    yield from _take_web(item.get(_ABOUT), item)


def _is_no_page(link: Element) -> bool:
    kind = link.get("type", "text/html")
    return not kind.startswith(("text/html", "application/xhtml"))


def _take_web(address: str | None, element: Element) -> Iterator[tuple[str, Element]]:
    if address and address.strip().startswith("http"):
        yield address.strip(), element


def _find_text(fields: Fields) -> str | None:
    """Give the fullest text; what stands beside it only where there is none."""
    htmls, plain = [], ""
    for name in _TEXTS:
        for element in fields.get(name, ()):
            kind = element.get("type", "html").lower()
            if kind in _PLAIN and not _CLOSING_TAG.search(element.text or ""):
                plain = max(plain, element.text or "", key=len)
            elif _MARKUP.match(kind):
                htmls.append(read_markup(element))
    return choose_text(htmls, plain) or _find_side_text(fields)


def _find_side_text(fields: Fields) -> str | None:
    elements = [element for name in _SIDE_TEXTS for element in fields.get(name, ())]
    for group in fields.get("media:group", ()):
        elements += read_fields(group).get("description", ())
    return choose_text([read_markup(element) for element in elements])


def _find_pace(head: Fields) -> timedelta | None:
    """How often the feed asks to be read: RSS's minutes, or so often in a period."""
    if minutes := _COUNT.fullmatch(read_words(head, "ttl") or ""):
        return timedelta(minutes=int(minutes[1]))
    period = (read_words(head, "sy:updateperiod") or "").lower()
    often = _COUNT.fullmatch(read_words(head, "sy:updatefrequency") or "1")
    if period not in _PERIODS or often is None:
        return None
    return _PERIODS[period] / int(often[1])
