import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from analysis.scoring.registry import find_model
from analysis.warehouse.formulas import load_formulas
from dashboards.frames import SiteFrames
from dashboards.method.card import find_carded, list_card, read_card
from dashboards.method.citation import escape_bibtex
from dashboards.method.docs import INSTEAD, write_docs
from dashboards.method.formulas import parse_formulas
from dashboards.method.rebuilding import list_commands
from dashboards.method.words import (
    FIGURES,
    list_headings,
    read_meanings,
    split_method,
)
from dashboards.pages.method import render_method
from dashboards.pages.page import Site
from dashboards.wording import LANGUAGES, Wording
from tests.conftest import Golden
from tests.dashboards.samples import (
    Row,
    make_corrections,
    make_facts,
    make_frame,
    make_outlets,
    make_site,
)

FORMULAS = parse_formulas(load_formulas())
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
            " ".join(re.sub("<[^>]*>", " ", cell).split())
            for cell in re.findall("<t[hd].*?</t[hd]>", row)
        ]
        for row in rows
    ]


def render(frames: SiteFrames, language: str = "en", **facts: object) -> str:
    site = Site(frames=frames, facts=replace(make_facts(), **facts))  # type: ignore[arg-type]
    return render_method(site, Wording(language))


def read_words(page: str) -> str:
    return " ".join(re.sub("<[^>]*>", "", page).split())


# ---- the words -----------------------------------------------------------------------


def test_the_method_has_a_place_for_every_formula_and_figure() -> None:
    assert sorted(split_method()[1::2]) == sorted([*FORMULAS, *FIGURES])
    assert sorted(INSTEAD) == sorted(FIGURES)


def test_the_german_method_has_the_same_places_in_the_same_order() -> None:
    assert split_method("de")[1::2] == split_method()[1::2]


def test_the_german_method_has_the_same_headings_tables_and_figures() -> None:
    # Tables by rows, then what is written as code, and years and shares of the sources.
    def outline(text: str) -> list[object]:
        heads = re.findall(r"^(#+) ", text, re.MULTILINE)
        rows = [line.count("|") for line in text.splitlines() if line.startswith("|")]
        files = re.findall(r"`[\w./]+\.(?:py|sql|csv|json)`", text)
        years = re.findall(r"\b(?:19|20)\d\d\b", text)
        return [heads, rows, files, years, len(re.findall(r"^- ", text, re.MULTILINE))]

    assert outline("".join(split_method("de"))) == outline("".join(split_method()))


def test_a_link_to_a_heading_holds_in_both_languages() -> None:
    english, german = (list_headings(Wording(name)) for name in LANGUAGES)

    assert [found.place for found in english] == [found.place for found in german]
    assert len({found.place for found in english}) == len(english)
    assert [str(german[1].words), german[1].place] == [
        "Was gemessen wird",
        "what-is-measured",
    ]


def test_the_docs_show_the_formulas_as_they_are(golden: Golden) -> None:
    golden(Path("docs/method.md").absolute(), write_docs(FORMULAS))


def test_every_formula_has_its_meaning_in_german() -> None:
    assert sorted(read_meanings("de")) == sorted(FORMULAS)


# ---- formulas ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_is_on_the_page(language: str) -> None:
    page = render(make_site({"a": "A-Blatt"}), language)

    assert re.findall(r'<figure class="formula" id="(\w+)">', page) == [
        place for place in split_method()[1::2] if place in FORMULAS
    ]
    assert '<math display="block"><mrow><mi>mean</mi><mo>=</mo>' in page


def test_formulas_speak_the_language_of_the_page() -> None:
    english = render(make_site({"a": "A-Blatt"}))
    german = render(make_site({"a": "A-Blatt"}), "de")

    def words(page: str) -> set[str]:
        return {
            text.replace("\u00a0", " ").strip()
            for text in re.findall("<mtext>(.*?)</mtext>", page)
        }

    assert words(english) == {
        *("if", "or", "otherwise", "unknown"),
        *("is known", "entry", "of the table of 30"),
    }
    assert words(german) == {
        *("falls", "oder", "sonst", "unbekannt"),
        *("bekannt ist", "Eintrag", "der Tabelle von 30"),
    }
    assert "<code>find_mean</code> of <span><math><mi>T</mi></math>" in english
    assert "<code>find_mean</code> aus <span><math><mi>T</mi></math>" in german


