"""Mark-up with faults → what a parser that recovers from them reads in full."""

import re
from functools import lru_cache
from html import unescape
from html.entities import html5

_NUMBER = re.compile(r"&#(?:\d{1,9}|[xX][\da-fA-F]{1,8});")
_NAME = re.compile(r"&\w{1,32};")
_BARE = re.compile(r"&(?!#(?:\d{1,9}|[xX][\da-fA-F]{1,8});)")
_STRAY = re.compile(r"<(?![A-Za-z_/!?])")
_FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")


def mend_markup(text: str) -> bytes:
    """Write out as numbers what libxml2 would drop: "&", "&ndash;", behind a fault even
    "&lt;", and a "<" that starts nothing. In CDATA these stay as they are; characters
    that no XML may hold go everywhere, and so do their numbers."""
    numbered = _NUMBER.sub(_write_out, text)
    first, *sections = numbered.split("<![CDATA[")
    pieces = [_mend_characters(first)]
    for section in sections:
        inside, end, after = section.partition("]]>")
        pieces += ["<![CDATA[", inside, end, _mend_characters(after)]
    return encode_markup("".join(pieces))


def encode_markup(text: str) -> bytes:
    """Encode as UTF-8, without the characters that no mark-up may hold."""
    legal = text.replace("\ufffe", "").replace("\uffff", "")
    return legal.encode("utf-8", "ignore").translate(None, _FORBIDDEN)


def _mend_characters(text: str) -> str:
    numbered = _NAME.sub(_write_out, text)
    return _STRAY.sub("&#60;", _BARE.sub("&#38;", numbered))


def _write_out(reference: re.Match[str]) -> str:
    return _spell_out(reference[0])


@lru_cache(maxsize=4096)
def _spell_out(reference: str) -> str:
    if reference.startswith("&#"):
        # Nothing at all in its place might make a reference of what is around it.
        characters = unescape(reference).replace("\ufffd", "") or " "
    else:
        characters = html5.get(reference[1:], reference)
    return "".join(f"&#{ord(character)};" for character in characters)
