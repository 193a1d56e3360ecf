"""Soft labels: what trained networks, the teachers, say together of an item.

A student that learns from them and from many unlabelled items does nearly as well as
all teachers together (Hinton, Vinyals and Dean 2015).
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from flows.training.options import TrainOptions
from flows.training.rows import Example

WORDS_ALIKE = 7

Floats = npt.NDArray[np.floating]


def mix_answers(examples: Sequence[Example], soft: Floats) -> list[Example]:
    """Labelled examples whose targets are half the coder's answer, half the teachers'.

    `soft` (rows × 5) is in the order of `average_answers`. An answer that the
    coder left out stays out.
    """
    coded = [(*example.frames, *example.sentiment) for example in examples]
    halved = (np.array(coded).reshape(-1, soft.shape[1]) + soft) / 2
    return [
        example._replace(frames=(row[0], row[1]), sentiment=(row[2], row[3], row[4]))
        for example, row in zip(examples, halved.tolist(), strict=True)
    ]


def make_soft_examples(tokens: Sequence[list[int]], soft: Floats) -> list[Example]:
    """Unlabelled rows with the teachers' answers as targets."""
    return [
        Example(ids, (row[0], row[1]), (row[2], row[3], row[4]), 1.0, 1.0)
        for ids, row in zip(tokens, soft.tolist(), strict=True)
    ]


def average_answers(answers: Sequence[Floats]) -> Floats:
    """Mean over the teachers of escalation, diplomacy, negative, neutral, positive.

    Each answer has the rows' probabilities in the order of `SCORE_SCHEMA`.
    """
    mean = np.mean(answers, axis=0)
    return np.asarray(np.hstack([mean[:, 3:], mean[:, :3]]))


def draw_unlabelled(
    pool: Iterable[tuple[str, str]],
    learned: Iterable[str],
    measured: Iterable[str],
    options: TrainOptions,
) -> list[str]:
    """Texts of `pool`, as many of each language, that nobody has an answer for.

    None is among the `learned`, and none is near a `measured` one: seven words in a row
    are nowhere the same.
    """
    known, taken = set(learned), {run for text in measured for run in _runs(text)}
    by_language: dict[str, dict[str, None]] = {}
    for text, language in pool:
        if text not in known and not taken.intersection(_runs(text)):
            by_language.setdefault(language, {})[text] = None
    draw = np.random.default_rng(options.seed)
    each = options.unlabelled // max(1, len(by_language))
    return [
        texts[row]
        for _, found in sorted(by_language.items())
        for texts in [list(found)]
        for row in draw.permutation(len(texts))[:each]
    ]


def _runs(text: str) -> list[str]:
    words = text.casefold().split()
    last = max(1, len(words) - WORDS_ALIKE + 1)
    return [" ".join(words[at : at + WORDS_ALIKE]) for at in range(last)]
