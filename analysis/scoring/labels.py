"""What a model calls its answers, and which of ours each one is."""

from collections.abc import Mapping, Sequence

from analysis.errors import ModelError
from analysis.scoring.tasks import ANSWERS, SENTIMENT

NEITHER = "neither"
ENTAILMENT, CONTRADICTION = "entailment", "contradiction"


def match_labels(
    labels: Sequence[str], mapping: Mapping[str, str], model: str
) -> tuple[str, ...]:
    """For each label of a classifier one of `ANSWERS`, or "neither".

    A label called like one of ours, in whatever case, needs no entry in `mapping`;
    several labels may be one of ours. Raises ModelError where an entry names no label,
    a label has no entry, nothing is answered, or sentiment lacks one of its poles.
    """
    _check_entries(labels, mapping, model)
    ours = tuple(mapping.get(label, label.lower()) for label in labels)
    for label, our in zip(labels, ours, strict=True):
        if our not in (*ANSWERS, NEITHER):
            raise ModelError(
                f"{model}: its label {label!r} is not mapped; add it under "
                f"[model.labels] ({_list(labels)})"
            )
    sentiment = {*ours} & {*SENTIMENT}
    if sentiment and not sentiment >= {"negative", "positive"}:
        raise ModelError(
            f"{model}: sentiment needs a negative and a positive label; map both under "
            f"[model.labels] ({_list(labels)})"
        )
    if {*ours} == {NEITHER}:
        raise ModelError(
            f"{model}: no label is one of ours; map one to {_or(ANSWERS)} under "
            f"[model.labels] ({_list(labels)})"
        )
    return ours


def find_entailment(
    labels: Sequence[str], mapping: Mapping[str, str], model: str
) -> tuple[int, int]:
    """Places of an inference model's entailment label and of what speaks against it.

    That is the contradiction label, or the only other label. Raises ModelError where
    there is no such pair or an entry of `mapping` names no label.
    """
    _check_entries(labels, mapping, model)
    roles = [mapping.get(label, label.lower()) for label in labels]
    others = [role for role in roles if role != ENTAILMENT]
    against = others[0] if len(others) == 1 else CONTRADICTION
    for role in (ENTAILMENT, against):
        if roles.count(role) != 1:
            raise ModelError(
                f"{model}: no {role} label; map one under [model.labels], or choose a "
                f"model of natural language inference ({_list(labels)})"
            )
    return roles.index(ENTAILMENT), roles.index(against)


def _check_entries(
    labels: Sequence[str], mapping: Mapping[str, str], model: str
) -> None:
    for name in mapping:
        if name not in labels:
            raise ModelError(
                f"{model}: it has no label {name!r}; mend [model.labels] "
                f"({_list(labels)})"
            )


def _list(labels: Sequence[str]) -> str:
    return f"its labels: {', '.join(map(repr, labels))}"


def _or(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
