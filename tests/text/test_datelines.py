"""Places and credits at the start of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.datelines import Dateline, find_dateline


@pytest.mark.parametrize(
    ("text", "place", "credit", "rest"),
    [
        pytest.param(
            "WASHINGTON / MÜNCHEN (IT BOLTWISE) – Inmitten der Gespräche",
            "WASHINGTON / MÜNCHEN",
            "IT BOLTWISE",
            "Inmitten der Gespräche",
            id="two places and an outlet",
        ),
        pytest.param("BERLIN (dpa) - Die", "BERLIN", "dpa", "Die", id="an agency"),
        pytest.param("Berlin (dpa/lno) - Die", "Berlin", "dpa/lno", "Die", id="a desk"),
        pytest.param(
            "KYIV, Ukraine (AP) — Two", "KYIV, Ukraine", "AP", "Two", id="a country"
        ),
        pytest.param(
            "LONDON, Sept 3 (Reuters) - The", "LONDON", "Reuters", "The", id="a day"
        ),
        pytest.param(
            "BEIJING, Jan. 5, 2020 (Xinhua) -- A", "BEIJING", "Xinhua", "A", id="a date"
        ),
        pytest.param(
            "Wien, 3. Mai (Reuters) - Die", "Wien", "Reuters", "Die", id="a German day"
        ),
        pytest.param("Genf/Wien (epd). Die", "Genf/Wien", "epd", "Die", id="a stop"),
        pytest.param("Washington (CNN) The", "Washington", "CNN", "The", id="no dash"),
        pytest.param(
            "Frankfurt am Main (dpa) – Die", "Frankfurt am Main", "dpa", "Die", id="am"
        ),
        pytest.param("ST. LOUIS (AP) — A", "ST. LOUIS", "AP", "A", id="a saint"),
        pytest.param("(CNN) Paris is calm", None, "CNN", "Paris is calm", id="agency"),
        pytest.param("MOSCOW — Russia", "MOSCOW", None, "Russia", id="a place alone"),
        pytest.param(
            "SAN JOSE, Calif. — The", "SAN JOSE, Calif.", None, "The", id="a state"
        ),
    ],
)
def test_dateline(text: str, place: str | None, credit: str | None, rest: str) -> None:
    assert find_dateline(text) == Dateline(place=place, credit=credit, rest=rest)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="no text"),
        pytest.param("Berlin. Die Regierung berät.", id="a place and a stop"),
        pytest.param("Der Rat (und nicht nur er) – zögert.", id="an aside"),
        pytest.param("Anna Brandt (CDU) – die Ministerin – zögert.", id="a party"),
        pytest.param("Ole Kern (52). Er war Minister.", id="an age"),
        pytest.param("Der Konzern (Reuters) Berichten zufolge", id="an article first"),
        pytest.param("Die NATO (dpa) Mitglieder", id="an article before capitals"),
        pytest.param("NATO — The alliance meets.", id="an alliance"),
        pytest.param("U.S. — The army moves.", id="an abbreviation"),
        pytest.param("BREAKING — The army moves.", id="a label"),
        pytest.param("PARIS – das ist die Antwort.", id="small letters follow"),
        pytest.param("The UN (AP) said no.", id="a sentence in small letters"),
    ],
)
def test_an_ordinary_sentence_is_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


@given(st.text(alphabet="AB ab.,/()-–—13", max_size=40) | st.text())
def test_the_rest_is_the_end_of_the_text(text: str) -> None:
    found = find_dateline(text)

    assert found is None or text.endswith(found.rest)
