"""Quotations, found by their marks; the typewriter's single mark, which is also the
apostrophe, counts where what stands beside it confirms it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from analysis.text.speech_verbs import (
    ACTS,
    EN_ACTS,
    EN_CLAUSE,
    EN_SAYING,
    EN_SAYS,
    SAYS,
    SEPARABLE,
    any_of,
    split_words,
)

CLOSING = {
    "„": "“”\"",
    "“": "”\"",
    "”": "”",
    "»": "«",
    "«": "»",
    '"': '"”“',
    "‚": "‘’",
    "‘": "’",
    "「": "」",
    "『": "』",
    "״": "״",
}  # fmt: skip
# Between two Hebrew letters, " and ״ mark an abbreviation.
_MARK = re.compile(
    '[„“”»«‚‘’「」『』]|(?<!\\w)\'|(?<![\u05d0-\u05ea])["״]|["״](?![\u05d0-\u05ea])'
)
TYPED = "'"
_SINGLE = frozenset("‚‘’")
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")
# Single marks this far apart are no pair, nor do nested marks matter any more.
FARTHEST = 2_000
_SAYS = any_of(
    SAYS
    | ACTS
    | EN_SAYS
    | EN_CLAUSE
    | EN_ACTS
    | EN_SAYING
    | frozenset(word for finite in SEPARABLE for word in finite.split())
    | split_words("ask asks asked cried fragt fragte fragten")
)
_NAMED = (
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ee]r|[Ss]ie"
    r"|(?:the|an?|d(?:er|ie|as)|eine?|[^\W\d_a-zäöüß])[\w.-]*(?: [\w.-]+){0,4})"
)
# What confirms typewriter marks: "he said, '", ",'" and "', the mayor says".
_LED_IN = re.compile(rf"(?::|\b{_SAYS},?(?: [a-zäöü]+){{0,3}}) $")
_LED_OUT = re.compile(rf",? (?:{_NAMED} )?{_SAYS}\b")
_REACH = 60
_TYPED_END = re.compile(r"(?<!\s)'(?!\w)")
# What has more of them than this before its end is no quotation.
_POSSESSIVES = 20
_LATER = {mark: re.compile(rf"{mark}(?!\w)") for mark in "’'"}
# Words that begin with an apostrophe.
_CLIPPED = re.compile(
    r"(?:[Tt](?:is|was|were|ill?)|em|n|cause|cos|bout|round|s|ne[mnr]?)\b"
)
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

    Single marks count only as a pair that no apostrophe can be mistaken for; of the
    typewriter's, only where a verb of saying or a colon stands beside it, or a comma or
    the end of a sentence before the closing mark. Paragraphs are parted by an empty
    line, and each may reopen a quotation that runs on.
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
        if mark.group() == TYPED:
            if typed := _read_typed(text, mark.start(), start, end):
                yield typed
                position = typed.end + 1
            continue
        if not _opens(text, mark.start(), end):
            continue
        closing = _find_closing(text, mark.group(), position, end)
        if closing is None and mark.group() in _SINGLE:
            continue
        inner_end = end if closing is None else closing
        yield Quotation(start=position, end=inner_end)
        position = inner_end + 1


def _read_typed(text: str, at: int, start: int, end: int) -> Quotation | None:
    """Read the quotation that a typewriter mark at `at` opens; None where it is an
    apostrophe, or nothing confirms the first mark that may close it.
    """
    if not text[at + 1 : at + 2].isalpha() or _CLIPPED.match(text, at + 1):
        return None
    is_led_in = _LED_IN.search(text[max(start, at - _REACH) : at]) is not None
    marks = _TYPED_END.finditer(text, at + 1, min(end, at + FARTHEST))
    for closing in (mark.start() for mark in islice(marks, _POSSESSIVES)):
        if text[closing - 1] in ",.!?…" or _LED_OUT.match(text, closing + 1, end):
            return Quotation(start=at + 1, end=closing)
        if not _is_possessive(text, closing, end):
            return Quotation(start=at + 1, end=closing) if is_led_in else None
    return None


def _opens(text: str, at: int, end: int) -> bool:
    """Whether the mark at `at`, met outside any quotation, opens one."""
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in "」』":
        return False
    if mark in _SINGLE:
        return mark != "’" and after.isalpha() and not before.isalnum()
    if mark == "«":
        return not before.isalnum() or after.isalpha()
    if mark in '"״':
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
        elif mark == opening and opening not in '"”״':
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
    if mark in '"“״':
        return not (before.isspace() and after.isalnum())
    return True


def _is_possessive(text: str, at: int, end: int) -> bool:
    """Whether ’ or ' in "the soldiers’ homes" is an apostrophe: after an s, before a
    word in small letters, with another mark to close the quotation later.
    """
    return (
        text[at - 1 : at] == "s"
        and text[at + 1 : at + 3].strip().islower()
        and _LATER[text[at]].search(text, at + 1, min(end, at + FARTHEST)) is not None
    )
