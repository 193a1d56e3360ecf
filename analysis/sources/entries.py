"""What a feed holds of one article, before it becomes a delivery."""

from dataclasses import dataclass

from analysis.sources.markup import render_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed: the title may hold tags and the link may be relative,
    `text` is plain and `published` as it was written. None where there is nothing."""

    title: str | None
    link: str | None
    text: str | None
    published: str | None
    language: str | None


def choose_text(html: str | None, plain: str | None, summary: str | None) -> str | None:
    """Give the fullest of an entry's texts as plain text; None where all are empty."""
    rendered = (
        render_text(html or ""),
        (plain or "").strip(),
        render_text(summary or ""),
    )
    return max(rendered, key=len) or None
