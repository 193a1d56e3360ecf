"""RSS, RDF and Atom → entries, by fastfeedparser or, where it fails, feedparser."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from html.entities import html5
from io import BytesIO
from typing import TypeAlias

import fastfeedparser
import feedparser
from lxml import etree

from analysis.errors import SourceError
from analysis.sources.entries import Entry, choose_text
from analysis.sources.markup import NO_XML, parse_html
from analysis.sources.urls import find_absolute

# lxml carries no types of its own.
Element: TypeAlias = etree._Element

_CDATA = r"<!\[CDATA\[.*?(?:\]\]>|\Z)"
_REFERENCE = re.compile(
    _CDATA + r"|&#(?P<number>[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});", re.DOTALL
)
_NAME = re.compile(
    _CDATA + r"|&(?!#\d{1,9};|#x[\da-fA-F]{1,8};|(?:amp|lt|gt|quot|apos);)"
    r"(?P<name>\w{0,30};?)",
    re.DOTALL,
)
_ITEMS = frozenset(["item", "entry"])
_ROOTS = frozenset(["rss", "feed", "rdf"])
_FEED_TYPES = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json)")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_CHANGED = ("updated", "modified")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What the libraries lose of an entry: its date as written, its language, and a
    title with elements in it."""

    published: str | None
    language: str | None
    title: str | None


def parse_xml_feed(text: str, url: str) -> list[Entry]:
    """Give the entries in document order. Raises SourceError ("not a feed")."""
    payload = _mend_characters(text).encode("utf-8", "replace")
    root = _parse_tree(payload)
    if root is None or _name(root) not in _ROOTS:
        raise SourceError("not a feed", _explain(payload, root, url))
    marks = _find_marks(root)
    entries = _parse_fast(_drop_dates(root))
    if len(entries) < len(marks):
        slow = _parse_slow(payload)
        entries = slow if len(slow) > len(entries) else entries
    if len(entries) != len(marks):
        return entries
    return [
        replace(
            entry,
            title=entry.title or mark.title,
            published=mark.published,
            language=mark.language,
        )
        for entry, mark in zip(entries, marks, strict=True)
    ]


def _mend_characters(text: str) -> str:
    """Write "&" and "&ndash;" as XML wants them and drop what it forbids: parsers drop
    what they do not know, and a link without its "&" leads elsewhere. CDATA stays."""
    mended = _REFERENCE.sub(_mend_reference, NO_XML.sub("", text))
    return mended if "<!ENTITY" in text else _NAME.sub(_mend_name, mended)


def _mend_reference(found: re.Match[str]) -> str:
    number = found["number"]
    if number is None:
        return found[0]
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return "" if code > 0x10FFFF or code == 0 or NO_XML.search(chr(code)) else found[0]


def _mend_name(found: re.Match[str]) -> str:
    name = found["name"]
    if name is None:
        return found[0]
    character = html5.get(name, "")
    return escape(character) if character and name.endswith(";") else f"&amp;{name}"


def _parse_tree(payload: bytes) -> Element | None:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=True
    )
    try:
        return etree.fromstring(payload, parser)
    except (etree.LxmlError, ValueError):
        return None


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _find_marks(root: Element) -> list[Mark]:
    language = root.get(_LANG)
    marks: list[Mark] = []
    for element in root.iter(etree.Element):
        if _name(element) in _ITEMS:
            marks.append(_read_mark(element, language))
        elif not marks and _name(element) == "language":
            language = (element.text or "").strip() or language
    return marks


def _drop_dates(root: Element) -> bytes:
    """Write the tree without dates and without what is taken for one: fastfeedparser
    guesses at them, takes American order for German and asks the clock."""
    for element in list(root.iter(etree.Element)):
        parent = element.getparent()
        name = _name(element)
        is_name = name == "guid" and "http" not in (element.text or "")[:10]
        is_date = name in _PUBLISHED or name in _CHANGED or is_name
        if is_date and parent is not None and _name(parent) in _ITEMS:
            parent.remove(element)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _read_mark(item: Element, language: str | None) -> Mark:
    texts: dict[str, str] = {}
    for child in item.iterchildren(etree.Element):
        name = _name(child)
        if name in _PUBLISHED or name in _CHANGED or name == "title":
            texts.setdefault(name, " ".join("".join(child.itertext()).split()))
    dates = (texts.get(name) for name in (*_PUBLISHED, *_CHANGED))
    return Mark(
        published=next(filter(None, dates), None),
        language=item.get(_LANG) or language,
        title=texts.get("title") or None,
    )


def _explain(payload: bytes, root: Element | None, url: str) -> str:
    """Say what was there instead, and where the page says its feeds are."""
    page = parse_html(payload.decode("utf-8", "replace"))
    links = [] if page is None else page.xpath("//link[@rel='alternate'][@href]")
    feeds = [
        find_absolute(link.get("href"), url)
        for link in links
        if _FEED_TYPES.match(link.get("type") or "")
    ]
    if found := [feed for feed in feeds if feed]:
        return f"{url} is a web page; its feeds are: {', '.join(found[:3])}"
    what = "no XML" if root is None else f"<{_name(root)}>"
    return f"{url} delivered {what}, not RSS, Atom or JSON Feed: check the address"


def _parse_fast(payload: bytes) -> list[Entry]:
    try:
        feed = fastfeedparser.parse(
            payload, include_tags=False, include_media=False, include_enclosures=False
        )
    except (ValueError, TypeError, LookupError, AttributeError, etree.LxmlError):
        return []
    return [_read_entry(entry) for entry in feed.entries]


def _parse_slow(payload: bytes) -> list[Entry]:
    try:
        feed = feedparser.parse(
            BytesIO(payload), sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError):
        return []
    language = _text_of(feed.feed, "language")
    return [replace(_read_entry(entry), language=language) for entry in feed.entries]


def _read_entry(entry: Mapping[str, object]) -> Entry:
    contents = entry.get("content")
    first = contents[0] if isinstance(contents, list) and contents else {}
    is_plain = str(first.get("type")) in {"text", "text/plain"}
    content = _text_of(first, "value")
    published = _text_of(entry, "published") or _text_of(entry, "updated")
    return Entry(
        title=_text_of(entry, "title"),
        link=_find_link(entry),
        text=choose_text(
            None if is_plain else content,
            content if is_plain else None,
            _text_of(entry, "summary") or _text_of(entry, "description"),
        ),
        published=published,
        language=None,
    )


def _find_link(entry: Mapping[str, object]) -> str | None:
    links = entry.get("links")
    first = links[0] if isinstance(links, list) and links else {}
    identity = _text_of(entry, "id") or ""
    return (
        _text_of(entry, "link")
        or _text_of(first, "href")
        or (identity if identity.startswith("http") else None)
    )


def _text_of(entry: Mapping[str, object], key: str) -> str | None:
    value = entry.get(key)
    return value if isinstance(value, str) and value.strip() else None
