"""What the docs show is what the project does."""

import argparse
import re
from pathlib import Path

import pytest

from analysis.scoring.registry import BUNDLED, find_model
from flows.cli import build_parser
from flows.settings import parse_settings, read_settings
from flows.training.card import replace_measured
from tests.conftest import Golden

PAGES = [Path("README.md"), *sorted(Path("docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def commands() -> set[str]:
    (subparsers,) = (
        action
        for action in build_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return set(subparsers.choices)


def test_the_readme_lists_every_command() -> None:
    rows = re.findall(r"^\| (`.*?) \| ", Path("README.md").read_text("utf-8"), re.M)
    named = {name.split()[0] for row in rows for name in re.findall(r"`(.*?)`", row)}

    assert named == commands()


def test_the_makefile_has_the_two_commands_of_the_readme() -> None:
    shown = re.findall(r"^make (\w+)$", Path("README.md").read_text("utf-8"), re.M)
    makefile = Path("Makefile").read_text(encoding="utf-8")

    assert shown == ["run", "test"]
    assert [name for name in shown if not re.search(rf"^{name}:", makefile, re.M)] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_config_shown_is_one(page: Path) -> None:
    for block in blocks(page, "toml"):
        parse_settings(block, Path("/shown/detente.toml"))


@pytest.mark.parametrize("name", ["detente.toml", "public-feeds.toml"])
def test_the_configs_that_ship_are_right(name: str) -> None:
    settings = read_settings(Path("examples") / name)

    named = {source.outlet for source in settings.sources if source.outlet}
    assert named <= {outlet.outlet for outlet in settings.outlets}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_between_the_docs_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(((?!http)[^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_model_card_holds_what_was_measured_on_the_bundled_model(
    golden: Golden,
) -> None:
    page = Path("docs/model-card.md").resolve()
    card = page.read_text(encoding="utf-8")
    measured = (BUNDLED / "model-card.md").read_text(encoding="utf-8")

    golden(page, replace_measured(card, measured))

    assert find_model("bundled").model_id in measured
