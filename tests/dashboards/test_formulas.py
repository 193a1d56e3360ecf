"""What the page draws, read back and worked out, gives what the warehouse computes."""

import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree import ElementTree as ET

import duckdb
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from analysis.warehouse.formulas import load_formulas
from analysis.warehouse.warehouse import HERE
from dashboards.method.formulas import (
    Entry,
    Formula,
    Tree,
    parse_expression,
    parse_formulas,
)
from dashboards.method.notation import find_called, write_formula, write_symbol
from dashboards.method.pens import MATHML, TEX
from dashboards.method.symbols import SYMBOLS

FORMULAS = parse_formulas(load_formulas())
CALLED = find_called(list(FORMULAS.values()))
SIGNS = {"−": "-", "⋅": "*", "≥": ">=", "≤": "<=", "⌊": "floor(", "⌋": ")"}
SIGNS |= {"max": "max_", "min": "min_"}
# Of a tag and the words in it: what it comes to in Python.
WAYS = {
    ("mfrac",): "(({})/({}))",
    ("msup",): "({}**{})",
    ("msqrt",): "root({})",
    ("mrow", "or"): "either({}, {})",
    ("mrow", "if"): "{}",
    ("mrow", "is", "known"): "known({})",
    ("mrow", "entry", "of", "the", "table", "of", "30"): "entry({})",
}
NUMBERS = st.one_of(
    st.none(),
    st.sampled_from([0.0, 1.0, 2.0, 3.0, 0.5, 31.0]),
    st.floats(-3, 50).map(lambda number: round(number, 3)),
)
Value: TypeAlias = "Maybe"


@dataclass(frozen=True, slots=True)
class Maybe:
    """A number, a truth or something unknown, reckoned with as SQL does."""

    held: float | None

    def __add__(self, other: Value) -> Value:
        return reckon(operator.add, self, other)

    def __sub__(self, other: Value) -> Value:
        return reckon(operator.sub, self, other)

    def __mul__(self, other: Value) -> Value:
        return reckon(operator.mul, self, other)

    def __truediv__(self, other: Value) -> Value:
        return reckon(operator.truediv, self, other)

    def __pow__(self, other: Value) -> Value:
        return reckon(operator.pow, self, other)

    def __gt__(self, other: Value) -> Value:
        return reckon(operator.gt, self, other)

    def __ge__(self, other: Value) -> Value:
        return reckon(operator.ge, self, other)

    def __lt__(self, other: Value) -> Value:
        return reckon(operator.lt, self, other)


def reckon(how: Callable[[float, float], float], left: Maybe, right: Maybe) -> Maybe:
    if left.held is None or right.held is None:
        return Maybe(None)
    return Maybe(how(left.held, right.held))


def choose(how: Callable[[list[float]], float]) -> Callable[..., Maybe]:
    """The greatest or least of what is known."""

    def chosen(*parts: Maybe) -> Maybe:
        known = [part.held for part in parts if part.held is not None]
        return Maybe(how(known) if known else None)

    return chosen


def either(left: Maybe, right: Maybe) -> Maybe:
    if left.held or right.held:
        return Maybe(True)
    unknown = left.held is None or right.held is None
    return Maybe(None if unknown else False)


def work_out(formula: Formula, values: Mapping[str, Maybe]) -> Maybe:
    """The value of the formula as its MathML draws it."""
    drawn = ET.fromstring(write_formula(formula, MATHML, called=False))  # noqa: S314
    symbols = {write_symbol(name, MATHML): name for name in formula.parameters}
    found: Maybe = eval(  # noqa: S307
        read(drawn[2], symbols),
        {
            "v": values,
            "Maybe": Maybe,
            "either": either,
            "max_": choose(max),
            "min_": choose(min),
            "known": lambda part: Maybe(part.held is not None),
            "root": lambda part: Maybe(
                None if part.held is None else math.sqrt(part.held)
            ),
            "floor": lambda part: Maybe(
                None if part.held is None else math.floor(part.held)
            ),
            "entry": lambda place: Maybe(
                float(find_table(formula.body)[place.held - 1])
            ),
            "call": call,
        },
    )
    return found


def call(name: str, *parts: Maybe) -> Maybe:
    formula = FORMULAS[name]
    return work_out(formula, dict(zip(formula.parameters, parts, strict=True)))


def find_table(tree: Tree) -> tuple[str, ...]:
    (entry,) = (value for _, value in tree.ways)  # type: ignore[union-attr]
    assert isinstance(entry, Entry)
    return entry.table


def read(element: ET.Element, symbols: Mapping[str, str]) -> str:
    """The MathML as Python; brackets only where brackets are drawn."""
    name = symbols.get(ET.tostring(element, encoding="unicode"))
    if name:
        return f"v[{name!r}]"
    if element.tag in ("mi", "mn", "mo"):
        return read_letters(element.tag, str(element.text))
    if element.tag == "mtable":
        return read_cases([[cell[0] for cell in row] for row in element], symbols)
    written = [read(part, symbols) for part in element if part.tag != "mtext"]
    words = [str(part.text) for part in element if part.tag == "mtext"]
    if element.tag == "mrow" and not words:
        return "".join(written)
    return WAYS[element.tag, *" ".join(words).split()].format(*written)


