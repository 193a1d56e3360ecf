"""Runs of words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.shingles import find_shingles

NOTE = (
    "The two delegations met for the first time since the spring, in a school by the "
    "lake, and parted after six hours without having shaken hands."
)
JAPANESE = (
    "両国の代表団は春以来初めて湖畔の学校で会談し六時間後に握手を交わさずに別れた"
)


@pytest.mark.parametrize(
    ("text", "shingles"),
    [
        pytest.param("", 0, id="no text"),
        pytest.param("Talks go on.", 0, id="fewer words than a shingle has"),
        pytest.param("one two three four " * 50, 0, id="a phrase over and over"),
        pytest.param(" ".join(map(str, range(18))), 0, id="eighteen words"),
        pytest.param(" ".join(map(str, range(19))), 16, id="nineteen words"),
        pytest.param(NOTE, 23, id="26 words in runs of four"),
        pytest.param(f"{NOTE} {NOTE}", 26, id="twice, and the runs over the seam"),
        pytest.param(JAPANESE, 31, id="38 characters in runs of eight"),
    ],
)
def test_a_run_of_words_counts_once(text: str, shingles: int) -> None:
    assert len(find_shingles(text)) == shingles


@pytest.mark.parametrize(
    ("text", "same"),
    [
        pytest.param(NOTE, NOTE.upper(), id="case"),
        pytest.param(NOTE, NOTE.replace(",", " –").replace(" ", "\n"), id="layout"),
        pytest.param(NOTE.replace("lake", "Straße"), NOTE.replace("lake", "STRASSE"),
                     id="a sharp s"),
        pytest.param(JAPANESE, " ".join(JAPANESE), id="spaces where none are written"),
    ],
)  # fmt: skip
def test_case_and_layout_do_not_count(text: str, same: str) -> None:
    assert np.array_equal(find_shingles(text), find_shingles(same))


def test_the_order_of_words_counts() -> None:
    backwards = " ".join(reversed(NOTE.split()))

    assert not np.intersect1d(find_shingles(NOTE), find_shingles(backwards)).size


@given(st.text(), st.text())
def test_a_text_has_all_shingles_of_its_beginning(text: str, more: str) -> None:
    whole = find_shingles(f"{NOTE}\n{text}\n{more}")

    assert np.all(whole[:-1] < whole[1:])
    beginning = find_shingles(f"{NOTE}\n{text}")
    assert len(np.intersect1d(beginning, whole)) in {0, len(beginning)}
