"""Coded sentences → corrections, each number worked out by hand."""

import polars as pl
import pytest

from analysis.measures.correction import Correction, correct, find_corrections

NO, YES = 0.0, 1.0
Text = tuple[float, float, float]  # label, score, weight
LINE = [(NO, 0.2, 1.0)] * 5 + [(YES, 0.8, 1.0)] * 5


def some_gold(
    texts: list[Text],
    member: str = "Daily",
    question: str = "escalation",
    wire: bool = False,
) -> pl.DataFrame:
    """Texts of the member alone, or those of the wire, which any member may carry."""
    source = "wire" if wire else member
    rows = [
        ("outlet", member, question, *text, f"{source} {place}")
        for place, text in enumerate(texts)
    ]
    schema = ["level", "member", "question", "label", "score", "weight"]
    numbers = dict.fromkeys(schema[3:], pl.Float64)
    return pl.DataFrame(
        rows,
        [*schema, "text_hash"],
        orient="row",
        schema_overrides={**numbers, "text_hash": pl.String},
    ).with_columns(pl.col("text_hash").hash())


def some_means(**mean: float) -> pl.DataFrame:
    rows = [("outlet", name, "escalation", value) for name, value in mean.items()]
    return pl.DataFrame(rows, ["level", "member", "question", "mean"], orient="row")


def find(gold: pl.DataFrame, **mean: float) -> dict[str, dict[str, float]]:
    """The coefficients of each member, rounded."""
    found = find_corrections(gold, some_means(**mean))
    return {
        row["member"]: {name: round(row[name], 6) for name in found.columns[3:]}
        for row in found.iter_rows(named=True)
    }


def share(line: dict[str, float], mean: float) -> float:
    return (mean - line["intercept"]) / line["slope"]


def spread(line: dict[str, float], mean: float) -> float:
    """Variance of the corrected mean that comes from the gold."""
    at = share(line, mean)
    within = line["intercept_var"] + 2 * at * line["covariance"]
    return (within + at**2 * line["slope_var"]) / line["slope"] ** 2


def test_one_outlets_line_runs_through_its_mean_with_the_slope_of_its_gold() -> None:
    lines = find(some_gold(LINE), Daily=0.4)

    # slope .8 - .2; λ = .6 × .25 / (.36 × .25) = 1.67, at most 1; labels are ±.2 beyond
    # scores, on average 0, so the share is .4 and the intercept .4 - .6 × .4. Mean
    # square of these .04, with 10 - 1 degrees .0444, together (10 × .04 + 30 × .0444) /
    # 40 = .04333; of ten texts .004333, times the slope squared .00156.
    assert lines == {
        "Daily": {
            "intercept": 0.16,
            "slope": 0.6,
            "intercept_var": 0.00156,
            "slope_var": 0.0,
            "covariance": -0.0,
            "degrees": 9.0,
            "gold": 10,
        }
    }


def test_a_text_that_was_less_likely_drawn_weighs_more() -> None:
    heavy = [
        (label, score, 2 * weight if label else weight) for label, score, weight in LINE
    ]

    line = find(some_gold(heavy), Daily=0.4)["Daily"]

    # labels beyond scores: (5 × -.2 + 10 × .2) / 15 = .066667
    assert share(line, 0.4) == pytest.approx(0.466667, abs=1e-5)


def test_only_how_weights_compare_counts() -> None:
    scaled = [(label, score, 7 * weight) for label, score, weight in LINE]

    assert find(some_gold(scaled), Daily=0.4) == find(some_gold(LINE), Daily=0.4)


def test_a_model_that_says_nothing_of_the_label_is_not_relied_on() -> None:
    alike = [
        (label, 0.3 + 0.2 * (place % 2), 1.0)
        for label in (NO, YES)
        for place in range(6)
    ]

    assert find(some_gold(alike), Daily=0.4) == {}


def test_a_model_that_says_the_reverse_corrects_nothing() -> None:
    reverse = [(1 - label, score, weight) for label, score, weight in LINE]

    assert find(some_gold(reverse), Daily=0.4) == {}


def test_sentiment_has_three_labels_on_one_line() -> None:
    texts = [
        (float(label), 0.1 + 0.5 * label, 1.0) for label in (-1, 0, 1) for _ in range(4)
    ]
    means = some_means(Daily=0.2).with_columns(question=pl.lit("sentiment"))

    found = find_corrections(some_gold(texts, question="sentiment"), means)

    # λ = .5 × 8 / (.25 × 8) = 2, at most 1; labels beyond scores are -.1 on average
    assert found.select("slope", "intercept").row(0) == pytest.approx((0.5, 0.15))


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="no gold"),
        pytest.param([(NO, 0.2, 1.0)] * 20, id="all gold is of one class"),
        pytest.param([*LINE[:5], *LINE[6:]], id="fewer than five texts of the rarer"),
    ],
)
def test_too_little_gold_corrects_nothing(texts: list[Text]) -> None:
    assert find(some_gold(texts), Daily=0.4) == {}


def test_outlets_that_have_one_class_each_say_nothing_of_the_slope() -> None:
    gold = pl.concat([some_gold(LINE[:5], "Daily"), some_gold(LINE[5:], "Post")])

    assert find(gold, Daily=0.4, Post=0.4) == {}


def test_an_outlet_whose_labels_are_all_alike_says_nothing_of_the_slope() -> None:
    # One of three coders says yes, everywhere: their mean is a third but for rounding.
    alike = [(1 / 3, 0.1 * place, 1.1) for place in range(7)]
    gold = pl.concat([some_gold(LINE, "Daily"), some_gold(alike, "Post")])

    line = find(gold, Daily=0.4, Post=0.4)["Daily"]

    assert (line["slope"], line["slope_var"]) == (0.6, 0.0)


