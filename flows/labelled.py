"""Labelled sentences: what `evaluate` measures against and `train` learns from."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.errors import ConfigError
from analysis.scoring.tasks import SENTIMENT
from flows.labelled_rows import Row, parse_csv_rows, parse_json_rows

UNKNOWN = "–"
UNANSWERED = (None, None)

Answers = tuple[bool | None, bool | None]
FRAMES: Mapping[str, Answers] = {
    "ESCALATION": (True, False),
    "DIPLOMACY": (False, True),
    "NEITHER": (False, False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence with a person's (or another coder's) answers by the codebook.

    `escalation` and `diplomacy` are both None where the row only has a sentiment, and
    the other way round. `exclusive`: the coder had to choose one frame or neither.
    `language` is None where the row names none; `group` is what the row says under the
    keys that figures were asked for by, `unit` under the key whose rows are drawn
    together, None where nothing was asked.
    """

    text: str
    language: str | None
    escalation: bool | None
    diplomacy: bool | None
    exclusive: bool
    sentiment: str | None
    group: str | None = None
    unit: str | None = None


Keep = Callable[[Row], bool]


def read_labelled(
    path: Path,
    task: str | None = None,
    keep: Keep = lambda _: True,
    by: Sequence[str] = (),
    together: str | None = None,
) -> list[Labelled]:
    """The rows of a JSON lines or CSV file for which `keep` is true, in order.

    Each must answer `task` ("framing" or "sentiment") if one is given; blank lines
    pass. `by` names the keys that make a row's group, `together` the one that makes its
    unit. Raises ConfigError that names file, line and mend.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as UTF-8 text ({error})"
        raise ConfigError(f"{message}; name a .jsonl or .csv file") from error
    parse = parse_csv_rows if path.suffix.lower() == ".csv" else parse_json_rows
    rows = [(where, row) for where, row in parse(content, str(path)) if keep(row)]
    units = (together,) if together else ()
    _check_keys([row for _, row in rows], (*by, *units), path)
    return [
        replace(
            parse_labels(row, where, task),
            group=_find_group(row, by),
            unit=_find_unit(row, together),
        )
        for where, row in rows
    ]


def _check_keys(rows: Sequence[Row], by: Sequence[str], path: Path) -> None:
    known = {key for row in rows for key in row}
    for key in by:
        if rows and key not in known:
            message = f'{path}: no row has a key "{key}"'
            raise ConfigError(f"{message}; its keys are {', '.join(sorted(known))}")


def _find_group(row: Row, by: Sequence[str]) -> str | None:
    return " · ".join(_show(row.get(key)) for key in by) if by else None


def _find_unit(row: Row, together: str | None) -> str | None:
    value = row.get(together) if together else None
    return None if value is None or value == "" else _show(value)


def _show(value: object) -> str:
    if value is None or value == "":
        return UNKNOWN
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def parse_labels(row: Row, where: str, task: str | None = None) -> Labelled:
    """What a row says of its sentence; ConfigError at `where` if not about `task`."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        message = f'{where}: "text" is missing or empty; give each row its sentence'
        raise ConfigError(message)
    label = _choice(row, "label", (*FRAMES, *SENTIMENT), where)
    sentiment = _choice(row, "sentiment", SENTIMENT, where)
    answers = _two_answers(row, where)
    _check_forms(label, answers, sentiment, where)
    frames = FRAMES.get(label or "", answers)
    language = row.get("lang") or row.get("language")
    labelled = Labelled(
        text=text,
        language=language if isinstance(language, str) else None,
        escalation=frames[0],
        diplomacy=frames[1],
        exclusive=label in FRAMES and answers == UNANSWERED,
        sentiment=label if label in SENTIMENT else sentiment,
    )
    _check_task(labelled, task, where)
    return labelled


def _choice(row: Row, key: str, known: Sequence[str], where: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, str) and value in known:
        return value
    given = json.dumps(value, ensure_ascii=False)
    message = f'{where}: "{key}" is {given}; write one of {", ".join(known)}'
    raise ConfigError(message)


def _two_answers(row: Row, where: str) -> Answers:
    if row.get("escalation") is None and row.get("diplomacy") is None:
        return UNANSWERED
    return _yes_no(row, "escalation", where), _yes_no(row, "diplomacy", where)


def _yes_no(row: Row, key: str, where: str) -> bool:
    value = row.get(key)
    if value is None:
        message = f'{where}: "{key}" is missing; write 0 or 1'
        raise ConfigError(message)
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    given = json.dumps(value, ensure_ascii=False)
    message = f'{where}: "{key}" is {given}; write 0 or 1'
    raise ConfigError(message)


def _check_forms(
    label: str | None, answers: Answers, sentiment: str | None, where: str
) -> None:
    """Refuse a label beside answers that say otherwise: one would be dropped."""
    if answers not in (UNANSWERED, FRAMES.get(label or "", answers)):
        message = f'{where}: "label" is {label}, "escalation" and "diplomacy" are not'
        raise ConfigError(f"{message}; remove the one or the others")
    if label in SENTIMENT and sentiment not in (None, label):
        message = f'{where}: "label" is {label}, "sentiment" is {sentiment}'
        raise ConfigError(f"{message}; remove one of the two")


def _check_task(labelled: Labelled, task: str | None, where: str) -> None:
    if task == "framing" and labelled.escalation is None:
        names = ", ".join(FRAMES)
        message = f'{where}: no "escalation" and "diplomacy" and no "label"'
        raise ConfigError(f"{message}; write 0 or 1 for each, or a label of {names}")
    if task == "sentiment" and labelled.sentiment is None:
        names = ", ".join(SENTIMENT)
        message = f'{where}: no "sentiment" and no such "label"; write one of {names}'
        raise ConfigError(message)
