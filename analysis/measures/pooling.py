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


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value that is a weighted sum over texts: text i pulls it by `pull[i]` times
    `miss[i]`, its distance from what was expected. Unknown (None) without texts."""

    value: float | None
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


UNKNOWN = Estimate(value=None, pull=np.zeros(0), miss=np.zeros(0))


def pool_estimates(estimates: Sequence[Estimate]) -> tuple[Numbers, Numbers, float]:
    """Values of all members, their variances, and the degrees of freedom of these.

    At least one member must be known; those that are not get what is to be expected of
    one more member. A member alone keeps its own value.

    Members are drawn from a normal distribution of unknown mean and spread τ (the
    hierarchical normal model; Gelman et al. 2013, section 5.4, equations 5.17 to 5.21):
    a flat prior on the mean, one on τ over `DISTANCES`. What is given are mean and
    variance over τ.
    """
    known = np.array([one.value is not None for one in estimates])
    value = np.array([one.value or 0.0 for one in estimates])
    own, degrees = _find_variances(estimates)
    apart = DISTANCES[:, None] ** 2
    precision = np.where(known, 1 / (own + apart), 0.0)
    mean_var = 1 / precision.sum(axis=1, keepdims=True)
    mean = mean_var * (precision @ value)[:, None]
    chance = _find_chances(value[known], mean, own[known] + apart, mean_var)
    shrunk = np.where(known, own / (own + apart), 1.0)
    middle = (1 - shrunk) * value + shrunk * mean
    around = np.where(known, (1 - shrunk) * own, apart) + shrunk**2 * mean_var
    pooled = chance @ middle
    return pooled, chance @ (around + (middle - pooled) ** 2), degrees


def _find_chances(
    value: Numbers, mean: Numbers, variance: Numbers, mean_var: Numbers
) -> Numbers:
    """How likely each of `DISTANCES` is; rows are distances, columns members."""
    fit = np.log(variance) + (value - mean) ** 2 / variance
    chance = (np.log(mean_var[:, 0]) - fit.sum(axis=1)) / 2
    chance = np.exp(chance - chance.max())
    return np.asarray(chance / chance.sum())


def _find_variances(estimates: Sequence[Estimate]) -> tuple[Numbers, float]:
    """Variance of each estimate, 1 of unknown ones, and the degrees of freedom.

    With few texts a member's own spread is itself unsure, and zero where it has missed
    nothing yet; so each is averaged with that of all members.
    """
    texts = np.array([one.texts for one in estimates])
    spread = np.array([one.spread for one in estimates])
    squares = np.array([(one.pull**2).sum() for one in estimates])
    degrees = max(float((texts - 1).clip(0).sum()), 1.0)
    common = (texts * spread).sum() / degrees
    settled = (texts * spread + NEIGHBOURS * common) / (texts + NEIGHBOURS)
    own = np.maximum(settled * squares, ROUNDING)
    return np.where(texts > 0, own, 1.0), degrees