def test_a_question_does_not_borrow_from_another() -> None:
    gold = some_gold(LINE, question="diplomacy")

    assert find(gold, Daily=0.4) == {}


def test_an_outlet_without_gold_has_the_others_line_less_surely() -> None:
    gold = pl.concat([some_gold(LINE, "Daily"), some_gold(LINE, "Post")])

    lines = find(gold, Daily=0.4, Post=0.4, Star=0.4)

    assert lines["Star"]["gold"] == 0
    assert share(lines["Star"], 0.4) == pytest.approx(share(lines["Daily"], 0.4))
    assert spread(lines["Star"], 0.4) > spread(lines["Daily"], 0.4)


def test_outlets_that_are_alike_make_each_other_surer() -> None:
    alone = find(some_gold(LINE), Daily=0.4)["Daily"]
    gold = pl.concat([some_gold(LINE, name) for name in ("Daily", "Post", "Star")])

    together = find(gold, Daily=0.4, Post=0.4, Star=0.4)["Daily"]

    assert spread(together, 0.4) < spread(alone, 0.4)


def test_outlets_that_carry_the_same_texts_do_not_make_each_other_surer() -> None:
    names = ("Daily", "Post", "Star")
    gold = pl.concat([some_gold(LINE, name, wire=True) for name in names])

    alone = find(some_gold(LINE), Daily=0.4)["Daily"]
    together = find(gold, Daily=0.4, Post=0.4, Star=0.4)["Daily"]

    assert spread(together, 0.4) == pytest.approx(spread(alone, 0.4), rel=0.01)
    assert together["degrees"] == pytest.approx(9)


def test_one_text_that_five_outlets_carry_is_not_five_texts() -> None:
    names = ("Daily", "Post", "Star", "Sun", "Week")
    gold = pl.concat(
        [some_gold([(YES, 0.8, 1.0)], name, wire=True) for name in names]
        + [some_gold(LINE[:5], name) for name in names]
    )

    assert find(gold, **dict.fromkeys(names, 0.3)) == {}


def test_a_text_on_which_coders_are_split_counts_half() -> None:
    split = [(NO, 0.2, 1.0)] * 5 + [(0.5, 0.5, 1.0)] * 5 + [(YES, 0.8, 1.0)] * 5

    line = find(some_gold([*split[:10], *split[5:]]), Daily=0.5)["Daily"]

    # Twenty texts, labels .5 on average as are the scores.
    assert share(line, 0.5) == pytest.approx(0.5)
    assert line["slope"] == pytest.approx(0.6)


def test_an_outlet_with_little_gold_lies_between_its_own_and_the_others() -> None:
    low = [(NO, 0.2, 1.0)] * 90 + [(YES, 0.8, 1.0)] * 10
    high = [(NO, 0.2, 1.0)] * 2 + [(YES, 0.8, 1.0)] * 2
    gold = pl.concat([some_gold(low, "Daily"), some_gold(high, "Post")])

    lines = find(gold, Daily=0.3, Post=0.3)
    of_own = find(pl.concat([some_gold(high * 50, "Post")]), Post=0.3)

    assert share(lines["Daily"], 0.3) < share(lines["Post"], 0.3)
    assert share(lines["Post"], 0.3) < share(of_own["Post"], 0.3)


def test_the_order_of_texts_does_not_matter() -> None:
    gold = pl.concat([some_gold(LINE, "Daily"), some_gold(LINE[2:], "Post")])

    turned = find(gold.reverse(), Daily=0.4, Post=0.3)

    assert turned == find(gold, Daily=0.4, Post=0.3)


def test_both_errors_widen_the_interval() -> None:
    line = Correction(
        intercept=0.2,
        slope=0.6,
        intercept_var=0.0036,
        slope_var=0.0,
        covariance=0.0,
        degrees=10,
    )

    corrected = correct(0.5, 0.06, 11, line)

    # (.5 - .2) / .6; both variances .01; degrees .02² / (2 × .01² / 10) = 20, t 2.08596
    assert corrected == pytest.approx((0.5, 0.5 - 0.295, 0.5 + 0.295), abs=1e-5)


def test_a_change_far_from_the_golds_mean_is_less_sure() -> None:
    gold = [(NO, 0.1, 1.0), (NO, 0.3, 1.0)] * 5 + [(YES, 0.7, 1.0), (YES, 0.9, 1.0)] * 5

    line = find(some_gold(gold), Daily=0.4)["Daily"]

    assert spread(line, 0.4) < spread(line, 0.6)
    assert spread(line, 0.6) == pytest.approx(spread(line, 0.2), rel=0.02)


@pytest.mark.parametrize(
    ("value", "least", "expected"),
    [
        pytest.param(0.1, 0.0, 0.0, id="a share is not below zero"),
        pytest.param(0.9, 0.0, 1.0, id="nor above one"),
        pytest.param(0.1, -1.0, -1 / 6, id="sentiment may be"),
    ],
)
def test_a_corrected_value_stays_in_its_range(
    value: float, least: float, expected: float
) -> None:
    line = Correction(
        intercept=0.2,
        slope=0.6,
        intercept_var=0.0,
        slope_var=0.0,
        covariance=0.0,
        degrees=10,
    )

    assert correct(value, 0.01, 11, line, least)[0] == pytest.approx(expected)


def test_a_share_below_nought_has_an_interval_around_nought() -> None:
    line = Correction(
        intercept=0.2,
        slope=0.5,
        intercept_var=0.0,
        slope_var=0.0,
        covariance=0.0,
        degrees=10,
    )

    # -.2 at first; .01 / .5 is a standard error of .02, with 10 degrees t 2.22814
    assert correct(0.1, 0.01, 11, line) == pytest.approx((0.0, 0.0, 0.04456), abs=1e-5)
