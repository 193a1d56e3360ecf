"""Two models on the same sentences, each figure worked out by hand."""

from collections.abc import Sequence

import krippendorff
import pytest

from analysis.measures.overlap import (
    UNIT,
    Cell,
    Line,
    Sums,
    find_alpha,
    find_correlation,
    find_line,
    find_overlap,
)

Pairs = Sequence[tuple[float, float]]
# (newer, earlier): means .5 and .2, variances .05 and .01, covariance .02.
RISING: Pairs = [(0.2, 0.1), (0.4, 0.1), (0.6, 0.3), (0.8, 0.3)]


def add_up(pairs: Pairs) -> Sums:
    whole = [(round(newer * UNIT), round(earlier * UNIT)) for newer, earlier in pairs]
    return Sums(
        n=len(whole),
        newer=sum(newer for newer, _ in whole),
        earlier=sum(earlier for _, earlier in whole),
        newer_squares=sum(newer**2 for newer, _ in whole),
        earlier_squares=sum(earlier**2 for _, earlier in whole),
        products=sum(newer * earlier for newer, earlier in whole),
    )


def a_cell(newer_answer: str, earlier_answer: str, pairs: Pairs) -> Cell:
    return Cell(
        newer_answer=newer_answer, earlier_answer=earlier_answer, sums=add_up(pairs)
    )


def count_cells(counts: dict[tuple[str, str], int]) -> list[Cell]:
    return [a_cell(*answers, [(0, 0)] * n) for answers, n in counts.items()]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # 20 answers, 8 of them yes: 1 - 2 · 2 · 19 / (400 - 64 - 144)
        pytest.param(
            {("yes", "yes"): 3, ("no", "no"): 5, ("yes", "no"): 1, ("no", "yes"): 1},
            1 - 76 / 192,
            id="they differ on two of ten",
        ),
        pytest.param({("yes", "yes"): 2, ("no", "no"): 1}, 1.0, id="never differ"),
        # 4 answers, 2 of them yes: 1 - 2 · 2 · 3 / (16 - 4 - 4)
        pytest.param({("yes", "no"): 1, ("no", "yes"): 1}, -0.5, id="always differ"),
        pytest.param({("no", "no"): 9}, None, id="one answer alone is undefined"),
    ],
)
def test_alpha_of_two_models(
    counts: dict[tuple[str, str], int], expected: float | None
) -> None:
    assert find_alpha(count_cells(counts)) == pytest.approx(expected)


def test_alpha_of_three_sentiments_is_that_of_the_krippendorff_package() -> None:
    names = ("negative", "neutral", "positive")
    table = [[7, 2, 0], [1, 20, 3], [1, 4, 11]]
    counts = {
        (names[i], names[j]): table[i][j]
        for i in range(3)
        for j in range(3)
        if table[i][j]
    }
    newer = [i for i in range(3) for j in range(3) for _ in range(table[i][j])]
    earlier = [j for i in range(3) for j in range(3) for _ in range(table[i][j])]

    alpha = find_alpha(count_cells(counts))

    theirs = krippendorff.alpha([newer, earlier], level_of_measurement="nominal")
    assert alpha == pytest.approx(theirs, abs=1e-12)


def test_the_correlation_is_pearsons() -> None:
    # .02 / √(.05 · .01)
    assert find_correlation(add_up(RISING)) == pytest.approx(0.894427, abs=1e-6)


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([(0.5, 0.1), (0.5, 0.3)], id="the newer does not vary"),
        pytest.param([(0.5, 0.1), (0.6, 0.1)], id="the earlier does not vary"),
        pytest.param([], id="no pairs"),
    ],
)
def test_without_variation_there_is_no_correlation(pairs: Pairs) -> None:
    assert find_correlation(add_up(pairs)) is None


def test_the_line_gives_the_newer_models_mean_and_spread() -> None:
    line = find_line(add_up([*RISING] * 8))

    # slope √(.05 / .01) = √5; .5 - √5 · .2; √(2 · (.05 - √5 · .02))
    assert line is not None
    assert line.slope == pytest.approx(5**0.5)
    assert line.intercept == pytest.approx(0.5 - 5**0.5 * 0.2)
    assert line.residual_sd == pytest.approx((2 * (0.05 - 5**0.5 * 0.02)) ** 0.5)


def test_models_that_differ_by_a_line_leave_nothing() -> None:
    pairs = [(0.3, 0.1), (0.7, 0.3)] * 15

    line = find_line(add_up(pairs))

    # The second is twice the first and .1 more.
    assert line is not None
    assert (line.intercept, line.slope) == pytest.approx((0.1, 2.0))
    assert line.residual_sd == pytest.approx(0, abs=1e-6)


def test_the_line_back_undoes_the_line() -> None:
    there = find_line(add_up([*RISING] * 8))
    back = find_line(add_up([(earlier, newer) for newer, earlier in RISING] * 8))

    assert there is not None
    assert back is not None
    assert back.slope == pytest.approx(1 / there.slope)
    assert back.intercept == pytest.approx(-there.intercept / there.slope)


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([*RISING] * 7, id="28 articles are too few"),
        pytest.param([(0.8, 0.1), (0.2, 0.3)] * 20, id="one falls, the other rises"),
        pytest.param([(0.5, 0.1), (0.5, 0.3)] * 20, id="the newer does not vary"),
        pytest.param([(0.5, 0.1), (0.6, 0.1)] * 20, id="the earlier does not vary"),
    ],
)
def test_no_line_is_drawn(pairs: Pairs) -> None:
    assert find_line(add_up(pairs)) is None


def test_an_overlap_holds_all_figures_of_a_question() -> None:
    cells = [
        a_cell("no", "no", [(0.2, 0.1), (0.4, 0.1)]),
        a_cell("yes", "no", [(0.6, 0.3), (0.8, 0.3)]),
    ]

    overlap = find_overlap("escalation", cells, add_up([*RISING] * 8))

    assert (overlap.question, overlap.sentences, overlap.articles) == (
        "escalation",
        4,
        32,
    )
    # 8 answers, 2 of them yes: 1 - 2 · 2 · 7 / (64 - 4 - 36)
    assert overlap.alpha == round(1 - 28 / 24, 6)
    assert overlap.correlation == overlap.article_correlation == 0.894427
    assert overlap.mean_difference == 0.3
    assert (overlap.intercept, overlap.slope, overlap.residual_sd) == (
        0.052786,
        2.236068,
        0.102749,
    )


def test_too_few_articles_leave_the_sentences_figures() -> None:
    cells = [a_cell("no", "no", RISING[:2])]

    overlap = find_overlap("diplomacy", cells, add_up(RISING[:2]))

    assert (overlap.sentences, overlap.mean_difference) == (2, 0.2)
    assert (overlap.alpha, overlap.correlation, overlap.slope) == (None, None, None)


def test_a_thousand_articles_with_like_errors_get_the_true_slope() -> None:
    # Truth .1 and .3; the newer says twice as much; errors ±.05 and ±.1, crossed.
    pairs = [
        (2 * truth + 2 * newer, truth + earlier)
        for truth in (0.1, 0.3)
        for newer in (-0.05, 0.05)
        for earlier in (-0.05, 0.05)
    ]

    line = find_line(add_up(pairs * 125))

    # Least squares would give 2 · .01 / (.01 + .0025) = 1.6.
    assert isinstance(line, Line)
    assert line.slope == pytest.approx(2.0)
