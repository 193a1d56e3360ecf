"""Quotations, found by their marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

CLOSING = {
    "„": "“”\"",
    "“": "”\"",
    "”": "”",
    "»": "«",
    "«": "»",
    '"': '"”“',
    "‚": "‘’",
    "‘": "’",
}  # fmt: skip
_MARK = re.compile('[„“”»«"‚‘’]')
_SINGLE = frozenset("‚‘’")
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")
# Single marks this far apart are no pair, nor do nested marks matter any more.
FARTHEST = 2_000
_START = attrgetter("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Where a quotation stands: `start` and `end` are offsets of what is inside the
    marks. A quotation that is never closed ends where its paragraph ends.
    """

    start: int
    end: int


def find_quotations(text: str) -> list[Quotation]:
    """Find the outermost quotations of `text` in order; nested ones count once.

    Single marks count only as a pair that no apostrophe can be mistaken for. Paragraphs
    are parted by an empty line, and each may reopen a quotation that runs on.
    """
    breaks = list(_PARAGRAPH_BREAK.finditer(text))
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(text)]
    return [
        quotation
        for start, end in zip(starts, ends, strict=True)
        for quotation in _walk_paragraph(text, start, end)
    ]


def clip_quotations(
    quotations: Sequence[Quotation], start: int, end: int
) -> list[Quotation]:
    """Give what of `quotations`, which are in order, stands between two offsets."""
    first = max(bisect_right(quotations, start, key=_START) - 1, 0)
    last = bisect_right(quotations, end, key=_START)
    return [
        Quotation(start=max(start, one.start), end=min(end, one.end))
        for one in quotations[first:last]
        if one.end > start
    ]


def is_mostly_quoted(
    text: str, span: tuple[int, int], clipped: Iterable[Quotation]
) -> bool:
    """Whether the parts of quotations in a span (start, end) of `text` hold at least
    half of its letters; False for a span without letters.
    """
    inside = sum(_count_letters(text, one.start, one.end) for one in clipped)
    return inside > 0 and 2 * inside >= _count_letters(text, *span)


def _count_letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalpha, text[start:end]))


def _walk_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Yield the quotations between two offsets that hold one paragraph."""
    position = start
    while mark := _MARK.search(text, position, end):
        position = mark.end()
        if not _opens(text, mark.start(), end):
            continue
        closing = _find_closing(text, mark.group(), position, end)
        if closing is None and mark.group() in _SINGLE:
            continue
        inner_end = end if closing is None else closing
        yield Quotation(start=position, end=inner_end)
        position = inner_end + 1


def _opens(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at`, met outside any quotation, opens one."""
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in _SINGLE:
        return mark != "’" and after.isalpha() and not before.isalnum()
    if mark == "«":
        return not before.isalnum() or after.isalpha()
    if mark == '"':
        # 12" is a measure; a mark before a space closes what was opened elsewhere.
        return not after.isspace() and (after.isalnum() or not before.isalnum())
    if mark == "”":
        return before.isspace() and not after.isspace()
    return mark == "„" or not after.isspace() or (mark == "“" and before.isspace())


def _find_closing(text: str, opening: str, start: int, end: int) -> int | None:
    """Find the offset of the mark that closes what `opening` opened at `start`."""
    closing = CLOSING[opening] + opening
    if opening in _SINGLE:
        closing, end = CLOSING[opening], min(end, start + FARTHEST)
    if all(text.find(mark, start, end) < 0 for mark in closing):
        return None
    depth = 0
    for found in _MARK.finditer(text, start, end):
        mark, at = found.group(), found.start()
        if mark in CLOSING[opening] and _closes(text, at, end):
            if depth == 0:
                return at
            depth -= 1
        elif mark == opening and opening not in '"”':
            if _closes(text, at, end) and not _starts_word(text, at, end):
                return at  # “so“ and »so»
            depth += _is_closed_later(text, opening, at + 1, end)
    return None


def _starts_word(text: str, at: int, end: int) -> bool:
    return at + 1 < end and text[at + 1].isalnum()


def _is_closed_later(text: str, opening: str, start: int, end: int) -> bool:
    """Whether two more closing marks follow: one for an inner quotation, one for ours.

    With one only, `opening` reopened a quotation that was never closed.
    """
    end = min(end, start + FARTHEST)
    return sum(text.count(mark, start, end) for mark in CLOSING[opening]) > 1


def _closes(text: str, at: int, end: int) -> bool:
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark == "’":
        return not after.isalnum() and not _is_possessive(text, at, end)
    if mark in '"“':
        return not (before.isspace() and after.isalnum())
    return True


def _is_possessive(text: str, at: int, end: int) -> bool:
    """Whether ’ in "the soldiers’ homes" is an apostrophe: after an s, before a word in
    small letters, with another mark to close the quotation later.
    """
    return (
        text[at - 1 : at] == "s"
        and text[at + 1 : at + 3].strip().islower()
        and re.search(r"’(?!\w)", text[at + 1 : end]) is not None
    )
