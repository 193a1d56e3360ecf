"""What a source delivered as text → clean prose."""

import html
import re
import unicodedata
from itertools import pairwise, takewhile

from analysis.text.furniture import (
    LONG_PARAGRAPH,
    ends_sentence,
    heads_links,
    is_furniture,
    is_link_item,
    is_list_item,
    speaks_for_the_house,
)

LONGEST_HINT = 160
WIDEST_WRAP = 90
NARROWEST_WRAP = 50

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Control, format, surrogate and private characters, and selectors of glyph variants;
# not the joiners, which are part of Persian and Hindi spelling.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891"
    "\u08e2\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\uf8ff\ufe00-\ufe0f\ufeff"
    "\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bcaf"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# At once: one level a pass takes hours where a fault escaped a text again and again.
_AMPERSAND = re.compile(r"&(?:(?:amp|AMP|#0{0,5}38|#[xX]0{0,4}26);)+")
_DOUBLED_MARKS = {"``": '"', "''": '"', "‘‘": "“", "’’": "”"}
_UNENDED = re.compile(r"(?<![.!?:…\"”“»«)])$")


def clean_prose(text: str) -> str:
    """Turn delivered text without tags into the article's paragraphs.

    They are parted by one empty line; each is in NFC on one line without control
    characters. What surrounds an article on its page is dropped. Cleaning twice
    changes nothing; "" means that nothing of an article was found.
    """
    for step in (
        settle_characters,
        join_doubled_marks,
        collapse_spaces,
        join_wrapped_lines,
        part_paragraphs,
        drop_tail,
        drop_furniture,
    ):
        text = step(text)
    return text


def settle_characters(text: str) -> str:
    """Decode entities, drop what is invisible, and compose (NFC), until nothing moves:
    each of the three can uncover work for the others.
    """
    while True:
        seen = _INVISIBLE.sub("", _LINE_BREAK.sub("\n", text))
        settled = unicodedata.normalize("NFC", _decode_entities(seen))
        if settled == text:
            return text
        text = settled


def _decode_entities(text: str) -> str:
    text = _AMPERSAND.sub("&", text)
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text)


def join_doubled_marks(text: str) -> str:
    """Write quotation marks that were typed as two single ones as one."""
    for doubled, mark in _DOUBLED_MARKS.items():
        text = text.replace(doubled, mark)
    return text


def collapse_spaces(text: str) -> str:
    """Leave single plain spaces, and none at the ends of lines."""
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


def join_wrapped_lines(text: str) -> str:
    """Undo hard wraps; a line break that a writer meant stays.

    Text is taken for wrapped where its lines stop at a common width: hardly any first
    word of a line would have fitted on the line before, and sentences run across.
    """
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", text.strip("\n"))]
    breaks = [pair for block in blocks for pair in pairwise(block)]
    width = max((len(line) for block in blocks for line in block[:-1]), default=0)
    if not _is_wrapped(breaks, width):
        width = 0
    return "\n\n".join(_join_block(block, width) for block in blocks)


def _is_wrapped(breaks: list[tuple[str, str]], width: int) -> bool:
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return False
    full = sum(_is_full(line, following, width) for line, following in breaks)
    unended = sum(_runs_on(line) for line, _ in breaks)
    return full >= 0.7 * len(breaks) and unended >= 0.6 * len(breaks)


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ")[0]) > width


def _runs_on(line: str) -> bool:
    return _UNENDED.search(line) is not None


def _join_block(lines: list[str], width: int) -> str:
    joined = lines[0]
    for line, following in pairwise(lines):
        wrapped = bool(width) and _is_full(line, following, width)
        if is_list_item(following) or not (wrapped or _continues(line, following)):
            joined += "\n" + following
        elif line.endswith("-") and following[:1].islower():
            joined += following
        else:
            joined += " " + following
    return joined


def _continues(line: str, following: str) -> bool:
    """Whether a line breaks off within a sentence, as around a link."""
    return _runs_on(line) and following[:1].islower()


def part_paragraphs(text: str) -> str:
    """Part paragraphs by exactly one empty line."""
    return "\n\n".join(line for line in text.split("\n") if line)


def drop_tail(text: str) -> str:
    """Drop what follows the article: adverts, jobs, rules for comments, links."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[: _find_tail(paragraphs)])


def _find_tail(paragraphs: list[str]) -> int:
    """Find where the furniture behind the article begins; the number of paragraphs
    where there is none.

    Behind the last paragraph of running prose everything goes, from the first paragraph
    on that is furniture or a short hint to the reader, if most of what follows is
    furniture or speaks to the reader; a list goes as a whole.
    """
    start = _find_prose_end(paragraphs)
    trailing = paragraphs[start:] if start else []
    furniture = _mark_furniture(trailing)
    house = [speaks_for_the_house(paragraph) for paragraph in trailing]
    foreign = [either or other for either, other in zip(furniture, house, strict=True)]
    left = sum(foreign)
    for index, paragraph in enumerate(trailing):
        begins = furniture[index] or (house[index] and _is_hint(paragraph))
        if begins and 2 * left > len(trailing) - index:
            return start + _find_list_start(trailing, index)
        left -= foreign[index]
    return len(paragraphs)


def _find_prose_end(paragraphs: list[str]) -> int:
    for index in range(len(paragraphs), 0, -1):
        if _is_running_prose(paragraphs[index - 1]):
            return index
    return 0


def _is_running_prose(paragraph: str) -> bool:
    """Whether a paragraph reads like the article's own: whole sentences that do not
    speak to the reader on the outlet's behalf; a list item must be a long one.
    """
    return (
        ends_sentence(paragraph)
        and (not is_list_item(paragraph) or len(paragraph) > LONG_PARAGRAPH)
        and not is_furniture(paragraph)
        and not speaks_for_the_house(paragraph)
    )


def _is_hint(paragraph: str) -> bool:
    return is_list_item(paragraph) or len(paragraph) <= LONGEST_HINT


def _find_list_start(paragraphs: list[str], index: int) -> int:
    listed = takewhile(is_list_item, paragraphs[index::-1])
    return index - max(sum(1 for _ in listed) - 1, 0)


def drop_furniture(text: str) -> str:
    """Drop captions, adverts, hints and links that stand within the article."""
    paragraphs = text.split("\n\n")
    marked = zip(paragraphs, _mark_furniture(paragraphs), strict=True)
    return "\n\n".join(paragraph for paragraph, dropped in marked if not dropped)


def _mark_furniture(paragraphs: list[str]) -> list[bool]:
    """Say of each paragraph whether it is furniture; links go with what heads them."""
    marks = []
    in_links = False
    for paragraph in paragraphs:
        in_links = heads_links(paragraph) or (in_links and is_link_item(paragraph))
        marks.append(in_links or is_furniture(paragraph))
    return marks
