"""The mark-up of feeds and sitemaps → a tree, and what its elements say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from analysis.sources.mending import mend_markup

# lxml carries no types of its own.
Element: TypeAlias = etree._Element
Fields: TypeAlias = dict[str, list[Element]]

# "&#150;" is a dash to who writes it and a control character to XML.
_WINDOWS = re.compile(r"&#1[2-5]\d;")
_HTML_NAME = re.compile(r"[a-z][a-z0-9]*")
_OPTIONS = {
    "encoding": "utf-8",
    "huge_tree": True,
    "resolve_entities": False,
    "remove_comments": True,
    "remove_pis": True,
}
_STRICT = etree.XMLParser(**_OPTIONS)
_LENIENT = etree.XMLParser(**_OPTIONS, recover=True)
_PREFIXES = {
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://news.yandex.ru": "yandex:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTree:
    """The tree made of `text`, which is without fault where it `is_sound`."""

    root: Element
    text: str
    is_sound: bool


def parse_tree(text: str, url: str) -> FeedTree | None:
    """Build the tree of mark-up without prolog, whatever state it is in; None where
    there is no element. Elements know the address they are relative to by `url`."""
    if not _WINDOWS.search(text):
        root = _parse(text.encode("utf-8", "ignore"), _STRICT, url)
        if root is not None:
            return FeedTree(root=root, text=text, is_sound=True)
    root = _parse_leniently(text, url)
    return None if root is None else FeedTree(root=root, text=text, is_sound=False)


def find_elements(tree: FeedTree, *names: str) -> list[Element]:
    """Find the elements of these names; where damage has swallowed some, each is read
    apart from the others."""
    tags = [f"{prefix}{name}" for name in names for prefix in ("{*}", "rss:", "atom:")]
    found = list(tree.root.iter(*tags))
    if tree.is_sound or len(found) >= _count_ends(tree.text, names):
        return found
    apart = [
        element for piece in _read_apart(tree, names) for element in piece.iter(*tags)
    ]
    return apart if len(apart) >= len(found) else found


def find_name(element: Element) -> str:
    """The element's name in lower case, without its namespace."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def read_fields(element: Element) -> Fields:
    """Give the children by name: "title" in the namespace of `element` itself and in
    Atom's, "dc:date" in a known other one, whatever the prefix."""
    home = _split_tag(element.tag)[0]
    fields: Fields = {}
    for child in element:
        name = _spell(child.tag, home)
        if name in fields:
            fields[name].append(child)
        else:
            fields[name] = [child]
    return fields


def read_words(fields: Fields, *names: str) -> str | None:
    """Give the words of the first field of these names that has any, on one line."""
    for name in names:
        for element in fields.get(name, ()):
            text = "".join(element.itertext()) if len(element) else element.text
            if words := " ".join((text or "").split()):
                return words
    return None


def read_markup(element: Element) -> str:
    """Give what an element holds as HTML, be it escaped, CDATA or elements; these lose
    their namespaces."""
    if len(element) == 0:
        return element.text or ""
    for inner in element.iter():
        name = find_name(inner)
        inner.tag = name if _HTML_NAME.fullmatch(name) else "span"
    element.tag = "div"
    return str(
        etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    )


def _parse(payload: bytes, parser: etree.XMLParser, url: str) -> Element | None:
    try:
        return etree.fromstring(payload, parser, base_url=url)
    except (etree.LxmlError, ValueError):
        return None


def _parse_leniently(text: str, url: str) -> Element | None:
    tree = _parse(mend_markup(text), _LENIENT, url)
    if tree is not None:
        etree.strip_elements(tree, etree.Entity, with_tail=False)
    return tree


def _count_ends(text: str, names: Sequence[str]) -> int:
    return max(text.count(f"</{name}>") for name in names)


def _read_apart(tree: FeedTree, names: Sequence[str]) -> Iterator[Element]:
    """Give a root of its own to each element that has an end."""
    url = tree.root.getroottree().docinfo.URL or ""
    start = tree.text[: tree.text.find(">") + 1]
    for piece in _cut_elements(tree.text, names):
        root = _parse_leniently(start + piece, url)
        if root is not None:
            yield root


def _cut_elements(text: str, names: Sequence[str]) -> Iterator[str]:
    start = None
    for tag in re.finditer(rf"<(/?)(?:\w+:)?(?:{'|'.join(names)})\b[^<>]*>", text):
        if not tag[1] and start is None:
            start = tag.start()
        elif tag[1] and start is not None:
            yield text[start : tag.end()]
            start = None


@lru_cache(maxsize=1024)
def _spell(tag: str, home: str) -> str:
    namespace, name = _split_tag(tag)
    if namespace == home:
        return name
    return _PREFIXES.get(namespace, namespace and f"{namespace}:") + name


@lru_cache(maxsize=1024)
def _split_tag(tag: str) -> tuple[str, str]:
    """Part namespace and name; a prefix that nobody declared is taken at its word."""
    is_declared = tag.startswith("{")
    namespace, _, name = tag.removeprefix("{").rpartition("}" if is_declared else ":")
    return namespace, name.lower()
