"""Delivered text to clean prose."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.clean import clean_prose
from analysis.text.datelines import find_dateline
from analysis.text.language import find_language

GOLDEN = Path(__file__).parents[1] / "golden" / "text"
SHARED = Path(os.environ.get("DETENTE_SHARED", "../shared"))
SEED = SHARED / "data" / "seed_article_de.txt"

LINES = st.sampled_from(
    [
        "The talks went on until late in the evening, two diplomats said.",
        "Die Unterhändler sprachen bis zum Abend über den Entwurf des Vertrags.",
        "a line that was cut in the middle of what it wanted to",
        "say, and then went on after a hard wrap at a common width",
        "- Unser Newsletter kostenlos!",
        "• A point of the plan",
        "Read more:",
        "© 2026 Example Daily",
        "Referent Frieden (m/w/d)",
        "&amp;lt;",
        "&am\u200bp;nbsp;",
        "e\u0301\u0000\u202e",
        "***",
        "",
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param(" \n\t\u00a0\ufeff\n", "", id="only white space"),
        pytest.param("\ufeffA\u0000 truce\u200b.", "A truce.", id="BOM, NUL, no width"),
        pytest.param("\u202eA truce.\u202c", "A truce.", id="marks of direction"),
        pytest.param("Waffen\u00adruhe.", "Waffenruhe.", id="soft hyphen"),
        pytest.param("\ud800A truce.", "A truce.", id="half a surrogate pair"),
        pytest.param("Cafe\u0301.", "Café.", id="composed (NFC)"),
        pytest.param("5\u00a0000 \t men.", "5 000 men.", id="one kind of space"),
        pytest.param("Q&amp;A &#8211; now.", "Q&A – now.", id="entities"),
        pytest.param("Q&amp;amp;A now.", "Q&A now.", id="entities of entities"),
        pytest.param("A?b=1&section=2 B.", "A?b=1&section=2 B.", id="no entity"),
        pytest.param("He said ``no.''", 'He said "no."', id="doubled single marks"),
        pytest.param("One.\r\nTwo.", "One.\n\nTwo.", id="a line is a paragraph"),
        pytest.param("One.\n\n\n\nTwo.", "One.\n\nTwo.", id="one empty line"),
        pytest.param("One.\u2028Two.", "One.\n\nTwo.", id="Unicode line separator"),
    ],
)
def test_characters_and_paragraphs(text: str, expected: str) -> None:
    assert clean_prose(text) == expected


@pytest.mark.parametrize("escape", ["amp;", "#38;", "#x26;"])
def test_a_mark_escaped_a_hundred_thousand_times_is_that_mark(escape: str) -> None:
    assert clean_prose(f"Q&{escape * 100_000}A now.") == "Q&A now."


def test_hard_wrapped_text_is_joined() -> None:
    wrapped = (
        "The two delegations met for a second day in the old town hall and\n"
        "spoke about the exchange of prisoners, which both sides had asked\n"
        "for since the spring. No date was set.\n"
        "\n"
        "A third round is to follow in autumn if the cease-\n"
        "fire holds."
    )

    assert clean_prose(wrapped) == (
        "The two delegations met for a second day in the old town hall and spoke about"
        " the exchange of prisoners, which both sides had asked for since the spring."
        " No date was set.\n\n"
        "A third round is to follow in autumn if the cease-fire holds."
    )


def test_lines_that_end_sentences_stay_paragraphs() -> None:
    scraped = (
        "The two delegations met for a second day in the town hall.\n"
        "They spoke about prisoners and about the grain of the south.\n"
        "No date was set for a third round of talks between the two."
    )

    assert clean_prose(scraped) == scraped.replace("\n", "\n\n")


def test_a_line_broken_around_a_link_is_joined() -> None:
    assert clean_prose("The minister\nof defence resigned.") == (
        "The minister of defence resigned."
    )


FIRST = "Die Unterhändler sprachen bis zum Abend über den Entwurf des Vertrags."
LAST = "Am Ende stand kein Ergebnis, aber ein neuer Termin im September."


@pytest.mark.parametrize(
    "line",
    [
        "Anzeige",
        "Advertisement",
        "Story continues below",
        "Lesen Sie auch: Was bisher über den Entwurf bekannt ist",
        "Mehr zum Thema",
        "READ MORE: What is known about the draft so far",
        "What is known about the draft so far Read more",
        "( PHOTOS: The town hall from outside )",
        "Click here for more from our reporters.",
        "Sign up for our daily newsletter",
        "Jetzt abonnieren und nichts mehr übersehen",
        "Follow us on Twitter and Facebook",
        "Share Tweet Email",
        "Teilen · Drucken",
        "© 2026 Example Daily",
        "Copyright 2026 Example Daily. All rights reserved.",
        "Wir verwenden Cookies, um Ihnen bessere Seiten zu zeigen.",
        "Foto: Ole Kern/Example",
        "The hall in May. (Ann Gray/Reuters)",
        "FILE - In this May 3 photo, the hall is empty. (AP Photo/Ann Gray)",
        "Referent für Frieden und Sicherheit (m/w/d) – Berlin",
        "Head of Desk (all genders)",
        "Startseite | Politik | Ausland",
        "Ann Gray contributed to this report.",
        "***",
    ],
)
def test_furniture_is_dropped_within_the_article(line: str) -> None:
    assert clean_prose(f"{FIRST}\n\n{line}\n\n{LAST}") == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "Was nun auf dem Spiel steht",
        "‘No more tests’",
        "2. A treaty of their own",
        "• The army opened fire on a crowd at the border, killing three.",
        "Copyright law is to change, the ministers said.",
        "(c) The parties shall return all prisoners within a month.",
        "Read more than the headline, the envoy told her critics.",
        "Follow-up questions went to Facebook and Twitter.",
        "More than a hundred people came to the square on Friday.",
        "„Unsere Leser schreiben uns jeden Tag“, sagte die Redakteurin der Zeitung.",
        "Die Brücke sei gesperrt, teilte das Ministerium am Abend mit. (dpa)",
        "Die Brücke sei gesperrt, teilte das Amt am Abend mit. Reuters/dpa",
        "“We removed the posts from our feeds and our app,” the network said.",
        "The agency described the scene as follows:",
        "Die Firma sucht Ingenieure (m/w/d) für ihre Werke an der Grenze.",
    ],
)
def test_what_only_looks_like_furniture_is_kept(line: str) -> None:
    text = f"{FIRST}\n\n{line}\n\n{LAST}"

    assert clean_prose(text) == text
    assert clean_prose(f"{LAST}\n\n{line}") == f"{LAST}\n\n{line}"


def test_links_go_with_the_line_that_announces_them() -> None:
    text = f"{FIRST}\n\nRead more:\n\n- The draft\n\n- The envoys\n\n{LAST}"

    assert clean_prose(text) == f"{FIRST}\n\n{LAST}"


def test_the_articles_own_list_stays_behind_a_line_of_links() -> None:
    text = f"{FIRST}\n\nSee related:\n\n• They agreed on a border.\n\n{LAST}"

    assert clean_prose(text) == text.replace("See related:\n\n", "")


def golden_pages() -> list[str]:
    return sorted(path.stem for path in GOLDEN.glob("page_*.txt"))


@pytest.mark.parametrize("name", golden_pages())
def test_a_page_becomes_its_article(name: str) -> None:
    written = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    page, article = written.split("\n===== article =====\n")

    assert clean_prose(page) == article.strip()


@settings(max_examples=300)
@given(st.lists(LINES, max_size=12).map("\n".join) | st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_prose(text)

    assert clean_prose(once) == once


@given(st.text())
def test_clean_prose_is_composed_and_has_no_invisible_characters(text: str) -> None:
    prose = clean_prose(text)
    categories = {unicodedata.category(letter) for letter in prose if letter != "\n"}

    assert categories.isdisjoint({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
    assert unicodedata.is_normalized("NFC", prose)
    assert all(line == " ".join(line.split()) for line in prose.split("\n"))
    assert "\n\n\n" not in prose


@pytest.mark.skipif(
    not SEED.exists(), reason=f"needs {SEED}; set DETENTE_SHARED to the shared folder"
)
def test_the_seed_article_keeps_its_eight_paragraphs_and_nothing_behind() -> None:
    delivered = SEED.read_text(encoding="utf-8")
    own = [line for line in delivered.split("\n") if len(line) > 300][:8]

    prose = clean_prose(delivered)
    dateline = find_dateline(prose)

    assert prose.split("\n\n") == own
    assert prose.endswith("gefunden wird.")
    assert dateline is not None
    assert dateline.place == "WASHINGTON / MÜNCHEN"
    assert dateline.credit == "IT BOLTWISE"
    assert dateline.rest.startswith("Inmitten anhaltender Spannungen")
    assert find_language(prose) == "de"
