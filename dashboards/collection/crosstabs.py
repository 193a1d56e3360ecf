"""Counts of articles by outlet and kind: languages, sources of dates, forms of text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from dashboards.collection.tables import Table, link_outlet, write_number, write_text
from dashboards.languages import name_language
from dashboards.pages.page import Outlet, Site
from dashboards.wording import Wording, load_texts

KINDS = 7
# So many outlets have a row of their own.
OUTLETS = 100
Counts = dict[str | None, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosstab:
    """Articles by outlet and kind, the commonest kinds first, unknown (None) last.

    Each row has a count for each of `kinds`, then one for the `others` together (how
    many rarer kinds there are) if there are any. `outlets` are in the site's order.
    """

    kinds: tuple[str | None, ...]
    others: int
    total: tuple[int, ...]
    outlets: tuple[tuple[int, ...], ...]


def count_kinds(frame: pl.DataFrame, outlets: Sequence[Outlet]) -> Crosstab:
    """Of a frame with `outlet`, `kind` (NULL unknown) and `articles`."""
    sums: Counts = {}
    counts: dict[str, Counts] = {}
    rows = frame.select("outlet", "kind", "articles").rows() if len(frame) else []
    for outlet, kind, articles in rows:
        line = counts.setdefault(outlet, {})
        line[kind] = line.get(kind, 0) + articles
        sums[kind] = sums.get(kind, 0) + articles
    known = sorted(
        (kind for kind in sums if kind), key=lambda kind: (-sums[kind], kind)
    )
    unknown: list[str | None] = [None] if None in sums else []
    kinds, rare = [*known[:KINDS], *unknown], known[KINDS:]
    columns: list[Sequence[str | None]] = [(kind,) for kind in kinds]
    columns += [rare] if rare else []

    def join(line: Counts) -> tuple[int, ...]:
        return tuple(sum(line.get(kind, 0) for kind in column) for column in columns)

    return Crosstab(
        kinds=tuple(kinds),
        others=len(rare),
        total=join(sums),
        outlets=tuple(join(counts.get(outlet.key, {})) for outlet in outlets),
    )


def add_up(frame: pl.DataFrame, column: str = "articles") -> int:
    """The sum of a column of counts; 0 without rows."""
    return 0 if frame.is_empty() else int(frame[column].sum())


def tabulate_languages(site: Site, wording: Wording) -> Table:
    """Articles by outlet and language."""
    counted = count_kinds(site.frames.language, site.outlets)
    heads = _name_kinds(counted, wording, "language", "unknown")
    return _tabulate("languages", site, wording, [(counted, heads)])


def tabulate_texts(site: Site, wording: Wording) -> Table:
    """Articles by outlet and what their text is."""
    counted = count_kinds(site.frames.extraction, site.outlets)
    heads = _name_kinds(counted, wording, "text", "unknown")
    return _tabulate("texts", site, wording, [(counted, heads)])


def tabulate_dates(site: Site, wording: Wording) -> Table:
    """Articles by outlet and who states their date; then by doubts about it."""
    frame = site.frames.date_source
    sources = count_kinds(frame, site.outlets)
    doubts = frame if frame.is_empty() else frame.drop_nulls("flag")
    flags = count_kinds(
        doubts if doubts.is_empty() else doubts.with_columns(kind="flag"), site.outlets
    )
    groups = [
        (sources, _name_kinds(sources, wording, "date", "undated")),
        (flags, _name_kinds(flags, wording, "flag", "unknown")),
    ]
    return _tabulate("dates", site, wording, groups)


def name_kind(wording: Wording, group: str, kind: str) -> str:
    """What the reader calls a kind; kinds that we did not name stand as they are."""
    if group == "language":
        return name_language(kind, wording)
    key = f"data.{group}_{re.sub(r'[^a-z]+', '_', kind.lower())}"
    return wording.text(key) if key in load_texts() else write_text(kind)


def _name_kinds(
    crosstab: Crosstab, wording: Wording, group: str, unknown: str
) -> list[str]:
    names = [
        name_kind(wording, group, kind) if kind else wording.text(f"data.{unknown}")
        for kind in crosstab.kinds
    ]
    if crosstab.others:
        names.append(wording.text("data.others", count=crosstab.others))
    return names


def _tabulate(
    name: str,
    site: Site,
    wording: Wording,
    groups: Sequence[tuple[Crosstab, list[str]]],
) -> Table:
    heads = [wording.text("data.outlet_head"), wording.text("data.articles")]
    return Table(
        name=name,
        heads=heads + [head for _, names in groups for head in names],
        rows=list(_write_rows(site.outlets, [table for table, _ in groups], wording)),
    )


def _write_rows(
    outlets: Sequence[Outlet], crosstabs: Sequence[Crosstab], wording: Wording
) -> Iterator[tuple[str, ...]]:
    """All articles, each outlet, and those beyond the first hundred together."""

    def write(
        name: str, chosen: Sequence[Outlet], counts: Sequence[int]
    ) -> tuple[str, ...]:
        articles = sum(outlet.articles for outlet in chosen)
        return (name, *(write_number(wording, n) for n in (articles, *counts)))

    totals = [count for crosstab in crosstabs for count in crosstab.total]
    lines = [
        [count for line in lines for count in line]
        for lines in zip(*(crosstab.outlets for crosstab in crosstabs), strict=True)
    ]
    yield write(wording.text("data.all"), outlets, totals)
    for outlet, line in zip(outlets[:OUTLETS], lines, strict=False):
        yield write(link_outlet(outlet), [outlet], line)
    if rest := outlets[OUTLETS:]:
        counts = [sum(column) for column in zip(*lines[OUTLETS:], strict=True)]
        yield write(wording.text("data.rest", count=len(rest)), rest, counts)
