"""A last resort for pages that state no date: one that stands in their text."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from itertools import islice
from zoneinfo import ZoneInfo

from htmldate import find_date

from analysis.sources.dates import parse_date
from analysis.sources.markup import Tree

_UTC = ZoneInfo("UTC")
# The library's own bounds move with the day it runs on.
_FIRST, _LAST = "1990-01-01", "2100-01-01"
_MOST_ELEMENTS = 20_000
_MOST_PLACES = 50
_LONGEST = 100
_MOST_OTHER_WORDS = 5
_FURNITURE = re.compile(
    "aside|button|figure|footer|form|iframe|nav|noscript|script|select|small|style|svg|"
    "template"
)
# Parts that hold days of changes, of events, of other texts, or today's.
_OTHERS = re.compile(
    r"modif|updat|aktuali|expire|comment|kommentar|footer|copyright|masthead|banner|"
    r"sidebar|related|recommend|teaser|newsletter|event|termin|kalender|calendar|"
    r"weather|wetter|breadcrumb|menu|impressum|today|current|heute",
    re.IGNORECASE,
)
_OTHER_WORDS = re.compile(
    r"©|copyright|updat|modif|aktuali|geändert|zuletzt|mis à jour|actuali|aggiorn|"
    r"обновлен|expire|gültig|valid|until|\bbis\b|today|heute|aujourd|\bhoy\b",
    re.IGNORECASE,
)


def guess_date(tree: Tree) -> str | None:
    """Give the date of the page as its text writes it; None if there is no telling.

    htmldate chooses among the dates of the body without its furniture. Its choice
    counts only where that day stands alone or in a short line, in words that
    `parse_date` reads: it also fills in missing days and takes months for days.
    """
    body = _find_body(tree)
    if body is None:
        return None
    for is_thorough in (False, True):
        found = find_date(
            body,
            extensive_search=is_thorough,
            original_date=True,
            min_date=_FIRST,
            max_date=_LAST,
        )
        if found and (written := _find_written(body, date.fromisoformat(found))):
            return written
    return None


def _find_body(tree: Tree) -> Tree | None:
    """Copy the part that holds the article, without its furniture."""
    for path in ("//main", "//article", "//body"):
        parts = tree.xpath(path)
        if len(parts) == 1:
            body = deepcopy(parts[0])
            body.tail = None
            elements = list(islice(body.iterdescendants(), _MOST_ELEMENTS))
            for element in elements:
                if _is_furniture(element):
                    element.drop_tree()
            return body if len(elements) < _MOST_ELEMENTS else None
    return None


def _is_furniture(element: Tree) -> bool:
    if element.tag == "header":
        return next(element.iterancestors("article", "main"), None) is None
    names = f"{element.get('id')} {element.get('class')}"
    return bool(_FURNITURE.fullmatch(element.tag) or _OTHERS.search(names))


def _find_written(body: Tree, day: date) -> str | None:
    places = (text for text in _short_texts(body) if str(day.day) in text)
    for text in islice(places, _MOST_PLACES):
        for run in _runs(text.split()):
            moment = parse_date(run, _UTC)
            if moment and moment.date() == day:
                return run
    return None


def _short_texts(body: Tree) -> Iterator[str]:
    for element in body.iter():
        pieces = list(islice(element.itertext(), 10))
        text = " ".join(" ".join(pieces).split())
        if len(pieces) < 10 and len(text) <= _LONGEST and not _OTHER_WORDS.search(text):
            yield text


def _runs(words: list[str]) -> Iterator[str]:
    """Give runs of words, the longest first: a line may name the author, too. Of a
    sentence there is only the whole: what it dates is seldom the article."""
    shortest = max(1, len(words) - _MOST_OTHER_WORDS)
    if words and words[-1].endswith((".", "!", "?", ":")):
        shortest = len(words)
    for length in range(len(words), shortest - 1, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
