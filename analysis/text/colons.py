"""Speakers named before or behind a colon, as headlines do: "Minister: Talks go on"."""

import re

from analysis.text.noun_phrases import QUOTE
from analysis.text.speech_verbs import (
    ACTS,
    EN_ACTS,
    EN_CLAUSE,
    EN_SAYS,
    SAYS,
    SPEAKER_ENDINGS,
    SPEAKERS,
    split_words,
)

_BEFORE = re.compile(
    rf"(?P<speaker>[^\W\d_][^:,;.!?„“”»«\"]{{1,45}}): (?P<rest>{QUOTE}|\w)"
)
_BEHIND = re.compile(r"[^:]{15,}: (?P<speaker>[^:,;.!?„“”»«\"]{2,40})$")
_WE = re.compile(r"\b(?:[Ww]ir|[Ii]ch|[Uu]ns|[Uu]nsere?|[Ww]e|I|[Oo]ur|[Uu]s)\b")
_FUNCTION_WORD = re.compile(
    r" (?:der|des|die|das|den|dem|in|im|von|vom|bei|zu|zum|zur|mit|für|über|nach|vor"
    r"|of|for|on|at|the|with|from|to|after)\b"
)
_WORD = re.compile(r"\w+")
_LONGEST_NAME = 3
_VERBS = SAYS | ACTS | EN_SAYS | EN_CLAUSE | EN_ACTS
_LABELS = split_words("""
    opinion analysis commentary editorial kommentar analyse meinung explainer video live
    podcast interview watch read listen update exclusive breaking quiz
""")


def find_colon_speaker(sentence: str) -> str | None:
    """Find the speaker of a sentence in the manner of "Minister: We go" or "Talks to go
    on: minister"; None where what stands by the colon is a topic, or the rest reports
    for itself ("Minister: Opposition demands talks").
    """
    found = _BEFORE.match(sentence)
    if found and _is_spoken_by(found["speaker"], sentence[found.start("rest") :]):
        return found["speaker"]
    found = _BEHIND.match(sentence)
    return found["speaker"] if found and _is_speaker(found["speaker"]) else None


def _is_spoken_by(phrase: str, rest: str) -> bool:
    """Whether `phrase` is who says `rest`. One word alone may be a topic."""
    if re.match(QUOTE, rest):
        return _is_speaker(phrase) or (" " in phrase and _may_be_name(phrase))
    if not _VERBS.isdisjoint(_WORD.findall(rest)):
        return False
    return _is_speaker(phrase) or (
        _may_be_name(phrase) and _WE.search(rest) is not None
    )


def _is_speaker(phrase: str) -> bool:
    """Whether a role heads the phrase; behind it only a name may stand."""
    words = _FUNCTION_WORD.split(phrase, maxsplit=1)[0].split()
    roles = [
        index
        for index, word in enumerate(words)
        if word.casefold() in SPEAKERS or word.casefold().endswith(SPEAKER_ENDINGS)
    ]
    return roles != [] and all(word[0].isupper() for word in words[roles[0] + 1 :])


def _may_be_name(phrase: str) -> bool:
    words = phrase.split()
    return (
        len(words) <= _LONGEST_NAME
        and all(word[0].isupper() for word in words)
        and phrase.casefold() not in _LABELS
    )
