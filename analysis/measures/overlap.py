"""Two models on the same sentences: how far they agree, and the line between them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

UNIT = 100_000
FEWEST_ARTICLES = 30
DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums over `n` pairs of values, the newer model's and the earlier one's, counted
    in units of 1/`UNIT`: whole numbers, so that every figure below is exact."""

    n: int
    newer: int
    earlier: int
    newer_squares: int
    earlier_squares: int
    products: int

    def __add__(self, other: "Sums") -> "Sums":
        """The sums over both."""
        return Sums(
            n=self.n + other.n,
            newer=self.newer + other.newer,
            earlier=self.earlier + other.earlier,
            newer_squares=self.newer_squares + other.newer_squares,
            earlier_squares=self.earlier_squares + other.earlier_squares,
            products=self.products + other.products,
        )

    @property
    def newer_spread(self) -> int:
        """n² times the variance of the newer values, in square units."""
        return self.n * self.newer_squares - self.newer**2

    @property
    def earlier_spread(self) -> int:
        """n² times the variance of the earlier values, in square units."""
        return self.n * self.earlier_squares - self.earlier**2

    @property
    def common_spread(self) -> int:
        """n² times their covariance, in square units."""
        return self.n * self.products - self.newer * self.earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The sentences that the newer model answered one way and the earlier one way."""

    newer_answer: str
    earlier_answer: str
    sums: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """newer = intercept + slope × earlier, between the means of articles.

    `residual_sd` is the standard deviation over articles of what the line leaves.
    """

    intercept: float
    slope: float
    residual_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two models on one question, "escalation", "diplomacy" or "sentiment".

    `sentences` have an answer of both, `articles` one of both to all their sentences.
    `alpha` and `correlation` are over sentences, `article_correlation` and the line
    (`intercept`, `slope`, `residual_sd`; see `find_line`) over articles. All are None
    where they are not defined. `mean_difference` is newer minus earlier.
    """

    question: str
    sentences: int
    articles: int
    alpha: float | None
    correlation: float | None
    mean_difference: float
    article_correlation: float | None
    intercept: float | None
    slope: float | None
    residual_sd: float | None


def find_overlap(question: str, cells: Sequence[Cell], articles: Sums) -> Overlap:
    """Every figure of one question, rounded to six decimals; `cells` are not empty."""
    sentences = sum((cell.sums for cell in cells[1:]), start=cells[0].sums)
    line = find_line(articles)
    return Overlap(
        question=question,
        sentences=sentences.n,
        articles=articles.n,
        alpha=_round(find_alpha(cells)),
        correlation=_round(find_correlation(sentences)),
        mean_difference=round(
            (sentences.newer - sentences.earlier) / sentences.n / UNIT, DECIMALS
        ),
        article_correlation=_round(find_correlation(articles)),
        intercept=_round(line.intercept) if line else None,
        slope=_round(line.slope) if line else None,
        residual_sd=_round(line.residual_sd) if line else None,
    )


def find_alpha(cells: Sequence[Cell]) -> float | None:
    """Krippendorff's alpha of two coders, nominal, without gaps, −1 … 1.

    1 − D_o / D_e of Krippendorff (2019, Content Analysis, 4th ed., chapter 12), with
    both from counts: with m = 2n answers, of which m_c are c, D_o is the share of
    sentences answered differently and D_e = (m² − Σ m_c²) / (m (m − 1)). None where
    all answers are one.
    """
    often: Counter[str] = Counter()
    for cell in cells:
        often[cell.newer_answer] += cell.sums.n
        often[cell.earlier_answer] += cell.sums.n
    answers = often.total()
    pairs = answers**2 - sum(count**2 for count in often.values())
    differing = sum(c.sums.n for c in cells if c.newer_answer != c.earlier_answer)
    return 1 - 2 * differing * (answers - 1) / pairs if pairs else None


def find_correlation(sums: Sums) -> float | None:
    """Pearson's correlation; None where one of the two does not vary."""
    if not sums.newer_spread or not sums.earlier_spread:
        return None
    return sums.common_spread / sqrt(sums.newer_spread) / sqrt(sums.earlier_spread)


def find_line(articles: Sums) -> Line | None:
    """The line that puts the earlier model's article means on the newer one's scale.

    Linear equating of a single group (Kolen and Brennan 2014, Test Equating, Scaling,
    and Linking, 3rd ed., chapter 2): the values with the same distance from their mean,
    in standard deviations, are the same. slope = σ_newer / σ_earlier, intercept =
    μ_newer − slope × μ_earlier. Least squares would predict one article best, but its
    slope is smaller by the correlation: a series put through it would swing less than
    either model's own, and the line back would not be its inverse.

    What it leaves has the variance 2 σ_newer² (1 − ρ). None below `FEWEST_ARTICLES`
    (at n = 30 and ρ = .8 the slope's standard error, slope × √((1 − ρ²) / n), is 11 %),
    and where the two do not rise together (ρ ≤ 0): these do not measure one thing.
    """
    if articles.n < FEWEST_ARTICLES or articles.common_spread <= 0:
        return None
    slope = sqrt(articles.newer_spread / articles.earlier_spread)
    left = max(articles.newer_spread - slope * articles.common_spread, 0.0)
    return Line(
        intercept=(articles.newer - slope * articles.earlier) / articles.n / UNIT,
        slope=slope,
        residual_sd=sqrt(2 * left) / articles.n / UNIT,
    )


def _round(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DECIMALS)
