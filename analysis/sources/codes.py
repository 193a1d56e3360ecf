"""Cells of a coded sheet → answers: what coders write, what spreadsheets make of it."""

import re
import unicodedata

from analysis.errors import SourceError

_YES = frozenset(["1", "yes", "y", "ja", "j", "true", "wahr", "x"])
_NO = frozenset(["0", "no", "n", "nein", "false", "falsch"])
_SENTIMENTS = {
    **dict.fromkeys(["negative", "negativ", "neg", "-1"], "negative"),
    **dict.fromkeys(["neutral", "0"], "neutral"),
    **dict.fromkeys(["positive", "positiv", "pos", "1", "+1"], "positive"),
}
_HASH = re.compile(r"t?(\d{1,20})", re.ASCII)
_WHOLE_NUMBER = re.compile(r"([+-]?\d{1,20})(?:[.,]0+)?", re.ASCII)
_ROUNDED_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:e\+?\d+)?", re.ASCII | re.IGNORECASE)
# Spreadsheets compute with so many digits of a number and write noughts for the rest.
_EXACT_DIGITS = 15
# The apostrophe by which a sheet keeps a spreadsheet from running a cell.
# A spreadsheet set to another separator cuts at any of these, so that a formula may
# begin in the middle of a cell.
_START = r'((?:^|[,;\t\r\n])[" \t\r\n]*)'
_FORMULA = "'*[=+\\-@＝＋－＠]"
_FORMULA_START = re.compile(rf"{_START}(?={_FORMULA})")
_GUARD = re.compile(rf"{_START}'(?={_FORMULA})")


def guard_cell(cell: str) -> str:
    """The cell with an apostrophe wherever a spreadsheet could begin a formula.

    That is before = + - @ (also their wide forms) at its start or after a separator,
    past blanks and quotes (OWASP, "CSV Injection"). `clean_cell` undoes it.
    """
    return _FORMULA_START.sub(r"\1'", cell)


def clean_cell(cell: str) -> str:
    """The cell without blanks around it and without guards against formulas."""
    return _GUARD.sub(r"\1", cell).strip()


def parse_answer(cell: str) -> bool | None:
    """Yes or no; None where nothing is written. Raises SourceError for all else."""
    written = _fold(cell)
    if not written:
        return None
    if written in _YES or written in _NO:
        return written in _YES
    raise SourceError("unknown answer", f"is {_quote(cell)}; write 1 for yes, 0 for no")


def parse_sentiment(cell: str) -> str | None:
    """One of "negative", "neutral", "positive"; None where nothing is written.

    Raises SourceError for all else.
    """
    written = _fold(cell)
    if not written:
        return None
    if written in _SENTIMENTS:
        return _SENTIMENTS[written]
    mend = "write negative, neutral or positive"
    raise SourceError("unknown answer", f"is {_quote(cell)}; {mend}")


def parse_sure(cell: str) -> bool:
    """Whether the coder was sure; who writes nothing raises no doubt."""
    return parse_answer(cell) is not False


def parse_item(cell: str) -> int:
    """The number of an item, from 1. Raises SourceError for all else."""
    found = _WHOLE_NUMBER.fullmatch(cell)
    if found and int(found[1]) > 0:
        return int(found[1])
    mend = "write the item's number as on the sheet that was sent out"
    raise SourceError("no item", f"is {_quote(cell)}; {mend}")


def parse_hash(cell: str) -> int | None:
    """The number of a text, with or without the "t" that keeps it a text.

    None where nothing, or a rounded number, is written: spreadsheets make 1.23E+18 or
    1234567890123450000 of 1234567890123456789. Raises SourceError for all else.
    """
    if found := _HASH.fullmatch(cell):
        rest = found[1][_EXACT_DIGITS:]
        return None if rest and not int(rest) else int(found[1])
    if not cell or _ROUNDED_NUMBER.fullmatch(cell):
        return None
    mend = "copy it from the sheet that was sent out or leave it empty"
    raise SourceError("no number", f"is {_quote(cell)}; {mend}")


def parse_sample_id(cell: str) -> str:
    """The name of a sample. Raises SourceError where nothing is written."""
    if cell:
        return cell
    mend = "copy it from the sheet that was sent out"
    raise SourceError("no sample", f"is empty; {mend}")


def parse_words(cell: str) -> str | None:
    """What is written; None where nothing is."""
    return cell or None


def parse_coder(cell: str) -> str | None:
    """A name, the same however it was typed; None where nothing is written.

    Unicode's NFKC form without signs that nobody sees (category Cf: zero-width blanks,
    soft hyphens), single blanks between words: "Jo\u0308rg\u200b" is "Jörg".
    """
    name = unicodedata.normalize("NFKC", cell)
    seen = "".join(sign for sign in name if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).split()) or None


def _fold(cell: str) -> str:
    """The cell as the tables above spell it: "Ja " → "ja", "−1,0" → "-1"."""
    folded = cell.strip().casefold().replace("−", "-")
    found = _WHOLE_NUMBER.fullmatch(folded)
    return found[1] if found else folded


def _quote(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:39]}…") if cell else "empty"
