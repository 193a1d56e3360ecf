"""Coded sheets → gold: checked against the samples they were drawn for, all or none."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from analysis.errors import ConfigError, DetenteError
from analysis.measures.coders import find_alike, find_pair_agreement
from analysis.records import Gold
from analysis.sources.codes import parse_coder
from analysis.sources.sheets import Coding, Sheet, parse_sheet
from analysis.warehouse.warehouse import Warehouse, read_records
from flows.imported import CoderCount, Imported
from flows.runs import only_one
from flows.settings import Settings
from flows.sheet_faults import (
    Items,
    Register,
    check_sheets,
    fold_spellings,
    pick_answers,
)

Stored = Mapping[tuple[int, str], Gold]


def import_sheets(
    paths: Sequence[Path], settings: Settings, coder: str | None, now: datetime
) -> Imported:
    """Store the codings of the sheets as gold, in place of what a coder said before.

    `coder` names who filled in rows that name nobody. Raises ConfigError where a file
    cannot be opened, WarehouseBusyError while a run is at work, and DetenteError that
    lists what is wrong with any of the sheets: then nothing is stored.
    """
    coder = parse_coder(coder or "")
    parsed = {str(path): parse_sheet(_read_sheet(path)) for path in paths}
    sheets = {name: _name_coder(sheet, coder) for name, sheet in parsed.items()}
    codings = [one for sheet in sheets.values() for one in sheet.codings]
    with open_gold(settings) as warehouse:
        items, stored = _load_items(warehouse), _load_gold(warehouse)
        names = [name for _, name in stored] + [one.coder or "" for one in codings]
        register = Register(
            place=str(settings.working_file),
            items=items,
            spellings=fold_spellings(names),
            coder=coder,
        )
        check_sheets(sheets, register)
        gold, counts = _merge(codings, items, stored)
        changed = [one for key, one in gold.items() if one != stored.get(key)]
        with warehouse.transaction():
            warehouse.save_records(
                "gold", [replace(one, imported_at=now) for one in changed]
            )
        pairs = find_pair_agreement(warehouse.load("gold_label"))
        return Imported(
            coders=counts,
            known=tuple(sorted({name for _, name in stored})),
            coded_by=_count_coders({**stored, **gold}),
            partly=warehouse.load("coded_share"),
            alike=tuple(find_alike(pairs)),
        )


@contextmanager
def open_gold(settings: Settings) -> Iterator[Warehouse]:
    """The working file, which holds all gold; raises DetenteError where there is none,
    nor a published copy to make it from, and WarehouseBusyError while a run is at
    work."""
    if not (settings.working_file.exists() or settings.warehouse.exists()):
        raise DetenteError(
            f"{settings.working_file}: no such warehouse; name the config the sample "
            "was drawn with (--config)"
        )
    with only_one(settings), Warehouse(settings.working_file) as warehouse:
        yield warehouse


def _read_sheet(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror}; name the coded CSV files"
        raise ConfigError(message) from error


def _name_coder(sheet: Sheet, coder: str | None) -> Sheet:
    """Name the coder of rows that name none: the given one, and for rows without
    answers else the only one of the sheet."""
    named = {one.coder for one in sheet.codings if one.coder}
    only = min(named) if len(named) == 1 else None
    return replace(
        sheet,
        codings=tuple(
            one
            if one.coder
            else replace(one, coder=coder or (None if one.sentiment else only))
            for one in sheet.codings
        ),
    )


def _load_items(warehouse: Warehouse) -> Items:
    columns = ("sample_id", "item", "text_hash", "inclusion_probability")
    rows = warehouse.load("sample_item").select(columns).iter_rows()
    return {(sample, item): (text, chance) for sample, item, text, chance in rows}


def _load_gold(warehouse: Warehouse) -> Stored:
    """The gold so far, as if it had been imported at no time."""
    rows = read_records(Gold, warehouse.load("gold_label"))
    return {(one.text_hash, one.coder): replace(one, imported_at=None) for one in rows}


def _merge(
    codings: Sequence[Coding], items: Items, stored: Stored
) -> tuple[Stored, tuple[CoderCount, ...]]:
    """The gold of the sheets, and what came of each coder's rows."""
    gold: dict[tuple[int, str], Gold] = {}
    counts: dict[str | None, Counter[str]] = {one.coder: Counter() for one in codings}
    for coding in codings:
        if (one := _make_gold(coding, items)) is None:
            counts[coding.coder]["empty"] += 1
            continue
        key = one.text_hash, one.coder
        earlier = gold.get(key, one)
        counts[one.coder]["superseded"] += pick_answers(earlier) != pick_answers(one)
        gold[key] = one
    for key, one in gold.items():
        if key not in stored:
            counts[one.coder]["new"] += 1
        else:
            same = stored[key] == one
            counts[one.coder]["unchanged" if same else "replaced"] += 1
    named = sorted(counts.items(), key=lambda pair: pair[0] or "")
    return gold, tuple(_make_count(coder, count) for coder, count in named)


def _make_count(coder: str | None, count: Counter[str]) -> CoderCount:
    return CoderCount(
        coder=coder,
        new=count["new"],
        replaced=count["replaced"],
        unchanged=count["unchanged"],
        superseded=count["superseded"],
        empty=count["empty"],
    )


def _make_gold(coding: Coding, items: Items) -> Gold | None:
    """The coding as gold; None where it has no answers."""
    escalation, diplomacy = coding.escalation, coding.diplomacy
    sentiment, coder = coding.sentiment, coding.coder
    if escalation is None or diplomacy is None or sentiment is None or not coder:
        return None
    text_hash, chance = items[coding.sample_id, coding.item]
    return Gold(
        text_hash=text_hash,
        coder=coder,
        escalation=escalation,
        diplomacy=diplomacy,
        sentiment=sentiment,
        inclusion_probability=chance,
        sample_id=coding.sample_id,
        sure=coding.sure,
        note=coding.note,
    )


def _count_coders(gold: Stored) -> Mapping[int, int]:
    """How many texts have one coder, two, and so on."""
    per_text = Counter(text_hash for text_hash, _ in gold)
    return dict(sorted(Counter(per_text.values()).items()))
