"""Shingles: the short runs of words by which texts are compared."""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.text.hashes import hash_text

Shingles = NDArray[np.uint64]

# Four words: with five a lightly edited copy loses a tenth more of them, with three
# independent reports on one event share more (benchmarks/stories.py).
WORDS_PER_SHINGLE = 4
# About twenty words. Below that a common phrase is most of the text.
FEWEST_SHINGLES = 16

# Thai, Lao, Burmese, Khmer, Japanese and Chinese are written without spaces.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_CHARACTER = re.compile(rf"[{_UNSPACED}]")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_MULTIPLIER = np.uint64(0x9E37_79B9_7F4A_7C15)


def find_shingles(body: str) -> Shingles:
    """Number every run of four case-folded words of `body`: ascending, each once.

    Of a script without spaces a run has eight characters, which are about four words.
    Empty where the text has too few shingles to be compared. The numbers are the same
    on every machine and in every version.
    """
    words = _WORD.findall(body.casefold())
    characters = len(_CHARACTER.findall(body))
    length = WORDS_PER_SHINGLE * (2 if 2 * characters > len(words) else 1)
    if len(words) < length:
        return np.empty(0, np.uint64)
    shingles = np.unique(_roll(words, length))
    return shingles if len(shingles) >= FEWEST_SHINGLES else shingles[:0]


def _roll(words: list[str], length: int) -> Shingles:
    """Number the runs of `length` words: a polynomial of their numbers, modulo 2^64."""
    numbers = np.fromiter(map(_number_word, words), np.uint64, len(words))
    runs = len(words) - length + 1
    rolled = np.zeros(runs, np.uint64)
    for start in range(length):
        rolled = rolled * _MULTIPLIER + numbers[start : start + runs]
    return rolled


# A language's frequent words make up most of its texts.
@lru_cache(maxsize=1 << 16)
def _number_word(word: str) -> int:
    return hash_text(word)
