"""The files of `data/`: what there is on the site, and what pages may ask for."""

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
import numpy.typing as npt
import polars as pl

from dashboards.drawing.payload import pack_look
from dashboards.events import Event
from dashboards.pages.page import Site, hash_content, list_measures
from dashboards.store.outline import STEPS, Member, Outline
from dashboards.store.slices import render_call, render_slices
from dashboards.words import clean_name

_EMPTY = "."
LINE = (*("intercept", "slope", "intercept_var", "slope_var", "covariance", "degrees"),)


def render_data(site: Site, evidence: Mapping[str, bytes]) -> dict[str, bytes]:
    """All files by their place below `data/`, `site.js` last.

    `evidence` has those of sentences, "evidence/<slug>.<month>.js", which `site.js`
    lists with the others.
    """
    outline = Outline(site=site)
    slices = dict(render_slices(outline))
    contents = pack_contents(outline, slices, evidence)
    return {**slices, **evidence, "site.js": render_call("keepSite", contents)}


def pack_contents(
    outline: Outline, slices: Mapping[str, bytes], evidence: Mapping[str, bytes]
) -> dict[str, object]:
    """What `site.js` says; of each file so much of its hash as tells versions apart."""
    facts = outline.site.facts
    return {
        "version": facts.code_version,
        "builtAt": facts.built_at.isoformat(),
        "outline": outline.version,
        "first": outline.calendar.first.isoformat(),
        "weeks": outline.calendar.weeks,
        "days": outline.calendar.count("day"),
        "members": [pack_member(member) for member in outline.members],
        "topics": [clean_name(topic) for topic in outline.topics],
        "models": [
            {
                "id": model,
                "task": task,
                "measures": list_measures(task),
                "collection": pack_collection(outline, model),
                "corrections": pack_corrections(outline, model),
                "slices": find_versions(slices, f"{number}/"),
            }
            for number, (model, task) in enumerate(outline.models)
        ],
        "changes": pack_changes(outline),
        "events": [pack_event(event) for event in facts.events],
        "evidence": _nest(find_versions(evidence, "evidence/")),
        "look": pack_look(),
    }


def pack_member(member: Member) -> dict[str, object]:
    """What is known of a member."""
    return {name: value for name, value in asdict(member).items() if value is not None}


def pack_collection(outline: Outline, model: str) -> dict[int, dict[str, object]]:
    """By outlets (and all outlets together) a letter for each day and week: complete,
    partial, missing, "." where the warehouse has no row; and missing days a week."""
    rows = outline.site.frames.collection
    if rows.is_empty():
        return {}
    packed: dict[int, dict[str, object]] = {}
    of_model = rows.filter(model_id=model).partition_by(
        "level", "member", "grain", as_dict=True, maintain_order=True
    )
    for (level, key, grain), part in of_model.items():
        place = outline.find_member(str(level), str(key))
        if place is None:
            continue
        held = packed.setdefault(place, {})
        places = _find_places(part, outline, str(grain))
        letters = np.full(outline.calendar.count(str(grain)), _EMPTY)
        letters[places] = part["status"].str.head(1).to_numpy()
        held[str(grain)] = "".join(letters.tolist())
        if grain == "week":
            missing = np.zeros(outline.calendar.weeks, np.int64)
            missing[places] = part["days_missing"].to_numpy()
            held["daysMissing"] = missing.tolist()
    return packed


def _find_places(
    rows: pl.DataFrame, outline: Outline, grain: str
) -> npt.NDArray[np.int64]:
    days = (rows["period"] - outline.calendar.first).dt.total_days().to_numpy()
    return days // STEPS[grain]


def pack_corrections(outline: Outline, model: str) -> dict[int, dict[str, object]]:
    """By members and questions the line that corrects them, in the order of `LINE`."""
    frames = outline.site.frames
    is_used = model == outline.models[0][0]
    rows = frames.correction if is_used else frames.other_correction
    packed: dict[int, dict[str, object]] = {}
    if rows.is_empty():
        return packed
    for row in rows.filter(model_id=model).iter_rows(named=True):
        place = outline.find_member(row["level"], row["member"])
        if place is not None:
            line = [float(f"{row[name]:.6g}") for name in LINE]
            packed.setdefault(place, {})[row["question"]] = line
    return packed


def pack_changes(outline: Outline) -> list[dict[str, object]]:
    """The change points of members that the site has, with their interval of weeks."""
    found = outline.site.frames.change_point
    return [
        {
            "member": outline.find_member(row["level"], row["member"]),
            "measure": row["measure"],
            "week": row["week"].isoformat(),
            "low": row["week_low"].isoformat(),
            "high": row["week_high"].isoformat(),
            "before": round(row["before"], 4),
            "after": round(row["after"], 4),
            "weeksBefore": row["weeks_before"],
            "weeksAfter": row["weeks_after"],
        }
        for row in found.iter_rows(named=True)
        if outline.find_member(row["level"], row["member"]) is not None
    ]


def pack_event(event: Event) -> dict[str, object]:
    """An event, its name clean; without an end it is of one day."""
    packed: dict[str, object] = {
        "on": event.on.isoformat(),
        "name": clean_name(event.name),
    }
    if event.until:
        packed["until"] = event.until.isoformat()
    if event.outlets:
        packed["outlets"] = list(event.outlets)
    return packed


def find_versions(written: Mapping[str, bytes], folder: str) -> dict[str, str]:
    """The version of each file in a folder, by its name there without ending."""
    return {
        name.removeprefix(folder).removesuffix(".js"): hash_content(content)
        for name, content in sorted(written.items())
        if name.startswith(folder)
    }


def _nest(versions: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """`{"slug.2026-09": version}` as slugs with their months."""
    nested: dict[str, dict[str, str]] = {}
    for name, version in versions.items():
        slug, _, month = name.rpartition(".")
        nested.setdefault(slug, {})[month] = version
    return nested
