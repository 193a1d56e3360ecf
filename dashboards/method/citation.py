"""How to cite a site's numbers: in a sentence, in BibTeX, and what they are made of."""

import re

import polars as pl
from markupsafe import Markup

from dashboards.pages.page import Site
from dashboards.wording import Wording

_TEX = re.compile(r"[\\{}$&#%_^~]")
_TEX_SIGNS = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


def describe_series(site: Site, wording: Wording, accessed: Markup) -> Markup:
    """The sentence to cite the numbers by; `accessed` stands for the reader's day."""
    return wording.say("cite.series", **_name_origin(site, wording), accessed=accessed)


def list_fields(site: Site, wording: Wording) -> list[tuple[str, str]]:
    """The same as fields of BibTeX, in order."""
    origin = _name_origin(site, wording)
    fields = {
        "author": wording.text("cite.author"),
        "title": wording.text("cite.title", **origin),
        "year": str(site.facts.built_at.year),
        "note": wording.text("cite.note", **origin),
    }
    return [(name, escape_bibtex(value)) for name, value in fields.items()]


def escape_bibtex(text: str) -> str:
    """Text that BibTeX sets as it stands."""
    return _TEX.sub(lambda sign: _TEX_SIGNS.get(sign[0], f"\\{sign[0]}"), text)


def list_marks(site: Site, wording: Wording) -> list[tuple[str, str]]:
    """What a reader needs to have the same: code, model, codebook, run, period."""
    facts = site.facts
    revision = find_revision(site)
    marks = {
        "version": f"detente {facts.code_version}",
        "model": facts.model_id or wording.text("cite.no_model"),
        **({"revision": revision} if revision else {}),
        "codebook": facts.codebook,
        "run": facts.run_id,
        # The day alone: the page stays as it is where nothing else changed.
        "built": wording.date(facts.built_at.date()),
        "period": f"{wording.number(facts.articles)}, {_name_period(site, wording)}",
    }
    return [(wording.text(f"rebuild.{name}"), mark) for name, mark in marks.items()]


def find_revision(site: Site) -> str:
    """The hash of the files of the model in use; "" where it is not known."""
    models = site.frames.model
    if models.is_empty():
        return ""
    found = models.filter(model_id=site.facts.model_id)["revision"]
    return str(found[0]) if len(found) else ""


def _name_origin(site: Site, wording: Wording) -> dict[str, object]:
    facts = site.facts
    gold = _count_gold(site.frames.correction)
    correction = (
        wording.text("cite.corrected", count=gold)
        if gold
        else wording.text("cite.not_corrected")
    )
    return {
        "outlets": wording.text("cite.outlets", count=len(site.outlets)),
        "period": _name_period(site, wording),
        "version": facts.code_version,
        "model": facts.model_id or wording.text("cite.no_model"),
        "codebook": facts.codebook,
        "correction": correction,
        "run": facts.run_id,
        "built": wording.date(facts.built_at.date()),
    }


def _name_period(site: Site, wording: Wording) -> str:
    since, until = site.facts.first_day, site.facts.last_day
    if since is None or until is None:
        return wording.text("cite.no_period")
    return wording.text(
        "cite.period", since=wording.date(since), until=wording.date(until)
    )


def _count_gold(corrections: pl.DataFrame) -> int:
    """Coded sentences behind the corrections: those of the whole are all of them."""
    return max(corrections["gold"].to_list()) if len(corrections) else 0
