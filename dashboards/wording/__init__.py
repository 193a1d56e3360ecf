"""What a reader sees, in English and German: texts by key, numbers, dates, counts.

Texts stand in this folder's TOML files, one a page, as `[section]` and
`key = { en = "…", de = "…" }`; a text may be a table of `one` and `other`, of which
`count` chooses. The page's scripts have the same texts and write the same numbers
(`assets/words.js`).
"""

import json
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from markupsafe import Markup

LANGUAGES = ("en", "de")
SHARES = ("escalation", "diplomacy", "intensity")
Text = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """One language of the interface: "en" or "de"."""

    language: str = LANGUAGES[0]

    def say(self, key: str, /, **values: object) -> Markup:
        """The text of a key as HTML: our words may hold markup, values are escaped.

        `count`, an int, chooses between one and other, and is written as a number.
        Raises KeyError for an unknown key or a placeholder without a value.
        """
        # Our own texts.
        return Markup(self._choose(key, values)).format_map(self._write(values))  # noqa: S704

    def text(self, key: str, /, **values: object) -> str:
        """The same as plain text, for attributes, titles and files."""
        return self._choose(key, values).format_map(self._write(values))

    def date(self, day: date) -> str:
        """As "5 Jan 2026" or "5. Jan. 2026"."""
        month = self.text("common.months").split(" ")[day.month - 1]
        return f"{day.day}{'.' if self.language == 'de' else ''} {month} {day.year}"

    def number(self, number: int) -> str:
        """As "1,204" or "1.204"."""
        return self._swap(f"{number:,}")

    def count(self, count: int, noun: str) -> str:
        """As "1 article", "1,204 articles", "3 Artikel"; nouns are keys of common."""
        return self.text(f"common.{noun}", count=count)

    def value(self, measure: str, value: float) -> str:
        """Two digits, halves away from zero; −1 … +1 measures have a sign."""
        text = str(Decimal(abs(value)).quantize(Decimal("0.01"), ROUND_HALF_UP))
        if measure not in SHARES and text != "0.00":
            text = ("−" if value < 0 else "+") + text
        return self._swap(text)

    def difference(self, value: float) -> str:
        """Two digits with a sign, whatever the measure."""
        return self.value("balance", value)

    def share(self, share: float) -> str:
        """A share of 0 … 1 as "12 %"; what is not nothing is not written as 0 %, and
        what is not all not as 100 %."""
        percent = Decimal(share * 100).quantize(Decimal("1"), ROUND_HALF_UP)
        if share > 0 and percent == 0:
            return "< 1\u00a0%"
        if share < 1 and percent == 100:
            return "> 99\u00a0%"
        return f"{percent}\u00a0%"

    def interval(self, measure: str, low: float, high: float) -> str:
        """As "95 % 0.12 … 0.31"."""
        return f"95\u00a0% {self.value(measure, low)} … {self.value(measure, high)}"

    def _choose(self, key: str, values: dict[str, object]) -> str:
        text = load_texts()[key][self.language]
        if isinstance(text, str):
            return text
        return text["one" if values.get("count") == 1 else "other"]

    def _write(self, values: dict[str, object]) -> dict[str, object]:
        return {
            name: self.number(value)
            if isinstance(value, int) and not isinstance(value, bool)
            else value
            for name, value in values.items()
        }

    def _swap(self, text: str) -> str:
        if self.language != "de":
            return text
        return text.translate(str.maketrans(",.", ".,"))


@cache
def load_texts() -> dict[str, dict[str, Text]]:
    """All texts by `section.key`, each with its languages."""
    texts: dict[str, dict[str, Text]] = {}
    for entry in sorted(files(__name__).iterdir(), key=str):
        if entry.name.endswith(".toml"):
            for section, keys in tomllib.loads(entry.read_text("utf-8")).items():
                texts |= {f"{section}.{key}": text for key, text in keys.items()}
    return texts


def render_script(language: str) -> str:
    """The texts of one language for the page's scripts."""
    texts = {key: found[language] for key, found in load_texts().items()}
    written = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return (
        f'"use strict";\nconst LANGUAGE = "{language}";\nconst WORDING = {written};\n'
    )
