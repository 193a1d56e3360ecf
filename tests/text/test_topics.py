"""Which texts a query finds, and what is said of one that cannot be read."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.folding import fold_column, fold_text
from analysis.text.inflections import find_stem, is_form
from analysis.text.topic_query import (
    And,
    Not,
    Or,
    Phrase,
    QueryError,
    Word,
    parse_query,
)
from analysis.text.topics import find_topics, parse_topic

SCHEMA = {
    "article_id": pl.UInt64,
    "language": pl.String,
    "title": pl.String,
    "body": pl.String,
}


def articles(*rows: tuple[int, str | None, str | None, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, SCHEMA, orient="row")


def finds(query: str, body: str, language: str | None) -> bool:
    found = find_topics(articles((1, language, None, body)), [parse_topic("t", query)])
    return len(found) == 1


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        pytest.param("Kyiv", Word("kyiv"), id="a word, folded"),
        pytest.param(
            "a1 OR b1 AND NOT c1",
            Or((Word("a1"), And((Word("b1"), Not(Word("c1")))))),
            id="NOT before AND before OR",
        ),
        pytest.param(
            "(a1 OR b1) c1",
            And((Or((Word("a1"), Word("b1"))), Word("c1"))),
            id="a space is AND",
        ),
        pytest.param("a1 NOT b1", And((Word("a1"), Not(Word("b1")))), id="AND NOT"),
        pytest.param("„Peace Talks“", Phrase(("peace", "talks")), id="curved quotes"),
        pytest.param("cease-fire", Phrase(("cease", "fire")), id="a hyphen"),
        pytest.param("ukrain*", Phrase(("ukrain*",)), id="a wildcard"),
        pytest.param("乌克兰", Phrase(("乌克兰",)), id="a script without spaces"),
        pytest.param("यूक्रेन", Word("यूक्रेन"), id="signs that are part of letters"),
    ],
)
def test_a_query_is_understood(query: str, tree: object) -> None:
    assert parse_query(query) == tree


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param(
            " ",
            'at character 2: the query is empty; write e.g. "kyiv OR kiew"',
            id="nothing",
        ),
        pytest.param(
            "NOT war",
            "at character 1: NOT alone finds nearly everything; add what an article "
            "must contain",
            id="only NOT",
        ),
        pytest.param(
            "peace OR NOT war",
            "at character 1: NOT alone finds nearly everything; add what an article "
            "must contain",
            id="NOT as one of several ways",
        ),
        pytest.param(
            "war NOT NOT peace",
            "at character 5: NOT NOT says nothing; remove both",
            id="twice NOT",
        ),
        pytest.param(
            "war AND OR peace",
            "at character 9: AND lacks a word behind it; add one or remove AND",
            id="two operators",
        ),
        pytest.param(
            "war (OR peace)",
            "at character 6: OR lacks a word before it; add one or remove OR",
            id="an operator without a word before it",
        ),
        pytest.param(
            "war ()",
            "at character 6: a word is missing; add one or remove the parentheses",
            id="empty parentheses",
        ),
        pytest.param(
            "war (peace OR talks",
            "at character 5: '(' is never closed; add ')'",
            id="an open parenthesis",
        ),
        pytest.param(
            "war) peace",
            "at character 4: ')' closes nothing; remove it or open it before",
            id="a parenthesis too many",
        ),
        pytest.param(
            "(" * 51 + "war" + ")" * 51,
            "at character 51: more than 50 parentheses in each other; write it flatter",
            id="parentheses without end",
        ),
        pytest.param(
            'war "peace talks',
            "at character 5: the quotation mark is never closed; add one",
            id="an open quotation mark",
        ),
        pytest.param(
            "war or peace",
            'at character 5: for the operator write OR; for the word, "or" in '
            "quotation marks",
            id="an operator in small letters",
        ),
        pytest.param(
            "krieg UND frieden",
            'at character 7: for the operator write AND; for the word, "UND" in '
            "quotation marks",
            id="an operator in German",
        ),
        pytest.param(
            "title:war",
            "at character 1: ':' in title:war means nothing here; write AND, OR, NOT "
            'and * only, or set the text in quotation marks: "…"',
            id="the signs of another search engine",
        ),
        pytest.param(
            "war OR *",
            "at character 8: * has no letters to look for; write a word",
            id="a wildcard without letters",
        ),
        pytest.param(
            f'war "{"word " * 51}"',
            "at character 5: more than 50 words and wildcards; shorten it",
            id="a phrase without end",
        ),
    ],
)
def test_an_unreadable_query_is_named_with_place_and_mend(
    query: str, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)

    assert str(caught.value) == message


# Query, language, what it finds, what it leaves.
WORDS = [
    ("verhandlung", "de", "Verhandlungen Verhandlungs-Paket", "verhandeln Behandlung"),
    ("verhandlung", "de", "Friedensverhandlungen Verhandlungstisch", "unverhandelbar"),
    ("verhandlungen", "de", "Verhandlung Verhandlungstisch", "verhandeln"),
    ("verhandeln", "de", "verhandelt verhandle", "Verhandlung"),
    ("liefern", "de", "liefert geliefert", "Lieferung Lieferant"),
    ("waffenlieferung", "de", "Waffenlieferungen Panzerwaffenlieferung", "Waffen"),
    ("waffe", "de", "Waffen Waffenruhe Atomwaffen Waffentest", "Waffel entwaffnen"),
    ("krieg", "de", "Krieges KRIEGE Bürgerkrieg Kriegsende", "kriegt gekriegt Krieger"),
    ("krieg", "de", "kriegen", "kriegten kriegerisch bekriegen"),
    ("frieden", "de", "Friedens Friedensvertrag", "zufrieden Friedhof Friedrich"),
    ("rüstung", "de", "Rustungen Rüstungsfirma", "Abrüstung Aufrüstung"),
    ("anschlag", "de", "Anschläge Bombenanschlag", "Schlag"),
    ("sanktion", "de", "Sanktionen Exportsanktion", "Sanktionierung"),
    ("aktion", "de", "Rettungsaktion Aktionsplan", "Fraktion Reaktion Transaktion"),
    ("soldat", "de", "Soldaten Soldatin Frontsoldatinnen", "soldatisch"),
    ("minister", "de", "Ministerin Premierministern", "Ministerium ministeriell"),
    ("ministerium", "de", "Ministerien Außenministeriums", "Minister"),
    ("bündnis", "de", "Bündnisses Bündnispartner", "Bund"),
    ("rat", "de", "Rat Rats", "Heirat beraten Rate Verrat Sicherheitsrat"),
    ("iran", "de", "Irans", "Iraner iranisch Irankrieg"),
    ("iran", "en", "Iran Irans Iran's", "Iranian Tirana"),
    ("peace", "en", "peace Peace's", "peaceful peacekeeping"),
    ("talk", "en", "talks talked talking", "talkative stalk"),
    ("talks", "en", "talk Talks", "stalks"),
    ("negotiate", "en", "negotiated negotiating", "negotiation"),
    ("stop", "en", "stops stopped stopping", "stope"),
    ("plan", "en", "plans planned", "plane plant"),
    ("ally", "en", "allies allied", "all"),
    ("allies", "en", "ally allied", "all"),
    ("clashes", "en", "clash clashed", "lash"),
    ("crisis", "en", "crises", "crying"),
    ("war", "en", "war wars", "warn wares award"),
    ("UN", "en", "U.N.'s-UN", "uns sun"),
    ("sanction", "fr", "Sanctions", "sanctionner"),
    ("misil", "es", "misiles", "misilera"),
    ("мир", "ru", "Мир", "мира"),
    ("talks", None, "talk", "stalks"),
    ("krieg", None, "Bürgerkriege", "gekriegt"),
    ('"talk"', "en", "talk", "talks"),
    ('"krieg"', "de", "Krieg", "Kriege Bürgerkrieg"),
    ("ukrain*", "de", "Ukraïne UKRAINISCH", "Kraina"),
    ("*krieg", "de", "Bürgerkrieg Krieg", "Kriege"),
    ("ki*w", "de", "Kiew Kiyw", "Kiewer"),
    ("мир*", "ru", "мира МИР", "премьер"),
    ("*אוקראינה", "he", "באוקראינה אוקראינה", "אוקראיני"),
    ("أوكرانيا", "ar", "أُوكرانيا اوكرانيا", "وأوكرانيا"),
    ("乌克兰", "zh", "关于乌克兰的战争", "关于中国的战争"),
    ("straße", "de", "Strasse STRASSEN", "Strass"),
]


@pytest.mark.parametrize(
    ("query", "language", "word", "found"),
    [
        pytest.param(query, language, word, found, id=f"{query} {language} {word}")
        for query, language, yes, no in WORDS
        for words, found in ((yes, True), (no, False))
        for word in words.split()
    ],
)
def test_a_word_finds_its_forms(
    query: str, language: str | None, word: str, found: bool
) -> None:
    assert finds(query, f"12 {word}, 34", language) == found


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        pytest.param('"peace talks"', "Peace, talks!", True, id="across a comma"),
        pytest.param('"peace talks"', "peace\ntalks", True, id="across a line"),
        pytest.param('"peace talks"', "peace\n\ntalks", False, id="across paragraphs"),
        pytest.param('"peace talks"', "talks on peace", False, id="in another order"),
        pytest.param('"peace talk*"', "peace talking", True, id="with a wildcard"),
        pytest.param('"from * to *"', "from Irva to Bresk", True, id="any word"),
        pytest.param('"from * to"', "from to", False, id="no word where one must be"),
        pytest.param(f'"{"a* " * 25}"', "ab " * 25, True, id="twenty-five words"),
        pytest.param('"和平 谈判"', "关于和平谈判", True, id="in Chinese"),
        pytest.param("peace talks", "talks on peace", True, id="both words"),
        pytest.param("peace talks", "talks on war", False, id="one of two words"),
        pytest.param("(war OR peace) NOT film", "a war film", False, id="the third"),
        pytest.param("(war OR peace) NOT film", "peace", True, id="not the third"),
        pytest.param("Kyiv", "在Kyiv战争", True, id="between Chinese letters"),
    ],
)
def test_words_are_joined(query: str, text: str, found: bool) -> None:
    assert finds(query, text, "en") == found


def test_an_article_is_listed_once_for_each_of_its_topics() -> None:
    found = find_topics(
        articles(
            (7, "en", "Peace", "Talks about talks."),
            (3, "de", None, "Die Gespräche."),
            (5, "en", "Rain", ""),
        ),
        [parse_topic("talks", "talks OR gespräch"), parse_topic("peace", "peace")],
    )

    assert found.rows() == [(3, "talks"), (7, "peace"), (7, "talks")]


def test_no_articles_and_no_topics_give_no_rows() -> None:
    topic = parse_topic("peace", "peace")

    assert find_topics(articles(), [topic]).rows() == []
    assert find_topics(articles((1, "en", None, "peace")), []).rows() == []


QUERIES = st.lists(
    st.sampled_from(["AND", "OR", "NOT", "(", ")", '"', "*", " ", "krieg", "ies", "ß"])
    | st.text(max_size=6),
    max_size=12,
).map(" ".join)


@given(st.text() | QUERIES, st.text(), st.sampled_from(["de", "en", "fr", None]))
def test_any_query_is_either_read_or_refused(
    query: str, text: str, language: str | None
) -> None:
    try:
        topic = parse_topic("t", query)
    except QueryError:
        return
    assert len(find_topics(articles((1, language, query, text)), [topic])) in (0, 1)


@given(
    st.from_regex(r"[a-z]{1,12}", fullmatch=True), st.sampled_from(["de", "en", None])
)
def test_a_word_is_a_form_of_itself_and_holds_its_stem(
    word: str, language: str | None
) -> None:
    assert is_form(word, word, language)
    assert find_stem(word) in word


def test_a_word_without_end_is_a_form_of_itself_only() -> None:
    endless = "krieg" + "ierung" * 60

    assert is_form(endless, endless, "de")
    assert not is_form(f"{endless}x", "krieg", "de")


@given(st.text())
def test_a_column_is_folded_like_a_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    frame = pl.DataFrame({"text": [composed]}).select(fold_column("text"))

    assert frame["text"].to_list() == [fold_text(text)]
