"""Where one sentence ends and the next starts: sentencex asked, and mended."""

import re
from collections.abc import Sequence

import sentencex

from analysis.text.abbreviations import (
    AFTER_CLOCK,
    AFTER_ORDINAL,
    ATTRIBUTION,
    BEFORE_NUMBER,
    BEFORE_ORDINAL,
    INNER,
    OFTEN_INNER,
    STARTERS,
    WHOLE_WORDS,
)
from analysis.text.quotes import find_quotations

# How far around a border one must read to judge it.
SIGHT = 80

_QUOTE_MARKS = "„“”»«\"‚‘’'"
# Quotation marks of all kinds, but no apostrophe.
_QUOTE_MARK = re.compile(r"[„“”»«\"‚‘]|(?<!\w)'(?=\w)|(?<!\w)['’](?!\w)")
_LAST_WORD = re.compile(
    r"(?<![^\W\d_])(?:[^\W\d_]\. ?|[^\W\d_]{2,5}\.-)*[^\W\d_]+(?=\.$)"
)
# An initial keeps its full stop: "V" may start a sentence, "V." starts a name.
_FIRST_WORD = re.compile(r"[^\W\d_]\.|\w+")
_INITIAL = re.compile(r"(?<![\w.])(?:[^\W\d_]\. ?)?[^\W\d_]\.$")
_ORDINAL = re.compile(r"(?:(\w+)\W+)?\d{1,3}\.$")
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_SHORT_STOP = re.compile(r"(?<![^\W\d_]{3})(?<!\d)\.$")
_LOCAL_TIME = re.compile(r"\w+ time\b")
_NUMBERING = re.compile(r"\W*\d{1,3}\.")
_SPOKEN = re.compile(f"[?!…][{_QUOTE_MARKS}]\\s*$")
# Borders that sentencex passes over.
_GLUED = re.compile(r"(?:(?<=[^\W\d_]{3}[.!?])|(?<=\d[.!?]))(?=[A-ZÄÖÜ][a-zäöüß]+[ ,])")
_PARENTHESES = re.compile(r"(?<=[.!?]\)) (?=[A-ZÄÖÜ])")
_ELLIPSIS = re.compile(r"(?:(?<=\w…) ?|(?<=[.!?] …) |(?<=[.!?] \.{3}) )(?=[A-ZÄÖÜ])")
_MISTAKEN = re.compile(r"(?<![\w.])([^\W\d_]\w+(?:\.\w+)*)\. (?=([A-ZÄÖÜ\d]\w*))")
_ROMAN = re.compile(r"[IVX]+")
# sentencex judges initials and small letters well in these.
_WELL_KNOWN = {"de", "en"}
_NONE: frozenset[str] = frozenset()


def find_borders(paragraph: str, language: str) -> list[int]:
    """Find the offsets at which the second and later sentences start, in order.

    White space before a border belongs to the sentence before. `language` is an
    ISO 639-1 code. Abbreviations are known in ten languages, ordinals in German, quoted
    questions in German and English.
    """
    return [
        border
        for border in _find_candidates(paragraph, language)
        if not _is_false_border(
            paragraph[max(0, border - SIGHT) : border],
            paragraph[border : border + SIGHT],
            language,
        )
    ]


def _find_candidates(paragraph: str, language: str) -> list[int]:
    """Find the offsets at which a sentence may start, in order.

    They are looked for without the quotation marks: sentencex splits no quotation.
    """
    bare, offsets = _drop_quote_marks(paragraph)
    borders = _find_missed(bare, language)
    position = 0
    for text in sentencex.segment(language, bare):
        position += len(text)
        borders.add(position)
    opening = {quotation.start - 1 for quotation in find_quotations(paragraph)}
    return sorted(
        _place_border(paragraph, (offsets[border - 1] + 1, offsets[border]), opening)
        for border in borders
        if 0 < border < len(bare)
    )


def _drop_quote_marks(paragraph: str) -> tuple[str, Sequence[int]]:
    """Drop the quotation marks; also where each letter that is left stood before."""
    marks = {mark.start() for mark in _QUOTE_MARK.finditer(paragraph)}
    if not marks:
        return paragraph, range(len(paragraph))
    offsets = [at for at in range(len(paragraph)) if at not in marks]
    return "".join(paragraph[at] for at in offsets), offsets


