"""The coding page: one file that shows sentences and keeps a coder's answers.

It holds everything it needs and asks no network, so that it can be handed to coders by
mail or stick; the answers leave it as a coding sheet (`dashboards.coding.sheets`).
"""

import base64
import hashlib
from importlib.resources import files

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from dashboards.coding.sheets import COLUMNS, clean_text, write_hash
from dashboards.drawing.payload import render_json
from dashboards.theme import render_variables

LANGUAGES = ("en", "de")
_SCRIPTS = ("coding_words.js", "coding_sheet.js", "coding.js")
_TEMPLATES = Environment(
    loader=PackageLoader("dashboards"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_coding_page(items: pl.DataFrame, sample_id: str) -> str:
    """The page as HTML, for rows of item, text_hash, language (or None) and text.

    Rows are shown in their order. Nothing else about a sentence is in the page: not
    its outlet, day, neighbours or the model's answer, since coders answer from the
    sentence alone. Whatever a text holds, it is shown as text.
    """
    style = render_variables() + _read_asset("coding.css")
    scripts = [_read_asset(name) for name in _SCRIPTS]
    return _TEMPLATES.get_template("coding.html.j2").render(
        sample_id=sample_id,
        count=len(items),
        # Our own files, and JSON that is escaped for its element.
        style=Markup(style),  # noqa: S704
        scripts=[Markup(script) for script in scripts],  # noqa: S704
        payload=Markup(_render_payload(items, sample_id)),  # noqa: S704
        codebooks={
            language: Markup(_render_codebook(language))  # noqa: S704
            for language in LANGUAGES
        },
        style_digest=_digest(style),
        script_digests=[_digest(script) for script in scripts],
    )


def _render_payload(items: pl.DataFrame, sample_id: str) -> str:
    content = {
        "sample": sample_id,
        "columns": COLUMNS,
        "items": [
            {
                "item": row["item"],
                "hash": write_hash(row["text_hash"]),
                "language": row["language"] or "",
                "text": clean_text(row["text"]),
            }
            for row in items.iter_rows(named=True)
        ],
    }
    return render_json(content)


def _render_codebook(language: str) -> str:
    written = _read_asset(f"codebook_{language}.md")
    rendered: str = MarkdownIt("commonmark").render(written)
    return rendered


def _read_asset(name: str) -> str:
    return (files("dashboards") / "assets" / name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    """What the page's policy lets run: this content and no other."""
    digest = hashlib.sha256(content.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()
