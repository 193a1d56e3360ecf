"""Pages → text and trees, whatever state their HTML is in."""

import re
from typing import TypeAlias

from lxml import etree
from lxml import html as lxml_html

from analysis.sources.encoding import HEAD_SIZE, find_encoding

# lxml carries no types of its own.
Tree: TypeAlias = lxml_html.HtmlElement

_PARSER = lxml_html.HTMLParser(
    encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|"
    rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})"
)
# Browsers read these as their larger relatives, and pages rely on it; a page whose own
# word could be read as ASCII is not in UTF-16.
_WEB_CODECS = {
    **dict.fromkeys(["ascii", "us-ascii", "latin1", "iso-8859-1"], "cp1252"),
    **dict.fromkeys(["gb2312", "gbk", "x-gbk", "gb_2312-80"], "gb18030"),
    **dict.fromkeys(["shift_jis", "shift-jis", "sjis", "x-sjis"], "cp932"),
    **dict.fromkeys(["euc-kr", "ks_c_5601-1987"], "cp949"),
    **dict.fromkeys(["utf-16", "utf-16le", "utf-16be", "unicode"], "utf-8"),
    "iso-8859-9": "cp1254",
    "x-mac-cyrillic": "mac-cyrillic",
}
# Python knows codecs that are none of the web's, "punycode" takes hours.
_WEB_NAME = re.compile(
    r"utf-?8|(?:windows-|cp|ibm)\d{3,4}|iso-?8859-\d{1,2}|koi8-[ru]|macintosh|tis-620|"
    r"gb18030|big5(?:-hkscs)?|euc-jp|iso-2022-jp"
)
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decode_html(payload: bytes, charset: str | None = None) -> str:
    """Read a page as text: by its byte order mark; as UTF-8 where it can be nothing
    else; by its own word (`<meta charset>`); by the server's `charset`; or by a guess.
    A charset that does not fit the bytes does not count. Raises SourceError ("binary
    file", "unknown encoding").
    """
    if payload.startswith(_BOMS):
        return payload.decode(find_encoding(payload), "replace")
    if payload.count(0, 0, HEAD_SIZE) <= HEAD_SIZE // 100 and b"<" in payload[:1000]:
        # Zero bytes inside a page are dirt, browsers drop them.
        payload = payload.replace(b"\x00", b"")
        declared = _DECLARED.search(payload[:HEAD_SIZE].lower())
        named = (
            (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
        )
        for name in ("" if payload.isascii() else "utf-8", named, charset or ""):
            text = _decode_as(payload, name)
            if text is not None:
                return text
    return payload.decode(find_encoding(payload), "replace")


def parse_html(text: str) -> Tree | None:
    """Build the tree of a page or fragment; None where there is nothing in it."""
    try:
        return lxml_html.document_fromstring(
            NO_XML.sub("", text).encode("utf-8"), parser=_PARSER
        )
    except (etree.LxmlError, ValueError):
        return None


def _decode_as(payload: bytes, charset: str) -> str | None:
    """Decode by the name of a charset; None where there is none of that name on the
    web or where it does not fit the bytes."""
    name = charset.strip().lower()
    codec = _WEB_CODECS.get(name) or (name if _WEB_NAME.fullmatch(name) else None)
    try:
        text = payload.decode(codec, "replace") if codec else None
    except LookupError:
        return None
    if text is None or "\ufffd" not in text:
        return text
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") * 10 < foreign else None
