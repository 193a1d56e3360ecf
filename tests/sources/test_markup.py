import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SourceError
from analysis.sources.markup import decode_html


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


def test_utf8_that_cannot_be_anything_else_outweighs_a_wrong_word() -> None:
    page = "<meta charset=iso-8859-1><p>Gespräche in Köln</p>".encode()

    assert "Gespräche in Köln" in decode_html(page, "windows-1252")


@pytest.mark.parametrize(
    ("text", "codec", "word", "charset"),
    [
        pytest.param(
            "Gespräche", "cp1252", "iso-8859-1", "utf-8", id="the page's word"
        ),
        pytest.param("Мир в долине", "koi8-r", "", "koi8-r", id="the server's word"),
        pytest.param("Мир в долине", "cp1251", "", "utf-8", id="a wrong server"),
        pytest.param("Мир в долине", "cp1251", "utf-8", "cp1251", id="a wrong page"),
        pytest.param("和平会谈", "gb18030", "gb2312", None, id="a narrower name"),
        pytest.param("平和会談", "iso-2022-jp", "iso-2022-jp", None, id="seven bits"),
        pytest.param("휴전 협상", "cp949", "", "EUC-KR", id="Korean"),
        pytest.param("“Truce”", "cp1252", "us-ascii", None, id="more than ASCII"),
        pytest.param("Gespräche", "utf-8", "utf-16", None, id="no UTF-16 after all"),
        pytest.param(
            "Gespräche", "cp1252", "punycode", "rot13", id="none of the web's"
        ),
        pytest.param("Gespräche", "cp1252", "x" * 40, "", id="unknown names"),
    ],
)
def test_a_word_counts_where_it_fits_the_bytes(
    text: str, codec: str, word: str, charset: str | None
) -> None:
    page = f"<meta charset='{word}'><p>{text}</p>".encode(codec)

    assert f"<p>{text}</p>" in decode_html(page, charset)


def test_a_page_in_xml_says_its_encoding_at_its_head() -> None:
    page = '<?xml version="1.0" encoding="koi8-r"?><p>Мир в долине</p>'.encode("koi8-r")

    assert "Мир в долине" in decode_html(page)


def test_a_damaged_letter_does_not_make_a_word_wrong() -> None:
    text = "和平会談の再開が決まった。代表団は来週、港町で再び会うことになっている。"
    page = f"<meta charset=euc-jp><p>{text}</p>".encode("euc-jp")

    read = decode_html(page.replace("港".encode("euc-jp"), b"\xff", 1))

    assert "代表団は来週、\ufffd町で再び会う" in read


@given(st.binary(max_size=300), st.text(max_size=20) | st.none())
def test_any_bytes_are_decoded_or_refused(payload: bytes, charset: str | None) -> None:
    try:
        read = decode_html(b"<p>" + payload, charset)
    except SourceError as error:
        read = error.detail

    assert read
