"""Topics: which articles a named query finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_, or_

import polars as pl

from analysis.text.folding import UNSPACED, fold_column
from analysis.text.inflections import find_stem, is_form
from analysis.text.topic_query import (
    And,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    find_leaves,
    is_spaced,
    parse_query,
)

# Counted up when a query may find other articles than before.
RULES = "2"

_LETTER = rf"[\p{{L}}\p{{M}}\p{{N}}--[{UNSPACED}]]"
_EDGE = rf"(?:^|$|[^\p{{L}}\p{{M}}\p{{N}}]|[{UNSPACED}])"
# Between words of a phrase, which never runs from one paragraph into the next.
_GAP = r"[^\p{L}\p{M}\p{N}\n]"
_SPACE = rf"(?:{_GAP}+\n?{_GAP}*|\n{_GAP}*)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A query with its name; `tree` is the query as it was understood."""

    name: str
    query: str
    tree: Node


def parse_topic(name: str, query: str) -> Topic:
    """The topic of a query (docs/method.md has the language). Raises `QueryError`."""
    return Topic(name=name, query=query, tree=parse_query(query))


def find_topics(articles: pl.DataFrame, topics: Sequence[Topic]) -> pl.DataFrame:
    """Which topics the articles belong to: article_id, topic, sorted, each once.

    `articles` has article_id, language (ISO 639-1 or NULL, which decides how words are
    inflected), title (or NULL) and body, in NFC.
    """
    texts = articles.select(
        "article_id",
        "language",
        text=pl.concat_str("title", "body", separator="\n\n", ignore_nulls=True),
    ).with_columns(fold_column("text"))
    leaves = {leaf for topic in topics for leaf in find_leaves(topic.tree)}
    found = {leaf: _find_leaf(texts, leaf) for leaf in leaves}
    parts = [
        texts.select("article_id", topic=pl.lit(topic.name)).filter(
            _find_node(topic.tree, found)
        )
        for topic in topics
    ]
    none = pl.DataFrame(schema={"article_id": pl.UInt64, "topic": pl.String})
    return pl.concat([none, *parts]).unique().sort("article_id", "topic")


def _find_node(node: Node, found: Mapping[Leaf, pl.Series]) -> pl.Series:
    match node:
        case Not(part):
            return ~_find_node(part, found)
        case And(parts):
            return reduce(and_, (_find_node(part, found) for part in parts))
        case Or(parts):
            return reduce(or_, (_find_node(part, found) for part in parts))
    return found[node]


def _find_leaf(texts: pl.DataFrame, leaf: Leaf) -> pl.Series:
    if isinstance(leaf, Word):
        return _find_word(texts, leaf.text)
    return texts["text"].str.contains(_write_pattern(leaf))


def _find_word(texts: pl.DataFrame, base: str) -> pl.Series:
    """Judge each distinct word that holds the stem once, in Python."""
    stem = find_stem(base)
    met = (
        texts.select("language", "text")
        .with_row_index("row")
        .filter(pl.col("text").str.contains(stem, literal=True))
        .select(
            "row",
            "language",
            word=pl.col("text").str.extract_all(f"{_LETTER}*{stem}{_LETTER}*"),
        )
        .explode("word")
    )
    distinct = met.select("language", "word").unique()
    forms = distinct.filter(
        [is_form(word, base, language) for language, word in distinct.iter_rows()]
    )
    rows = met.join(forms, on=["language", "word"], how="semi", nulls_equal=True)
    every = texts.select(pl.int_range(pl.len(), dtype=pl.UInt32)).to_series()
    return every.is_in(rows["row"].implode())


def _write_pattern(phrase: Phrase) -> str:
    pattern = _write_word(phrase.words[0])
    for before, word in pairwise(phrase.words):
        parted = is_spaced(before[-1]) and is_spaced(word[0])
        pattern += (_SPACE if parted else f"{_GAP}*") + _write_word(word)
    first, last = phrase.words[0][0], phrase.words[-1][-1]
    return f"{_write_edge(first)}{pattern}{_write_edge(last)}"


def _write_word(word: str) -> str:
    return f"{_LETTER}+" if not word.strip("*") else word.replace("*", f"{_LETTER}*")


def _write_edge(character: str) -> str:
    return _EDGE if is_spaced(character) else ""
