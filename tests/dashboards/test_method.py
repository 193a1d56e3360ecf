import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import sync_playwright

from analysis.warehouse.formulas import load_formulas
from dashboards.formulas import parse_formulas
from dashboards.method import FIGURES, read_method, render_method, write_docs
from dashboards.pages import SiteFrames
from dashboards.site import write_site
from tests.conftest import Golden
from tests.dashboards.samples import make_facts, make_site

FORMULAS = parse_formulas(load_formulas())
CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "<script>alert(1)</script>"


def make_gold(outlet: str = "Daily") -> SiteFrames:
    agreement = pl.DataFrame(
        [
            ("", "sentiment", "all", "", "", "alpha", -0.125, -0.3, 0.05, 40),
            ("", "escalation", "all", "", "", "alpha", 0.8, 0.7, 0.9, 40),
            ("", "escalation", "all", "", "", "agreement", 0.9, None, None, 40),
            ("m@1", "escalation", "outlet", outlet, "yes", "f1", 0.75, 0.6, 0.9, 1200),
            (
                "m@1",
                "escalation",
                "outlet",
                outlet,
                "yes",
                "recall",
                None,
                None,
                None,
                0,
            ),
            ("m@1", "sentiment", "all", "", "positive", "f1", 0.5, None, None, 9),
        ],
        schema=[
            *("model_id", "question", "grouping", "member", "class", "figure"),
            *("value", "low", "high", "n"),
        ],
        orient="row",
    )
    correction = pl.DataFrame(
        {
            "model_id": ["tiny@1", "tiny@1"],
            "level": ["outlet", "pooled"],
            "member": [outlet, ""],
            "question": ["diplomacy", "diplomacy"],
            "intercept": [-0.02, 0.03],
            "intercept_var": [0.0004, 0.0001],
            "slope": [0.75, 0.5],
            "slope_var": [0.0025, 0.0001],
            "covariance": [0.0, 0.0],
            "degrees": [60.0, 900.0],
            "gold": [80, 1200],
        }
    )
    return replace(
        make_site({"a": "A-Blatt"}), gold_agreement=agreement, correction=correction
    )


def find_rows(page: str) -> list[list[str]]:
    """The cells of every row of figures, in their words."""
    tables = re.findall(r'<div class="scroll figures.*?</table>', page, re.DOTALL)
    rows = [row for table in tables for row in re.findall("<tr>.*?</tr>", table)]
    return [
        [
            re.sub("<[^>]*>", " ", cell).strip()
            for cell in re.findall("<t[hd].*?</t[hd]>", row)
        ]
        for row in rows
    ]


def test_the_method_has_a_place_for_every_formula_and_figure() -> None:
    places = re.findall(r"\[\[(\w+)\]\]", read_method())

    assert sorted(places) == sorted([*FORMULAS, *FIGURES])


def test_the_docs_show_the_formulas_as_they_are(golden: Golden) -> None:
    golden(Path("docs/method.md").absolute(), write_docs(FORMULAS))


def test_every_formula_is_on_the_page_with_its_meaning() -> None:
    page = render_method(make_site({"a": "A-Blatt"}), make_facts(), FORMULAS)

    assert re.findall(r'<figure class="formula" id="(\w+)">', page) == [
        place
        for place in re.findall(r"\[\[(\w+)\]\]", read_method())
        if place in FORMULAS
    ]
    assert "<code>find_mean</code> of <span><math><mi>T</mi></math>" in page
    assert '<math display="block"><mrow><mi>mean</mi><mo>=</mo>' in page


def test_without_gold_the_page_says_how_to_get_it() -> None:
    page = render_method(make_site({"a": "A-Blatt"}), make_facts(), FORMULAS)

    assert find_rows(page) == []
    assert page.count("draw sentences with <code>detente sample --n") == 3


def test_what_gold_shows_is_on_the_page() -> None:
    page = render_method(make_gold(), make_facts(), FORMULAS)

    assert find_rows(page) == [
        ["Sentences", "Question", "Alpha", "Agreement"],
        ["All", "Escalation", "0.80 0.70 … 0.90 · n 40", "0.90 n 40"],
        ["All", "Sentiment", "−0.12 −0.30 … 0.05 · n 40", "–"],
        ["Sentences", "Answer", "Precision", "Recall", "F1", "Share"],
        ["All", "Sentiment: positive", "–", "–", "0.50 n 9", "–"],
        ["Outlet Daily", "Escalation", "–", "–", "0.75 0.60 … 0.90 · n 1,200", "–"],
        ["Sentences", "Question", "Intercept α", "Slope β", "Coded sentences"],
        ["All articles", "Diplomacy", "0.030 ± 0.010", "0.500 ± 0.010", "1,200"],
        ["Outlet Daily", "Diplomacy", "−0.020 ± 0.020", "0.750 ± 0.050", "80"],
    ]


def test_a_hostile_outlet_cannot_leave_its_cell() -> None:
    page = render_method(make_gold(HOSTILE), make_facts(), FORMULAS)

    assert "<script" not in page
    assert "Outlet &lt;script&gt;" in page


def test_nothing_foreign_and_nothing_inline_is_in_the_page() -> None:
    page = render_method(make_gold(), make_facts(), FORMULAS)

    assert re.findall(r"https?://|\s(?:on\w+|style)=|\.md\b", page) == []
    assert "default-src 'none'" in page
    assert 'href="index.html"' in page


@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs a browser")
@pytest.mark.parametrize("width", [1440, 390])
def test_a_browser_draws_every_formula_within_the_page(
    tmp_path: Path, width: int
) -> None:
    complaints: list[str] = []
    index = write_site(tmp_path, make_gold(), make_facts())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(index.with_name("method.html").as_uri())
        sizes = page.evaluate(
            "[...document.querySelectorAll('figure math[display]')]"
            ".map(m => m.getBoundingClientRect()).map(b => Math.min(b.width, b.height))"
        )
        across = page.evaluate("document.documentElement.scrollWidth")
        browser.close()

    assert complaints == []
    assert len(sizes) == len(FORMULAS)
    assert min(sizes) > 10
    assert across == width
