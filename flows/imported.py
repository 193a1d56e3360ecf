"""What an import of coded sheets came to, as records and in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderCount:
    """What one coder's rows came to.

    `replaced` codings stood otherwise in the warehouse, `unchanged` ones alike;
    `superseded` ones are answered otherwise by a later sheet of the same import, which
    is of another sample; `empty` rows have no answers. `coder` is None where only such
    rows name nobody.
    """

    coder: str | None
    new: int
    replaced: int
    unchanged: int
    superseded: int
    empty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import came to, by coder's name.

    `known` are the coders from before, `coded_by` says how many texts of the warehouse
    now have one, two, … coders; `partly` has outlet, items, coded and `uncoded`, the
    classes without any coded item, of each outlet of which a sample is not coded whole;
    `alike` are coders who never differ, and on how many texts.
    """

    coders: tuple[CoderCount, ...]
    known: tuple[str, ...]
    coded_by: Mapping[int, int]
    partly: pl.DataFrame
    alike: tuple[tuple[str, str, int], ...]


def render_imported(imported: Imported) -> str:
    """The import as a person reads it."""
    by = imported.coded_by
    more = sum(texts for coders, texts in by.items() if coders > 2)
    return "\n".join(
        [
            *map(_render_count, imported.coders),
            *_name_new(imported),
            *map(render_alike, imported.alike),
            *_list_partly(imported.partly),
            f"Sentences with one coder: {by.get(1, 0):,}, with two: {by.get(2, 0):,}, "
            f"with more: {more:,}",
            "`detente evaluate --gold` shows how they agree; the next `detente run` or "
            "`publish` brings the gold to readers.",
        ]
    )


def render_alike(alike: tuple[str, str, int]) -> str:
    """The doubt whether two coders are two."""
    coder, other, texts = alike
    return (
        f"{coder} and {other} answer alike on all {texts:,}: one person, or one sheet "
        "twice? `detente code forget NAME` takes one back."
    )


def _render_count(count: CoderCount) -> str:
    later = (
        f", {count.superseded:,} answered otherwise by a later sheet"
        if count.superseded
        else ""
    )
    return (
        f"{count.coder or '(nobody)'}: {count.new:,} new, {count.replaced:,} replaced, "
        f"{count.unchanged:,} unchanged, {count.empty:,} not coded{later}"
    )


def _name_new(imported: Imported) -> Iterator[str]:
    """Set new names against those there were: a slip would pass for a person."""
    if known := ", ".join(imported.known):
        for count in imported.coders:
            if count.new and count.coder not in imported.known:
                yield f"{count.coder} is new; coders so far: {known}."


def _list_partly(partly: pl.DataFrame) -> Iterator[str]:
    """Say what coded sentences stand for, and what keeps the whole from correction."""
    begun = partly.filter(pl.col("coded") > 0)
    if len(spread := begun.filter(uncoded=0)):
        yield f"Coded in part: {_list_outlets(spread)}. These stand for the rest."
    if len(lopsided := begun.filter(pl.col("uncoded") > 0)):
        yield (
            f"Not yet representative: {_list_outlets(lopsided)}. Of a class of "
            "sentences drawn there nothing is coded yet: these outlets, their "
            "languages and the whole are not corrected until it is. Code on."
        )
    if len(missing := partly.filter(coded=0)):
        yield (
            f"Not coded: {_list_outlets(missing)}. The whole and these outlets' "
            "languages are not corrected until each outlet is."
        )


def _list_outlets(partly: pl.DataFrame) -> str:
    rows = partly.select("outlet", "coded", "items").iter_rows()
    return ", ".join(
        f"{outlet} {coded:,} of {items:,}" for outlet, coded, items in rows
    )
