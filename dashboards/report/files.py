"""A report as Markdown and as one page of HTML."""

import base64
import hashlib
from importlib.resources import files

from markupsafe import Markup

from dashboards.markdown import escape_markdown
from dashboards.pages.page import TEMPLATES
from dashboards.report.words import Report


def render_report_markdown(report: Report) -> str:
    """The report as Markdown; equal input gives the equal text."""
    return TEMPLATES.get_template("report.md.j2").render(
        report=report,
        # Not HTML: what HTML and Markdown would read is escaped as Markdown has it.
        mark=lambda text: Markup(escape_markdown(text)),  # noqa: S704
    )


def render_report_html(report: Report) -> str:
    """The report as a page that needs no other file and forbids all else."""
    sheet = files("dashboards") / "templates" / "report.css"
    style = Markup(sheet.read_text("utf-8"))  # noqa: S704 our own
    digest = hashlib.sha256(style.encode()).digest()
    return TEMPLATES.get_template("report.html.j2").render(
        report=report, style=style, digest=base64.b64encode(digest).decode()
    )
