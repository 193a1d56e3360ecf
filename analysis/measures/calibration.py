"""How far the probabilities of a model are from how often it is right."""

import numpy as np
import numpy.typing as npt


def expected_calibration_error(
    probabilities: npt.ArrayLike, answers: npt.ArrayLike, bins: int = 10
) -> float | None:
    """Mean distance between what was said and what was so, 0 … 1; None without any.

    `probabilities` are in 0 … 1, `answers` as many truth values: whether the sentence
    carries what the probability is of. They are sorted into `bins` of equal width, of
    which each holds its lower end and the last one also 1; a bin counts with its
    sentences. Raises ValueError where the lengths differ.

    Naeini, Cooper and Hauskrecht 2015; Guo, Pleiss, Sun and Weinberger 2017.
    """
    said = np.asarray(probabilities, dtype=np.float64)
    so = np.asarray(answers, dtype=np.float64)
    if said.shape != so.shape:
        message = f"{said.size} probabilities for {so.size} answers"
        raise ValueError(message)
    if not said.size:
        return None
    places = np.minimum((said * bins).astype(np.int64), bins - 1)
    gaps = np.bincount(places, weights=said - so)
    return float(np.abs(gaps).sum() / said.size)