# ---- gold ----------------------------------------------------------------------------


def test_without_gold_the_page_says_how_to_get_it() -> None:
    page = render(make_site({"a": "A-Blatt"}))

    assert find_rows(page) == []
    assert page.count("draw some with <code>detente sample --n") == 3


def test_what_gold_shows_is_on_the_page() -> None:
    assert find_rows(render(make_gold())) == [
        ["Sentences", "Question", "Alpha", "Agreement"],
        ["All", "Escalation", "0.80 0.70 … 0.90 · n 40", "0.90 n 40"],
        ["All", "Sentiment", "−0.12 −0.30 … 0.05 · n 40", "–"],
        ["Sentences", "Answer", "Precision", "Recall", "F1", "Share"],
        ["All", "Sentiment: positive", "–", "–", "0.50 n 9", "–"],
        ["Outlet: Daily", "Escalation", "–", "–", "0.75 0.60 … 0.90 · n 1,200", "–"],
        ["Sentences", "Question", "Intercept α", "Slope β", "Coded sentences"],
        ["All articles", "Diplomacy", "0.030 ± 0.010", "0.500 ± 0.010", "1,200"],
        ["Outlet: Daily", "Diplomacy", "−0.020 ± 0.020", "0.750 ± 0.050", "80"],
    ]


def test_what_gold_shows_is_written_as_germans_write_it() -> None:
    rows = find_rows(render(make_gold(), "de"))

    assert rows[0] == ["Sätze", "Frage", "Alpha", "Übereinstimmung"]
    assert rows[2] == ["Alle", "Tonalität", "−0,12 −0,30 … 0,05 · n 40", "–"]
    assert rows[5][:2] == ["Medium: Daily", "Eskalation"]
    assert rows[5][4] == "0,75 0,60 … 0,90 · n 1.200"


# ---- the model -----------------------------------------------------------------------


def test_the_card_of_the_bundled_model_has_its_figures_by_language_and_source() -> None:
    card = """
Measured on `tiny@1`. F1 …

| framing | n | escalation F1 | diplomacy F1 | macro-F1 | accuracy | alpha |
| --- | --- | --- | --- | --- | --- | --- |
| codebook_dev.jsonl | 1,220 | .817 (.784–.846) | .809 (.764–.848) | .8 | .8 | .7 |
| … de | 606 | .819 (.777–.858) | .851 (.794–.899) | .8 | .8 | .7 |
| … sure: true | 606 | .9 (.8–.9) | .9 (.8–.9) | .8 | .8 | .7 |
| other.jsonl | 8 | .500 | 1.000 | .8 | .8 | .7 |
| … source: UN | 8 | – | .500 (.250–.710) | .8 | .8 | .7 |

|  | calibration error of escalation | calibration error of diplomacy |
| --- | --- | --- |
| codebook_dev.jsonl | .060 → .025 | .034 → .015 |

| sentiment | n | negative F1 | neutral F1 | positive F1 | macro-F1 | accuracy | alpha |
| --- | --- | --- | --- | --- | --- | --- | --- |
| codebook_dev.jsonl | 1,220 | .8 | .7 | .6 | .724 (.688–.758) | .7 | .5 |
"""

    assert find_carded(card) == "tiny@1"
    assert [
        (row.group, row.subject, *(f"{f.value} {f.note}".strip() for f in row.figures))
        for row in list_card(card, Wording("de"))
    ] == [
        (
            *("Nachrichten, nach diesem Codebuch", "Alle", "1.220"),
            *("0,82 0,78 … 0,85", "0,81 0,76 … 0,85", "0,72 0,69 … 0,76"),
        ),
        (
            *("Nachrichten, nach diesem Codebuch", "Deutsch", "606"),
            *("0,82 0,78 … 0,86", "0,85 0,79 … 0,90", "–"),
        ),
        ("other.jsonl", "Alle", "8", "0,50", "1,00", "–"),
        ("other.jsonl", "UN", "8", "–", "0,50 0,25 … 0,71", "–"),
    ]


