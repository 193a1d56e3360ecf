"""Cues: patterns that are tried only where a word they cannot do without occurs; and
what a language makes of them.
"""

import re
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """`pattern` may name a group `speaker`; where it matches, one of `words` occurs."""

    words: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """How reported speech is heard in one language. Each function is given a sentence,
    without what it quotes, and its words; a sentence without any of `words` and without
    a colon need not be asked. `goes_on` is also told whether the sentence before was
    somebody else's.
    """

    words: frozenset[str]
    is_reported: Callable[[str, Set[str]], bool]
    find_speaker: Callable[[str, Set[str]], str | None]
    goes_on: Callable[[str, Set[str], bool], bool]


def find_words(sentence: str) -> list[str]:
    """Find the words of a sentence, runs of letters or digits."""
    return _WORD.findall(sentence)


def read_cue(words: Iterable[str] | str, pattern: str) -> Cue:
    """Make a cue; `words` may be written with white space between."""
    listed = words.split() if isinstance(words, str) else words
    return Cue(words=frozenset(listed), pattern=re.compile(pattern))


def find_cue(
    cues: Iterable[Cue], sentence: str, words: Set[str]
) -> re.Match[str] | None:
    """Find the first of `cues` in a sentence that is made of `words`."""
    for cue in cues:
        if not cue.words.isdisjoint(words) and (found := cue.pattern.search(sentence)):
            return found
    return None
