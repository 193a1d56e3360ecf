"""Which articles carry the same text: wire copies and republished stories.

Candidates are found by bands (MinHash with locality-sensitive hashing; Broder 1997,
Indyk and Motwani 1998), verified by the shingles they share, and joined into stories.
The thresholds were chosen on the development half of benchmarks/stories.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from rensa import RMinHash

from analysis.text.shingles import Shingles, find_shingles

# With 64 bands of two, texts that share a Jaccard index of .4 (a copy cut to 40 %) meet
# in two bands or more with a probability of .999, those that share .05 with .012.
BANDS = 64
SHARED_BANDS = 2
# An official statement of two sentences and a sentence of background come to at most 59
# shingles in the development half: independent reports share that much, half of a short
# one. Where no more is shared, cut copies share .83 of themselves, others up to .55.
STATEMENT_SHINGLES = 65
COPIED_PART = 0.5
COPIED_PART_OF_SHORT = 0.7
# A brief is no copy of the round-up that quotes it in full beside nine others.
SMALLEST_PART = 0.25

_SEED = 1
_MULTIPLIER = np.uint64(0x9E37_79B9_7F4A_7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a story, with the text by which it is compared."""

    article_id: int
    story_id: int
    body: str


def find_bands(body: str) -> tuple[int, ...]:
    """Mark a text by 64 numbers of 32 bits; those of near copies share at least two.

    Empty for a text too short to be compared: `hash_words` alone finds its copies. The
    numbers depend on the algorithm of rensa 0.5, not on machine or run.
    """
    shingles = find_shingles(body)
    if not len(shingles):
        return ()
    minima = RMinHash.digest_matrix_from_flat_token_hashes(
        shingles, [0, len(shingles)], 2 * BANDS, _SEED
    )
    (row,) = minima.to_rows()
    pairs = np.array(row, np.uint64).reshape(BANDS, 2)
    marks = pairs[:, 0] << np.uint64(32) | pairs[:, 1]
    # The same pair of minima in another band is another mark.
    numbered = (marks ^ np.arange(BANDS, dtype=np.uint64)) * _MULTIPLIER
    return tuple((numbered >> np.uint64(32)).tolist())


def is_copy(one: Shingles, other: Shingles) -> bool:
    """Whether one text carries nearly the same text as another: cut, extended, with
    another lead, or lightly edited throughout.

    Half of the shorter must be in the longer; seven tenths where the shared part may
    be no more than a statement that both quote.
    """
    shorter, longer = sorted((len(one), len(other)))
    if not shorter or shorter < SMALLEST_PART * longer:
        return False
    shared = len(np.intersect1d(one, other, assume_unique=True))
    enough = COPIED_PART if shared >= STATEMENT_SHINGLES else COPIED_PART_OF_SHORT
    return shared >= enough * shorter


def find_stories(
    candidates: Iterable[tuple[int, int]], members: Iterable[Member]
) -> dict[int, int]:
    """Say which stories become which: {old story_id: new story_id}, for every article
    of the old one, compared or not.

    `candidates` are pairs of article_id, `members` the articles that occur in them. The
    new number is the smallest that any of its articles ever had: with `hash_words` as
    the first number of each, articles in any order and in any batches make the same
    stories, if every pair that shares bands is a candidate once.
    """
    return _join_stories(_find_copies(candidates, members))


def _find_copies(
    candidates: Iterable[tuple[int, int]], members: Iterable[Member]
) -> Iterator[tuple[int, int]]:
    """Give the stories of those candidates that are copies of each other."""
    known = {
        member.article_id: (member.story_id, find_shingles(member.body))
        for member in members
    }
    for one, other in candidates:
        (story, shingles), (other_story, other_shingles) = known[one], known[other]
        if story != other_story and is_copy(shingles, other_shingles):
            yield story, other_story


def _join_stories(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Number the connected components of `pairs` by their smallest member."""
    parents: dict[int, int] = {}
    for pair in pairs:
        smaller, larger = sorted(_find_root(parents, story) for story in pair)
        if smaller != larger:
            parents[larger] = smaller
    return {story: _find_root(parents, story) for story in parents}


def _find_root(parents: dict[int, int], story: int) -> int:
    """Follow `parents` to the top and shorten the way for those who come next."""
    while (parent := parents.get(story, story)) != story:
        parents[story] = parents.get(parent, parent)
        story = parent
    return story
