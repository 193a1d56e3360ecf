"""HTML → plain text and trees, whatever state the HTML is in."""

import re
from html import unescape
from typing import TypeAlias

from lxml import etree
from lxml import html as lxml_html

from analysis.sources.encoding import HEAD_SIZE, find_encoding

# lxml carries no types of its own.
Tree: TypeAlias = lxml_html.HtmlElement

_PARSER = lxml_html.HTMLParser(
    encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "figure")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)


def decode_html(payload: bytes) -> str:
    """Read a page as text: by its byte order mark, its own word (`<meta charset>`), or
    a guess. Raises SourceError ("binary file", "unknown encoding")."""
    declared = _META_CHARSET.search(payload[:HEAD_SIZE].lower())
    if declared and not payload.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return payload.decode(_web_name(declared[1].decode("ascii", "replace")))
        except (LookupError, ValueError):
            pass
    # Zero bytes inside a page are dirt, browsers drop them.
    if payload[:HEAD_SIZE].count(0) <= HEAD_SIZE // 100 and b"<" in payload[:1000]:
        payload = payload.replace(b"\x00", b"") if payload[:2].isascii() else payload
    return payload.decode(find_encoding(payload), "replace")


def parse_html(text: str) -> Tree | None:
    """Build the tree of a page or fragment; None where there is nothing in it."""
    try:
        return lxml_html.document_fromstring(
            NO_XML.sub("", text).encode("utf-8"), parser=_PARSER
        )
    except (etree.LxmlError, ValueError):
        return None


def render_text(text: str) -> str:
    """Turn HTML into plain text, paragraphs parted by one empty line.

    Text without any tag only loses its character references ("&amp;"). Scripts and
    figures with their captions are dropped.
    """
    if not _TAG.search(text):
        return unescape(text).strip()
    tree = parse_html(text)
    if tree is None:
        return render_line(text)
    etree.strip_elements(tree, *_DROPPED, with_tail=False)
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        _add_piece(pieces, event, element)
    return _join_paragraphs("".join(pieces))


def render_line(text: str) -> str:
    """Turn a title that may hold tags and references into one line of plain text."""
    return " ".join(unescape(_TAG.sub(" ", unescape(text))).split())


def _add_piece(pieces: list[str], event: str, element: Tree) -> None:
    if element.tag == "br" and event == "start":
        pieces.append("\n")
    elif element.tag in _BLOCKS:
        pieces.append("\n\n")
    words = element.text if event == "start" else element.tail
    if words:
        pieces.append(words.replace("\n", " "))


def _join_paragraphs(text: str) -> str:
    paragraphs = (
        "\n".join(" ".join(line.split()) for line in paragraph.split("\n")).strip()
        for paragraph in re.split(r"\n\s*\n", text)
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _web_name(charset: str) -> str:
    # Browsers read Latin-1 as Windows-1252, and pages rely on it.
    return "cp1252" if charset in {"iso-8859-1", "latin1", "latin-1"} else charset
