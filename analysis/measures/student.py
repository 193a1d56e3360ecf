"""Student's t distribution, for intervals and tests that rest on few draws."""

from functools import lru_cache
from math import atan2, cos, exp, lgamma, log, pi, sin, sqrt
from statistics import NormalDist

import numpy as np

# What an interval holds, everywhere in Detente.
COVERAGE = 0.95
# Beyond, t is the normal distribution to three digits.
MOST_DEGREES = 1000


def p_value(t: float, degrees: float) -> float:
    """Chance that a t is at least as far from zero as `t`, 0 … 1, right to 1e-12.

    `degrees` of freedom, at least one, are rounded down, those above 1000 count as
    1000; both make the chance larger, never smaller.

    Abramowitz and Stegun 1964, equations 26.7.3 and 26.7.4.
    """
    whole = min(int(degrees), MOST_DEGREES)
    odd = whole % 2
    angle = atan2(abs(t), sqrt(whole))
    steps = np.arange(1, (whole - odd) // 2)
    factors = (2 * steps - 1 + odd) / (2 * steps + odd) * cos(angle) ** 2
    series = 1 + float(np.cumprod(factors).sum())
    if whole == 1:
        inside = 2 * angle / pi
    elif odd:
        inside = 2 / pi * (angle + sin(angle) * cos(angle) * series)
    else:
        inside = sin(angle) * series
    return max(1 - inside, 0.0)


@lru_cache(maxsize=4096)
def t_margin(share: float, degrees: float) -> float:
    """Distance from zero within which `share` (0 … 1) of all t lie; 12.7 for .95 and
    one degree, 1.96 for many.

    Found by Newton's method from the normal quantile, which is never larger.
    """
    whole = min(int(degrees), MOST_DEGREES)
    margin = NormalDist().inv_cdf((1 + share) / 2)
    for _ in range(100):
        beyond = p_value(margin, whole) - (1 - share)
        margin += beyond / (2 * _density(margin, whole))
        if abs(beyond) <= 1e-9 * (1 - share):
            break
    return margin


def _density(t: float, degrees: int) -> float:
    half = (degrees + 1) / 2
    scale = lgamma(half) - lgamma(degrees / 2) - log(degrees * pi) / 2
    return exp(scale - half * log(1 + t * t / degrees))
