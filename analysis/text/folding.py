"""Spellings that count as one: capitals, accents, ligatures, widths of letters."""

import re
import unicodedata
from functools import cache

import polars as pl

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, Japanese and Chinese.
UNSPACED = (
    r"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF"
    r"\uF900-\uFAFF\U00020000-\U0003FFFF"
)

# Accents, the vowel points of Hebrew and Arabic, the Arabic stretcher and what is
# invisible. The signs of other scripts are letters and stay.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u00ad\u200b-\u200f\u2060\ufeff]"
)
# Letters that Unicode takes for letters of their own.
_STROKED = str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"}) | str.maketrans(
    "øłđðħı", "olddhi"
)


def fold_text(text: str) -> str:
    """Give `text` in the spelling in which it is compared: "Kämpfe" and "KAMPFE" are
    "kampfe", "Straße" is "strasse", "Ukraïne" is "ukraine"."""
    return unicodedata.normalize("NFC", text).translate(_load_table())


def fold_column(column: str) -> pl.Expr:
    """The same for a column of texts in NFC."""
    table = _load_table()
    return pl.col(column).str.replace_many(list(map(chr, table)), list(table.values()))


@cache
def _load_table() -> dict[int, str]:
    """What each character that changes becomes: alphabets, wide and joined forms."""
    codes = [*range(0x2100), *range(0xFB00, 0x1_0000)]
    folded = {code: _fold_character(chr(code)) for code in codes}
    return {code: text for code, text in folded.items() if text != chr(code)}


def _fold_character(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character).casefold()
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", parts)).translate(_STROKED)
    return unicodedata.normalize("NFC", bare)
