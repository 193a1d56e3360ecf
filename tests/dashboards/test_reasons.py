"""Why an input became no article, in words."""

import re
from pathlib import Path

from dashboards.reasons import name_reason
from dashboards.wording import Wording, load_texts

ENGLISH, GERMAN = Wording("en"), Wording("de")
FOLDER = Path(__file__).parents[2]


def test_a_reason_is_told_in_the_language_of_the_reader() -> None:
    assert name_reason("broken line", GERMAN) == "fehlerhafte Zeile"
    assert name_reason("date before 1990", GERMAN) == "Datum vor 1990"
    assert name_reason("date before 1990", ENGLISH) == "date before 1990"
    assert name_reason("never heard of", GERMAN) == "never heard of"


def test_every_reason_in_the_code_has_a_name() -> None:
    # The readers of coding sheets raise reasons that become no rejects.
    sheets = ("sheets.py", "codes.py")
    raised = {
        reason
        for folder in ("analysis", "flows")
        for path in sorted((FOLDER / folder).rglob("*.py"))
        if path.name not in sheets
        for reason in re.findall(
            r'(?:SourceError|make_reject)\(\s*"([a-z][a-z ]+)"',
            path.read_text(encoding="utf-8"),
        )
    }

    assert "broken line" in raised
    assert [one for one in sorted(raised) if not is_named(one)] == []


def is_named(reason: str) -> bool:
    return f"reason.{reason.replace(' ', '_')}" in load_texts()
