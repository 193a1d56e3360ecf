"""A probability sample of sentences for coding by people, its chances known."""

import numpy as np
import numpy.typing as npt
import polars as pl

# How an outlet's part of the sample is shared among the classes a model gave.
CLASS_WEIGHTS = {"ESCALATION": 1.0, "DIPLOMACY": 1.0, "NEITHER": 2.0}

Numbers = npt.NDArray[np.float64]


def draw_sample(frame: pl.DataFrame, n: int, seed: int) -> pl.DataFrame:
    """Draw `n` texts, or all where there are no more, each with a known chance.

    `frame` has a row per distinct text: text_hash, outlet, language (or None), week (a
    Monday), predicted (one of `agreement.FRAMING`), and what else is to be kept. The
    rows drawn come in random order with `inclusion_probability`, 0 < π ≤ 1. The same
    frame, in any order, n and seed give the same sample. Raises ValueError where
    n < 1, or two rows are of one text.

    Method: systematic sampling with unequal probabilities from an ordered list, one
    random start (Madow 1949, Annals of Mathematical Statistics 20, 333-354). The list
    runs by outlet, predicted class, language, week and, within these, at random: every
    outlet and class gets its expected number rounded up or down, and within them
    languages and weeks come out in proportion (implicit stratification). Texts that
    are certain (π = 1) are taken first. Some pairs of texts can never be drawn
    together, so no variance estimate is exact for this design; the usual one, as if
    drawn with replacement within outlet and class, tends to be too large.
    """
    if n < 1:
        raise ValueError(f"a sample of {n} cannot be drawn")
    if frame["text_hash"].is_duplicated().any():
        raise ValueError("two rows of the frame are of one text")
    random = np.random.default_rng(seed)
    listed = _list(find_probabilities(frame, n), random)
    certain = listed["inclusion_probability"] == 1
    drawn = pl.concat(
        [listed.filter(certain), _draw_systematically(listed.filter(~certain), random)]
    )
    return drawn[random.permutation(len(drawn))]


def find_probabilities(frame: pl.DataFrame, n: int) -> pl.DataFrame:
    """The frame with the chance of each text; they sum to n, or to all there are.

    Each outlet gets the same number, however large it is: its correction rests on its
    own gold, and the precision of that depends on how many sentences were coded,
    hardly on how many there are. This is power allocation
    (Bankier 1988, The American Statistician 42, 174-177) with exponent 0. Exponent ½,
    the square root of size, would serve the mean over all articles better: over ten
    outlets of sizes 1, 1/2 … 1/10 the variance of such a mean is 1.8 times that of a
    proportional sample under equal numbers and 1.2 times under square roots; but it
    leaves the smallest outlet 63 % of that gold, and less the more sizes differ.

    Within an outlet ESCALATION, DIPLOMACY and NEITHER get 1 : 1 : 2. In proportion to
    their sizes the rare classes would have too little gold to say how often the model
    is right about them; in equal parts the many sentences of NEITHER, among which its
    omissions hide, would carry nearly all of the variance: with classes of 12, 8 and
    80 % of which 85, 10 and 5 % escalate, the variance of the share of escalation is
    1.7 times the least possible under 1 : 1 : 1 and 1.2 times under 1 : 1 : 2.

    Where an outlet or class has fewer texts than its part, all of them are certain and
    the rest goes to the others in the same ratios.
    """
    cells = frame.group_by("outlet", "predicted").len("texts")
    outlets = cells.group_by("outlet").agg(pl.sum("texts")).sort("outlet")
    shares = _allot(n, outlets["texts"], pl.repeat(1.0, len(outlets), eager=True))
    allotted = pl.concat(
        _allot_classes(cells.filter(outlet=outlet), share)
        for outlet, share in zip(outlets["outlet"], shares, strict=True)
    )
    return frame.join(allotted, on=["outlet", "predicted"], how="left")


def _allot_classes(cells: pl.DataFrame, share: float) -> pl.DataFrame:
    """Outlet, class and the chance of its texts, for the classes of one outlet."""
    cells = cells.sort("predicted")
    weights = cells["predicted"].replace_strict(CLASS_WEIGHTS, return_dtype=pl.Float64)
    expected = pl.Series(_allot(share, cells["texts"], weights))
    return cells.select(
        "outlet", "predicted", inclusion_probability=expected / cells["texts"]
    )


def _allot(total: float, sizes: pl.Series, weights: pl.Series) -> Numbers:
    """Share `total` by weight, nobody more than its size; what is left over goes on.

    The parts sum to `total`, or are the sizes where those sum to less.
    """
    size = sizes.to_numpy().astype(np.float64)
    weight = weights.to_numpy()
    parts = np.zeros(len(size))
    is_open = np.full(len(size), fill_value=True)
    while is_open.any():
        rest = total - parts[~is_open].sum()
        parts[is_open] = rest * weight[is_open] / weight[is_open].sum()
        full = is_open & (parts >= size)
        if not full.any():
            break
        parts[full] = size[full]
        is_open &= ~full
    return parts


def _list(frame: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    """The frame in the order in which it is drawn from."""
    return (
        frame.sort("text_hash")
        .with_columns(chance=random.random(len(frame)))
        .sort("outlet", "predicted", "language", "week", "chance")
        .drop("chance")
    )


def _draw_systematically(
    listed: pl.DataFrame, random: np.random.Generator
) -> pl.DataFrame:
    """Every text within whose stretch of the list a step of length one falls."""
    if listed.is_empty():
        return listed
    ends = listed["inclusion_probability"].to_numpy().cumsum()
    steps = round(ends[-1])
    # The sum is a whole number but for rounding, which must not cost the last step.
    ends[-1] = steps
    starts = random.random() + np.arange(steps)
    return listed[np.searchsorted(ends, starts, side="right")]
