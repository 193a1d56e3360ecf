"""How names, numbers and dates are written for a reader."""

import html
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# An unclosed embedding or override would turn the text around the name; the plain
# marks U+200E and U+200F belong to names and stay.
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def clean_name(name: str) -> str:
    """The name as harmless text: control characters become "�", never nothing."""
    return _TURNS.sub("", _CONTROLS.sub("�", name)).strip() or "(no name)"


def shorten(name: str, length: int) -> str:
    """At most `length` characters, the last of them "…" where something was cut."""
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"


def escape_for_chart(text: str) -> str:
    """Text that Plotly, which reads some HTML and entities, shows as it stands."""
    return html.escape(text, quote=False)


def write_signed(value: float) -> str:
    """Two digits with a sign (−1 … +1 measures); zero has none."""
    text = write_share(abs(value))
    if text == "0.00":
        return text
    return ("−" if value < 0 else "+") + text


def write_share(value: float) -> str:
    """Two digits without a sign (0 … 1 measures)."""
    # Halves away from zero, as the page's script rounds.
    return str(Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP))


def write_value(measure: str, value: float) -> str:
    """The value as its measure is written: a probability without a sign."""
    if measure in ("escalation", "diplomacy"):
        return write_share(value)
    return write_signed(value)


def write_date(day: date) -> str:
    """As "5 Jan 2026", the same in every locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def write_count(count: int, noun: str) -> str:
    """As "1 article", "1,204 articles", "3 stories"."""
    if count == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun[-2:] == "ry" else noun + "s"
    return f"{count:,} {plural}"
