"""Which articles carry the same text: wire copies and republished stories."""

import re

from analysis.text.hashes import hash_text

_WORD = re.compile(r"\w+")


def find_story(title: str | None, body: str) -> int:
    """Number the story of an article: 64 bits over the case-folded words of its body.

    Copies of one wire text share it under whatever headline, punctuation and layout;
    where there is no body the words of the title decide.
    """
    words = _WORD.findall(body.casefold()) or _WORD.findall((title or "").casefold())
    return hash_text(" ".join(words))
