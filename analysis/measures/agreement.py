"""How well a model's answers agree with gold, for framing and for sentiment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import krippendorff
import numpy as np
import numpy.typing as npt

from analysis.scoring.tasks import SENTIMENT as SENTIMENT

FRAMING = ("ESCALATION", "DIPLOMACY", "NEITHER")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFigures:
    """One class, figures in 0 … 1. `support` counts the gold sentences of the class.

    `precision` is None where the model never gave the class, `recall` where gold never
    did, `f1` where neither did.
    """

    precision: float | None
    recall: float | None
    f1: float | None
    support: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Gold against model over `n` sentences.

    `both` of them carry both frames by gold; they count in `n` and in the figures of
    the two frames, and in nothing else. `confusion[i][j]` counts sentences that gold
    puts into class i and the model into j. `macro_f1` is the mean over the classes
    that have an F1 in `confusion`; `alpha` is Krippendorff's, nominal, two coders,
    −1 … 1, None where all answers are one class. `two_way_macro_f1` is over the forced
    choice between the two frames, None where gold holds a NEITHER. Without sentences
    every figure is None.
    """

    n: int
    both: int
    classes: tuple[str, ...]
    per_class: tuple[ClassFigures, ...]
    confusion: tuple[tuple[int, ...], ...]
    macro_f1: float | None
    accuracy: float | None
    alpha: float | None
    two_way_macro_f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedSentence:
    """Gold and model for one sentence.

    `exclusive`: gold had to choose one class, so that the model's choice counts and
    not its two separate answers.
    """

    gold_escalation: bool
    gold_diplomacy: bool
    exclusive: bool
    escalation: float
    diplomacy: float


def framing_class(escalation: float, diplomacy: float) -> str:
    """The one class of a sentence: neither below ½ each, else the likelier of the two.

    Equal probabilities count as escalation.
    """
    if escalation < 0.5 and diplomacy < 0.5:
        return "NEITHER"
    return forced_class(escalation, diplomacy)


def forced_class(escalation: float, diplomacy: float) -> str:
    """The likelier of the two frames, whatever its probability; a tie is escalation."""
    return "ESCALATION" if escalation >= diplomacy else "DIPLOMACY"


def frame_answers(sentence: FramedSentence) -> tuple[bool, bool]:
    """Whether the model says escalation, and diplomacy: each from ½ on.

    Only its one choice counts where gold had to choose one class.
    """
    if sentence.exclusive:
        chosen = framing_class(sentence.escalation, sentence.diplomacy)
        return chosen == "ESCALATION", chosen == "DIPLOMACY"
    return sentence.escalation >= 0.5, sentence.diplomacy >= 0.5


def sentiment_class(negative: float, neutral: float, positive: float) -> str:
    """The likeliest sentiment; a tie goes to neutral, then to negative."""
    ranked = ((neutral, "neutral"), (negative, "negative"), (positive, "positive"))
    return max(ranked, key=lambda pair: pair[0])[1]


def framing_agreement(sentences: Sequence[FramedSentence]) -> Agreement:
    """The figures of the framing task."""
    single = [s for s in sentences if not (s.gold_escalation and s.gold_diplomacy)]
    answers = [frame_answers(s) for s in sentences]
    gold = [framing_class(s.gold_escalation, s.gold_diplomacy) for s in single]
    model = [framing_class(s.escalation, s.diplomacy) for s in single]
    exclusive = agreement(gold, model, FRAMING)
    return replace(
        exclusive,
        n=len(sentences),
        both=len(sentences) - len(single),
        per_class=(
            _yes_no(
                [s.gold_escalation for s in sentences],
                [escalation for escalation, _ in answers],
            ),
            _yes_no(
                [s.gold_diplomacy for s in sentences],
                [diplomacy for _, diplomacy in answers],
            ),
            exclusive.per_class[FRAMING.index("NEITHER")],
        ),
        two_way_macro_f1=None if "NEITHER" in gold else _two_way(gold, single),
    )


def agreement(
    gold: Sequence[str], model: Sequence[str], classes: Sequence[str]
) -> Agreement:
    """Every figure over exclusive answers, `gold` and `model` in the same order.

    Raises ValueError where the lengths differ or an answer is none of `classes`.
    """
    counts = _count(gold, model, classes)
    figures = tuple(
        _class_figures(counts[i, i], counts[:, i].sum(), counts[i].sum())
        for i in range(len(classes))
    )
    return Agreement(
        n=len(gold),
        both=0,
        classes=tuple(classes),
        per_class=figures,
        confusion=tuple(tuple(int(cell) for cell in row) for row in counts),
        macro_f1=_mean_f1(figures),
        accuracy=_ratio(int(np.trace(counts)), len(gold)),
        alpha=_alpha(counts),
        two_way_macro_f1=None,
    )


def _two_way(gold: Sequence[str], single: Sequence[FramedSentence]) -> float | None:
    model = [forced_class(s.escalation, s.diplomacy) for s in single]
    return agreement(gold, model, FRAMING[:2]).macro_f1


def _count(
    gold: Sequence[str], model: Sequence[str], classes: Sequence[str]
) -> npt.NDArray[np.int64]:
    place = {name: number for number, name in enumerate(classes)}
    counts = np.zeros((len(classes), len(classes)), dtype=np.int64)
    for one, other in zip(gold, model, strict=True):
        if one not in place or other not in place:
            message = f"{one!r} and {other!r} are not both among {', '.join(classes)}"
            raise ValueError(message)
        counts[place[one], place[other]] += 1
    return counts


def _yes_no(gold: Sequence[bool], model: Sequence[bool]) -> ClassFigures:
    hits = sum(one and other for one, other in zip(gold, model, strict=True))
    return _class_figures(hits, sum(model), sum(gold))


def _class_figures(hits: int, given: int, support: int) -> ClassFigures:
    return ClassFigures(
        precision=_ratio(hits, given),
        recall=_ratio(hits, support),
        f1=_ratio(2 * hits, given + support),
        support=int(support),
    )


def _mean_f1(figures: Sequence[ClassFigures]) -> float | None:
    known = [figure.f1 for figure in figures if figure.f1 is not None]
    return _ratio(sum(known), len(known))


def _ratio(part: float, whole: float) -> float | None:
    return None if whole == 0 else float(part / whole)


def _alpha(counts: npt.NDArray[np.int64]) -> float | None:
    per_class = counts.sum(axis=0) + counts.sum(axis=1)
    if np.count_nonzero(per_class) < 2:
        return None
    gold, model = np.nonzero(counts)
    often = counts[gold, model]
    answers = np.stack([np.repeat(gold, often), np.repeat(model, often)])
    return float(
        krippendorff.alpha(reliability_data=answers, level_of_measurement="nominal")
    )
