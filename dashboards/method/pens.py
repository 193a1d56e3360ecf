"""How a language writes a formula's parts: MathML for the site, TeX for the docs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a language writes each part: `%s` for the parts of it, in their order."""

    letter: str
    word: str
    number: str
    sign: str
    text: str
    space: str
    row: str
    below: str
    power: str
    fraction: str
    root: str
    case: str
    cases: str
    between_cases: str
    spelled: Mapping[str, str]


MATHML = Pen(
    letter="<mi>%s</mi>",
    word="<mi>%s</mi>",
    number="<mn>%s</mn>",
    sign="<mo>%s</mo>",
    text="<mtext>%s</mtext>",
    # MathML takes other spaces away from the ends of a text.
    space="\u00a0",
    row="<mrow>%s</mrow>",
    below="<msub>%s%s</msub>",
    power="<msup>%s%s</msup>",
    fraction="<mfrac>%s%s</mfrac>",
    root="<msqrt>%s</msqrt>",
    case="<mtr><mtd>%s</mtd><mtd>%s</mtd></mtr>",
    cases='<mtable class="cases">%s</mtable>',
    between_cases="",
    spelled={"<": "&lt;", ">": "&gt;"},
)
TEX = Pen(
    letter="%s ",
    word=r"\mathrm{%s}",
    number="%s",
    sign="%s ",
    text=r"\text{%s}",
    space=" ",
    row="%s",
    below="%s_{%s}",
    power="%s^{%s}",
    fraction=r"\dfrac{%s}{%s}",
    root=r"\sqrt{%s}",
    case="%s & %s",
    cases=r"\begin{cases} %s \end{cases}",
    between_cases=r" \\[4pt] ",
    spelled={
        "α": r"\alpha",
        "β": r"\beta",
        "ν": r"\nu",
        "σ": r"\sigma",
        "∑": r"\textstyle\sum",
        "−": "-",
        "⋅": r"\cdot",
        "≥": r"\ge",
        "≤": r"\le",
        "<": r"\lt",
        ">": r"\gt",
        "(": r"\left(",
        ")": r"\right)",
        "⌊": r"\lfloor",
        "⌋": r"\rfloor",
    },
)
