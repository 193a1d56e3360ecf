"""What is wrong with coded sheets, each fault with its line and its mend."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import DetenteError
from analysis.records import Gold
from analysis.sources.sheets import Coding, Fault, Sheet

MOST_SHOWN = 20

Items = Mapping[tuple[str, int], tuple[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What sheets are held against.

    `items` gives for sample and item the text's number and the chance with which it
    was drawn, `spellings` each coder's name by its folded form, `coder` the name that
    --coder gave, `place` where the samples are kept.
    """

    place: str
    items: Items
    spellings: Mapping[str, str]
    coder: str | None


def check_sheets(sheets: Mapping[str, Sheet], register: Register) -> None:
    """Raise DetenteError with everything that is wrong with the sheets, by name."""
    others = _find_contradictions(sheets)
    lines = [
        line
        for name, sheet in sheets.items()
        for line in _list_faults(
            name, [*sheet.faults, *_find_faults(sheet, register), *others[name]]
        )
    ]
    if not lines:
        return
    rest = len(lines) - MOST_SHOWN
    more = [f"and {rest:,} more like these"] if rest > 0 else []
    raise DetenteError("\n".join(["nothing is stored:", *lines[:MOST_SHOWN], *more]))


def fold_spellings(coders: Sequence[str]) -> Mapping[str, str]:
    """The first spelling of each name; two spellings would pass for two people."""
    return {coder.casefold(): coder for coder in reversed(coders)}


def pick_answers(one: Coding | Gold) -> tuple[bool | None, bool | None, str | None]:
    """What the coder answered."""
    return one.escalation, one.diplomacy, one.sentiment


def _list_faults(name: str, faults: Sequence[Fault]) -> list[str]:
    """A line for each fault; what is wrong on many lines is said on the first."""
    places: dict[str, list[int]] = {}
    for fault in sorted(faults, key=lambda fault: fault.line):
        places.setdefault(fault.what, []).append(fault.line)
    return [
        f"{name}:{lines[0]}: {what}"
        + (f" (and {len(lines) - 1:,} more below)" if len(lines) > 1 else "")
        for what, lines in places.items()
    ]


def _find_faults(sheet: Sheet, register: Register) -> Iterator[Fault]:
    samples = {sample for sample, _ in register.items}
    coded = [one for one in sheet.codings if one.sentiment is not None]
    above: dict[tuple[int, str], Coding] = {}
    for one in coded:
        for what in (
            _check_item(one, register, samples),
            _check_coder(one, register),
            _check_twin(one, register, above),
        ):
            if what:
                yield Fault(line=one.line, what=what)


def _find_contradictions(sheets: Mapping[str, Sheet]) -> Mapping[str, list[Fault]]:
    """By sheet, what it answers otherwise than an earlier one for a coder's item: the
    names of two exports do not tell which is the newer."""
    faults: dict[str, list[Fault]] = {name: [] for name in sheets}
    above: dict[tuple[str, int, str], tuple[str, Coding]] = {}
    for name, sheet in sheets.items():
        for one in sheet.codings:
            if one.sentiment is None or not one.coder:
                continue
            key = one.sample_id, one.item, one.coder
            other, first = above.setdefault(key, (name, one))
            if other != name and pick_answers(first) != pick_answers(one):
                what = f"answers otherwise than {other}:{first.line}"
                mend = "name only the newest sheet"
                faults[name].append(Fault(line=one.line, what=f"{what}; {mend}"))
    return faults


def _check_item(one: Coding, register: Register, samples: set[str]) -> str | None:
    if one.sample_id not in samples:
        return (
            f"sample {one.sample_id!r} is not in {register.place}; import the sheet "
            "with the config it was drawn with"
        )
    if (one.sample_id, one.item) not in register.items:
        return (
            f"sample {one.sample_id!r} has no item {one.item}; copy sample_id and item "
            "from the sheet that was sent out"
        )
    text_hash, _ = register.items[one.sample_id, one.item]
    if one.text_hash in (None, text_hash):
        return None
    return (
        f"item {one.item} is not the text that text_hash names: cells were moved; copy "
        "both from the sheet that was sent out and look at the answers again"
    )


def _check_coder(one: Coding, register: Register) -> str | None:
    if not one.coder:
        return "no name in column coder; write it there or add --coder NAME"
    if register.coder not in (None, one.coder):
        return (
            f"coder is {one.coder!r}, --coder says {register.coder!r}; leave --coder "
            "out or mend the name"
        )
    spelled = register.spellings[one.coder.casefold()]
    if one.coder == spelled:
        return None
    return f"coder {one.coder!r} is {spelled!r} elsewhere; write one name one way"


def _check_twin(
    one: Coding, register: Register, above: dict[tuple[int, str], Coding]
) -> str | None:
    """Look for a row above that answers otherwise for the same text and coder."""
    text_hash, _ = register.items.get((one.sample_id, one.item), (None, None))
    if text_hash is None or not one.coder:
        return None
    first = above.setdefault((text_hash, one.coder), one)
    if pick_answers(first) == pick_answers(one):
        return None
    return f"answers otherwise than line {first.line} on the same text; leave one"
