"""What publishing leaves on the run's page in Prefect: the site, the day, a summary."""

import logging
from collections.abc import Callable
from pathlib import Path

import httpx
from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_table_artifact,
)
from prefect.exceptions import PrefectException

from dashboards.pages.page import Site
from dashboards.pages.today import Today
from dashboards.today.summary import list_outlets, render_summary
from dashboards.wording import Wording

log = logging.getLogger("detente")


def leave_artifacts(page: Path, site: Site) -> None:
    """Leave a link to the site's first page, the table of the day and a summary.

    Where Prefect's API refuses one, the log says so and the run goes on.
    """
    today = Today(site=site, wording=Wording())
    rows = list_outlets(today)
    leave(
        "site",
        lambda: create_link_artifact(page.as_uri(), "Detente", key="detente-site"),
    )
    if rows:
        leave("day", lambda: create_table_artifact(rows, key="detente-day"))
    leave(
        "summary",
        lambda: create_markdown_artifact(render_summary(today), key="detente-summary"),
    )


def leave(name: str, create: Callable[[], object]) -> None:
    """Create an artifact; where that fails for Prefect or the network, say so."""
    try:
        create()
    except (PrefectException, httpx.HTTPError) as error:
        log.warning("No artifact %s on the run's page: %s", name, error)
