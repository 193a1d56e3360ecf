"""Voices: what an outlet says itself, and what it reports others to say.

A sentence is direct where at least half of its letters stand inside quotation marks. It
is indirect where most of it is a proposition that somebody other than the outlet
vouches for: reported clauses, what "according to" or Konjunktiv hands to a source,
hearsay, accusations ("accused them of shelling schools") and namings ("called the plan
unacceptable"). All else is the outlet's own: also acts of speech without such a clause
(they spoke, demanded, condemned, promised to help), thoughts and hopes, and refusals to
say. Indirect speech is found in German and English.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from analysis.text import reports_de, reports_en
from analysis.text.cues import Listener, find_words
from analysis.text.quotes import (
    TYPED,
    Quotation,
    clip_quotations,
    find_quotations,
    is_mostly_quoted,
)

Span = tuple[int, int]
# What is longer is no sentence but a list or a table; its beginning is heard.
LONGEST = 2_000
_DEAF = Listener(
    words=frozenset(),
    is_reported=lambda *_: False,
    find_speaker=lambda *_: None,
    goes_on=lambda *_: False,
)
LISTENERS = {"de": reports_de.LISTENER, "en": reports_en.LISTENER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """`kind` is "own", "direct" or "indirect". `speaker` is as the text names it;
    None in the own voice, and where the text names nobody or only a pronoun."""

    kind: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A voice before speakers are carried. `bare` is the sentence without what it
    quotes; `is_open` where it leaves to its neighbours who speaks; `runs_on` where its
    quotation goes on in the next sentence.
    """

    kind: str
    bare: str
    speaker: str | None = None
    is_open: bool = False
    runs_on: bool = False


def find_voices(text: str, spans: Sequence[Span], language: str | None) -> list[Voice]:
    """Find the voice of each span (start, end) of `text`, sentences in order.

    `language` is an ISO 639-1 code; where it is neither German nor English nothing is
    indirect and no speaker is found. A speaker is carried to the neighbouring sentences
    of the same speech, never over the end of a line.
    """
    listener = LISTENERS.get(language or "", _DEAF)
    quotations = find_quotations(text)
    text = _curl(text, quotations)
    voices: list[Voice] = []
    paragraph: list[_Said] = []
    behind = 0
    for start, end in spans:
        if paragraph and "\n" in text[behind:start]:
            voices += _name_speakers(paragraph, listener)
            paragraph = []
        behind = end
        clipped = clip_quotations(quotations, start, end) if quotations else []
        bare = _cut(text, (start, end), clipped)[:LONGEST]
        if clipped and is_mostly_quoted(text, (start, end), clipped):
            said = _hear_direct(bare, listener, runs_on=clipped[-1].end == end)
        else:
            after_speech = paragraph != [] and paragraph[-1].kind != "own"
            said = _hear(bare, listener, after_speech)
        paragraph.append(said)
    return voices + _name_speakers(paragraph, listener)


def _curl(text: str, quotations: Sequence[Quotation]) -> str:
    """Write the typewriter marks of quotations so that they differ from apostrophes."""
    if TYPED not in text:
        return text
    signs = list(text)
    for one in quotations:
        if text[one.start - 1] == TYPED:
            signs[one.start - 1], signs[one.end] = "‘’"
    return "".join(signs)


def _cut(text: str, span: Span, clipped: Sequence[Quotation]) -> str:
    """Cut what is quoted out of a span; the marks stay."""
    start, end = span
    if not clipped:
        return text[start:end]
    ends = [start, *(one.end for one in clipped)]
    starts = [*(one.start for one in clipped), end]
    return "".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def _hear_direct(bare: str, listener: Listener, *, runs_on: bool) -> _Said:
    words = set(find_words(bare))
    speaker = listener.find_speaker(bare, words) if words else None
    return _Said(
        kind="direct", bare=bare, speaker=speaker, is_open=not words, runs_on=runs_on
    )


def _hear(bare: str, listener: Listener, after_speech: bool) -> _Said:
    listed = find_words(bare)
    if listener.words.isdisjoint(listed) and ":" not in bare:
        return _Said(kind="own", bare=bare)
    words = set(listed)
    if listener.is_reported(bare, words):
        speaker = listener.find_speaker(bare, words)
        return _Said(kind="indirect", bare=bare, speaker=speaker)
    if listener.goes_on(bare, words, after_speech):
        speaker = listener.find_speaker(bare, words)
        return _Said(
            kind="indirect", bare=bare, speaker=speaker, is_open=speaker is None
        )
    return _Said(kind="own", bare=bare)


def _name_speakers(paragraph: list[_Said], listener: Listener) -> list[Voice]:
    """Give the voices of a paragraph: a sentence that leaves open who speaks belongs to
    whoever ends its quotation, or spoke or acted before, or is quoted next.
    """
    if any(one.is_open for one in paragraph):
        paragraph = _carry(paragraph[::-1], _has_quotation_of)[::-1]
        paragraph = _carry(_name_actors(paragraph, listener), _follows)
        paragraph = _carry(paragraph[::-1], _is_quoted_with)[::-1]
    return [
        Voice(kind=one.kind, speaker=None if one.kind == "own" else one.speaker)
        for one in paragraph
    ]


def _name_actors(paragraph: list[_Said], listener: Listener) -> list[_Said]:
    """Name who acts in the outlet's own sentences right before open ones."""
    named = paragraph[:1]
    for one in paragraph[1:]:
        if one.is_open and named[-1].kind == "own":
            before = named[-1].bare
            actor = listener.find_speaker(before, set(find_words(before)))
            named[-1] = replace(named[-1], speaker=actor)
        named.append(one)
    return named


def _carry(said: list[_Said], belongs: Callable[[_Said, _Said], bool]) -> list[_Said]:
    """Hand speakers on to open sentences that belong to the one before."""
    carried: list[_Said] = []
    for one in said:
        before = carried[-1] if carried else one
        if one.is_open and not before.is_open and belongs(one, before):
            carried.append(replace(one, speaker=before.speaker, is_open=False))
        else:
            carried.append(one)
    return carried


def _has_quotation_of(one: _Said, after: _Said) -> bool:
    return one.runs_on and after.kind != "own"


def _follows(_: _Said, before: _Said) -> bool:
    return before.kind != "own" or before.speaker is not None


def _is_quoted_with(one: _Said, after: _Said) -> bool:
    return one.kind == "direct" and after.kind != "own"
