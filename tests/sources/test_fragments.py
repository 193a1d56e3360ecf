import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.fragments import render_line, render_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>two</b></p><p>three</p>", "One two\n\nthree"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("One<br> <br />two", "One\n\ntwo"),
        ("A &amp; B", "A & B"),
        ("<p>A &amp; B&nbsp;&lt;C&gt; &#150; D</p>", "A & B <C> – D"),
        ("a < b and c > d", "a < b and c > d"),
        ("<p>a < b and c > d</p>", "a < b and c > d"),
        ("First.\n\nSecond.", "First.\n\nSecond."),
        ("<script>x()</script><style>p{}</style>Words", "Words"),
        ("<figure><figure>x</figure>Caption</figure> Words", "Words"),
        ("<!-- wp:paragraph --><p>Words</p><!-- /wp:paragraph -->", "Words"),
        ('<a title="a > b" href="/">Words</a>', "Words"),
        ("<ul><li>bread<li>salt</ul>", "bread\n\nsalt"),
        ("<table><tr><td>bread<td>salt</table>", "bread\n\nsalt"),
        ("<p>one\n  two</p>", "one two"),
        ("<P>one</P><DIV>two</DIV>", "one\n\ntwo"),
        ("one</p>two</li>three", "one\n\ntwo\n\nthree"),
        ("&lt;p&gt;one&lt;/p&gt;&lt;p&gt;A &amp;amp; B&lt;/p&gt;", "one\n\nA & B"),
        ("<![CDATA[<p>one</p>]]>", "one"),
        ("<p>one</p><!-- never closed", "one"),
        ("<o:p>one</o:p>\x01<p>two\ufffe</p>", "one\n\ntwo"),
        ("<p></p>", ""),
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
        ("<![CDATA[Truce]]>", "Truce"),
        ("Truce <!-- never closed", "Truce"),
    ],
)
def test_a_title_becomes_one_plain_line(written: str, line: str) -> None:
    assert render_line(written) == line


PROSE = st.recursive(
    st.sampled_from(["Both sides ", "agreed.", "\n", "  ", "&amp;", "&lt;", "<br>"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["b", "em", "span", "li", "blockquote", "div", 'a href="/x"']),
        st.lists(inner, max_size=4),
    ).map(lambda html: html.replace('</a href="/x">', "</a>")),
)


@given(PROSE)
def test_plain_prose_reads_the_same_with_and_without_a_parser(html: str) -> None:
    """An element that is not of plain prose calls for the parser."""
    assert render_text(f"<p>{html}</p>") == render_text(f"<x-y></x-y><p>{html}</p>")


@given(st.text())
def test_any_text_is_rendered(text: str) -> None:
    assert isinstance(render_text(f"<p>{text}"), str)
    assert isinstance(render_text(f"<q>{text}"), str)
    assert "\n" not in render_line(text)
