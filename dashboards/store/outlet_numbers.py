"""What charts of outlets need besides series: contrasts, sums of stories, weekdays."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import polars as pl

from analysis.measures.student import COVERAGE, t_margin
from dashboards.drawing.payload import render_json
from dashboards.pages.page import Outlet, Site
from dashboards.store.slices import deflate

WEEKDAYS = 7
COUNTS = ("n", "stories", "nn")
SUMS = ("x", "xn", "y", "yn")
# Sums that are mostly those of another name: a story is mostly one article.
REPEATS = {"xn": "x", "yn": "y", "yx": "xy"}
PRODUCTS = ("xx", "yy", "xy", "yx")
_DIGITS = 4


def render_outlet_files(site: Site) -> dict[str, bytes]:
    """What each outlet's page draws besides series, by its place below `data/`."""
    return {
        f"outlets/{outlet.slug}.js": render_numbers(site, outlet)
        for outlet in site.outlets
    }


def render_numbers(site: Site, outlet: Outlet) -> bytes:
    """The outlet's numbers as a script that names them OUTLET, deflated."""
    numbers = deflate(render_json(pack_numbers(site, outlet)).encode())
    return f'"use strict";\nlet OUTLET = "{numbers}";\n'.encode()


def choose_outlet(frame: pl.DataFrame, outlet: Outlet) -> pl.DataFrame:
    """The outlet's rows; a frame that was not handed in has none."""
    if frame.is_empty():
        return pl.DataFrame(schema={"outlet": pl.String, **frame.schema})
    return frame.filter(outlet=outlet.key)


def choose_model(frame: pl.DataFrame, site: Site) -> pl.DataFrame:
    """The rows of the site's model."""
    if frame.is_empty() or "model_id" not in frame.columns:
        return frame
    return frame.filter(model_id=site.facts.model_id)


def find_corrected(site: Site) -> dict[str, set[str]]:
    """By outlet, the questions that gold corrects."""
    found: dict[str, set[str]] = {}
    lines = choose_model(site.frames.correction, site)
    if lines.is_empty():
        return found
    for row in lines.filter(level="outlet").iter_rows(named=True):
        found.setdefault(row["member"], set()).add(row["question"])
    return found


def pack_contrasts(contrasts: pl.DataFrame) -> list[list[object]]:
    """Rows of table contrast, the longest period first: outlet, measure, since, until,
    articles, value, others, difference, low, high, corrected."""
    if contrasts.is_empty():
        return []
    return [
        [
            *(row["outlet"], row["measure"]),
            *(row["since"].isoformat(), row["until"].isoformat(), row["articles"]),
            *(
                round(row[name], _DIGITS)
                for name in ("value", "others", "difference", "low", "high")
            ),
            row["corrected"],
        ]
        for row in contrasts.sort("since", "until", "outlet").iter_rows(named=True)
    ]


def pack_numbers(site: Site, outlet: Outlet) -> dict[str, object]:
    """What `render_numbers` writes, by name."""
    contrasts = choose_outlet(choose_model(site.frames.contrast, site), outlet)
    sums = choose_outlet(site.frames.part_sum, outlet)
    return {
        "key": outlet.key,
        "contrasts": pack_contrasts(contrasts),
        "sums": {} if sums.is_empty() else _pack_sums(sums),
        "agency": _pack_agency(choose_outlet(site.frames.agency, outlet)),
        "weekdays": _pack_weekdays(site, outlet),
    }


def _pack_sums(sums: pl.DataFrame) -> dict[str, dict[str, object]]:
    """By "part/other": `weeks` (Mondays), counts, and by measure the sums, a number a
    week each, without what only repeats another."""
    packed: dict[str, dict[str, object]] = {}
    # Plain lists: a site has thousands of these short columns.
    rows = sums.sort("part", "other", "measure", "week").iter_rows(named=True)
    for (part, other, measure), group in groupby(rows, _find_pair):
        weeks = list(group)
        pair = packed.setdefault(f"{part}/{other}", _pack_weeks(weeks))
        # Those of frames are the sums of escalation.
        names = PRODUCTS if measure == "frames" else SUMS + PRODUCTS
        columns = {name: [week[name] for week in weeks] for name in SUMS + PRODUCTS}
        pair[measure] = {
            name: [round(number, _DIGITS) for number in columns[name]]
            for name in names
            if None not in columns[name]
            if columns[name] != columns.get(REPEATS.get(name, ""))
        }
    return packed


def _find_pair(row: Mapping[str, object]) -> tuple[str, str, str]:
    return str(row["part"]), str(row["other"]), str(row["measure"])


def _pack_weeks(weeks: Sequence[Mapping[str, object]]) -> dict[str, object]:
    counts = {name: [week[name] for week in weeks] for name in COUNTS}
    return {"weeks": [str(week["week"]) for week in weeks], **counts}


def _pack_agency(weeks: pl.DataFrame) -> list[list[object]]:
    """A row a week: its Monday, articles, credited, shared, alone."""
    return [
        [
            row["week"].isoformat(),
            *(row[name] for name in ("articles", "credited", "shared", "alone")),
        ]
        for row in weeks.iter_rows(named=True)
    ]


def _pack_weekdays(site: Site, outlet: Outlet) -> dict[str, list[list[object]]]:
    """By measure: weekday (1 Monday), effect, low, high, days, and how many times as
    far an interval reaches that holds for all seven together (None without one)."""
    effects = choose_model(site.frames.weekday_effect, site)
    packed: dict[str, list[list[object]]] = {}
    if effects.is_empty():
        return packed
    own = effects.filter(level="outlet", member=outlet.key).sort("measure", "weekday")
    for row in own.iter_rows(named=True):
        ends = [row[name] for name in ("effect", "effect_low", "effect_high")]
        packed.setdefault(row["measure"], []).append(
            [
                row["weekday"],
                *(None if end is None else round(end, _DIGITS) for end in ends),
                row["days"],
                _widen(row["days"]) if row["effect_low"] is not None else None,
            ]
        )
    return packed


def _widen(days: int) -> float:
    """Bonferroni's margin for seven over that for one; degrees of freedom as for the
    weekday's own days, which are at most the weeks."""
    degrees = max(days - 1, 1)
    joint = t_margin(1 - (1 - COVERAGE) / WEEKDAYS, degrees)
    return round(joint / t_margin(COVERAGE, degrees), _DIGITS)
