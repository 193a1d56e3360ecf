import math
import operator
import re
from dataclasses import fields
from importlib.resources import files
from itertools import combinations, pairwise

import pytest

from dashboards.drawing.patterns import draw_status
from dashboards.theme import (
    DARK,
    LIGHT,
    MARKERS,
    OUTLETS_SHOWN,
    SIGNS,
    STRIP_THICK,
    STRIP_THIN,
    Theme,
    find_outlet_colour,
    render_pale,
    render_variables,
)

THEMES = [pytest.param(theme, id=theme.name) for theme in (LIGHT, DARK)]


def split_channels(colour: str) -> list[float]:
    """Linear light of red, green and blue, 0 … 1."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in shares
    ]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 … 21."""
    weights = (0.2126, 0.7152, 0.0722)
    lights = sorted(
        sum(w * c for w, c in zip(weights, split_channels(colour), strict=True))
        for colour in (one, other)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_colour_can_be_read_on_paper(theme: Theme) -> None:
    texts = (
        theme.ink,
        theme.quiet,
        theme.link,
        theme.escalation,
        theme.diplomacy,
        theme.sentiment,
        *theme.outlets,
    )

    assert [text for text in texts if contrast(text, theme.paper) < 4.5] == []


# How much of red, green and blue light the eye confuses at full severity: Machado,
# Oliveira & Fernandes 2009, "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", table of matrices, severity 1.
SIGHTS = {
    "usual sight": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
# Linear light to cone response to OKLab, after Björn Ottosson 2020.
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.793617785, -0.0040720468),
    (1.9779984951, -2.428592205, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.808675766),
)
Matrix = tuple[tuple[float, float, float], ...]


def apply(matrix: Matrix, values: list[float]) -> list[float]:
    return [sum(map(operator.mul, row, values)) for row in matrix]


def see(colour: str, sight: Matrix) -> list[float]:
    """Where the eye sees a colour, in OKLab."""
    cones = apply(TO_CONES, apply(sight, split_channels(colour)))
    return apply(TO_LAB, [max(cone, 0) ** (1 / 3) for cone in cones])


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_outlets_stay_apart_for_colour_blind_readers(theme: Theme, sight: str) -> None:
    seen = [see(colour, SIGHTS[sight]) for colour in theme.outlets]

    assert min(math.dist(*pair) for pair in combinations(seen, 2)) > 0.09


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_escalation_and_diplomacy_are_never_confused(theme: Theme, sight: str) -> None:
    pair = [see(c, SIGHTS[sight]) for c in (theme.escalation, theme.diplomacy)]

    assert math.dist(*pair) > 0.15


@pytest.mark.parametrize("theme", THEMES)
def test_statuses_of_the_strip_differ_in_lightness_step_by_step(theme: Theme) -> None:
    steps = (theme.complete, theme.partial, theme.paper)

    assert all(contrast(one, other) > 1.4 for one, other in pairwise(steps))


@pytest.mark.parametrize("theme", THEMES)
def test_no_article_is_a_thin_line_that_is_seen(theme: Theme) -> None:
    thin, thick = draw_status("n", theme)["width"], draw_status("p", theme)["width"]

    assert (thin, thick) == (STRIP_THIN, STRIP_THICK)
    assert STRIP_THIN < STRIP_THICK / 2
    assert contrast(theme.nothing, theme.paper) > 2


@pytest.mark.parametrize("theme", THEMES)
def test_every_outlet_on_show_has_its_own_colour_and_its_own_shape(
    theme: Theme,
) -> None:
    assert len(set(theme.outlets)) == OUTLETS_SHOWN
    assert len(set(MARKERS)) == len(set(SIGNS)) == OUTLETS_SHOWN
    assert find_outlet_colour(theme, OUTLETS_SHOWN) == theme.other


def test_a_band_is_its_lines_colour_made_pale() -> None:
    assert render_pale("#1b5fa8") == "rgba(27,95,168,0.13)"
    assert render_pale("#1b5fa8", bands=8) == "rgba(27,95,168,0.07)"


def test_the_sheet_uses_only_what_the_theme_defines() -> None:
    sheet = (files("dashboards") / "assets" / "style.css").read_text(encoding="utf-8")

    used = set(re.findall(r"var\((--[\w-]+)\)", sheet))
    defined = set(re.findall(r"(--[\w-]+):", render_variables()))

    assert used - defined == set()
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", sheet) == []


def test_both_themes_define_every_colour_of_the_sheet() -> None:
    light, dark, chosen = render_variables().split("@media")

    singles = {f.name for f in fields(Theme)} - {"name", "outlets"}
    for name in singles:
        assert f"--{name}:{getattr(LIGHT, name)}" in light
        assert f"--{name}:{getattr(DARK, name)}" in dark
        assert f"--{name}:{getattr(DARK, name)}" in chosen
