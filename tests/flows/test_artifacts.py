"""What publishing leaves on the run's page; test_run.py looks for it in Prefect."""

import logging

import httpx
import pytest

from dashboards.pages.page import Site
from dashboards.pages.today import Today
from dashboards.today.summary import list_outlets, render_summary
from dashboards.wording import Wording
from flows.artifacts import leave
from tests.dashboards.newsroom import load_site, open_newsroom


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    with open_newsroom(tmp_path_factory.mktemp("artifacts")) as warehouse:
        return load_site(warehouse)


def test_the_summary_begins_with_the_headline(site: Site) -> None:
    lines = render_summary(Today(site=site, wording=Wording())).splitlines()

    assert lines[0] == "# Daily carried more escalation: 0.57 after 0.38"
    moved = "- Escalation moved beyond chance in all outlets together, and at 1 of 2 "
    assert f"{moved}taken singly" in lines
    assert "> Sentence 7700. (Daily, 0.90)" in lines
    assert lines[-1].startswith("- No source has failed or fallen silent")


def test_the_table_has_a_row_an_outlet_and_no_head_twice(site: Site) -> None:
    rows = list_outlets(Today(site=site, wording=Wording()))

    assert [row["Outlet"] for row in rows] == [
        "All outlets together",
        "Daily",
        "Herald",
        "Weekly",
    ]
    assert {len(row) for row in rows} == {14}
    assert rows[1]["Beyond chance?"] == "yes"


def test_where_the_api_does_not_answer_the_run_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Nothing listens on the discard port.
    with caplog.at_level(logging.WARNING, "detente"):
        leave("site", lambda: httpx.get("http://127.0.0.1:9/api"))

    assert "No artifact site on the run's page: " in caplog.text
