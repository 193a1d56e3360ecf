"""Text inside Markdown."""

import re

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])")


def escape_markdown(text: str) -> str:
    """The text so that Markdown shows it as it stands, and no HTML in it works."""
    return _MARKS.sub(r"\\\1", text)
