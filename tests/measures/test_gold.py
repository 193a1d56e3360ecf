"""Model against gold on tiny samples; every number is worked out by hand."""

from collections.abc import Sequence

import polars as pl
import pytest

from analysis.measures.gold import find_model_agreement, settle_labels

LABELS = pl.Schema(
    {
        "text_hash": pl.UInt64,
        "coder": pl.String,
        "escalation": pl.Boolean,
        "diplomacy": pl.Boolean,
        "sentiment": pl.String,
        "weight": pl.Float64,
    }
)
PLACES = ("text_hash", "language", "outlet", "voice")
Place = tuple[int, str | None, str, str]


def a_label(
    text: int,
    *,
    escalation: bool = False,
    sentiment: str = "neutral",
    coder: str = "Ana",
    weight: float = 2,
) -> tuple[object, ...]:
    return text, coder, escalation, False, sentiment, weight


def labelled(*rows: tuple[object, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=LABELS, orient="row")


def placed(*rows: Place) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=PLACES, orient="row")
    return frame.cast({"text_hash": pl.UInt64})


def scored(escalation: Sequence[float | None], positive: float = 0.2) -> pl.DataFrame:
    """Texts 1, 2, … with these probabilities of escalation."""
    size = len(escalation)
    return pl.DataFrame(
        {
            "text_hash": pl.Series(range(1, size + 1), dtype=pl.UInt64),
            "negative": [0.1] * size,
            "neutral": [0.9 - positive] * size,
            "positive": [positive] * size,
            "escalation": pl.Series(escalation, dtype=pl.Float64),
            "diplomacy": [0.0] * size,
        }
    )


def figures(found: pl.DataFrame, **keys: str) -> dict[str, tuple[float | None, int]]:
    """Value and n by figure."""
    rows = found.filter(**{"question": "escalation", "grouping": "all", **keys})
    return {
        figure: (value, n)
        for figure, value, n in rows.select("figure", "value", "n").iter_rows()
    }


def everywhere(texts: int) -> pl.DataFrame:
    return placed(*((text, "en", "Daily", "own") for text in range(1, texts + 1)))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(["negative"], "negative", id="one coder settles alone"),
        pytest.param(["negative", "neutral"], None, id="two who differ settle nothing"),
        pytest.param(
            ["negative", "neutral", "negative"], "negative", id="two of three"
        ),
        pytest.param(["negative", "neutral", "positive"], None, id="three ways"),
        pytest.param(
            ["negative", "negative", "neutral", "neutral", "positive"],
            None,
            id="two against two, whatever the fifth says",
        ),
    ],
)
def test_gold_is_what_more_coders_say_than_anything_else(
    said: list[str], expected: str | None
) -> None:
    rows = [a_label(1, sentiment=one, coder=str(n)) for n, one in enumerate(said)]

    settled = settle_labels(labelled(*rows))

    assert settled.select("text_hash", "escalation", "sentiment").rows() == [
        (1, False, expected)
    ]


def test_a_tie_judges_no_model_and_counts_half_in_the_share() -> None:
    rows = labelled(
        a_label(1, escalation=True),
        a_label(1, escalation=False, coder="Ben"),
        a_label(2, escalation=True),
        a_label(3),
        a_label(3, coder="Ben"),
        a_label(3, escalation=True, coder="Cem"),
    )

    found = find_model_agreement(rows, everywhere(3), scored([0.9, 0.9, 0.1]))

    assert figures(found) == {
        "precision": (1.0, 1),
        "recall": (1.0, 1),
        "f1": (1.0, 1),
        "share": (0.611111, 3),  # (1 / 2 + 1 + 1 / 3) / 3
    }
    assert figures(found, question="diplomacy")["share"] == (0.0, 3)


def test_a_question_on_which_every_text_is_tied_has_a_share_alone() -> None:
    rows = labelled(
        a_label(1, sentiment="negative"), a_label(1, sentiment="neutral", coder="Ben")
    )

    found = find_model_agreement(rows, everywhere(1), scored([0.9]))

    assert figures(found, question="sentiment", **{"class": "negative"}) == {
        "precision": (None, 0),
        "recall": (None, 0),
        "f1": (None, 0),
        "share": (0.5, 1),
    }


def test_texts_that_stand_for_more_count_more() -> None:
    # Weights 10, 10, 2, 2: gold yes 10 and 2, model yes 10 (right) and 2 (wrong).
    rows = labelled(
        a_label(1, escalation=True, weight=10),
        a_label(2, weight=10),
        a_label(3, escalation=True),
        a_label(4),
    )

    found = find_model_agreement(rows, everywhere(4), scored([0.5, 0.4, 0.0, 0.7]))

    assert figures(found) == {
        "precision": (0.833333, 2),  # 10 / 12
        "recall": (0.833333, 2),  # 10 / 12
        "f1": (0.833333, 3),  # 20 / 24
        "share": (0.5, 4),  # 12 / 24
    }


def test_a_text_that_two_outlets_carry_counts_in_both_and_once_in_all() -> None:
    rows = labelled(a_label(1, escalation=True), a_label(2))
    places = placed(
        (1, "en", "Daily", "own"),
        (1, "de", "Tagblatt", "direct"),
        (1, "de", "Tagblatt", "own"),
        (2, None, "Daily", "own"),
    )

    found = find_model_agreement(rows, places, scored([0.9, 0.1]))

    shares = found.filter(question="escalation", figure="share")
    assert shares.select("grouping", "member", "value", "n").rows() == [
        ("all", "", 0.5, 2),
        ("language", "de", 1.0, 1),
        ("language", "en", 1.0, 1),
        ("outlet", "Daily", 0.5, 2),
        ("outlet", "Tagblatt", 1.0, 1),
        ("voice", "direct", 1.0, 1),
        ("voice", "own", 0.5, 2),
    ]


def test_what_nobody_gave_has_no_precision_and_no_recall() -> None:
    found = find_model_agreement(labelled(a_label(1)), everywhere(1), scored([0.1]))

    assert figures(found) == {
        "precision": (None, 0),
        "recall": (None, 0),
        "f1": (None, 0),
        "share": (0.0, 1),
    }


def test_what_the_model_does_not_answer_has_no_rows() -> None:
    found = find_model_agreement(labelled(a_label(1)), everywhere(1), scored([None]))

    assert set(found["question"]) == {"diplomacy", "sentiment"}


def test_sentiment_is_the_likeliest_class() -> None:
    rows = labelled(a_label(1, sentiment="positive"))

    found = find_model_agreement(rows, everywhere(1), scored([0.0], positive=0.5))

    assert figures(found, question="sentiment", **{"class": "positive"}) == {
        "precision": (1.0, 1),
        "recall": (1.0, 1),
        "f1": (1.0, 1),
        "share": (1.0, 1),
    }


def test_below_ten_texts_or_without_any_difference_there_is_no_interval() -> None:
    def interval(texts: int, carrying: int) -> tuple[object, ...]:
        rows = [a_label(n, escalation=n <= carrying) for n in range(1, texts + 1)]
        scores = scored([0.9] * texts)
        found = find_model_agreement(labelled(*rows), everywhere(texts), scores)
        share = found.filter(question="escalation", grouping="all", figure="share")
        return share.select("low", "high").row(0)

    assert interval(9, 5) == (None, None)
    assert interval(10, 10) == (None, None)
    # Of ten draws at one half: 2 and 8 are the 2.5th and 97.5th percentile.
    assert interval(10, 5) == (0.2, 0.8)


def test_without_gold_there_are_no_figures() -> None:
    assert find_model_agreement(labelled(), placed(), scored([])).is_empty()
