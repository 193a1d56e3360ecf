"""A live ticker → its posts, each with a time of its own."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from analysis.sources.blocks import Block, is_prose, split_blocks
from analysis.sources.fragments import render_line, render_text
from analysis.sources.linked import LinkedArticle
from analysis.sources.markup import Tree
from analysis.sources.metadata import Metadata
from analysis.sources.signposts import is_furniture

_NAMES_TICKER = re.compile(
    r"live-?_?(?:blog|ticker|updates?|feed|posts?)|ticker|minuten?protokoll",
    re.IGNORECASE,
)
_TITLES_TICKER = re.compile(
    r"live-?blog|live-?ticker|news-?(?:blog|ticker)|\+\+|(?:^|[:–—|-]\s*)live\b|"
    r"\blive(?:\s*[:–—|-]| updates?\b|$)|\ben (?:direct|directo|vivo)\b|\bin diretta\b",
    re.IGNORECASE,
)
_NO_POST = re.compile(r"comment(?!ary)|kommentar|related|teaser|sidebar", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|aktuali", re.IGNORECASE)
_FEWEST_POSTS = 3
# The posts of a ticker are most of its text; a list of news beside an article is not.
_TICKER_SHARE = 0.5
_UNNAMED = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One entry of a ticker. `anchor` ("#post=77") is its own in the ticker and the
    same tomorrow; `url` is None where it has no page of its own; `written` is its date,
    by "json-ld" or "time", None where it has none."""

    anchor: str
    url: str | None
    title: str | None
    text: str
    source: str
    written: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where a post stands in the page, and what its element says of it."""

    element: Tree
    name: str
    written: str


def find_entries(tree: Tree, stated: Metadata) -> list[Entry]:
    """Find the posts of a ticker in a page's markup, in document order; [] where the
    page is none, or fewer than three entries carry a time."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    if len(times) < _FEWEST_POSTS or not _is_ticker(tree, stated):
        return []
    holders: dict[Tree, dict[Tree, list[Tree]]] = defaultdict(dict)
    for time in filter(_may_date_post, times):
        child = time
        for parent in time.iterancestors():
            holders[parent].setdefault(child, []).append(time)
            child = parent
    siblings = max(holders.values(), key=len, default={})
    if len(siblings) < _FEWEST_POSTS:
        return []
    kind, _ = Counter(map(_find_kind, siblings)).most_common(1)[0]
    alike = {
        child: dates
        for children in holders.values()
        for child, dates in children.items()
        if _find_kind(child) == kind
    }
    return [
        _make_entry(element, alike[element])
        for element in tree.iter()
        if element in alike and alike.keys().isdisjoint(element.iterancestors())
    ]


def find_posts(
    entries: Sequence[Entry], blocks: Sequence[Block], stated: Metadata, url: str
) -> list[Post]:
    """Read the posts of the ticker at `url`, in its order, from its markup or JSON-LD,
    whichever has more of them; [] where it is none, or none of them is dated.

    `entries` stand in a tree that was cleared of clutter since, `blocks` are its. Posts
    in the markup count only where they are most of the page's text.
    """
    shown = [_read_post(entry) for entry in entries]
    prose = sum(len(block.text) for block in blocks if is_prose(block))
    if _measure(shown) <= _TICKER_SHARE * prose:
        shown = []
    linked = [_read_update(update, url) for update in _walk_updates(stated.linked)]
    if not any(post.written for post in linked):
        linked = []
    posts = max(linked, shown, key=_measure)
    return _tell_apart([post for post in posts if post.text])


def _measure(posts: Sequence[Post]) -> int:
    return sum(len(post.text) for post in posts)


def _tell_apart(posts: Sequence[Post]) -> list[Post]:
    """Number the posts that share an anchor, the oldest first: it keeps its own."""
    seen: Counter[str] = Counter()
    told = []
    for post in reversed(posts):
        seen[post.anchor] += 1
        count = seen[post.anchor]
        told.append(
            replace(post, anchor=f"{post.anchor}-{count}") if count > 1 else post
        )
    return told[::-1]


def _is_ticker(tree: Tree, stated: Metadata) -> bool:
    if _TITLES_TICKER.search(stated.title or ""):
        return True
    if any("LiveBlogPosting" in str(article.get("@type")) for article in stated.linked):
        return True
    named = tree.xpath(
        "//*[contains(@class, 'live') or contains(@class, 'icker')]/@class"
    )
    return any(_NAMES_TICKER.search(names) for names in named)


def _may_date_post(time: Tree) -> bool:
    names = " ".join(
        f"{element.get('class', '')} {element.get('id', '')}"
        for element in time.iterancestors()
        if element.tag not in {"html", "body"}
    )
    return not _NO_POST.search(names)


def _find_kind(element: Tree) -> tuple[str, str]:
    names = (element.get("class") or "").split()
    return element.tag, names[0] if names else ""


def _make_entry(element: Tree, times: Sequence[Tree]) -> Entry:
    first = [time for time in times if not _CHANGED.search(time.get("class", ""))]
    written = (first or times)[0].get("datetime")
    links = element.xpath(".//a/@href[contains(., '#')]")
    fragments = [link.partition("#")[2] for link in links]
    ids = element.xpath("@id | @data-block-id | @data-post-id | @data-id | .//@id")
    name = next(filter(None, [element.get("id"), *ids, *fragments]), written)
    return Entry(element=element, name=name, written=written)


def _read_post(entry: Entry) -> Post:
    times = {
        " ".join("".join(t.itertext()).split()) for t in entry.element.iter("time")
    }
    kept = [
        block
        for block in split_blocks(entry.element)
        if not is_furniture(block, "") and not _is_label(block, times)
    ]
    title = next((block.text for block in kept if block.is_heading), None)
    lines = [block.text for block in kept if block.text != title]
    return Post(
        anchor=_make_anchor(entry.name),
        url=None,
        title=title if lines else None,
        text="\n\n".join(lines or [title or ""]),
        source="time",
        written=entry.written,
    )


def _is_label(block: Block, times: Collection[str]) -> bool:
    """Whether a block only says when, or links to the post itself."""
    text = block.text
    for time in times:
        text = text.replace(time, "")
    all_linked = block.linked >= len(block.text) and not block.is_heading
    return all_linked or not any(map(str.isalnum, text))


def _walk_updates(linked: Sequence[LinkedArticle]) -> Iterator[LinkedArticle]:
    for article in linked:
        updates = article.get("liveBlogUpdate")
        for update in updates if isinstance(updates, list) else [updates]:
            if isinstance(update, dict):
                yield update


def _read_update(update: LinkedArticle, url: str) -> Post:
    title = render_line(_text(update, "headline"))
    text = render_text(_text(update, "articleBody") or _text(update, "description"))
    written = _text(update, "datePublished") or None
    address = _text(update, "url") or _text(update, "@id")
    path, _, fragment = address.partition("#")
    own = path and urlsplit(path).path != urlsplit(url).path
    return Post(
        anchor=_make_anchor(fragment or written or title),
        url=address if own and not fragment else None,
        title=title or None if text else None,
        text=text or title,
        source="json-ld",
        written=written,
    )


def _make_anchor(name: str) -> str:
    """Make the fragment by which `analysis.sources.urls` knows a post of a ticker."""
    return "#post=" + (_UNNAMED.sub("-", name).strip("-") or "0")


def _text(update: LinkedArticle, key: str) -> str:
    value = update.get(key)
    return value.strip() if isinstance(value, str) else ""
