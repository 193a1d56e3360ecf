"""The method's words: `assets/method.md`, and `method_de.md`, heading by heading.

A line `[[name]]` in them stands for a formula of the warehouse, or for one of
`FIGURES`, where a site shows something of its own.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from dashboards.wording import LANGUAGES, Wording

FIGURES = ("codebook", "coders", "model", "corrections", "card", "cite", "rebuild")
MARKDOWN = MarkdownIt("commonmark").enable("table")
# The other pages of the docs are not on the site.
_DOCS_LINK = re.compile(r'<a href="[^":]*\.md[^":]*">(.*?)</a>')
_PLACE = re.compile(r"^\[\[(\w+)\]\]$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the method: its level, from 1, and its place in every language."""

    level: int
    place: str
    words: Markup


def split_method(language: str = LANGUAGES[0]) -> list[str]:
    """The method's words, and between them in turn the names of what stands there."""
    name = "method.md" if language == LANGUAGES[0] else f"method_{language}.md"
    return _PLACE.split(_read(name))


@cache
def list_headings(wording: Wording) -> tuple[Heading, ...]:
    """The headings in their order; places are made of the English ones."""
    english = [token.content for _, token in _find_headings(LANGUAGES[0])]
    return tuple(
        Heading(
            level=level,
            place=re.sub(r"\W+", "-", name.lower()).strip("-"),
            words=Markup(MARKDOWN.renderInline(token.content)),  # noqa: S704
        )
        for name, (level, token) in zip(
            english, _find_headings(wording.language), strict=True
        )
    )


def render_words(text: str, headings: Iterator[Heading]) -> Markup:
    """Words as HTML; their headings are the next ones and get their places."""
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.type == "heading_open":
            token.attrSet("id", next(headings).place)
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    # Our own file.
    return Markup(_DOCS_LINK.sub(r"\1", html))  # noqa: S704


def render_codebook(language: str) -> Markup:
    """The codebook as HTML."""
    return Markup(MARKDOWN.render(_read(f"codebook_{language}.md")))  # noqa: S704


@cache
def read_meanings(language: str) -> dict[str, str]:
    """What each formula means, by name; none in the warehouse's own language."""
    if language == LANGUAGES[0]:
        return {}
    return tomllib.loads(_read(f"formulas_{language}.toml"))


def _read(asset: str) -> str:
    return (files("dashboards") / "assets" / asset).read_text(encoding="utf-8")


def _find_headings(language: str) -> Iterator[tuple[int, Token]]:
    tokens = MARKDOWN.parse("".join(split_method(language)))
    for token, content in pairwise(tokens):
        if token.type == "heading_open":
            yield int(token.tag[1:]), content
