"""Detection with a declared language as the second witness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.language import find_language

GERMAN = (
    "Die Minister sprachen am Abend noch lange über den Entwurf und einigten sich "
    "schließlich auf einen gemeinsamen Weg."
)
ENGLISH = (
    "The ministers talked about the draft until late in the evening and in the end "
    "agreed on a common way forward."
)


@pytest.mark.parametrize(
    ("text", "hint", "expected"),
    [
        pytest.param(GERMAN, None, "de", id="German"),
        pytest.param(ENGLISH, None, "en", id="English"),
        pytest.param("Le ministre a parlé toute la nuit.", None, "fr", id="French"),
        pytest.param("Министр говорил всю ночь о мире.", None, "ru", id="Russian"),
        pytest.param("Міністр говорив усю ніч про мир.", None, "uk", id="Ukrainian"),
        pytest.param("تحدث الوزير طوال الليل عن السلام.", None, "ar", id="Arabic"),
        pytest.param("השר דיבר כל הלילה על השלום.", None, "he", id="Hebrew"),
        pytest.param("部长整夜谈论和平。", None, "zh", id="Chinese"),
        pytest.param("Chaos", "de", "de", id="one word: the declaration wins"),
        pytest.param("Peace now", "de", "de", id="short text: the declaration wins"),
        pytest.param("Peace now", "de-AT", "de", id="the region is dropped"),
        pytest.param("Peace now", " DE_de ", "de", id="written otherwise"),
        pytest.param(ENGLISH, "de", "en", id="long text: a clear contradiction loses"),
        pytest.param(GERMAN, "de", "de", id="agreement"),
        pytest.param(ENGLISH, "sw", "sw", id="unknown to the detector: it is believed"),
        pytest.param(GERMAN, "German", "de", id="no language code: ignored"),
        pytest.param(GERMAN, "", "de", id="an empty declaration: ignored"),
        pytest.param("", "de", None, id="no text"),
        pytest.param("2026: 12 – 14 !!!", "de", None, id="no letters"),
    ],
)
def test_language(text: str, hint: str | None, expected: str | None) -> None:
    assert find_language(text, hint) == expected


@given(st.text(), st.text() | st.none())
def test_any_text_has_a_language_or_no_letters(text: str, hint: str | None) -> None:
    language = find_language(text, hint)

    assert (language is None) == (not any(map(str.isalpha, text)))