def test_figures_are_shown_of_the_model_they_were_measured_on() -> None:
    bundled = find_model("bundled").model_id
    frames = make_site({"a": "A-Blatt"})

    assert find_carded(read_card()) == bundled
    rows = find_rows(render(frames, model_id=bundled))
    assert rows[1][:3] == ["News, by this codebook", "All", "1,220"]
    other = read_words(render(frames, model_id="ours@1"))
    assert "These pages show ours@1, of which no figures are at hand" in other
    assert f"the bundled model {bundled}" in other


# ---- citing and rebuilding -----------------------------------------------------------


def test_the_citation_names_what_the_numbers_are_made_of() -> None:
    page = render(make_site({"a": "A-Blatt", "b": "B-Bote"}))

    assert (
        "Escalation, diplomacy and sentiment in 2 outlets, 5 Jan 2026 to 1 Mar 2026 "
        "[data set]. Computed with Detente 0.1.0, model tiny@1, codebook 1, not "
        "corrected by coded sentences; run r-1, 2 Mar 2026. Accessed the day you read "
        "this." in read_words(page)
    )
    assert "note = {Computed with Detente 0.1.0, model tiny@1, codebook 1, not" in page


def test_the_citation_says_by_how_many_coded_sentences_values_are_corrected() -> None:
    frames = replace(make_site({"a": "A"}), correction=make_corrections(["a"]))

    german = read_words(render(frames, "de"))
    assert "Codebuch 1, korrigiert durch 412 codierte Sätze; Lauf r-1" in german


def test_bibtex_sets_signs_as_they_stand() -> None:
    assert escape_bibtex("a_b 5 % {x} \\ ~ ^") == (
        r"a\_b 5 \% \{x\} \textbackslash{} \~{} \^{}"
    )


def test_a_number_is_rebuilt_from_its_articles_by_a_command() -> None:
    week = date(2026, 1, 5)
    frames = replace(
        make_site({"D'Or $1": "D'Or"}),
        outlet_week=make_frame([Row(outlet="D'Or $1", at=week)], "week"),
        outlet=make_outlets({"D'Or $1": "D'Or"}),
    )

    commands = list_commands(Site(frames=frames, facts=make_facts()), Wording())

    assert commands[1].about == (
        "One of them from its articles: D&#39;Or, week of 5 Jan 2026, escalation by "
        "the model alone 0.30, out of 4 articles:"
    )
    assert commands[1].line == (
        'detente sql "SELECT count(*), avg(escalation) FROM article_score WHERE '
        "model_id = 'tiny@1' AND outlet = 'D''Or \\$1' AND "
        "date_trunc('week', published_on) = '2026-01-05'\""
    )


def test_without_a_whole_week_no_number_is_rebuilt() -> None:
    frames = replace(
        make_site({"a": "A"}),
        outlet_week=make_frame(
            [Row(outlet="a", at=date(2026, 1, 5), status="partial")], "week"
        ),
    )

    commands = list_commands(Site(frames=frames, facts=make_facts()), Wording())

    assert [c.line for c in commands if "avg" in c.line] == []


# ---- what must never happen ----------------------------------------------------------


def test_a_hostile_outlet_cannot_leave_its_cell() -> None:
    page = render(make_gold(HOSTILE), run_id=HOSTILE, model_id=HOSTILE)

    assert HOSTILE not in page
    assert "Outlet: &lt;script&gt;" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_foreign_and_nothing_inline_is_in_the_page(language: str) -> None:
    page = render(make_gold(), language)

    assert re.findall(r"https?://|\s(?:on\w+|style)=|\.md\b|\[\[", page) == []
    assert "default-src 'none'" in page


def test_an_empty_warehouse_has_a_method_too() -> None:
    frames = make_site({})

    page = render(frames, first_day=None, last_day=None, articles=0, model_id=None)

    assert "in 0 outlets, undated" in read_words(page)
