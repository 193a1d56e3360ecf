"""Where the rest of an article is on its page: in its captions, or in JSON-LD."""

from collections.abc import Sequence

from analysis.sources.articles import count_words
from analysis.sources.fragments import render_text
from analysis.sources.linked import first_text
from analysis.sources.metadata import Metadata
from analysis.sources.teasers import is_locked

_FEWEST_PICTURES = 5
_FEWEST_CAPTION_WORDS = 3
_WORDS_PER_PICTURE = 40
# The body in JSON-LD is taken where it has so many times the words of the page.
_SURPLUS = 1.5
_FEWEST_BODY_WORDS = 40
_SIGHT = 40


def complete_lines(
    lines: Sequence[str], captions: Sequence[str], stated: Metadata
) -> tuple[str, list[str]]:
    """Say whether the article is a "gallery" or a "page", and give its lines in full.

    The captions of a gallery are part of its text. Where a page that is free for all
    has in JSON-LD a body that agrees with what it shows and is much longer, that is
    the article.
    """
    told = [text for text in captions if count_words(text) >= _FEWEST_CAPTION_WORDS]
    words = _count(lines)
    if len(told) >= _FEWEST_PICTURES and words < _WORDS_PER_PICTURE * len(told):
        return "gallery", [*lines, *(text for text in told if text not in lines)]
    body = render_text(first_text(stated.linked, "articleBody") or "")
    surplus = count_words(body) >= max(_FEWEST_BODY_WORDS, _SURPLUS * words)
    if surplus and _agree(lines, body) and not is_locked(stated):
        return "page", body.split("\n\n")
    return "page", list(lines)


def _agree(lines: Sequence[str], body: str) -> bool:
    known = [line for line in lines if line[:_SIGHT] in body]
    return 2 * _count(known) >= _count(lines)


def _count(lines: Sequence[str]) -> int:
    return sum(map(count_words, lines))
