"""Labelled sentences: what `evaluate` measures against and `train` learns from."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import ConfigError
from analysis.measures.agreement import SENTIMENT

FRAMES = {
    "ESCALATION": (True, False),
    "DIPLOMACY": (False, True),
    "NEITHER": (False, False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence with a person's (or another coder's) answers by the codebook.

    `escalation` and `diplomacy` are both None where the row only has a sentiment, and
    the other way round. `exclusive`: the coder had to choose one frame or neither.
    `language` is None where the row names none.
    """

    text: str
    language: str | None
    escalation: bool | None
    diplomacy: bool | None
    exclusive: bool
    sentiment: str | None


Keep = Callable[[Mapping[str, object]], bool]


def read_labelled(
    path: Path, task: str | None = None, keep: Keep = lambda _: True
) -> list[Labelled]:
    """The rows of a JSON lines file for which `keep` is true, in order.

    Each must answer `task` ("framing" or "sentiment") if one is given; blank lines
    pass. Raises ConfigError that names file, line and mend.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as UTF-8 text ({error}); name a .jsonl file"
        raise ConfigError(message) from error
    rows = []
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            where = f"{path}:{number}"
            row = parse_row(line, where)
            if keep(row):
                rows.append(parse_labels(row, where, task))
    return rows


def parse_row(line: str, where: str) -> Mapping[str, object]:
    """The JSON object of one line; ConfigError at `where` ("file:line") if none."""
    try:
        row = json.loads(line)
    except ValueError as error:
        message = f"{where}: not JSON ({error}); write one JSON object per line"
        raise ConfigError(message) from error
    if not isinstance(row, dict):
        message = f"{where}: not a JSON object"
        raise ConfigError(f'{message}; write {{"text": "…", "label": "…"}}')
    return row


def parse_labels(
    row: Mapping[str, object], where: str, task: str | None = None
) -> Labelled:
    """What a row says of its sentence; ConfigError at `where` if not about `task`."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        message = f'{where}: "text" is missing or empty; give each row its sentence'
        raise ConfigError(message)
    label = _choice(row, "label", (*FRAMES, *SENTIMENT), where)
    sentiment = _choice(row, "sentiment", SENTIMENT, where)
    exclusive = label in FRAMES and "escalation" not in row
    frames = FRAMES[label] if exclusive and label else _two_answers(row, where)
    language = row.get("lang")
    labelled = Labelled(
        text=text,
        language=language if isinstance(language, str) else None,
        escalation=frames[0],
        diplomacy=frames[1],
        exclusive=exclusive,
        sentiment=sentiment or (label if label in SENTIMENT else None),
    )
    _check_task(labelled, task, where)
    return labelled


def _choice(
    row: Mapping[str, object], key: str, known: Sequence[str], where: str
) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, str) and value in known:
        return value
    given = json.dumps(value, ensure_ascii=False)
    message = f'{where}: "{key}" is {given}; write one of {", ".join(known)}'
    raise ConfigError(message)


def _two_answers(
    row: Mapping[str, object], where: str
) -> tuple[bool | None, bool | None]:
    if "escalation" not in row and "diplomacy" not in row:
        return None, None
    return _yes_no(row, "escalation", where), _yes_no(row, "diplomacy", where)


def _yes_no(row: Mapping[str, object], key: str, where: str) -> bool:
    if key not in row:
        message = f'{where}: "{key}" is missing; write 0 or 1'
        raise ConfigError(message)
    value = row[key]
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    given = json.dumps(value, ensure_ascii=False)
    message = f'{where}: "{key}" is {given}; write 0 or 1'
    raise ConfigError(message)


def _check_task(labelled: Labelled, task: str | None, where: str) -> None:
    if task == "framing" and labelled.escalation is None:
        names = ", ".join(FRAMES)
        message = f'{where}: no "escalation" and "diplomacy" and no "label"'
        raise ConfigError(f"{message}; write 0 or 1 for each, or a label of {names}")
    if task == "sentiment" and labelled.sentiment is None:
        names = ", ".join(SENTIMENT)
        message = f'{where}: no "sentiment" and no such "label"; write one of {names}'
        raise ConfigError(message)
