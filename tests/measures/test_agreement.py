import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.agreement import (
    SENTIMENT,
    ClassFigures,
    FramedSentence,
    agreement,
    forced_class,
    framing_agreement,
    framing_class,
    sentiment_class,
)


def figures(
    precision: float | None, recall: float | None, f1: float | None, support: int
) -> ClassFigures:
    return ClassFigures(precision=precision, recall=recall, f1=f1, support=support)


def framed(
    gold: tuple[int, int], model: tuple[float, float], *, exclusive: bool = False
) -> FramedSentence:
    return FramedSentence(
        gold_escalation=bool(gold[0]),
        gold_diplomacy=bool(gold[1]),
        exclusive=exclusive,
        escalation=model[0],
        diplomacy=model[1],
    )


@pytest.mark.parametrize(
    ("escalation", "diplomacy", "expected"),
    [
        pytest.param(0.49, 0.49, "NEITHER", id="two doubts are neither"),
        pytest.param(0.5, 0.2, "ESCALATION", id="one half is enough"),
        pytest.param(0.6, 0.9, "DIPLOMACY", id="of two frames the likelier"),
        pytest.param(0.7, 0.7, "ESCALATION", id="a tie is escalation"),
        pytest.param(1.0, 1.0, "ESCALATION", id="certain of both is still one class"),
    ],
)
def test_a_sentence_gets_one_class(
    escalation: float, diplomacy: float, expected: str
) -> None:
    assert framing_class(escalation, diplomacy) == expected


def test_a_forced_choice_knows_no_neither() -> None:
    assert forced_class(0.1, 0.2) == "DIPLOMACY"
    assert forced_class(0.2, 0.2) == "ESCALATION"


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        pytest.param((0.2, 0.3, 0.5), "positive", id="the likeliest wins"),
        pytest.param((0.4, 0.4, 0.2), "neutral", id="a tie goes to neutral"),
        pytest.param((0.4, 0.2, 0.4), "negative", id="then to negative"),
    ],
)
def test_a_sentence_gets_one_sentiment(
    probabilities: tuple[float, float, float], expected: str
) -> None:
    assert sentiment_class(*probabilities) == expected


def test_figures_worked_out_by_hand() -> None:
    gold = ["negative", "negative", "neutral", "positive"]
    model = ["negative", "neutral", "neutral", "negative"]

    found = agreement(gold, model, SENTIMENT)

    assert found.per_class == (
        figures(0.5, 0.5, 0.5, 2),
        figures(0.5, 1.0, 2 / 3, 1),
        figures(None, 0.0, 0.0, 1),
    )
    assert found.confusion == ((1, 1, 0), (0, 1, 0), (1, 0, 0))
    assert found.macro_f1 == pytest.approx(7 / 18)
    assert found.accuracy == 0.5
    # Of 8 answers 4 are negative, 3 neutral, 1 positive: observed 4, expected 38/7.
    assert found.alpha == pytest.approx(5 / 19)


def test_a_class_that_nobody_gave_has_no_f1_and_does_not_lower_the_mean() -> None:
    found = agreement(["neutral", "negative"], ["neutral", "negative"], SENTIMENT)

    assert found.per_class[2] == figures(None, None, None, 0)
    assert found.macro_f1 == 1.0


def test_without_sentences_everything_is_unknown() -> None:
    found = agreement([], [], SENTIMENT)

    assert (found.n, found.macro_f1, found.accuracy, found.alpha) == (
        0,
        None,
        None,
        None,
    )


def test_alpha_is_unknown_where_all_answers_are_alike() -> None:
    assert agreement(["neutral"] * 3, ["neutral"] * 3, SENTIMENT).alpha is None


def test_an_answer_outside_the_classes_is_refused() -> None:
    with pytest.raises(ValueError, match="'angry'"):
        agreement(["neutral"], ["angry"], SENTIMENT)


def test_answers_of_unlike_number_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        agreement(["neutral"], [], SENTIMENT)


def test_sentences_with_both_frames_count_for_the_two_frames_only() -> None:
    found = framing_agreement(
        [
            framed((1, 0), (0.9, 0.1)),
            framed((1, 0), (0.4, 0.6)),
            framed((0, 1), (0.2, 0.8)),
            framed((0, 0), (0.1, 0.1)),
            framed((1, 1), (0.7, 0.3)),
        ]
    )

    assert (found.n, found.both) == (5, 1)
    assert found.per_class == (
        figures(1.0, 2 / 3, 0.8, 3),
        figures(0.5, 0.5, 0.5, 2),
        figures(1.0, 1.0, 1.0, 1),
    )
    assert found.confusion == ((1, 1, 0), (0, 1, 0), (0, 0, 1))
    assert found.macro_f1 == pytest.approx(7 / 9)
    assert found.accuracy == 0.75
    assert found.two_way_macro_f1 is None


def test_two_answers_may_both_be_yes_but_one_label_is_one_choice() -> None:
    both = (0.9, 0.6)

    apart = framing_agreement([framed((1, 0), both)])
    chosen = framing_agreement([framed((1, 0), both, exclusive=True)])

    assert apart.per_class[1] == figures(0.0, None, 0.0, 0)
    assert chosen.per_class[1] == figures(None, None, None, 0)


def test_gold_without_neither_also_gets_the_forced_choice() -> None:
    found = framing_agreement(
        [
            framed((1, 0), (0.3, 0.2), exclusive=True),
            framed((1, 0), (0.2, 0.9), exclusive=True),
            framed((0, 1), (0.1, 0.4), exclusive=True),
        ]
    )

    # Forced: escalation 1 of 2 found and nothing else called so, F1 2/3; so diplomacy.
    assert found.two_way_macro_f1 == pytest.approx(2 / 3)
    assert found.confusion == ((0, 1, 1), (0, 0, 1), (0, 0, 0))


@given(st.lists(st.sampled_from(SENTIMENT), min_size=1))
def test_full_agreement_is_one_in_every_figure_that_is_known(gold: list[str]) -> None:
    found = agreement(gold, gold, SENTIMENT)

    assert found.accuracy == 1.0
    assert found.macro_f1 == 1.0
    assert found.alpha in (None, 1.0)


@given(
    st.lists(st.tuples(st.sampled_from(SENTIMENT), st.sampled_from(SENTIMENT))),
)
def test_every_sentence_is_in_the_confusion_once(pairs: list[tuple[str, str]]) -> None:
    found = agreement([g for g, _ in pairs], [m for _, m in pairs], SENTIMENT)

    assert sum(map(sum, found.confusion)) == len(pairs) == found.n
    assert [one.support for one in found.per_class] == [
        sum(g == name for g, _ in pairs) for name in SENTIMENT
    ]
