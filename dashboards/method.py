"""The method in words and formulas: `assets/method.md`, for the site and for the docs.

A line `[[name]]` in it stands for a formula of the warehouse, or for what gold shows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from markdown_it import MarkdownIt
from markupsafe import Markup

from dashboards.formulas import Formula
from dashboards.gold import list_coders, list_corrections, list_model
from dashboards.notation import find_called, write_formula, write_symbol
from dashboards.pages import TEMPLATES, SiteFacts, SiteFrames, find_version
from dashboards.pens import MATHML, TEX

FIGURES = ("coders", "model", "corrections")
NOTE = "<!-- Made by `make golden` from dashboards/assets/method.md: edit that. -->\n\n"
# The other pages of the docs are not on the site.
_DOCS_LINK = re.compile(r'<a href="[^":]*\.md[^":]*">(.*?)</a>')
_PLACE = re.compile(r"^\[\[(\w+)\]\]$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A formula as the page shows it: its name, meaning and parameters with symbols,
    all in HTML or MathML."""

    name: str
    math: Markup
    about: str
    symbols: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What follows in the method: words, a formula, or the name of what gold shows."""

    words: str = ""
    formula: Drawn | None = None
    figure: str = ""


def read_method() -> str:
    """The method's words, with a line `[[name]]` where a formula or figure stands."""
    return (files("dashboards") / "assets" / "method.md").read_text(encoding="utf-8")


def render_method(
    frames: SiteFrames, facts: SiteFacts, formulas: Mapping[str, Formula]
) -> str:
    """The method page as HTML; equal input gives the equal text."""
    return TEMPLATES.get_template("method.html.j2").render(
        facts=facts,
        pieces=list(_render_pieces(formulas)),
        coders=list_coders(frames.gold_agreement),
        model=list_model(frames.gold_agreement),
        corrections=list_corrections(frames.correction),
        version=find_version("style.css"),
    )


def write_docs(formulas: Mapping[str, Formula]) -> str:
    """The method as the docs have it: formulas in TeX, figures left to the site."""
    called = find_called(list(formulas.values()))
    words = _PLACE.split(read_method())
    for place in range(1, len(words), 2):
        name = words[place]
        words[place] = (
            "*Your site's method page has the figures here.*"
            if name in FIGURES
            else _write_docs_formula(formulas[name], called=name in called)
        )
    return NOTE + "".join(words)


def _write_docs_formula(formula: Formula, *, called: bool) -> str:
    symbols = ", ".join(
        f"$`{write_symbol(name, TEX).strip()}`$ `{name}`" for name in formula.parameters
    )
    math = write_formula(formula, TEX, called=called).strip()
    return f"```math\n{math}\n```\n\n`{formula.name}` of {symbols}. {formula.about}."


def _render_pieces(formulas: Mapping[str, Formula]) -> Iterator[Piece]:
    called = find_called(list(formulas.values()))
    written = MarkdownIt("commonmark").enable("table")
    for place, text in enumerate(_PLACE.split(read_method())):
        if place % 2 == 0:
            words = _DOCS_LINK.sub(r"\1", written.render(text))
            # Our own file.
            yield Piece(words=Markup(words))  # noqa: S704
        elif text in FIGURES:
            yield Piece(figure=text)
        else:
            yield Piece(formula=_draw(formulas[text], called=text in called))


def _draw(formula: Formula, *, called: bool) -> Drawn:
    # MathML of our own SQL, whose signs the notation escapes.
    return Drawn(
        name=formula.name,
        math=Markup(write_formula(formula, MATHML, called=called)),  # noqa: S704
        about=formula.about,
        symbols=tuple(
            (name, Markup(write_symbol(name, MATHML)))  # noqa: S704
            for name in formula.parameters
        ),
    )
