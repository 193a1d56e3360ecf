"""Names made harmless; numbers, dates and texts are in `dashboards/wording`."""

import html
import re

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
