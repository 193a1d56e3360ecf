"""Formulas as people write them: one walk over the tree, with a pen of any language."""

import re
from collections.abc import Iterator, Sequence

from dashboards.method.formulas import (
    Call,
    Cases,
    Entry,
    Formula,
    Known,
    Name,
    Number,
    Operation,
    Tree,
)
from dashboards.method.pens import Pen
from dashboards.method.symbols import SYMBOLS

# A letter or word, "_" and what stands below it, "²"; else a sign.
_PIECE = re.compile(r"([^\W\d_²]+)(?:_([^\W\d_²]+|[+−]))?(²)?|(\S)")
# How tightly a sign binds; what binds less stands in brackets. A sum over stories or
# outlets is bracketed in a product, so that it is seen where it ends.
_BINDING = {"or": 1, "and": 2, "+": 4, "−": 4, "⋅": 6, "/": 8, "^": 8}
_CASES, _COMPARISON, _SUM, _WHOLE = 0, 3, 5, 9

FUNCTIONS = {"greatest": "max", "least": "min"}


def write_formula(formula: Formula, pen: Pen, *, called: bool) -> str:
    """The formula with its symbol on the left, and its parameters if it is `called` by
    others. Raises KeyError for a name that has no symbol."""
    head = write_symbol(formula.name, pen)
    if called:
        names = tuple(Name(name=name) for name in formula.parameters)
        head = _write(Call(name=formula.name, parts=names), pen)
    return _row(pen, head, _sign(pen, "="), _write(formula.body, pen))


def write_symbol(name: str, pen: Pen) -> str:
    """How a parameter or formula is written."""
    return _write_letters(SYMBOLS[name], pen)


def find_called(formulas: Sequence[Formula]) -> set[str]:
    """The names of formulas that others call."""
    names = {formula.name for formula in formulas}
    return names & {call for formula in formulas for call in _find_calls(formula.body)}


def _find_calls(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Call):
        yield tree.name
    for part in _split(tree):
        yield from _find_calls(part)


def _split(tree: Tree) -> Sequence[Tree]:
    """The parts of a tree."""
    match tree:
        case Call(parts=parts):
            return parts
        case Operation(left=left, right=right):
            return left, right
        case Known(part=part) | Entry(place=part):
            return (part,)
        case Cases(ways=ways, otherwise=otherwise):
            parts = tuple(part for way in ways for part in way)
            return (*parts, otherwise) if otherwise else parts
    return ()


def _write(tree: Tree, pen: Pen) -> str:
    match tree:
        case Number(text=text):
            written = pen.number % text
        case Name(name=name):
            written = write_symbol(name, pen)
        case Operation():
            written = _write_operation(tree, pen)
        case Call(name=name, parts=parts):
            written = _write_call(name, parts, pen)
        case Known(part=part):
            written = _row(pen, _write(part, pen), _text(pen, " is known"))
        case Cases():
            written = _write_cases(tree, pen)
        case Entry(table=table, place=place):
            end = _text(pen, f" of the table of {len(table)}")
            written = _row(pen, _text(pen, "entry "), _write(place, pen), end)
    return written


def _write_letters(symbol: str, pen: Pen) -> str:
    pieces = [
        _sign(pen, other) if other else _write_letter(pen, text, below, squared)
        for text, below, squared, other in _PIECE.findall(symbol)
    ]
    return _row(pen, *pieces) if len(pieces) > 1 else pieces[0]


def _write_letter(pen: Pen, text: str, below: str, squared: str) -> str:
    written = (pen.letter if len(text) == 1 else pen.word) % pen.spelled.get(text, text)
    if below:
        under = _sign(pen, below) if below in "+−" else _write_letters(below, pen)
        written = pen.below % (written.rstrip(), under.rstrip())
    return pen.power % (written.rstrip(), pen.number % 2) if squared else written


def _sign(pen: Pen, sign: str) -> str:
    return pen.sign % pen.spelled.get(sign, sign)


def _text(pen: Pen, words: str) -> str:
    return pen.text % words.replace(" ", pen.space)


def _row(pen: Pen, *parts: str) -> str:
    return pen.row % "".join(parts)


def _write_operation(tree: Operation, pen: Pen) -> str:
    if tree.sign == "/":
        return pen.fraction % (_write(tree.left, pen), _write(tree.right, pen))
    if tree.sign == "^":
        base = _bracket(tree.left, _WHOLE, pen)
        return pen.power % (base.rstrip(), _write(tree.right, pen))
    binding = _find_binding(tree)
    sign = _sign(pen, tree.sign)
    if tree.sign in ("or", "and"):
        sign = _text(pen, f" {tree.sign} ")
    left = _bracket(tree.left, binding, pen)
    # What follows a minus is taken away whole.
    right = _bracket(tree.right, binding + (tree.sign == "−"), pen)
    return _row(pen, left, sign, right)


def _bracket(tree: Tree, least: int, pen: Pen) -> str:
    """The part, in brackets if it binds less than it must here."""
    written = _write(tree, pen)
    if _find_binding(tree) >= least:
        return written
    return _row(pen, _sign(pen, "("), written, _sign(pen, ")"))


def _find_binding(tree: Tree) -> int:
    match tree:
        case Operation(sign=sign):
            return _BINDING.get(sign, _COMPARISON)
        case Name(name=name) if SYMBOLS[name].startswith("∑"):
            return _SUM
        case Cases() | Known() | Entry():
            return _CASES
    return _WHOLE


def _write_call(name: str, parts: Sequence[Tree], pen: Pen) -> str:
    written = [_write(part, pen) for part in parts]
    if name == "sqrt":
        return pen.root % "".join(written)
    if name == "floor":
        return _row(pen, _sign(pen, "⌊"), *written, _sign(pen, "⌋"))
    head = _write_letters(FUNCTIONS.get(name) or SYMBOLS[name], pen)
    listed = [piece for part in written for piece in (_sign(pen, ","), part)][1:]
    return _row(pen, head, _sign(pen, "("), *listed, _sign(pen, ")"))


def _write_cases(tree: Cases, pen: Pen) -> str:
    rows = [
        (_write(value, pen), _row(pen, _text(pen, "if "), _write(condition, pen)))
        for condition, value in tree.ways
    ]
    last = _text(pen, "unknown")
    if tree.otherwise is not None:
        last = _write(tree.otherwise, pen)
    lines = [pen.case % row for row in [*rows, (last, _text(pen, "otherwise"))]]
    return pen.cases % pen.between_cases.join(lines)
