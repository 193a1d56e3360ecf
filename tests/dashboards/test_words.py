import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.drawing.hover import render_label
from dashboards.theme import LABEL_LENGTH
from dashboards.words import clean_name, escape_for_chart, shorten


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Der Bote", "Der Bote", id="a plain name stays"),
        pytest.param("A\x00B", "A�B", id="NUL is shown"),
        pytest.param("A\nB", "A�B", id="a line break is shown"),
        pytest.param("\u202eevil", "evil", id="an override is dropped"),
        pytest.param("خبر\u200f!", "خبر\u200f!", id="a plain direction mark stays"),
        pytest.param("", "(no name)", id="nothing has a stand-in"),
    ],
)
def test_names_are_made_harmless(name: str, expected: str) -> None:
    assert clean_name(name) == expected


@given(st.text())
def test_no_name_can_carry_markup_or_controls_into_a_chart(name: str) -> None:
    label = render_label(name)

    assert "<" not in label
    assert not any(ord(sign) < 32 or 0x202A <= ord(sign) <= 0x202E for sign in label)


def test_markup_in_a_chart_is_shown_as_text() -> None:
    assert escape_for_chart("<b>&amp;") == "&lt;b&gt;&amp;amp;"


def test_long_names_are_cut_before_they_are_escaped() -> None:
    assert shorten("abcdef", 4) == "abc…"
    assert render_label("&" * 10_000) == "&amp;" * (LABEL_LENGTH - 1) + "…"
