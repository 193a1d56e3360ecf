"""Whether a page reserves its text against text and data mining."""

import re

from analysis.sources.markup import Tree

_NOAI = re.compile(r"\bnoai\b", re.IGNORECASE)


def find_reservation(tree: Tree) -> str | None:
    """Give the words by which the page reserves its text; None where it does not.

    They are "noai" in a meta element for all robots (not "noimageai", which is about
    pictures) and the W3C's "tdm-reservation: 1".
    """
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("http-equiv") or "").strip().casefold()
        content = (meta.get("content") or "").strip()
        if name in {"robots", "x-robots-tag"} and _NOAI.search(content):
            return f'{name}: "{content}"'
        if name == "tdm-reservation" and content == "1":
            return 'tdm-reservation: "1"'
    return None
