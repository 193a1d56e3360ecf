"""Quotations and quoted sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.quotes import clip_quotations, find_quotations, is_mostly_quoted

MARKED = st.text(alphabet="aZל .,\n„“”»«\"'‚‘’「」『』״", max_size=60)


def quoted_parts(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_quotations(text)]


def is_quoted(text: str, start: int, end: int) -> bool:
    clipped = clip_quotations(find_quotations(text), start, end)
    return is_mostly_quoted(text, (start, end), clipped)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Er sagt: „Nein.“ Sie geht.", ["Nein."], id="„…“"),
        pytest.param("Er sagt: „Nein.” Sie geht.", ["Nein."], id="„…”"),
        pytest.param('Er sagt: „Nein." Sie geht.', ["Nein."], id='„…" mixed'),
        pytest.param("Er sagt: »Nein.« Sie geht.", ["Nein."], id="»…«"),
        pytest.param("Il dit : «Non.» Il part.", ["Non."], id="«…»"),
        pytest.param("Il dit : « Non. » Il part.", [" Non. "], id="« … » with spaces"),
        pytest.param("He says “No.” She goes.", ["No."], id="“…”"),
        pytest.param('He says "No." She goes.', ["No."], id='"…"'),
        pytest.param("Han säger ”Nej.” Hon går.", ["Nej."], id="”…” as in Swedish"),
        pytest.param("Er sagt ‚nein‘ und geht.", ["nein"], id="‚…‘"),
        pytest.param("He says ‘no’ and goes.", ["no"], id="‘…’"),
        pytest.param("So “genannte“ Freunde", ["genannte"], id="“…“ mistyped"),
        pytest.param("The so-called “deal”", ["deal"], id="a scare quote counts"),
        pytest.param("It’s the soldiers’ own.", [], id="apostrophes open nothing"),
        pytest.param("It's the soldiers' own.", [], id="typewriter apostrophes"),
        pytest.param("Back in the ‘90s", [], id="a decade opens nothing"),
        pytest.param(
            "'Don't burn the soldiers' homes,' he said.",
            ["Don't burn the soldiers' homes,"],
            id="'…' with a comma before the closing mark",
        ),
        pytest.param("'We go', says Reed.", ["We go"], id="'…' before who speaks"),
        pytest.param("'Wir gehen', rief er.", ["Wir gehen"], id="'…' in German"),
        pytest.param("He said 'no' twice.", ["no"], id="'…' behind a verb of saying"),
        pytest.param("Reed: 'We go'", ["We go"], id="'…' behind a colon"),
        pytest.param("The 'deal' fell.", [], id="'…' that nothing confirms"),
        pytest.param(
            "In the '90s, he said, the boys' club was the girls', too.",
            [],
            id="typewriter apostrophes by a verb of saying",
        ),
        pytest.param("'Tis the boys', he said.", [], id="an elided word"),
        pytest.param('A pipe of 12" burst.', [], id="inches open nothing"),
        pytest.param("‘Never closed", [], id="a single mark alone opens nothing"),
        pytest.param(
            "‘Burn the soldiers’ homes,’ he said.",
            ["Burn the soldiers’ homes,"],
            id="a possessive does not close",
        ),
        pytest.param(
            "“He called it ‘peace’,” she said.",
            ["He called it ‘peace’,"],
            id="nested quotations count once",
        ),
        pytest.param(
            "„Er sprach von „Frieden“ und ging“, hieß es.",
            ["Er sprach von „Frieden“ und ging"],
            id="nested with the same marks",
        ),
        pytest.param(
            'He said: "We go."It took years.', ["We go."], id="glued behind the mark"
        ),
        pytest.param(
            "“We go.\n\nNobody spoke.",
            ["We go."],
            id="never closed, it ends with its paragraph",
        ),
        pytest.param(
            "“We go.\n\n“We stay,” he said.",
            ["We go.", "We stay,"],
            id="each paragraph reopens a long quotation",
        ),
        pytest.param('צה"ל נסוג. ארה"ב שתקה.', [], id='a Hebrew acronym with "'),
        pytest.param("צה״ל נסוג. ארה״ב שתקה.", [], id="a Hebrew acronym with ״"),
        pytest.param(
            'הוא אמר: "צה"ל נסוג" והלך.', ['צה"ל נסוג'], id='an acronym within "…"'
        ),
        pytest.param(
            "הוא אמר: ״צה״ל נסוג״ והלך.", ["צה״ל נסוג"], id="an acronym within ״…״"
        ),
        pytest.param("他说：「我们走。」她没动。", ["我们走。"], id="「…」"),
        pytest.param("彼は『はい』と答えた。", ["はい"], id="『…』"),
        pytest.param(
            "彼は「『はい』と聞いた」と話した。",
            ["『はい』と聞いた"],
            id="『…』 within 「…」",
        ),
        pytest.param("他走了。」她没动。", [], id="」 alone opens nothing"),
        pytest.param("", [], id="no text"),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted_parts(text) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("“We go,” he said.", False, id="4 of 10 letters are quoted"),
        pytest.param("“We all go,” he said.", True, id="7 of 13 are"),
        pytest.param("“abc” def", True, id="half is enough"),
        pytest.param("They call it a “deal”.", False, id="a scare quote is too little"),
        pytest.param("“...” 2026", False, id="no letters, no quotation"),
    ],
)
def test_a_sentence_is_quoted_from_half_of_its_letters_on(
    sentence: str, expected: bool
) -> None:
    assert is_quoted(sentence, 0, len(sentence)) == expected


def test_spans_are_judged_each_by_its_own_letters() -> None:
    text = "No. “Yes. Yes.” No."

    spans = [(0, 3), (4, 9), (10, 15), (16, 19)]
    assert [is_quoted(text, *span) for span in spans] == [False, True, True, False]


@given(MARKED | st.text())
def test_quotations_stand_in_order_and_within_the_text(text: str) -> None:
    borders = [at for found in find_quotations(text) for at in (found.start, found.end)]

    assert borders == sorted(borders)
    assert all(0 < at <= len(text) for at in borders)
