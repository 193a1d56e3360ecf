"""Whether a page shows the whole article or only its beginning."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from analysis.sources.articles import count_words
from analysis.sources.markup import Tree
from analysis.sources.metadata import Metadata
from analysis.sources.phrases import LOCKED, has_own_phrase, has_phrase

# Longer texts are whole, whatever the page says of itself.
_LONGEST_LOCKED = 400
_LONGEST_OFFERED = 250
_LONGEST_CUT = 150
# With this many words a page that is marked as locked, but shows no lock, is whole.
_WHOLE = 200
_SHOWN_PART = 40
_MOST_PARTS = 5
_LONGEST_OFFER = 30
_LONGEST_REST = 60
_OPENING = 80
_STATED_WHOLE = 0.8

_TIER = "article:content_tier"
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)[\"'“”»«’)\]]*$|\[(?:\.\.\.|…)\]$")
_SENTENCE_END = re.compile(r"[.!?…:。！？][\"'“”„«»’‘)\]]*$")
_SELECTOR = re.compile(r"(?:^|[\s,>])[\w-]*([.#])([\w-]+)\s*(?=,|$)")


def is_locked(stated: Metadata) -> bool:
    """Whether the page says of itself that its article is not free for all."""
    return stated.metas.get(_TIER, "").casefold() == "locked" or any(
        str(article.get("isAccessibleForFree")).rsplit("/", 1)[-1].casefold() == "false"
        for article in stated.linked
    )


def shows_locked_part(tree: Tree, stated: Metadata) -> bool:
    """Whether the part that the page calls locked is on it all the same."""
    parts = islice(_walk_parts(stated), _MOST_PARTS)
    shown = (element for part in parts for element in _select(tree, part))
    return sum(count_words(element.text_content()) for element in shown) >= _SHOWN_PART


def is_teaser(
    lines: Sequence[str], stated: Metadata, lock: str, *, shows_locked: bool
) -> bool:
    """Whether `lines` are only the beginning of an article.

    `lock` is the text of the page's paywalls, `shows_locked` whether the part that it
    calls locked is there.
    """
    words = sum(map(count_words, lines))
    if words >= _LONGEST_LOCKED or _is_whole(words, stated):
        return False
    is_cut = not _SENTENCE_END.search(lines[-1])
    if is_locked(stated) and not shows_locked and (is_cut or words < _WHOLE):
        return True
    if words >= _LONGEST_OFFERED:
        return False
    return (
        (is_cut and stated.metas.get(_TIER, "").casefold() == "metered")
        or (_ELLIPSIS.search(lines[-1]) is not None and words < _LONGEST_CUT)
        or has_phrase(LOCKED, lock)
        or _find_offer(lines) is not None
    )


def cut_offer(lines: Sequence[str]) -> list[str]:
    """Leave out what a teaser offers instead of the rest."""
    return list(lines[: _find_offer(lines)])


def _find_offer(lines: Sequence[str]) -> int | None:
    """Find the line behind the beginning that offers the rest; None without one. It
    is short, opens with its phrase and has little behind it."""
    left = sum(map(count_words, lines))
    for at, line in enumerate(lines):
        words = count_words(line)
        short = at > 0 and words <= _LONGEST_OFFER and left <= _LONGEST_REST
        if short and has_own_phrase(LOCKED, line[:_OPENING]):
            return at
        left -= words
    return None


def _is_whole(words: int, stated: Metadata) -> bool:
    """Whether the page counts its own words, and they are nearly all there."""
    counts = [str(article.get("wordCount", "")) for article in stated.linked]
    return any(
        count.isdecimal() and int(count) > 0 and words >= _STATED_WHOLE * int(count)
        for count in counts
    )


def _walk_parts(stated: Metadata) -> Iterator[str]:
    for article in stated.linked:
        parts = article.get("hasPart")
        for part in parts if isinstance(parts, list) else [parts]:
            selector = part.get("cssSelector") if isinstance(part, dict) else None
            if isinstance(selector, str):
                yield selector


def _select(tree: Tree, selector: str) -> Iterator[Tree]:
    """Give what plain selectors name; a build tool's suffix may follow the class."""
    for mark, name in _SELECTOR.findall(selector)[:5]:
        if mark == "#":
            yield from tree.xpath("//*[@id=$name]", name=name)
        else:
            yield from tree.xpath(
                "//*[contains(concat(' ', @class, ' '), $whole)"
                " or contains(concat(' ', @class), $stem)]",
                whole=f" {name} ",
                stem=f" {name}__",
            )
