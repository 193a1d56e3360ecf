"""What a page says about itself: title, language, outlet, address, and what it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.sources.fragments import render_line
from analysis.sources.linked import (
    LinkedArticle,
    find_linked_articles,
    find_metas,
    first_text,
)
from analysis.sources.markup import Tree
from analysis.sources.urls import find_absolute

_TITLE_TAIL = re.compile(r"\s+[|–—·-]\s+(?P<site>[^|–—·]+)$")
_SHORTEST_HEADING = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Each field as the page writes it, None where it says nothing; `canonical` is an
    absolute address. `is_article` is whether the page calls itself one, `metas` and
    `linked` are its own words in full."""

    title: str | None
    language: str | None
    outlet: str | None
    canonical: str | None
    is_article: bool
    metas: Mapping[str, str]
    linked: Sequence[LinkedArticle]


def find_metadata(tree: Tree, url: str) -> Metadata:
    """Read JSON-LD first, then meta elements, then what a reader sees; `url` is where
    the page was found, "" if that is unknown."""
    metas = find_metas(tree)
    linked = find_linked_articles(tree)
    outlet = metas.get("og:site_name") or _find_publisher(linked)
    title = first_text(linked, "headline") or metas.get("og:title")
    title = title or _only_text(tree, "//h1") or metas.get("twitter:title")
    title = title or _find_head_title(tree)
    return Metadata(
        title=_drop_site(render_line(title), outlet) if title else None,
        language=_find_language(tree, metas),
        outlet=render_line(outlet) or None if outlet else None,
        canonical=_find_canonical(tree, metas, linked, url),
        is_article=metas.get("og:type", "").casefold() == "article"
        or "article:published_time" in metas
        or first_text(linked, "headline") is not None,
        metas=metas,
        linked=linked,
    )


def _find_publisher(articles: Sequence[LinkedArticle]) -> str | None:
    for article in articles:
        publisher = article.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else None
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _only_text(tree: Tree, path: str) -> str | None:
    """Give the text of the one element at `path`; of several none can be trusted."""
    found = tree.xpath(path)
    return _read_text(found[0]) or None if len(found) == 1 else None


def _find_head_title(tree: Tree) -> str | None:
    """Give the title in the head, or the heading of the page that is part of it."""
    title = _only_text(tree, "//head/title")
    if title is None:
        return None
    for heading in tree.iter("h1", "h2", "h3"):
        text = _read_text(heading)
        if len(text) >= _SHORTEST_HEADING and text in title:
            return text
    return title


def _read_text(element: Tree) -> str:
    return " ".join("".join(element.itertext()).split())


def _find_language(tree: Tree, metas: Mapping[str, str]) -> str | None:
    root = tree.getroottree().getroot()
    stated = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return stated or metas.get("og:locale") or metas.get("content-language")


def _drop_site(title: str, outlet: str | None) -> str | None:
    tail = _TITLE_TAIL.search(title)
    if tail and outlet and tail["site"].strip().casefold() == outlet.strip().casefold():
        title = title[: tail.start()]
    return title.strip() or None


def _find_canonical(
    tree: Tree, metas: Mapping[str, str], linked: Sequence[LinkedArticle], url: str
) -> str | None:
    links = tree.xpath("//link[@rel='canonical']/@href")
    stated = [*links[:1], metas.get("og:url"), *map(_find_own_address, linked)]
    absolute = (find_absolute(link, url) for link in stated if link)
    return next(filter(None, absolute), None)


def _find_own_address(article: LinkedArticle) -> str | None:
    page = article.get("mainEntityOfPage")
    stated = page.get("@id") if isinstance(page, dict) else page
    named = [stated, article.get("url")]
    return next((name for name in named if isinstance(name, str) and name), None)
