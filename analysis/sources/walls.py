"""What a page is where it is no article, and how a source with such pages is mended."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.errors import SourceError
from analysis.sources.articles import count_words
from analysis.sources.phrases import (
    ACCOUNT,
    CONSENT,
    FAILURE,
    FAILURE_NAMES,
    FAILURE_WORDS,
    count_phrases,
    has_own_phrase,
    has_phrase,
)
from analysis.sources.signposts import Stretch

# A link or a heading that is left of a page is no article.
_FEWEST_WORDS = 10
# Longer texts are no walls of their kind, whatever they say.
_LONGEST_FAILURE = 120
_LONGEST_CONSENT = 800
_LONGEST_LOGIN = 200
# The phrases of a wall stand in so large a part of its text, one in so many words.
_ASKING_SHARE = 0.4
_WORDS_PER_FAILURE = 30
_WORDS_PER_CONSENT = 40
# This much prose beside a demand for an account is the beginning of an article.
_FEWEST_PROSE = 25
_FEWEST_STATED_PROSE = 12
# With more headlines on the page a longer stretch of prose is needed for an article.
_SOME_HEADLINES, _SOME_WORDS = 8, 50
_MANY_HEADLINES, _MANY_WORDS = 20, 80
_STATED_WORDS = 30
_TITLE_PARTS = re.compile(r"\s+[|–—·»-]+\s+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a reader sees of a page.

    `lines` are what was taken for its article, `words` counts theirs; `shown` is all of
    its text without menus and layers, `consent` that of its consent layers, `lock` that
    of its paywalls, `noscript` what it says without scripts.
    """

    titles: Sequence[str]
    lines: Sequence[str]
    words: int
    shown: str
    consent: str
    lock: str
    noscript: str
    stretch: Stretch
    is_article: bool


def refuse_walls(view: View, name: str) -> None:
    """Raise SourceError where the page `name` is no article: "error page", "consent
    wall", "login wall", "overview page" or "no article text"."""
    for reason, applies, what in _WALLS:
        if applies(view):
            raise SourceError(reason, f"{name} {what}")


def _is_failure(view: View) -> bool:
    named = any(map(_names_failure, view.titles))
    if max(view.stretch.words, 0 if named else view.words) >= _LONGEST_FAILURE:
        return False
    phrases = count_phrases(FAILURE, view.shown)
    if view.words < _FEWEST_WORDS:
        return named or phrases + count_phrases(FAILURE, view.noscript) > 0
    dense = phrases > view.words // _WORDS_PER_FAILURE and not view.is_article
    return dense or (named and (phrases > 0 or view.words < _WORDS_PER_FAILURE))


def _names_failure(title: str) -> bool:
    words = {word.casefold() for word in _WORD.findall(_TITLE_PARTS.split(title)[0])}
    return words <= FAILURE_WORDS and not words.isdisjoint(FAILURE_NAMES)


def _is_consent(view: View) -> bool:
    if view.words > _LONGEST_CONSENT:
        return False
    phrases = count_phrases(CONSENT, view.shown)
    if view.words < _FEWEST_WORDS:
        return bool(view.consent) or phrases > 1
    asking = [line for line in view.lines if has_own_phrase(CONSENT, line)]
    fewest = min(max(2, view.words // _WORDS_PER_CONSENT), 5)
    share = _ASKING_SHARE * view.words
    return phrases >= fewest and sum(map(count_words, asking)) >= share


def _is_overview(view: View) -> bool:
    stretch = view.stretch
    if view.is_article:
        return stretch.headlines >= _MANY_HEADLINES and stretch.words < _STATED_WORDS
    if stretch.headlines >= _MANY_HEADLINES and stretch.words < _MANY_WORDS:
        return stretch.words < _SOME_WORDS or stretch.paragraphs < 3
    return stretch.headlines >= _SOME_HEADLINES and stretch.words < _SOME_WORDS


def _is_login(view: View) -> bool:
    demanded = view.lock or has_phrase(ACCOUNT, view.shown)
    if view.words > _LONGEST_LOGIN or not demanded:
        return False
    prose = [line for line in view.lines if not has_phrase(ACCOUNT, line)]
    fewest = _FEWEST_STATED_PROSE if view.is_article else _FEWEST_PROSE
    return sum(map(count_words, prose)) < fewest


def _is_empty(view: View) -> bool:
    return view.words < _FEWEST_WORDS


_WALLS: Sequence[tuple[str, Callable[[View], bool], str]] = (
    (
        "error page",
        _is_failure,
        "reports an error, or asks for a browser, instead of showing an article: check "
        "the address, or try again later",
    ),
    (
        "consent wall",
        _is_consent,
        "asks for consent instead of showing the article: use the outlet's feed or a "
        "source with full texts",
    ),
    (
        "overview page",
        _is_overview,
        "lists articles and is none: give the addresses of articles, or the outlet's "
        "feed",
    ),
    (
        "login wall",
        _is_login,
        "asks for a login instead of showing the article: use the outlet's feed or a "
        "source with full texts",
    ),
    (
        "no article text",
        _is_empty,
        "has no article that could be found: it may be drawn by JavaScript; use the "
        "outlet's feed",
    ),
)
