"""Stories: who carries the same text."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.copies import (
    SHARED_BANDS,
    Member,
    find_bands,
    find_stories,
    is_copy,
)
from analysis.text.hashes import hash_words
from analysis.text.shingles import Shingles
from benchmarks.stories import measure_pairs, number_stories, select
from benchmarks.story_set import build_set

WIRE = """The ferry between the two halves of Oster resumed service on Monday, nine
weeks after a mine had drifted into the channel. About three hundred people boarded the
first boat, most of them pupils. Divers from both navies had searched the bed of the
river together, for the first time since the partition, and had raised four mines.

The harbour master, Pia Lund, said that she would not call it peace, but that the
timetable was printed. A second boat is to follow in May if the money can be found."""


def words(start: int, end: int) -> str:
    return " ".join(f"word{number}" for number in range(start, end))


def shingles(start: int, end: int) -> Shingles:
    return np.arange(start, end, dtype=np.uint64)


def shared_bands(one: str, other: str) -> int:
    return len(set(find_bands(one)) & set(find_bands(other)))


@pytest.mark.parametrize(
    ("copy", "bands"),
    [
        pytest.param(WIRE.upper().replace("\n", " "), 64, id="another layout"),
        pytest.param(WIRE.split("\n\n")[0], 28, id="the first paragraph alone"),
        pytest.param(WIRE.replace("Monday", "Tuesday"), 53, id="another day"),
        pytest.param(words(0, 80), 0, id="another text"),
    ],
)
def test_near_copies_share_bands(copy: str, bands: int) -> None:
    assert shared_bands(WIRE, copy) == bands


def test_a_text_of_a_few_words_has_no_bands() -> None:
    assert find_bands("The ferry between the two halves of Oster is back.") == ()


def test_bands_are_the_same_on_every_machine_and_in_every_version() -> None:
    # Another version of rensa may mark texts otherwise: then the marks of the last two
    # weeks, which the warehouse keeps, must be made anew.
    assert find_bands(WIRE)[:3] == (769736213, 4077765856, 1052648640)


@given(st.text())
def test_every_text_has_all_bands_or_none(text: str) -> None:
    bands = find_bands(text)

    assert len(bands) in {0, 64}
    assert all(0 <= band < 2**32 for band in bands)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param((0, 200), (0, 200), True, id="the same"),
        pytest.param((0, 200), (100, 300), True, id="half of each"),
        pytest.param((0, 200), (101, 301), False, id="less than half"),
        pytest.param((0, 400), (335, 465), True, id="half of the shorter"),
        pytest.param((0, 128), (64, 192), False, id="no more than a statement"),
        pytest.param((0, 20), (6, 26), True, id="seven tenths of a short one"),
        pytest.param((0, 20), (7, 27), False, id="less of a short one"),
        pytest.param((0, 400), (0, 100), True, id="a quarter"),
        pytest.param((0, 401), (0, 100), False, id="a brief in a round-up"),
        pytest.param((0, 200), (0, 0), False, id="one too short to compare"),
        pytest.param((0, 0), (0, 0), False, id="two too short to compare"),
    ],
)
def test_copy(one: tuple[int, int], other: tuple[int, int], expected: bool) -> None:
    assert is_copy(shingles(*one), shingles(*other)) is expected
    assert is_copy(shingles(*other), shingles(*one)) is expected


@pytest.mark.parametrize(
    ("articles", "candidates", "expected"),
    [
        pytest.param([], [], {}, id="nothing arrived"),
        pytest.param([(7, WIRE), (3, WIRE)], [], {}, id="nothing to compare"),
        pytest.param([(7, WIRE), (3, WIRE)], [(0, 1)], {7: 3}, id="the smaller number"),
        pytest.param([(3, WIRE), (3, WIRE)], [(0, 1)], {}, id="already together"),
        pytest.param([(7, WIRE), (3, words(0, 80))], [(0, 1)], {}, id="no copies"),
        pytest.param(
            [(9, words(0, 200)), (3, words(60, 260)), (5, words(120, 320))],
            [(0, 1), (1, 2)],
            {9: 3, 5: 3},
            id="a third text joins two",
        ),
        pytest.param(
            [(9, WIRE), (3, WIRE), (5, words(0, 80)), (4, words(0, 80))],
            [(3, 2), (1, 0)],
            {9: 3, 5: 4},
            id="two stories",
        ),
    ],
)
def test_stories_join_under_their_smallest_number(
    articles: Sequence[tuple[int, str]],
    candidates: Sequence[tuple[int, int]],
    expected: dict[int, int],
) -> None:
    members = [
        Member(article_id=number, story_id=story, body=body)
        for number, (story, body) in enumerate(articles)
    ]

    assert find_stories(candidates, members) == expected


def collect(bodies: Sequence[str], batches: Iterable[Sequence[int]]) -> dict[int, int]:
    """Number the stories of `bodies`, that arrive in batches, as an archive would."""
    stories: dict[int, int] = {}
    for batch in batches:
        stories |= {number: hash_words(None, bodies[number]) for number in batch}
        candidates = [
            (one, other)
            for one, other in combinations(stories, 2)
            if {one, other} & set(batch)
            and shared_bands(bodies[one], bodies[other]) >= SHARED_BANDS
        ]
        members = [
            Member(article_id=number, story_id=story, body=bodies[number])
            for number, story in stories.items()
        ]
        changes = find_stories(candidates, members)
        stories = {
            number: changes.get(story, story) for number, story in stories.items()
        }
    return stories


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 8)), max_size=9), st.data()
)
def test_articles_make_the_same_stories_in_whatever_order_and_batches_they_arrive(
    spans: list[tuple[int, int]], data: st.DataObject
) -> None:
    bodies = [words(20 * start, 20 * (start + length)) for start, length in spans]
    order = data.draw(st.permutations(range(len(bodies))))
    first, second = sorted(
        data.draw(st.tuples(*[st.integers(0, len(bodies))] * 2), label="borders")
    )
    batches = [order[:first], order[first:second], order[second:]]

    assert collect(bodies, batches) == collect(bodies, [range(len(bodies))])


@pytest.mark.parametrize("half", ["development", "held_out"])
def test_the_built_set_is_told_apart(half: str) -> None:
    texts = build_set(seed=1)
    stories = number_stories(
        [text.title for text in texts], [text.body for text in texts]
    )

    figures = measure_pairs(select(texts, stories, half))

    assert figures["precision"] >= 0.97
    assert figures["recall"] >= 0.97
