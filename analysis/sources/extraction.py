"""A page's tree, cleared of clutter → the article's paragraphs, by trafilatura."""

import re
from collections.abc import Sequence

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction
from trafilatura.settings import Document

from analysis.errors import SourceError
from analysis.sources.blocks import Block, find_frame, holds_blocks, is_prose
from analysis.sources.markup import Tree
from analysis.sources.signposts import find_cards, is_furniture, is_title

_NAMED_LEAD = re.compile(
    r"stand-?first|sub-?(?:title|headline|heading)|summary|\blead\b|_lead|intro|\bdek\b|"
    r"\bdeck\b|vorspann|chapo|desc\b|description|abstract|_st\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'“”„«»’‘)\]]*$")
_LAYOUT_TAGS = frozenset([
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "form", "fieldset", "center",
    "body", "html",
])  # fmt: skip
_EMPTY_PAGE = "<html><body><article class='post-content'></article></body></html>"
# trafilatura drops elements by these; the last marks what was settled here.
_SETTLED = "data-settled"
_NAMES = ("class", "id", "role", "style", "itemprop", "data-component", _SETTLED)
# trafilatura is believed while it leaves out no more than this of the prose.
_MOST_MISSED = 0.2
_SIGHT = 60
_MOST_TITLE_LINES = 8
_OUTER_MARKS = " .,!?…„“”»«\"‚‘’'"
# A paragraph of so many words that stands in another one is a pull quote.
_REPEATED_WORDS = range(5, 60)
_MOST_PARAGRAPHS = 500


def extract_paragraphs(
    tree: Tree, blocks: Sequence[Block], title: str | None
) -> list[str]:
    """Give the article's paragraphs, headings and list items in order, its lead first;
    [] where the page has no prose. `tree`, whose `blocks` are given, is used up.

    Raises SourceError ("no article text") where its structure cannot be followed.
    """
    blocks = _drop_cards(blocks)
    frame = find_frame(tree, blocks, title or "")
    if frame is None:
        return []
    members = set(frame.iter())
    inside = [block for block in blocks if block.element in members]
    lead = _find_lead(blocks[: blocks.index(inside[0])], title or "")
    kept = []
    for block in inside:
        if not is_furniture(block, title or ""):
            kept.append(block)
        elif block.element is not frame and not holds_blocks(block):
            block.element.drop_tree()
    lines = _extract_lines(_settle_markup(frame, kept))
    if _misses_prose(lines, kept):
        lines = [line for block in kept for line in block.text.split("\n")]
    return _drop_repeats(lead + _drop_title(lines, title or ""))


def _drop_cards(blocks: Sequence[Block]) -> list[Block]:
    """Drop the teasers of other articles; give the blocks that are left."""
    gone = set()
    for block in find_cards(blocks):
        if not holds_blocks(block):
            block.element.drop_tree()
            gone.add(block.element)
    return [block for block in blocks if block.element not in gone]


def _find_lead(before: Sequence[Block], title: str) -> list[str]:
    """Give what stands between the page's heading and the frame, where it is called a
    lead or reads like one."""
    headings = [at for at, block in enumerate(before) if is_title(block, title)]
    if not headings:
        return []
    return [
        block.text
        for block in before[headings[-1] + 1 :]
        if not block.linked
        and (
            _is_named_lead(block)
            or (is_prose(block) and _SENTENCE_END.search(block.text))
        )
    ]


def _is_named_lead(block: Block) -> bool:
    near = (block.element, block.element.getparent())
    names = " ".join(" ".join(e.attrib.values()) for e in near if e is not None)
    return len(block.text.split()) > 4 and _NAMED_LEAD.search(names) is not None


def _settle_markup(frame: Tree, kept: Sequence[Block]) -> Tree:
    """Make a page of the frame alone that trafilatura cannot misread: without the names
    by which it guesses, without layout by tables, and with plain text in its blocks."""
    for block in kept:
        if not holds_blocks(block):
            _write_plain(block)
        if is_prose(block):
            _unwrap_layout(block.element, frame)
    etree.strip_attributes(frame, *_NAMES)
    frame.tail = None
    page = lxml_html.document_fromstring(_EMPTY_PAGE)
    page.find(".//article").append(frame)
    return page


def _write_plain(block: Block) -> None:
    first, *others = block.text.split("\n")
    block.element.clear(keep_tail=True)
    block.element.text = first
    for line in others:
        etree.SubElement(block.element, "br").tail = line


def _unwrap_layout(element: Tree, frame: Tree) -> None:
    """Make plain containers of what lies around prose up to the frame, as far as that
    was not done before."""
    while element.get(_SETTLED) is None:
        if element.tag in _LAYOUT_TAGS:
            element.tag = "div"
        element.set(_SETTLED, "")
        if element is frame:
            return
        element = element.getparent()


def _extract_lines(page: Tree) -> list[str]:
    try:
        # Without `deduplicate` no memory of earlier pages enters the result.
        found = bare_extraction(
            page,
            fast=True,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
        )
    except (etree.LxmlError, RecursionError, AttributeError, IndexError) as error:
        raise SourceError(
            "no article text", f"the page's structure cannot be followed ({error})"
        ) from error
    text = found.text if isinstance(found, Document) else None
    lines = (line.strip() for line in (text or "").split("\n"))
    return [line for line in lines if line]


def _misses_prose(lines: Sequence[str], kept: Sequence[Block]) -> bool:
    found = "\n".join(lines)
    prose = [block.text.split("\n")[0] for block in kept if is_prose(block)]
    missed = sum(len(text) for text in prose if text[:_SIGHT] not in found)
    return missed > _MOST_MISSED * sum(map(len, prose))


def _drop_title(lines: list[str], title: str) -> list[str]:
    """Drop a title that stands in the text, and the name of the site before it."""
    for at, line in enumerate(lines[:_MOST_TITLE_LINES]):
        if line.casefold() == title.casefold():
            return lines[at + 1 :]
        if _SENTENCE_END.search(line):
            break
    return lines


def _drop_repeats(lines: list[str]) -> list[str]:
    """Drop pull quotes and second copies: what stands, word for word, in another
    paragraph. Of equal ones the first stays that ends as sentences do."""
    if len(lines) > _MOST_PARAGRAPHS:
        return lines
    cores = [line.casefold().strip(_OUTER_MARKS) for line in lines]
    whole = "\n".join(cores)
    repeated = [
        at
        for at, core in enumerate(cores)
        if len(core.split()) in _REPEATED_WORDS
        and whole.count(core) > 1
        and (
            any(core in other for other in cores if core != other)
            or at != _find_best(lines, cores, core)
        )
    ]
    return [line for at, line in enumerate(lines) if at not in repeated]


def _find_best(lines: Sequence[str], cores: Sequence[str], core: str) -> int:
    alike = [at for at, other in enumerate(cores) if other == core]
    whole = (at for at in alike if _SENTENCE_END.search(lines[at]))
    return next(whole, alike[0])
