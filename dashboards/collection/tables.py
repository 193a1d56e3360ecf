"""Tables of a page as the reader sees them: heads, rows, and what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from markupsafe import Markup

from dashboards.pages.page import Outlet, Site
from dashboards.wording import Wording
from dashboards.words import clean_name, shorten

UNKNOWN = "–"
SHORT, LONG = 60, 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells as text or as our own markup; the first column names the row.

    `name` is its id on the page and the name of its file; columns in `texts` hold prose
    and wrap, the others numbers; `note` says what was left out, "" where nothing was.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: frozenset[int] = frozenset()
    note: str = ""


def write_number(wording: Wording, number: int | None) -> str:
    """A count; unknown is "–", never 0. What is grouped carries the plain number."""
    if number is None:
        return UNKNOWN
    if number < 1000:
        return str(number)
    return Markup('<data value="{}">{}</data>').format(number, wording.number(number))


def write_day(wording: Wording, day: date | None) -> str:
    """A day as readers of the language write it; files get it as 2026-01-05."""
    if day is None:
        return UNKNOWN
    return Markup('<time datetime="{}">{}</time>').format(
        day.isoformat(), wording.date(day)
    )


def write_moment(wording: Wording, at: datetime | None) -> str:
    """Day and minute, UTC."""
    if at is None:
        return UNKNOWN
    at = at.astimezone(UTC)
    return Markup('<time datetime="{}">{} {}</time>').format(
        at.strftime("%Y-%m-%dT%H:%MZ"), wording.date(at.date()), at.strftime("%H:%M")
    )


def write_text(text: str | None, length: int = SHORT) -> str:
    """Somebody else's text: harmless, shortened, and with a direction of its own."""
    if text is None:
        return UNKNOWN
    return Markup("<bdi>{}</bdi>").format(shorten(clean_name(text), length))


def list_heads(wording: Wording, keys: str) -> list[str]:
    """Heads of columns by their keys in the wording of the page Data."""
    return [wording.text(f"data.{key}") for key in keys.split()]


def link_outlet(outlet: Outlet) -> str:
    """An outlet's name, which leads to its page."""
    return Markup('<a href="{}">{}</a>').format(outlet.page, write_text(outlet.name))


def link_key(site: Site, key: str) -> str:
    """The same by the outlet's key; as it stands where the site has no such outlet."""
    found = next((outlet for outlet in site.outlets if outlet.key == key), None)
    return link_outlet(found) if found else write_text(key)
