"""What all pages share: the site they show, their templates, the versions of assets."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis.scoring.tasks import find_measures
from dashboards.frames import SiteFacts, SiteFrames
from dashboards.theme import render_variables
from dashboards.wording import LANGUAGES, Wording, render_script
from dashboards.words import clean_name

PAGES = ("index", "trends", "outlets", "evidence", "compare", "data", "method", "sql")
MEASURES = ("escalation", "diplomacy", "balance", "intensity", "sentiment")
SCRIPTS = (
    "words.js",
    "store.js",
    "view.js",
    "period.js",
    "picker.js",
    "controls.js",
    *("drawing.js", "hover.js", "axes.js", "labels.js", "strokes.js", "marks.js"),
    *("grids.js", "heat.js", "dots.js", "figures.js"),
    *("student.js", "pooled.js", "titles.js"),
    *("pointing.js", "rows.js", "saving.js", "panel.js"),
)
TEMPLATES = Environment(
    loader=PackageLoader("dashboards"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_SLUG_LENGTH = 40
# How a name ends that may be taken by an outlet with digits of its key.
_DIGITS = re.compile(r"-[0-9a-f]{6}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet as pages name it; `slug` is unique on the site and safe in file names.
    Texts are clean of control characters; `country` and `language` may be unknown."""

    key: str
    name: str
    slug: str
    country: str | None
    language: str | None
    articles: int
    undated: int

    @property
    def page(self) -> str:
        """The file of its page."""
        return f"outlet-{self.slug}.html"


@dataclass(frozen=True, kw_only=True)
class Site:
    """What every page is rendered from."""

    frames: SiteFrames
    facts: SiteFacts

    @cached_property
    def outlets(self) -> tuple[Outlet, ...]:
        """All outlets, those with most articles first."""
        if self.frames.outlet.is_empty():
            return ()
        ordered = self.frames.outlet.sort(
            ["articles", "outlet"], descending=[True, False]
        )
        slugs = find_slugs(dict(ordered.select("outlet", "name").iter_rows()))
        return tuple(
            Outlet(
                key=row["outlet"],
                name=clean_name(row["name"]),
                slug=slugs[row["outlet"]],
                country=clean_name(row["country"]) if row["country"] else None,
                language=row["language"],
                articles=row["articles"],
                undated=row["undated"],
            )
            for row in ordered.iter_rows(named=True)
        )

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """The measures that the model gives, in the order of pages."""
        return list_measures(self.facts.task)


def list_measures(task: str) -> tuple[str, ...]:
    """The measures that a model of this task gives, in the order of pages."""
    found = find_measures(task)
    return tuple(
        name
        for name in MEASURES
        if name in found or (name == "intensity" and "balance" in found)
    )


def find_slugs(names: Mapping[str, str]) -> dict[str, str]:
    """Each outlet's name for files and addresses, by its key: small ASCII letters,
    digits, hyphens of its name. Where there are none, or several outlets have the same,
    digits of the key's SHA-256 follow, so that the others never change an address."""
    stems = {key: _find_stem(name) for key, name in names.items()}
    shared = Counter(stems.values())
    return {
        key: stem
        if stem and shared[stem] == 1 and not _DIGITS.search(stem)
        else f"{stem or 'outlet'}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"
        for key, stem in stems.items()
    }


def _find_stem(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_SLUG_LENGTH].strip("-")


def render_page(
    template: str, site: Site, wording: Wording, page: str, **context: object
) -> str:
    """A page that extends `page.html.j2`; `page` is its file's name without ending.

    Templates have `site`, `facts`, `say` and `text` of the wording, `wording`, `root`
    (the way to the site's folder), `asset(name)` and what `context` adds.
    """
    root = "" if wording.language == LANGUAGES[0] else "../"
    return TEMPLATES.get_template(template).render(
        site=site,
        facts=site.facts,
        wording=wording,
        say=wording.say,
        text=wording.text,
        page=page,
        pages=PAGES,
        root=root,
        others=[
            (language, "" if language == LANGUAGES[0] else f"{language}/")
            for language in LANGUAGES
        ],
        scripts=[f"wording.{wording.language}.js", *SCRIPTS],
        asset=lambda name: f"{root}assets/{name}?v={find_version(name)}",
        **context,
    )


def read_assets() -> Iterator[tuple[str, bytes]]:
    """Every file of `assets/` that the site needs, with its content."""
    for entry in sorted((files("dashboards") / "assets").iterdir(), key=str):
        if entry.name.endswith((".js", ".css", ".txt")) and "coding" not in entry.name:
            yield entry.name, read_asset(entry.name)
    for language in LANGUAGES:
        yield f"wording.{language}.js", read_asset(f"wording.{language}.js")


def read_asset(name: str) -> bytes:
    """An asset as the site has it; the wordings and the theme's part are made here."""
    if name.startswith("wording."):
        return render_script(name.split(".")[1]).encode()
    content = (files("dashboards") / "assets" / name).read_bytes()
    return render_variables().encode() + content if name == "style.css" else content


@cache
def find_version(asset: str) -> str:
    """What an asset's address ends in, so that a browser keeps no older one."""
    return hash_content(read_asset(asset))


def hash_content(content: bytes) -> str:
    """Eight digits that tell contents apart."""
    return hashlib.sha256(content).hexdigest()[:8]
