"""Konjunktiv that reports, and set phrases that do not."""

import pytest

from analysis.text.konjunktiv import FIRST, SECOND, find_konjunktiv


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Die Lage sei ernst.", [0], id="the sentence itself"),
        pytest.param("Sie geht, er habe Zeit.", [9], id="its second clause"),
        pytest.param("Er sei müde, sie habe Zeit.", [0, 12], id="both"),
        pytest.param("Es passiere viel.", [0], id="a verb in -ieren"),
        pytest.param("Die Lage ist ernst.", [], id="indicative"),
        pytest.param("Ich habe Zeit.", [], id="the first person"),
        pytest.param("Es scheint, als sei er müde.", [], id="as if"),
        pytest.param("Sie tun, als ob er müde sei.", [], id="as if, with ob"),
        pytest.param("Sei es Angst, sei es Stolz.", [], id="sei es … sei es"),
        pytest.param("Es sei denn, er geht.", [], id="es sei denn"),
        pytest.param("Gott sei Dank regnet es.", [], id="Gott sei Dank"),
        pytest.param("Wie dem auch sei, er ging.", [], id="wie dem auch sei"),
        pytest.param("Das wäre gut.", [], id="Konjunktiv II is not asked"),
    ],
)
def test_konjunktiv_one(sentence: str, expected: list[int]) -> None:
    assert find_konjunktiv(sentence) == expected


def test_konjunktiv_two_is_found_where_it_is_asked_for() -> None:
    assert find_konjunktiv("Das wäre gut.", FIRST | SECOND) == [0]
