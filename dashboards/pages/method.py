"""The method: words, formulas drawn from the SQL, and what this site's gold shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from analysis.warehouse.formulas import load_formulas
from dashboards.method.card import find_carded, list_card, read_card
from dashboards.method.citation import describe_series, list_fields, list_marks
from dashboards.method.formulas import Formula, parse_formulas
from dashboards.method.gold import list_coders, list_corrections, list_model
from dashboards.method.notation import find_called, write_formula, write_symbol
from dashboards.method.pens import MATHML
from dashboards.method.rebuilding import list_commands
from dashboards.method.words import (
    FIGURES,
    list_headings,
    read_meanings,
    render_codebook,
    render_words,
    split_method,
)
from dashboards.pages.page import Site, render_page
from dashboards.wording import Wording

# The words within formulas, as the notation writes them: a key of the wording each.
_SPOKEN = {
    "if ": "if",
    "otherwise": "otherwise",
    "unknown": "unknown",
    " is known": "known",
    "entry ": "entry",
    " of the table of ": "table",
    " or ": "or",
    " and ": "and",
}


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
    """What follows in the method: words, a formula, or the name of a figure."""

    words: str = ""
    formula: Drawn | None = None
    figure: str = ""


def render_method(site: Site, wording: Wording) -> str:
    """The page as HTML; equal input gives the equal text."""
    frames, card = site.frames, read_card()
    today = Markup('<span class="today">{}</span>').format(wording.text("cite.today"))
    return render_page(
        "method.html.j2",
        site,
        wording,
        "method",
        pieces=list(_render_pieces(read_formulas(), wording)),
        headings=[found for found in list_headings(wording) if found.level == 2],
        codebook=render_codebook(wording.language),
        coders=list_coders(frames.gold_agreement, wording),
        model=list_model(frames.gold_agreement, wording),
        corrections=list_corrections(frames.correction, wording),
        carded=find_carded(card),
        card=list_card(card, wording),
        series=describe_series(site, wording, today),
        fields=list_fields(site, wording),
        marks=list_marks(site, wording),
        commands=list_commands(site, wording),
    )


@cache
def read_formulas() -> Mapping[str, Formula]:
    """The warehouse's formulas by name."""
    return parse_formulas(load_formulas())


def _render_pieces(
    formulas: Mapping[str, Formula], wording: Wording
) -> Iterator[Piece]:
    called = find_called(list(formulas.values()))
    headings = iter(list_headings(wording))
    for place, text in enumerate(split_method(wording.language)):
        if place % 2 == 0:
            yield Piece(words=render_words(text, headings))
        elif text in FIGURES:
            yield Piece(figure=text)
        else:
            drawn = _draw(formulas[text], wording, called=text in called)
            yield Piece(formula=drawn)


def _draw(formula: Formula, wording: Wording, *, called: bool) -> Drawn:
    # MathML of our own SQL, whose signs the notation escapes.
    math = _speak(write_formula(formula, MATHML, called=called), wording)
    return Drawn(
        name=formula.name,
        math=Markup(math),  # noqa: S704
        about=read_meanings(wording.language).get(formula.name, formula.about),
        symbols=tuple(
            (name, Markup(write_symbol(name, MATHML)))  # noqa: S704
            for name in formula.parameters
        ),
    )


def _speak(math: str, wording: Wording) -> str:
    """The words in a formula in the page's language."""
    for words, key in _SPOKEN.items():
        spoken = words.replace(words.strip(), wording.text(f"method.{key}"))
        written = [text.replace(" ", MATHML.space) for text in (words, spoken)]
        math = math.replace(f"<mtext>{written[0]}", f"<mtext>{written[1]}")
    return math
