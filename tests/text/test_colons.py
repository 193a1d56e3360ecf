"""Colons behind speakers and colons behind topics."""

import pytest

from analysis.text.colons import find_colon_speaker


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Ministerin: Lage bleibt ernst", "Ministerin", id="a role"),
        pytest.param("UN: Two million have fled", "UN", id="an institution"),
        pytest.param("Brandt: Wir bleiben", "Brandt", id="a name, and “we”"),
        pytest.param("Lena Brandt: „“", "Lena Brandt", id="a name, and a quotation"),
        pytest.param(
            "Truce is all but over: officials", "officials", id="behind the colon"
        ),
        pytest.param("Nahost: Gespräche gescheitert", None, id="a topic"),
        pytest.param("Opinion: We must act", None, id="a label"),
        pytest.param("Reise: „“", None, id="one word before a quotation"),
        pytest.param("Pentagon releases plan: war ends", None, id="a sentence"),
        pytest.param("Treffen der Minister: Kein Erfolg", None, id="no head"),
        pytest.param("Minister: Army says no", None, id="the rest reports itself"),
        pytest.param("Talks go on", None, id="no colon"),
    ],
)
def test_who_speaks_at_a_colon(sentence: str, expected: str | None) -> None:
    assert find_colon_speaker(sentence) == expected
