import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.agreement import (
    SENTIMENT,
    FramedSentence,
    framing_agreement,
)
from analysis.measures.resampling import (
    FEWEST_SENTENCES,
    class_intervals,
    framing_intervals,
)

SENTENCES = st.builds(
    FramedSentence,
    gold_escalation=st.booleans(),
    gold_diplomacy=st.booleans(),
    exclusive=st.booleans(),
    escalation=st.floats(0, 1),
    diplomacy=st.floats(0, 1),
)


def test_an_interval_is_as_wide_as_chance_would_have_it() -> None:
    gold = ["negative"] * 400
    model = ["negative", "neutral"] * 200

    found = class_intervals(gold, model, SENTIMENT)

    # The hits of a resample are binomial (400, ½): 95 % of them lie in 180 … 220.
    low, high = 2 * 180 / (400 + 180), 2 * 220 / (400 + 220)
    assert found.per_class[0] == pytest.approx((low, high), abs=0.005)
    assert found.macro_f1 == pytest.approx((low / 2, high / 2), abs=0.0025)


def test_a_class_that_nobody_gave_has_no_interval() -> None:
    gold, model = ["negative", "neutral"] * 10, ["negative"] * 5 + ["neutral"] * 15

    found = class_intervals(gold, model, SENTIMENT)

    assert [end is None for end in found.per_class] == [False, False, True]
    assert found.macro_f1


def test_fewer_than_ten_sentences_have_no_interval() -> None:
    answers = ["neutral"] * (FEWEST_SENTENCES - 1)

    found = class_intervals(answers, answers, SENTIMENT)

    assert (found.per_class, found.macro_f1) == ((None, None, None), None)
    assert framing_intervals([]).macro_f1 is None


def test_the_order_of_sentences_does_not_move_an_interval() -> None:
    gold = ["negative", "neutral", "positive", "neutral"] * 5
    model = ["negative", "negative", "positive", "neutral"] * 5

    found = class_intervals(gold, model, SENTIMENT)

    assert class_intervals(gold[::-1], model[::-1], SENTIMENT) == found
    assert class_intervals(gold, model, SENTIMENT, seed=2) != found


@given(st.sampled_from(SENTIMENT), st.sampled_from(SENTIMENT))
def test_resampling_says_nothing_of_sentences_that_are_all_alike(
    gold: str, model: str
) -> None:
    answers = [gold] * FEWEST_SENTENCES, [model] * FEWEST_SENTENCES

    found = class_intervals(*answers, SENTIMENT)

    assert (found.per_class, found.macro_f1) == ((None, None, None), None)


@given(SENTENCES)
def test_resampling_says_nothing_of_framing_that_is_all_alike(
    sentence: FramedSentence,
) -> None:
    found = framing_intervals([sentence] * FEWEST_SENTENCES)

    assert (found.per_class, found.macro_f1) == ((None, None, None), None)


def test_translations_of_one_sentence_are_drawn_together() -> None:
    gold = ["negative"] * 400
    model = ["negative"] * 5 + ["neutral"] * 5
    names = [f"sentence {place // 5}" for place in range(400)]

    alone = class_intervals(gold[:80], ["negative", "neutral"] * 40, SENTIMENT)
    found = class_intervals(gold, model * 40, SENTIMENT, together=names)

    assert found == alone


def test_fewer_than_ten_drawn_together_have_no_interval() -> None:
    gold, model = ["negative"] * 90, ["negative", "neutral"] * 45
    names = [f"sentence {place % 9}" for place in range(90)]

    found = class_intervals(gold, model, SENTIMENT, together=names)

    assert found.macro_f1 is None


@given(st.lists(SENTENCES, min_size=FEWEST_SENTENCES, max_size=30))
def test_an_interval_is_known_only_where_its_figure_is(
    sentences: list[FramedSentence],
) -> None:
    found = framing_intervals(sentences)

    figures = framing_agreement(sentences)
    named = [*found.per_class, found.macro_f1]
    known = [*(one.f1 for one in figures.per_class), figures.macro_f1]
    assert not [
        1 for end, figure in zip(named, known, strict=True) if end and figure is None
    ]
    assert all(0 <= low <= high <= 1 for low, high in filter(None, named))