def read_letters(tag: str, text: str) -> str:
    if tag == "mn":
        return f"Maybe({text})"
    if tag == "mo" or text in ("max", "min"):
        return SIGNS.get(text, text)
    (name,) = (name for name in CALLED if SYMBOLS[name] == text)
    return f"(lambda *parts: call({name!r}, *parts))"


def read_cases(rows: Sequence[Sequence[ET.Element]], symbols: Mapping[str, str]) -> str:
    (last, _), *others = reversed(rows)
    found = "Maybe(None)" if last.tag == "mtext" else read(last, symbols)
    for value, condition in others:
        met = f"({read(condition, symbols)}).held"
        found = f"({read(value, symbols)} if {met} else {found})"
    return found


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as opened:
        opened.execute((HERE / "formulas.sql").read_text(encoding="utf-8"))
        yield opened


@pytest.mark.parametrize("name", FORMULAS)
@given(data=st.data())
@settings(max_examples=60)
def test_the_drawn_formula_gives_what_the_macro_gives(
    connection: duckdb.DuckDBPyConnection, name: str, data: st.DataObject
) -> None:
    formula = FORMULAS[name]
    values = {parameter: data.draw(NUMBERS) for parameter in formula.parameters}
    marks = ", ".join("?::DOUBLE" for _ in values)

    try:
        drawn = work_out(formula, {key: Maybe(held) for key, held in values.items()})
    except (ZeroDivisionError, ValueError):
        # Nothing is divided by zero, and no root drawn of less, where these are called.
        reject()
    asked = f"SELECT {name}({marks})"
    row = connection.execute(asked, list(values.values())).fetchone()

    assert row is not None
    assert row[0] == (
        None if drawn.held is None else pytest.approx(drawn.held, rel=1e-9, abs=1e-9)
    )


def test_within_a_formula_a_symbol_stands_for_one_parameter() -> None:
    for formula in FORMULAS.values():
        symbols = {SYMBOLS[name] for name in formula.parameters}
        assert len(symbols) == len(formula.parameters), formula.name


def test_every_symbol_is_of_a_formula_or_parameter() -> None:
    names = {*FORMULAS}.union(*(formula.parameters for formula in FORMULAS.values()))

    assert sorted(SYMBOLS) == sorted(names)


def test_every_formula_says_what_it_means() -> None:
    assert [name for name, formula in FORMULAS.items() if not formula.about] == []


def parse_sql(connection: duckdb.DuckDBPyConnection, sql: str) -> Tree:
    row = connection.execute("SELECT json_serialize_sql('SELECT ' || ?)", [sql])
    ((serialized,),) = row.fetchall()
    return parse_expression(serialized)


def write_tex(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    formula = Formula(
        name="find_mean", parameters=(), body=parse_sql(connection, sql), about=""
    )
    return " ".join(write_formula(formula, TEX, called=False).split())


@pytest.mark.parametrize(
    ("sql", "written"),
    [
        ("escalation - (diplomacy - value)", r"E - \left( D - x \right)"),
        ("escalation - diplomacy - value", "E - D - x"),
        ("(escalation + diplomacy) * value", r"\left( E + D \right) \cdot x"),
        ("escalation * (diplomacy / value)", r"E \cdot \dfrac{D }{x }"),
        ("(escalation * diplomacy) ** 2", r"\left( E \cdot D \right)^{2}"),
        ("(escalation / diplomacy) ** 2", r"\left( \dfrac{E }{D }\right)^{2}"),
        ("nn * value", r"\left( \textstyle\sum n_{s}^{2}\right) \cdot x"),
        ("gold_var ** 2", r"V_{\mathrm{gold}}^{2}"),
        (
            "coalesce(variance, 0)",
            r"\begin{cases} V & \text{if }V \text{ is known} \\[4pt] "
            r"0 & \text{otherwise} \end{cases}",
        ),
    ],
)
def test_brackets_stand_where_they_are_needed(
    connection: duckdb.DuckDBPyConnection, sql: str, written: str
) -> None:
    assert write_tex(connection, sql).removeprefix(r"\mathrm{mean}= ") == written


@pytest.mark.parametrize(
    "sql",
    ["value::INTEGER", "NOT is_framed", "value IN (1, 2)", "value BETWEEN 1 AND 2"],
)
def test_what_has_no_notation_is_an_error(
    connection: duckdb.DuckDBPyConnection, sql: str
) -> None:
    with pytest.raises(ValueError, match="has no notation"):
        parse_sql(connection, sql)


@pytest.mark.parametrize("sql", ["abs(value)", "unnamed + 1", "value || value"])
def test_a_name_without_a_symbol_is_an_error(
    connection: duckdb.DuckDBPyConnection, sql: str
) -> None:
    with pytest.raises(KeyError):
        write_tex(connection, sql)
