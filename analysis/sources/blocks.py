"""A page's tree → its blocks, and the frame that holds the article among them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analysis.sources.markup import Tree

INLINE = frozenset([
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn",
    "em", "font", "i", "img", "ins", "kbd", "mark", "nobr", "q", "ruby", "rb", "rp",
    "rt", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
])  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_EMPTY_LINE = re.compile(r"\n\s*\n")
_LEAVES = frozenset(["p", "li", "blockquote", "pre", "dd"])
_MARKED = ("//*[@itemprop='articleBody']", "//article", "//main | //*[@role='main']")

# In bytes of UTF-8, which weigh the letters of a dense script more.
_PROSE_BYTES = 45
_MOST_LINKED = 0.5
_FRAME_SHARE = 0.85
_MARKED_SHARE = 0.5
_TITLED_BYTES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What a reader sees as one piece: the text of `element` that is in no block
    inside it, a line for each <br>. `linked` counts its letters inside links."""

    element: Tree
    text: str
    linked: int
    is_heading: bool


def split_blocks(tree: Tree) -> list[Block]:
    """Give the blocks in `tree` that have a text, in document order."""
    in_links = {
        inner
        for link in tree.iter("a")
        for inner in link.iterdescendants()
        if inner.tag not in INLINE
    }
    found = (
        _read_block(element, in_link=element in in_links)
        for element in tree.iter()
        if isinstance(element.tag, str) and element.tag not in INLINE
    )
    return [block for block in found if block.text]


def is_prose(block: Block) -> bool:
    """Whether a block reads like running text: long enough, and not mostly a link."""
    return (
        not block.is_heading
        and len(block.text.encode()) >= _PROSE_BYTES
        and block.linked <= _MOST_LINKED * len(block.text)
    )


def holds_blocks(block: Block) -> bool:
    """Whether there are other blocks inside a block's element."""
    return any(inner.tag not in INLINE for inner in block.element.iterdescendants())


def find_frame(tree: Tree, blocks: Sequence[Block], title: str) -> Tree | None:
    """Find the innermost element that holds nearly all prose of the article; None where
    the page has no prose.

    Where the page marks its article, and that has the page's `title` or half of the
    prose, the prose outside does not count.
    """
    weights: Counter[Tree] = Counter()
    counts: Counter[Tree] = Counter()
    for block in filter(is_prose, blocks):
        weights[block.element] = len(block.text.encode())
        counts[block.element] = 1
    for element in reversed(list(tree.iterdescendants())):
        weights[element.getparent()] += weights[element]
        counts[element.getparent()] += counts[element]
    if not weights[tree]:
        return None
    frame = _find_marked(tree, weights, _find_titled(blocks, title))
    while inner := [
        child
        for child in frame
        if weights[child] >= _FRAME_SHARE * weights[frame]
        and (counts[child] > 1 or counts[frame] == 1)
        and child.tag not in _LEAVES
        and not _has_twin(child)
    ]:
        frame = inner[0]
    return frame


def _has_twin(element: Tree) -> bool:
    """Whether an element beside it has the same name, as the boxes of one text have,
    and says something too."""
    name = element.get("class")
    return name is not None and any(
        twin.get("class") == name and len(twin.text_content().split()) > 2
        for twin in (*element.itersiblings(), *element.itersiblings(preceding=True))
    )


def _read_block(element: Tree, *, in_link: bool) -> Block:
    pieces = list(_walk_own(element, in_link=in_link))
    if element.tag == "pre":
        lines = _EMPTY_LINE.split("".join(element.itertext()))
    else:
        lines = "".join(piece for piece, _ in pieces).split("\n")
    text = "\n".join(
        line for line in (" ".join(line.split()) for line in lines) if line
    )
    return Block(
        element=element,
        text=text,
        linked=sum(len(piece) for piece, is_link in pieces if is_link),
        is_heading=element.tag in _HEADINGS,
    )


def _walk_own(element: Tree, *, in_link: bool) -> Iterator[tuple[str, bool]]:
    """Walk the texts of an element that are in none of the blocks inside it."""
    if element.tag == "q":
        yield "“", in_link
    if element.text:
        yield element.text.replace("\n", " "), in_link
    for child in element:
        if child.tag == "br":
            yield "\n", in_link
        elif child.tag in INLINE:
            yield from _walk_own(child, in_link=in_link or child.tag == "a")
        if child.tail:
            yield child.tail.replace("\n", " "), in_link
    if element.tag == "q":
        yield "”", in_link


def _find_titled(blocks: Sequence[Block], title: str) -> set[Tree]:
    """Find the elements around the first heading that is the page's title."""
    for block in blocks:
        if block.is_heading and block.text.casefold() == title.casefold():
            return set(block.element.iterancestors())
    return set()


def _find_marked(tree: Tree, weights: Counter[Tree], titled: Collection[Tree]) -> Tree:
    for path in _MARKED:
        marked = tree.xpath(path)
        for element in marked:
            if element in titled and weights[element] >= _TITLED_BYTES:
                return element
        for element in marked:
            if weights[element] >= _MARKED_SHARE * weights[tree]:
                return element
    return tree
