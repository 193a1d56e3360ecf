import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.markup import decode_html, render_line, render_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>two</b></p><p>three</p>", "One two\n\nthree"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("A &amp; B", "A & B"),
        ("a < b and c > d", "a < b and c > d"),
        ("First.\n\nSecond.", "First.\n\nSecond."),
        ("<script>x()</script><style>p{}</style>Words", "Words"),
        ("<figure>Caption</figure> Words", "Words"),
        ("<ul><li>bread<li>salt</ul>", "bread\n\nsalt"),
        ("<p>one\n  two</p>", "one two"),
        ("", ""),
    ],
)
def test_html_becomes_the_paragraphs_a_reader_sees(html: str, text: str) -> None:
    assert render_text(html) == text


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Truce &lt;b&gt;holds&lt;/b&gt;", "Truce holds"),
        ("Truce\n <i>holds</i>", "Truce holds"),
        ("AT&amp;amp;T", "AT&T"),
        ("3 < 5", "3 < 5"),
    ],
)
def test_a_title_becomes_one_plain_line(written: str, line: str) -> None:
    assert render_line(written) == line


@pytest.mark.parametrize(
    "page",
    [
        "<meta charset=windows-1251><p>Мир</p>".encode("cp1251"),
        '<meta content="text/html; charset=koi8-r"><p>Мир</p>'.encode("koi8-r"),
        "<p>Мир</p>".encode(),
        "<meta charset=iso-8859-1><p>Мир</p>".encode("utf-16"),
        b"\xef\xbb\xbf" + "<meta charset=latin1><p>Мир</p>".encode(),
        "<meta charset=no-such-thing><p>Мир</p>".encode(),
    ],
)
def test_a_page_is_decoded_by_its_mark_its_word_or_a_guess(page: bytes) -> None:
    assert "Мир" in decode_html(page)


@given(st.text())
def test_any_text_is_rendered(text: str) -> None:
    assert isinstance(render_text(f"<p>{text}"), str)
    assert "\n" not in render_line(text)
