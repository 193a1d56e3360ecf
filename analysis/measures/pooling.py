"""Estimates of several members of a level, each made surer by the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# A member's own spread counts with its texts, that of all members with so many.
NEIGHBOURS = 30
# How far members may lie apart (standard deviation), each as likely as the others.
DISTANCES = np.linspace(0, 0.3, 61)
# Scores are rounded to four digits: no estimate is surer than that.
ROUNDING = 1e-8

Numbers = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value that is a weighted sum over texts: the text of hash `text[i]` pulls it by
    `pull[i]` times `miss[i]`, its distance from what was expected. Unknown (None)
    without texts."""

    value: float | None
    text: Hashes
    pull: Numbers
    miss: Numbers

    @property
    def texts(self) -> float:
        """How many texts of equal pull it is worth (Kish 1965, section 11.7)."""
        squares = self.pull**2
        return float(squares.sum() ** 2 / (squares**2).sum()) if squares.any() else 0.0

    @property
    def spread(self) -> float:
        """Mean square of what the texts miss, weighted by their pull."""
        squares = self.pull**2
        missed = (squares * self.miss**2).sum()
        return float(missed / squares.sum()) if squares.any() else 0.0


UNKNOWN = Estimate(
    value=None, text=np.zeros(0, np.uint64), pull=np.zeros(0), miss=np.zeros(0)
)


def pool_estimates(estimates: Sequence[Estimate]) -> tuple[Numbers, Numbers, float]:
    """Values of all members, their variances, and the degrees of freedom of these.

    At least one member must be known; those that are not get what is to be expected of
    one more member. A member alone keeps its own value.

    Members are drawn from a normal distribution of unknown mean and spread τ (the
    hierarchical normal model; Gelman et al. 2013, section 5.4, equations 5.17 to 5.21):
    a flat prior on the mean, one on τ over `DISTANCES`. What is given are mean and
    variance over τ. Members that rest on the same texts err together: their estimates
    y have the covariance S (`_find_covariance`), so that with V = S + τ² I

        mean     M = 1′V⁻¹y / 1′V⁻¹1, its variance v = 1 / 1′V⁻¹1
        members  M + τ² V⁻¹(y − M), of variance τ² I − τ⁴ V⁻¹ + v uu′, u = 1 − τ² V⁻¹1
        chance   of τ ∝ (v / |V|)^½ exp(−(y − M)′V⁻¹(y − M) / 2)

    which is the cited model where S is diagonal.
    """
    known = np.array([one.value is not None for one in estimates])
    own, degrees = _find_variances(estimates)
    met = [one for one in estimates if one.value is not None]
    value = np.array([one.value for one in met])
    covariance = _find_covariance(met, own[known])
    # One turn makes V diagonal at every distance.
    size, turn = np.linalg.eigh(covariance)
    apart = DISTANCES[:, None] ** 2
    precision = 1 / (np.maximum(size, ROUNDING) + apart)
    ones, turned = turn.sum(axis=0), value @ turn
    mean_var = 1 / (precision @ ones**2)[:, None]
    mean = mean_var * (precision @ (ones * turned))[:, None]
    rest = turned - mean * ones
    chance = _find_chances(precision, rest, mean_var)
    unshrunk = 1 - apart * (precision * ones) @ turn.T
    middle = np.repeat(mean, len(known), axis=1)
    middle[:, known] += apart * (precision * rest) @ turn.T
    around = np.repeat(mean_var + apart, len(known), axis=1)
    around[:, known] = apart - apart**2 * precision @ turn.T**2 + mean_var * unshrunk**2
    pooled = chance @ middle
    return pooled, chance @ (around + (middle - pooled) ** 2), degrees


def _find_chances(precision: Numbers, rest: Numbers, mean_var: Numbers) -> Numbers:
    """How likely each of `DISTANCES` is; rows are distances, columns turned members."""
    fit = precision * rest**2 - np.log(precision)
    chance = (np.log(mean_var[:, 0]) - fit.sum(axis=1)) / 2
    chance = np.exp(chance - chance.max())
    return np.asarray(chance / chance.sum())


def _find_variances(estimates: Sequence[Estimate]) -> tuple[Numbers, float]:
    """Variance of each estimate, 1 of unknown ones, and the degrees of freedom.

    With few texts a member's own spread is itself unsure, and zero where it has missed
    nothing yet; so each is averaged with that of all members. A text that several
    members share counts once in the degrees of freedom.
    """
    texts = np.array([one.texts for one in estimates])
    spread = np.array([one.spread for one in estimates])
    squares = np.array([(one.pull**2).sum() for one in estimates])
    degrees = max(float((texts - 1).clip(0).sum()), 1.0)
    common = (texts * spread).sum() / degrees
    settled = (texts * spread + NEIGHBOURS * common) / (texts + NEIGHBOURS)
    own = np.maximum(settled * squares, ROUNDING)
    met = np.concatenate([one.text for one in estimates])
    distinct = len(np.unique(met)) / len(met)
    return np.where(texts > 0, own, 1.0), max(degrees * distinct, 1.0)


def _find_covariance(known: Sequence[Estimate], own: Numbers) -> Numbers:
    """Covariances of the estimates: their variances, and between two members as much
    as what their texts contribute is alike (the cosine over the texts both have)."""
    texts = np.unique(np.concatenate([one.text for one in known]))
    share = np.zeros((len(known), len(texts)))
    for row, one in zip(share, known, strict=True):
        row[np.searchsorted(texts, one.text)] = one.pull * one.miss
    length = np.sqrt((share**2).sum(axis=1, keepdims=True))
    share /= np.where(length > 0, length, 1.0)
    alike = share @ share.T
    np.fill_diagonal(alike, 1.0)
    return np.asarray(alike * np.sqrt(np.outer(own, own)))
