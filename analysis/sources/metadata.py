"""What a page says about itself: title, language, outlet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.sources.linked import find_linked_articles, find_metas, first_text
from analysis.sources.markup import Tree, render_line

_TITLE_TAIL = re.compile(r"\s+[|–—·-]\s+(?P<site>[^|–—·]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Each field as the page writes it, None where it says nothing."""

    title: str | None
    language: str | None
    outlet: str | None


def find_metadata(tree: Tree) -> Metadata:
    """Read JSON-LD first, then meta elements, then what a reader sees."""
    metas = find_metas(tree)
    linked = find_linked_articles(tree)
    outlet = metas.get("og:site_name") or _find_publisher(linked)
    title = (
        first_text(linked, "headline")
        or metas.get("og:title")
        or _only_text(tree, "//h1")
        or metas.get("twitter:title")
        or _only_text(tree, "//head/title")
    )
    return Metadata(
        title=_drop_site(render_line(title), outlet) if title else None,
        language=_find_language(tree, metas),
        outlet=render_line(outlet) or None if outlet else None,
    )


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


def _find_language(tree: Tree, metas: dict[str, str]) -> str | None:
    root = tree.getroottree().getroot()
    stated = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return stated or metas.get("og:locale") or metas.get("content-language")


def _drop_site(title: str, outlet: str | None) -> str | None:
    tail = _TITLE_TAIL.search(title)
    if tail and outlet and tail["site"].strip().casefold() == outlet.strip().casefold():
        title = title[: tail.start()]
    return title.strip() or None
