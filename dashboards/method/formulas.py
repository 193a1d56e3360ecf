"""The warehouse's formulas as trees: what DuckDB parsed, and nothing besides.

    Tree = Number          0.5
         | Name            a parameter
         | Operation       left sign right
         | Call            sqrt, floor, greatest, least, or another formula
         | Known           whether a value is known (IS NOT NULL)
         | Cases           values and their conditions; otherwise None is unknown
         | Entry           one of a table of numbers

Whatever else stands in a formula is an error: a page shows a formula whole or not.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import polars as pl

Json: TypeAlias = Mapping[str, "Json"] | list["Json"] | str | int | float | bool | None
COMPARISONS = {
    "COMPARE_GREATERTHAN": ">",
    "COMPARE_GREATERTHANOREQUALTO": "≥",
    "COMPARE_LESSTHAN": "<",
    "COMPARE_LESSTHANOREQUALTO": "≤",
    "COMPARE_EQUAL": "=",
}
SIGNS = {"+": "+", "-": "−", "*": "⋅", "/": "/", "**": "^"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A constant as it is written."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A parameter of the formula."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Two operands; `sign` is one of + − ⋅ / ^ > ≥ < ≤ = and "or", "and"."""

    sign: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """sqrt, floor, greatest, least, or another formula by its name."""

    name: str
    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Whether the part is known."""

    part: "Tree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The value of the first condition that is true; unknown if `otherwise` is None."""

    ways: tuple[tuple["Tree", "Tree"], ...]
    otherwise: "Tree | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The number at a place, from 1, of a table."""

    table: tuple[str, ...]
    place: "Tree"


Tree: TypeAlias = Number | Name | Operation | Call | Known | Cases | Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A macro of the warehouse: its parameters in order, its body and its comment."""

    name: str
    parameters: tuple[str, ...]
    body: Tree
    about: str


def parse_formulas(rows: pl.DataFrame) -> dict[str, Formula]:
    """The formulas by name, from rows as `load_formulas` gives them.

    Raises ValueError for an expression that has no tree.
    """
    return {
        row["name"]: Formula(
            name=row["name"],
            parameters=tuple(row["parameters"]),
            body=parse_expression(row["tree"]),
            about=row["about"],
        )
        for row in rows.iter_rows(named=True)
    }


def parse_expression(serialized: str) -> Tree:
    """The only expression of a serialized SELECT."""
    (statement,) = json.loads(serialized)["statements"]
    (expression,) = statement["node"]["select_list"]
    return _parse(expression)


def _parse(node: Json) -> Tree:
    kind = _text(node, "type")
    if kind in COMPARISONS:
        left, right = _parse(_at(node, "left")), _parse(_at(node, "right"))
        return Operation(sign=COMPARISONS[kind], left=left, right=right)
    if kind not in _PARSERS:
        raise ValueError(
            f"formulas.sql: {kind} has no notation; dashboards/method/formulas.py"
        )
    return _PARSERS[kind](node)


def _parse_function(node: Json) -> Tree:
    name = _text(node, "function_name")
    children = _list(node, "children")
    if name == "list_extract":
        return _parse_entry(children)
    parts = tuple(_parse(child) for child in children)
    if name in SIGNS:
        left, right = parts
        return Operation(sign=SIGNS[name], left=left, right=right)
    return Call(name=name, parts=parts)


def _parse_entry(children: list[Json]) -> Tree:
    numbers, place = (_uncast(child) for child in children)
    table = tuple(_parse_number(number).text for number in _list(numbers, "children"))
    return Entry(table=table, place=_parse(place))


def _uncast(node: Json) -> Json:
    """What is cast: a table to numbers, a place to a whole number, which it is."""
    return _at(node, "child") if _text(node, "type") == "OPERATOR_CAST" else node


def _parse_number(node: Json) -> Number:
    value = _at(node, "value")
    kind = _at(value, "type")
    number = Decimal(str(_at(value, "value")))
    if _text(kind, "id") == "DECIMAL":
        scale = _at(_at(kind, "type_info"), "scale")
        number = number.scaleb(-int(str(scale)))
    return Number(text=str(number))


def _parse_name(node: Json) -> Tree:
    (name,) = _list(node, "column_names")
    return Name(name=str(name))


def _parse_choice(node: Json, sign: str) -> Tree:
    first, *others = (_parse(child) for child in _list(node, "children"))
    for other in others:
        first = Operation(sign=sign, left=first, right=other)
    return first


def _parse_cases(node: Json) -> Tree:
    ways = tuple(
        (_parse(_at(check, "when_expr")), _parse(_at(check, "then_expr")))
        for check in _list(node, "case_checks")
    )
    otherwise = _at(node, "else_expr")
    unknown = (
        _text(otherwise, "type") == "VALUE_CONSTANT"
        and _at(_at(otherwise, "value"), "is_null") is True
    )
    return Cases(ways=ways, otherwise=None if unknown else _parse(otherwise))


def _parse_coalesce(node: Json) -> Tree:
    *firsts, last = (_parse(child) for child in _list(node, "children"))
    ways = tuple((Known(part=first), first) for first in firsts)
    return Cases(ways=ways, otherwise=last)


def _parse_known(node: Json) -> Tree:
    (child,) = _list(node, "children")
    return Known(part=_parse(child))


_PARSERS: Mapping[str, Callable[[Json], Tree]] = {
    "FUNCTION": _parse_function,
    "VALUE_CONSTANT": _parse_number,
    "COLUMN_REF": _parse_name,
    "CONJUNCTION_OR": lambda node: _parse_choice(node, "or"),
    "CONJUNCTION_AND": lambda node: _parse_choice(node, "and"),
    "CASE_EXPR": _parse_cases,
    "OPERATOR_COALESCE": _parse_coalesce,
    "OPERATOR_IS_NOT_NULL": _parse_known,
}


def _at(node: Json, key: str) -> Json:
    if not isinstance(node, Mapping):
        raise TypeError(f"no {key} in {node!r}")
    return node[key]


def _text(node: Json, key: str) -> str:
    return str(_at(node, key))


def _list(node: Json, key: str) -> list[Json]:
    found = _at(node, key)
    if not isinstance(found, list):
        raise TypeError(f"{key} is no list: {found!r}")
    return found
