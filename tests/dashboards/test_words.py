from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.hover import render_label
from dashboards.theme import LABEL_LENGTH
from dashboards.words import (
    clean_name,
    escape_for_chart,
    shorten,
    write_count,
    write_date,
    write_value,
)


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


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        pytest.param("balance", -0.314, "−0.31", id="a true minus"),
        pytest.param("sentiment", 0.2, "+0.20", id="signed"),
        pytest.param("balance", -0.001, "0.00", id="zero has no sign"),
        pytest.param("balance", -0.125, "−0.13", id="halves go away from zero"),
        pytest.param("escalation", 0.2, "0.20", id="a probability has none either"),
    ],
)
def test_values_are_written_as_their_measure(
    measure: str, value: float, expected: str
) -> None:
    assert write_value(measure, value) == expected


def test_counts_and_dates_read_as_words() -> None:
    assert write_count(1, "story") == "1 story"
    assert write_count(1204, "story") == "1,204 stories"
    assert write_count(0, "day") == "0 days"
    assert write_date(date(2026, 1, 5)) == "5 Jan 2026"
