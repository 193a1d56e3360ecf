"""The bundled model's figures on labelled sentences, from its card.

`model-card.md` in the model's folder is written where the model is measured; its tables
have a row for each file (`codebook_dev.jsonl`) and below it one for each language
("… de") and source ("… source: X").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analysis.scoring.registry import BUNDLED
from dashboards.languages import name_language
from dashboards.method.gold import UNKNOWN, Figure, FigureRow, write_ends, write_figure
from dashboards.wording import Wording, load_texts

CARD = BUNDLED / "model-card.md"
COLUMNS = ("escalation F1", "diplomacy F1", "macro-F1")
_MODEL = re.compile(r"^Measured on `([^`]+)`", re.MULTILINE)
_FIGURE = re.compile(r"(-?\.?\d[\d.]*)(?: \((-?[\d.]+)–(-?[\d.]+)\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One row of the card: a file, its group ("" for all, "de", "source: X"), whether
    its questions are those of "framing" or "sentiment", and cells by column."""

    file: str
    group: str
    task: str
    cells: dict[str, str]


@cache
def read_card() -> str:
    """The card as it lies in the bundled model's folder."""
    return CARD.read_text(encoding="utf-8")


def find_carded(card: str) -> str:
    """The id of the model whose figures the card has."""
    found = _MODEL.search(card)
    if found is None:
        raise ValueError(f"{CARD}: no line “Measured on `model`”; run detente train")
    return found[1]


def list_card(card: str, wording: Wording) -> list[FigureRow]:
    """A row for each file, language and source: items, F1 of escalation and diplomacy,
    macro-F1 of sentiment."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in parse_card(card):
        if not row.group.startswith("sure:"):
            kept = found.setdefault((row.file, row.group), {"n": row.cells["n"]})
            kept |= _choose(row)
    return [
        FigureRow(
            group=_name_file(file, wording),
            question="",
            subject=_name_group(group, wording),
            figures=(
                Figure(value=wording.number(_read_count(cells["n"]))),
                *(_write(cells.get(column, ""), wording) for column in COLUMNS),
            ),
        )
        for (file, group), cells in found.items()
    ]


def parse_card(card: str) -> Iterator[Measured]:
    """The rows of the tables of F1, in their order."""
    heads: list[str] = []
    file = ""
    for line in card.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = cells
        elif heads[0] in ("framing", "sentiment") and not cells[0].startswith("---"):
            named, group = cells[0], ""
            if named.startswith("… "):
                group = named.removeprefix("… ")
            else:
                file = named
            yield Measured(
                file=file,
                group=group,
                task=heads[0],
                cells=dict(zip(heads, cells, strict=True)),
            )


def _choose(row: Measured) -> dict[str, str]:
    columns = COLUMNS[:2] if row.task == "framing" else COLUMNS[2:]
    return {column: row.cells[column] for column in columns}


def _read_count(cell: str) -> int:
    """The items of "1,220 (45 both)"; how many are both is the card's to tell."""
    return int(cell.partition(" ")[0].replace(",", ""))


def _name_file(file: str, wording: Wording) -> str:
    key = f"labelled.{file.removesuffix('.jsonl')}"
    return wording.text(key) if key in load_texts() else file


def _name_group(group: str, wording: Wording) -> str:
    if group.startswith("source: "):
        return group.removeprefix("source: ")
    return name_language(group, wording) if group else wording.text("group.all")


def _write(cell: str, wording: Wording) -> Figure:
    found = _FIGURE.fullmatch(cell)
    if found is None:
        return UNKNOWN
    value, low, high = found.groups()
    note = write_ends(float(low), float(high), wording) if low else ""
    return Figure(value=write_figure(float(value), wording), note=note)