def _find_missed(bare: str, language: str) -> set[int]:
    missed = {
        found.end()
        for pattern in (_GLUED, _PARENTHESES, _ELLIPSIS)
        for found in pattern.finditer(bare)
    }
    return missed | {
        found.end()
        for found in _MISTAKEN.finditer(bare)
        if _ends_after_all(found[1], found[2], language)
    }


def _ends_after_all(word: str, following: str, language: str) -> bool:
    """Whether a full stop behind `word` ends a sentence though sentencex joins it."""
    if word in WHOLE_WORDS and following[:1].isalpha():
        return _ROMAN.fullmatch(following) is None
    if language != "de" or {word, word.lower()} & INNER["de"]:
        return False
    if following[:1].isdigit():
        return not {word, word.lower()} & (BEFORE_NUMBER | OFTEN_INNER["de"])
    return following in STARTERS["de"]


def _place_border(paragraph: str, gap: tuple[int, int], opening: set[int]) -> int:
    """Share the quotation marks in a gap: closing ones stay with what they close."""
    for at in range(*gap):
        starts_word = at == 0 or paragraph[at - 1].isspace()
        if at in opening or (paragraph[at] in "„'‘" and starts_word):
            return at
    return gap[1]


def _is_false_border(before: str, after: str, language: str) -> bool:
    """Whether a border that was found stands within a sentence after all."""
    left = before.rstrip().rstrip(_QUOTE_MARKS)
    right = after.lstrip().lstrip(_QUOTE_MARKS)
    word = _FIRST_WORD.match(right)
    following = word.group() if word else ""
    return (
        right[:1] in set(",;:.)–—…")
        or _goes_on(left, following, language)
        or _is_within_word(before, after)
        or _NUMBERING.fullmatch(left) is not None
        or _is_abbreviated(left, following, language)
        or (language == "de" and _is_ordinal(left, following))
        or _is_clock(left, following, right)
        or _is_after_quotation(before, right, language)
    )


def _goes_on(left: str, following: str, language: str) -> bool:
    """Whether a sentence goes on behind a full stop, with a word in small letters.

    Speakers in English transcripts are written so, and start sentences; Georgian words
    have no capital, though their letters count as small.
    """
    if language in _WELL_KNOWN or not left.endswith("."):
        return False
    return following.islower() and following[0] != following[0].title()


def _is_within_word(before: str, after: str) -> bool:
    """Whether a full stop in "non-U.S." or "R-N.Y." was taken for an end."""
    return _SHORT_STOP.search(before) is not None and (
        after[:1].isalnum() or after[:1] == "-"
    )


def _is_clock(left: str, following: str, right: str) -> bool:
    return _CLOCK.search(left) is not None and (
        following in AFTER_CLOCK or _LOCAL_TIME.match(right) is not None
    )


def _is_abbreviated(left: str, following: str, language: str) -> bool:
    found = _LAST_WORD.search(left[-40:])
    if not found or language not in INNER:
        return False
    word = found.group().replace(" ", "")
    forms = {word, word.lower(), re.split(r"[-.]", word)[-1]}
    if forms & INNER[language]:
        return True
    if forms & OFTEN_INNER.get(language, _NONE):
        return following not in STARTERS.get(language, _NONE)
    return language not in _WELL_KNOWN and _is_initial(left)


def _is_initial(left: str) -> bool:
    """Whether `left` ends in one or two initials of a name, as "J." and "J.F."."""
    return left[-2:-1].isupper() and _INITIAL.search(left[-5:]) is not None


def _is_ordinal(left: str, following: str) -> bool:
    found = _ORDINAL.search(left[-40:])
    if not found or not following[:1].isupper() or following in STARTERS["de"]:
        return False
    return following in AFTER_ORDINAL or (found[1] or "").lower() in BEFORE_ORDINAL


def _is_after_quotation(before: str, right: str, language: str) -> bool:
    """Whether `right` goes on after a quoted question: “Why?” Smith asked."""
    if right[:1].islower():
        return before.rstrip()[-1:] in _QUOTE_MARKS
    if not _SPOKEN.search(before):
        return False
    words = _FIRST_WORD.findall(right[:60])[:4]
    return (
        words[:1] != []
        and words[0] not in STARTERS.get(language, _NONE)
        and not ATTRIBUTION.get(language, _NONE).isdisjoint(words)
    )
