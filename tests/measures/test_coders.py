"""Coders against each other; every number is worked out by hand."""

import krippendorff
import polars as pl
import pytest

from analysis.measures.coders import (
    find_alike,
    find_coder_agreement,
    find_pair_agreement,
)

NOWHERE = pl.DataFrame(schema={"text_hash": pl.UInt64, "language": pl.String})


def coded(**answers: str) -> pl.DataFrame:
    """What each coder says of texts 1, 2, …; "-" where nothing.

    "1" is escalation and diplomacy, and negative; "0" neutral, "2" positive.
    """
    rows = [
        (text, coder, answer == "1", answer == "1", SENTIMENTS[answer])
        for coder, said in answers.items()
        for text, answer in enumerate(said, start=1)
        if answer != "-"
    ]
    schema = ["text_hash", "coder", "escalation", "diplomacy", "sentiment"]
    return pl.DataFrame(rows, schema=schema, orient="row").cast(
        {"text_hash": pl.UInt64}
    )


SENTIMENTS = {"1": "negative", "0": "neutral", "2": "positive"}


def figure(
    labels: pl.DataFrame, name: str, question: str = "escalation"
) -> tuple[object, ...]:
    found = find_coder_agreement(labels, NOWHERE)
    rows = found.filter(figure=name, question=question, grouping="all")
    return rows.select("value", "low", "high", "n").row(0)


def test_alpha_sets_disagreement_against_what_chance_would_give() -> None:
    # Eight codings, three of them yes: of 8 × 7 ordered pairs 2 × 3 × 5 differ by
    # chance, of the 8 pairs within texts 2 do. Alpha is 1 - (2 / 8) / (30 / 56).
    assert figure(coded(Ana="1100", Ben="1000"), "alpha") == (0.533333, None, None, 4)


def test_agreement_is_the_share_of_pairs_of_codings_that_are_alike() -> None:
    # One text of three coders, one pair of three alike; two texts of two, alike.
    labels = coded(Ana="110", Ben="110", Cem="0--")

    assert figure(labels, "agreement") == (0.777778, None, None, 3)


def test_texts_of_one_coder_say_nothing_of_agreement() -> None:
    assert figure(coded(Ana="1001", Ben="10--"), "alpha") == (1.0, None, None, 2)


def test_one_coder_has_no_alpha_and_no_agreement() -> None:
    assert figure(coded(Ana="1100"), "alpha") == (None, None, None, 0)
    assert figure(coded(Ana="1100"), "agreement") == (None, None, None, 0)


def test_where_all_answers_are_one_alpha_is_unknown() -> None:
    assert figure(coded(Ana="00", Ben="00"), "alpha") == (None, None, None, 2)


def test_sentiment_far_apart_counts_more_than_sentiment_near() -> None:
    near = coded(Ana="112200", Ben="112201")
    far = coded(Ana="112200", Ben="112221")

    (by_near, *_), (by_far, *_) = (
        figure(labels, "alpha", "sentiment") for labels in (near, far)
    )

    # 1 negative, 0 neutral, 2 positive, in order.
    order = {"1": 0, "0": 1, "2": 2}
    for found, second in ((by_near, "112201"), (by_far, "112221")):
        data = [[order[one] for one in said] for said in ("112200", second)]
        expected = krippendorff.alpha(data, level_of_measurement="ordinal")
        assert found == pytest.approx(expected, abs=1e-6)


def test_the_interval_comes_from_ten_texts_on() -> None:
    _, low, high, n = figure(coded(Ana="1100110011", Ben="1100110001"), "agreement")

    # Of ten draws at nine tenths: 7 and 10 are the 2.5th and 97.5th percentile.
    assert (low, high, n) == (0.7, 1.0, 10)


def test_coders_are_compared_by_language() -> None:
    places = pl.DataFrame(
        {"text_hash": [1, 2, 3], "language": ["de", "de", "en"]},
        schema_overrides={"text_hash": pl.UInt64},
    )

    found = find_coder_agreement(coded(Ana="110", Ben="101"), places)

    rows = found.filter(question="escalation", figure="agreement")
    assert rows.select("grouping", "member", "value", "n").rows() == [
        ("all", "", 0.333333, 3),
        ("language", "de", 0.5, 2),
        ("language", "en", 0.0, 1),
    ]


def test_every_two_coders_are_compared_on_what_both_coded() -> None:
    found = find_pair_agreement(coded(Ana="1100", Ben="1000", Cem="--01"))

    rows = found.filter(question="escalation").drop("question").rows()
    assert rows == [
        ("Ana", "Ben", 0.75, 0.533333, 4),
        ("Ana", "Cem", 0.5, 0.0, 2),
        ("Ben", "Cem", 0.5, 0.0, 2),
    ]


def test_coders_who_never_differ_on_thirty_texts_are_told() -> None:
    labels = coded(Ana="01" * 15, Anna="01" * 15, Ben="01" * 14 + "00")

    assert find_alike(find_pair_agreement(labels)) == [("Ana", "Anna", 30)]


def test_coders_who_never_differ_on_fewer_texts_are_not_told() -> None:
    labels = coded(Ana="0" * 29, Ben="0" * 29)

    assert find_alike(find_pair_agreement(labels)) == []
