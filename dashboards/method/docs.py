"""The method as the docs have it: formulas in TeX, figures left to each site."""

from collections.abc import Mapping

from dashboards.method.formulas import Formula
from dashboards.method.notation import find_called, write_formula, write_symbol
from dashboards.method.pens import TEX
from dashboards.method.words import split_method

NOTE = "<!-- Made by `make golden` from dashboards/assets/method.md: edit that. -->\n\n"
INSTEAD = {
    "codebook": "Codebook 1: [English](../dashboards/assets/codebook_en.md), "
    "[German](../dashboards/assets/codebook_de.md).",
    "coders": "*Your site's method page has the figures here.*",
    "model": "*Your site's method page has the figures here.*",
    "corrections": "*Your site's method page has the figures here.*",
    "card": "*Your site's method page has the model's figures here.*",
    "cite": "*Your site's method page has the citation here, also in BibTeX.*",
    "rebuild": "*Your site's method page has the commands here.*",
}


def write_docs(formulas: Mapping[str, Formula]) -> str:
    """`docs/method.md`, of the formulas by name."""
    called = find_called(list(formulas.values()))
    words = split_method()
    for place in range(1, len(words), 2):
        name = words[place]
        words[place] = INSTEAD.get(name) or _write_formula(
            formulas[name], called=name in called
        )
    return NOTE + "".join(words)


def _write_formula(formula: Formula, *, called: bool) -> str:
    symbols = ", ".join(
        f"$`{write_symbol(name, TEX).strip()}`$ `{name}`" for name in formula.parameters
    )
    math = write_formula(formula, TEX, called=called).strip()
    return f"```math\n{math}\n```\n\n`{formula.name}` of {symbols}. {formula.about}."
