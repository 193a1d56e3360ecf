"""Paragraphs and articles to sentences."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.records import Article, Sentence
from analysis.text.abbreviations import INNER
from analysis.text.hashes import hash_text
from analysis.text.sentences import split_article, split_sentences

GOLDEN = Path(__file__).parents[1] / "golden" / "text"

MARKS = ".!?…,;:„“”»«\"'‚‘’()-–"
PROSE = st.text(alphabet="aAbZäÖß19 \n\u00a0他。" + MARKS, max_size=80)


def golden_cases(language: str) -> list[object]:
    """Read the cases: a name, a paragraph behind ">", its sentences line by line."""
    written = (GOLDEN / f"sentences_{language}.txt").read_text(encoding="utf-8")
    cases: list[object] = []
    for block in written.strip().split("\n\n"):
        name, paragraph, *sentences = block.split("\n")
        cases.append(
            pytest.param(
                paragraph.removeprefix("> "),
                language,
                sentences,
                id=f"{language}: {name}",
            )
        )
    return cases


@pytest.mark.parametrize(
    ("paragraph", "language", "expected"),
    [case for language in sorted(INNER) for case in golden_cases(language)],
)
def test_hard_borders(paragraph: str, language: str, expected: list[str]) -> None:
    assert split_sentences(paragraph, language) == expected


@pytest.mark.parametrize(
    ("paragraph", "language", "expected"),
    [
        pytest.param("", "en", [], id="an empty paragraph has none"),
        pytest.param("  \n ", "en", [], id="white space has none"),
        pytest.param("One. Two.", None, ["One.", "Two."], id="language unknown"),
        pytest.param("One. Two.", "xx", ["One.", "Two."], id="language unheard of"),
        pytest.param("他走了。我来了。", "zh", ["他走了。", "我来了。"], id="Chinese"),
        pytest.param("Он ушёл. Да.", "ru", ["Он ушёл.", "Да."], id="Russian"),
        pytest.param("« Non. » Il part.", "fr", ["« Non. »", "Il part."], id="French"),
        pytest.param("ذهب. وعاد.", "ar", ["ذهب.", "وعاد."], id="Arabic"),
        pytest.param("رفت. آمد.", "fa", ["رفت.", "آمد."], id="Persian"),
        pytest.param("הוא הלך. היא באה.", "he", ["הוא הלך.", "היא באה."], id="Hebrew"),
        pytest.param("წავიდა. მოვიდა.", "ka", ["წავიდა.", "მოვიდა."], id="Georgian"),
        pytest.param(
            "Ze gaan d.w.z. naar huis. Wij niet.",
            "nl",
            ["Ze gaan d.w.z. naar huis.", "Wij niet."],
            id="a small letter starts no sentence",
        ),
        pytest.param(
            "Ceny spadły. iPhone zdrożał.",
            "pl",
            ["Ceny spadły.", "iPhone zdrożał."],
            id="unless the word always begins with one",
        ),
        pytest.param(
            "We go. anna reed Who goes?",
            "en",
            ["We go.", "anna reed Who goes?"],
            id="nor in an English transcript",
        ),
    ],
)
def test_other_paragraphs(
    paragraph: str, language: str | None, expected: list[str]
) -> None:
    assert split_sentences(paragraph, language) == expected


@given(PROSE | st.text(), st.sampled_from(["de", "en", "fr", "ru", "zh", None]))
def test_only_white_space_is_lost(paragraph: str, language: str | None) -> None:
    sentences = split_sentences(paragraph, language)

    assert re.sub(r"\s", "", "".join(sentences)) == re.sub(r"\s", "", paragraph)
    assert sentences == [text.strip() for text in sentences if text.strip()]


def an_article(title: str | None, body: str, language: str = "en") -> Article:
    return Article(
        article_id=7,
        outlet="Example Daily",
        url=None,
        title=title,
        body=body,
        language=language,
        published_at=None,
        published_on=None,
        date_source=None,
        fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
        source="example",
        extraction="jsonl",
        place=None,
        word_count=0,
        story_id=1,
        text_hash=1,
    )


def rows(sentences: list[Sentence]) -> list[tuple[int, str, str, bool]]:
    return [(s.position, s.section, s.text, s.is_quote) for s in sentences]


def test_headline_lead_and_body_get_consecutive_positions() -> None:
    article = an_article("Truce holds", "It is calm. For now.\n\nBoth sides wait.")

    assert rows(split_article(article)) == [
        (0, "headline", "Truce holds", False),
        (1, "lead", "It is calm.", False),
        (2, "lead", "For now.", False),
        (3, "body", "Both sides wait.", False),
    ]


def test_one_paragraph_without_title_is_all_body() -> None:
    assert rows(split_article(an_article(None, "It is calm. For now."))) == [
        (0, "body", "It is calm.", False),
        (1, "body", "For now.", False),
    ]


def test_an_article_without_text_has_no_sentences() -> None:
    assert split_article(an_article(None, "")) == []
    assert split_article(an_article("  ", "")) == []


def test_sentences_without_a_letter_leave_no_gap_in_the_positions() -> None:
    article = an_article(None, "Calm.\n\n***\n\n2026.\n\nStill calm.")

    assert [(s.position, s.text) for s in split_article(article)] == [
        (0, "Calm."),
        (1, "Still calm."),
    ]


def test_a_quotation_marks_every_sentence_it_runs_through() -> None:
    body = "He rose. “We go. We stay. We wait,” he said.\n\nNobody spoke."

    assert [s.is_quote for s in split_article(an_article(None, body))] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_quotation_reopened_by_the_next_paragraph_goes_on() -> None:
    body = "“We go.\n\n“We stay,” he said.\n\nNobody spoke."

    assert [s.is_quote for s in split_article(an_article(None, body))] == [
        True,
        True,
        False,
    ]


def test_headline_and_body_have_voices_of_their_own() -> None:
    body = "Keller said talks would resume. “It is not too late,” she added."
    sentences = split_article(an_article("Keller: We will talk", body))

    assert [(s.voice, s.speaker, s.is_quote) for s in sentences] == [
        ("indirect", "Keller", False),
        ("indirect", "Keller", False),
        ("direct", None, True),
    ]


def test_a_sentence_knows_its_article_and_the_number_of_its_text() -> None:
    (sentence,) = split_article(an_article(None, "It is calm."))

    assert sentence.article_id == 7
    assert sentence.text_hash == hash_text("It is calm.")
