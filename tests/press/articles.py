"""Articles of an invented press: no two alike, and the same number is the same text."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

STOCK = Path(__file__).parent / "stock"
FILES = {"de": "german.toml", "en": "english.toml"}
FIRST = datetime(2025, 9, 1, 6, 0, tzinfo=UTC)
MINUTES = 60 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """An article as its outlet means it: 8 to 25 sentences in some paragraphs."""

    number: int
    language: str
    title: str
    paragraphs: tuple[str, ...]
    published_at: datetime

    @property
    def body(self) -> str:
        """The text as the warehouse should hold it."""
        return "\n\n".join(self.paragraphs)

    @property
    def teaser(self) -> str:
        """What a feed shows of it."""
        return self.paragraphs[0]


def invent_article(language: str, number: int) -> Invented:
    """Compose article `number` from the stock; it appeared in autumn 2025, at any
    minute of the day."""
    chance = random.Random(f"{language} {number}")  # noqa: S311 not for secrets
    stock = _read_stock(language)
    chosen = chance.sample(stock["sentences"], chance.randint(8, 25))
    return Invented(
        number=number,
        language=language,
        title=_fill(chance.choice(stock["titles"]), stock, chance),
        paragraphs=_part([_fill(one, stock, chance) for one in chosen], chance),
        published_at=FIRST + timedelta(minutes=chance.randrange(MINUTES)),
    )


def read_places(language: str) -> list[str]:
    """The places of which the articles tell, which have outlets of their own."""
    places: list[str] = _read_stock(language)["places"]
    return places


def read_words(language: str) -> Mapping[str, str]:
    """What stands on an outlet's pages around the articles."""
    words: Mapping[str, str] = _read_stock(language)["words"]
    return words


@cache
def _read_stock(language: str) -> Mapping[str, Any]:
    written = (STOCK / FILES[language]).read_text(encoding="utf-8")
    return tomllib.loads(written)


def _fill(written: str, stock: Mapping[str, Any], chance: random.Random) -> str:
    place, other = chance.sample(stock["places"], 2)
    person, rival = chance.sample(stock["people"], 2)
    return written.format(
        place=place,
        other=other,
        person=person,
        rival=rival,
        day=chance.choice(stock["days"]),
        n=chance.randint(13, 98),
        m=chance.randint(2, 12),
    )


def _part(sentences: list[str], chance: random.Random) -> tuple[str, ...]:
    """Sentences in paragraphs of two to four."""
    paragraphs = []
    while sentences:
        size = chance.randint(2, 4)
        paragraphs.append(" ".join(sentences[:size]))
        sentences = sentences[size:]
    return tuple(paragraphs)
