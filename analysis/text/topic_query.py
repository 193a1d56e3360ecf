"""The language of topics: words, "phrases", wildcards, AND, OR, NOT, parentheses."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.text.folding import UNSPACED, fold_text

MOST_DEPTH = 50
# The patterns of longer phrases would no longer be compiled.
MOST_PARTS = 50

_TOKEN = re.compile(r'(?P<space>\s+)|[()]|"(?P<phrase>[^"]*)"?|[^\s()"]+')
_MARKS = str.maketrans("„“”«»＂（）＊", '""""""()*')
_OPERATORS = frozenset(["AND", "OR", "NOT"])
# What a person may mean by an operator.
_LOOKALIKES = {
    **{"and": "AND", "or": "OR", "not": "NOT", "und": "AND", "oder": "OR"},
    **{"nicht": "NOT", "&&": "AND", "&": "AND", "||": "OR", "|": "OR", "!": "NOT"},
}
_FOREIGN = re.compile(r"^[+\-!]|[?~^:\[\]{}\\|<>=]")
_UNSPACED = re.compile(f"[{UNSPACED}]")


class QueryError(ValueError):
    """Raised for a query that cannot be read; one line with the place and the mend."""

    def __init__(self, place: int, words: str) -> None:
        super().__init__(f"at character {place + 1}: {words}")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word with its inflections, in German also as a part of compounds."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that stand side by side exactly so; * is any letters or none."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not find."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts find."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What at least one part finds."""

    parts: tuple["Node", ...]


Leaf = Word | Phrase
Node = Word | Phrase | Not | And | Or


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the query, from character `place`, counted from 0."""

    text: str
    place: int


def parse_query(query: str) -> Node:
    """The tree of a query; NOT binds before AND, AND before OR, and a space is AND.

    Raises `QueryError`, also where the query would find articles for what they lack.
    """
    reader = _Reader(query)
    node = reader.read_any()
    reader.check_end()
    if not _is_bounded(node):
        raise QueryError(
            0, "NOT alone finds nearly everything; add what an article must contain"
        )
    return node


def find_leaves(node: Node) -> Iterator[Leaf]:
    """The words and phrases of a tree, in their order."""
    match node:
        case Word() | Phrase():
            yield node
        case Not(part):
            yield from find_leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from find_leaves(part)


def _is_bounded(node: Node) -> bool:
    """Whether what is found contains at least one word of the query."""
    match node:
        case And(parts):
            return any(map(_is_bounded, parts))
        case Or(parts):
            return all(map(_is_bounded, parts))
    return not isinstance(node, Not)


class _Reader:
    """Reads a query from left to right."""

    def __init__(self, query: str) -> None:
        self._tokens = _split_tokens(query)
        self._end = _Token("", len(query))
        self._next = 0
        self._depth = 0

    def read_any(self) -> Node:
        parts = [self._read_all()]
        while self._take("OR"):
            parts.append(self._read_all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def check_end(self) -> None:
        if self._peek().text:
            raise QueryError(
                self._peek().place, "')' closes nothing; remove it or open it before"
            )

    def _read_all(self) -> Node:
        parts = [self._read_one()]
        while self._take("AND") or self._peek().text not in ("", ")", "OR"):
            parts.append(self._read_one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _read_one(self) -> Node:
        token = self._peek()
        if self._take("NOT"):
            if self._peek().text == "NOT":
                raise QueryError(token.place, "NOT NOT says nothing; remove both")
            return Not(self._read_one())
        if self._take("("):
            return self._read_group(token)
        if token.text in ("", ")", *_OPERATORS):
            raise QueryError(token.place, self._name_gap(token))
        self._next += 1
        return _read_leaf(token)

    def _read_group(self, opened: _Token) -> Node:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise QueryError(
                opened.place,
                f"more than {MOST_DEPTH} parentheses in each other; write it flatter",
            )
        node = self.read_any()
        if not self._take(")"):
            raise QueryError(opened.place, "'(' is never closed; add ')'")
        self._depth -= 1
        return node

    def _name_gap(self, token: _Token) -> str:
        if not self._tokens:
            return 'the query is empty; write e.g. "kyiv OR kiew"'
        before = self._tokens[self._next - 1].text if self._next else ""
        if before in _OPERATORS:
            return f"{before} lacks a word behind it; add one or remove {before}"
        if token.text in _OPERATORS:
            return (
                f"{token.text} lacks a word before it; add one or remove {token.text}"
            )
        return "a word is missing; add one or remove the parentheses"

    def _peek(self) -> _Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else self._end

    def _take(self, text: str) -> bool:
        taken = self._peek().text == text
        self._next += taken
        return taken


def _split_tokens(query: str) -> Sequence[_Token]:
    found = _TOKEN.finditer(query.translate(_MARKS))
    return [_Token(one.group(), one.start()) for one in found if not one["space"]]


def _read_leaf(token: _Token) -> Leaf:
    written = token.text
    quoted = written.startswith('"')
    if quoted and (len(written) == 1 or not written.endswith('"')):
        raise QueryError(token.place, "the quotation mark is never closed; add one")
    if not quoted:
        _check_word(token)
    words = _split_words(fold_text(written))
    if not any(word.strip("*") for word in words):
        raise QueryError(
            token.place, f"{written} has no letters to look for; write a word"
        )
    if sum(1 + word.count("*") for word in words) > MOST_PARTS:
        raise QueryError(
            token.place, f"more than {MOST_PARTS} words and wildcards; shorten it"
        )
    is_plain = not quoted and len(words) == 1 and "*" not in words[0]
    return Word(words[0]) if is_plain and is_spaced(words[0]) else Phrase(words)


def _split_words(folded: str) -> tuple[str, ...]:
    """Letters with their signs, digits and wildcards."""
    kept = (
        c if c == "*" or unicodedata.category(c)[0] in "LMN" else " " for c in folded
    )
    return tuple("".join(kept).split())


def is_spaced(text: str) -> bool:
    """Whether a text is of a script that parts words by spaces."""
    return not _UNSPACED.search(text)


def _check_word(token: _Token) -> None:
    meant = _LOOKALIKES.get(token.text.lower())
    if meant:
        raise QueryError(
            token.place,
            f'for the operator write {meant}; for the word, "{token.text}" in '
            "quotation marks",
        )
    foreign = _FOREIGN.search(token.text)
    if foreign:
        raise QueryError(
            token.place,
            f"{foreign.group()!r} in {token.text} means nothing here; write AND, OR, "
            'NOT and * only, or set the text in quotation marks: "…"',
        )
