"""The coding sheet: a CSV file with a sentence per row and room for a coder's answers.

    sample_id, item   the key: which sentence of which sample
    text_hash         its number after a "t", so that no spreadsheet rounds it
    language, text    what is shown; nothing that could tell the coder what to expect
    escalation        1 or 0; empty if not answered
    diplomacy         1 or 0; empty if not answered
    sentiment         negative, neutral or positive; empty if not answered
    sure              1 or 0; empty counts as sure
    note, coder       in the coder's words

UTF-8 with a byte order mark, which Excel needs to see letters beyond ASCII; commas; all
cells quoted; CRLF. A spreadsheet may save it with semicolons or tabs. Cells that a
spreadsheet could run as a formula are guarded (`guard_cell`); reading takes the guard
off again (`analysis.sources.sheets`) and needs no text, since sample and item name it.
"""

import csv
import io
import re

import polars as pl

from analysis.sources.codes import guard_cell

COLUMNS = (
    "sample_id",
    "item",
    "text_hash",
    "language",
    "text",
    "escalation",
    "diplomacy",
    "sentiment",
    "sure",
    "note",
    "coder",
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def render_sheet(items: pl.DataFrame, sample_id: str) -> str:
    """The empty sheet, with its byte order mark, for rows of item, text_hash, language
    and text, in their order."""
    written = io.StringIO()
    rows = csv.writer(written, quoting=csv.QUOTE_ALL)
    rows.writerow(COLUMNS)
    for row in items.iter_rows(named=True):
        shown = {
            "sample_id": sample_id,
            "item": row["item"],
            "text_hash": write_hash(row["text_hash"]),
            "language": row["language"] or "",
            "text": guard_cell(clean_text(row["text"])),
        }
        rows.writerow([shown.get(column, "") for column in COLUMNS])
    return "\ufeff" + written.getvalue()


def write_hash(text_hash: int) -> str:
    """A text's number as the sheet writes it: "t14695981039346656037"."""
    return f"t{text_hash}"


def clean_text(text: str) -> str:
    """The text with control characters, which files and screens lose, as "�"."""
    return _CONTROLS.sub("�", text)
