"""Numbers of texts."""

import pytest

from analysis.text.hashes import hash_text, hash_words

WIRE = "Both sides accepted the draft.\n\nTalks go on – in Geneva."


def test_a_text_has_the_same_number_on_every_machine() -> None:
    assert hash_text("Talks go on.") == 0x644735F86E0F61E1


@pytest.mark.parametrize(
    ("parts", "others"),
    [
        pytest.param([None], [""], id="unknown is not empty"),
        pytest.param(["a", "bc"], ["ab", "c"], id="parts have borders"),
        pytest.param(["a"], ["a", None], id="one part more"),
    ],
)
def test_texts_are_told_apart(
    parts: list[str | None], others: list[str | None]
) -> None:
    assert hash_text(*parts) != hash_text(*others)


def test_copies_of_a_wire_text_share_a_number_under_whatever_headline() -> None:
    reset = "BOTH SIDES accepted the draft! Talks go on in Geneva"

    assert hash_words("Draft accepted", WIRE) == hash_words("A deal at last", reset)


def test_another_text_has_another_number() -> None:
    assert hash_words("Draft", WIRE) != hash_words("Draft", WIRE + " Or so.")


def test_headlines_without_text_are_told_apart_by_their_words() -> None:
    assert hash_words("Talks begin", "") == hash_words("Talks begin!", "")
    assert hash_words("Talks begin", "") != hash_words("Talks end", "")


def test_an_article_without_any_word_still_has_a_number() -> None:
    assert hash_words(None, "") == hash_words("…", "")
