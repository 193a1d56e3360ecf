"""What other tools call our fields, and how they write what stands in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

_GDELT_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)

Columns = Mapping[str, tuple[str, ...]]

# The likeliest first; a dot leads into an object.
USUAL_COLUMNS: Columns = {
    "outlet": ("outlet",),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "body": ("body", "text", "content"),
    "published_at": ("published_at", "published", "date"),
    "seen_at": (),
    "language": ("language", "lang"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A tool whose rows show by the columns `marks`; `columns` go before the usual."""

    marks: frozenset[str]
    columns: Columns


_NEIGHBOURS = {
    "GDELT article list (JSON)": Neighbour(
        marks=frozenset(["seendate", "url"]),
        columns={"seen_at": ("seendate",), "published_at": ()},
    ),
    "GDELT article list (CSV)": Neighbour(
        marks=frozenset(["mobileurl", "url", "date"]),
        columns={"seen_at": ("date",), "published_at": ()},
    ),
    "Media Cloud": Neighbour(
        marks=frozenset(["media_name", "publish_date"]),
        columns={"outlet": ("media_name",), "published_at": ("publish_date",)},
    ),
    "Fundus": Neighbour(
        marks=frozenset(["publishing_date"]),
        columns={
            "body": ("plaintext", "body"),
            "published_at": ("publishing_date",),
            "url": ("url", "html.responded_url", "html.requested_url"),
            "outlet": ("outlet", "publisher", "html.source_info.publisher"),
        },
    ),
    "news-please": Neighbour(
        marks=frozenset(["maintext", "date_publish"]),
        columns={"body": ("maintext",), "published_at": ("date_publish",)},
    ),
    "Trafilatura": Neighbour(
        marks=frozenset(["source-hostname", "source"]),
        columns={"outlet": ("source-hostname",), "url": ("source",)},
    ),
}


@lru_cache(maxsize=256)
def guess_columns(present: frozenset[str]) -> Columns:
    """Guess from a table's folded column names which ones hold our fields."""
    for neighbour in _NEIGHBOURS.values():
        if neighbour.marks <= present:
            return {**USUAL_COLUMNS, **neighbour.columns}
    return USUAL_COLUMNS


def render_sections(body: Mapping[str, object]) -> str | None:
    """Write the text of a body as Fundus keeps it: a summary, then sections of a
    headline and paragraphs, each a list of texts; None where it is something else."""
    sections = body.get("sections")
    if not isinstance(sections, list) or not all(isinstance(s, dict) for s in sections):
        return None
    lists = [body.get("summary")]
    for section in sections:
        lists += [section.get("headline"), section.get("paragraphs")]
    texts = [text for texts in lists if isinstance(texts, list) for text in texts]
    if not all(isinstance(text, str) for text in texts):
        return None
    return "\n\n".join(text.strip() for text in texts if text.strip())


def add_zone(written: str) -> str:
    """Say that a moment is UTC: GDELT leaves it out in one of its formats."""
    return f"{written}Z" if _GDELT_MOMENT.fullmatch(written) else written


def find_language_code(written: str) -> str:
    """Give the code of a language that is called by its English name: "German" → "de";
    anything else stays as it is."""
    return _load_codes().get(written.strip().casefold(), written)


@cache
def _load_codes() -> Mapping[str, str]:
    names = Locale("en").languages
    return {str(names[code]).casefold(): str(code) for code in names}
