from analysis.measures.copies import find_story

WIRE = "Both sides accepted the draft.\n\nTalks go on – in Geneva."


def test_copies_of_a_wire_text_share_a_story_under_whatever_headline() -> None:
    reset = "BOTH SIDES accepted the draft! Talks go on in Geneva"

    assert find_story("Draft accepted", WIRE) == find_story("A deal at last", reset)


def test_another_text_is_another_story() -> None:
    assert find_story("Draft", WIRE) != find_story("Draft", WIRE + " Or so.")


def test_headlines_without_text_are_told_apart_by_their_words() -> None:
    assert find_story("Talks begin", "") == find_story("Talks begin!", "")
    assert find_story("Talks begin", "") != find_story("Talks end", "")


def test_an_article_without_any_word_still_has_a_story() -> None:
    assert find_story(None, "") == find_story("…", "")
