"""What a page says of itself for machines: JSON-LD and meta elements."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from analysis.sources.markup import Tree

LinkedArticle: TypeAlias = dict[str, object]

_ARTICLE_TYPES = re.compile(r"Article$|^(?:Report|LiveBlog|Blog)Posting$|^BlogPosting$")


def find_linked_articles(tree: Tree) -> list[LinkedArticle]:
    """Give the articles that the page's JSON-LD describes, in document order."""
    return list(_walk_scripts(tree))


def find_metas(tree: Tree) -> dict[str, str]:
    """Give the meta elements by lower-case name; the first of a name counts."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and meta.get(key):
                metas.setdefault(meta.get(key).strip().lower(), content)
    return metas


def first_text(articles: Sequence[LinkedArticle], key: str) -> str | None:
    """Give the first text under `key`, None where no article has one."""
    for article in articles:
        value = article.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _walk_scripts(tree: Tree) -> Iterator[LinkedArticle]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().startswith("application/ld+json"):
            yield from _find_articles(_read_json(script.text or ""), depth=4)


def _read_json(text: str) -> object:
    try:
        return json.loads(text.strip().strip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _find_articles(value: object, depth: int) -> Iterator[LinkedArticle]:
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
