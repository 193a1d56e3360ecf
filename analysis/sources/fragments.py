"""Pieces of HTML, as feeds and records carry them → plain text."""

import re
from html import unescape

from lxml import etree

from analysis.sources.mending import encode_markup

_PARAGRAPH, _LINE = "\u2029", "\u2028"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?(?:-->|\Z)", re.DOTALL)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|span|strong|em|[abi]|[uo]l|li|h\d)\b")
_TWO_LINES = re.compile(f"{_LINE}\\s*{_LINE}")
_DROPPED = ("script", "style", "noscript", "template", "svg", "iframe", "figure")
_BLOCKS = [
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol",
    "p", "pre", "section", "table", "td", "th", "tr", "ul",
]  # fmt: skip
_INLINE = ["a", "abbr", "b", "cite", "em", "i", "img", "small", "span", "strong", "u"]
_SIMPLE_TAG = re.compile(r"</?([a-z][a-z0-9]*)(?:\s[^<>]*)?/?>")
_MARKS = dict.fromkeys(_INLINE, "") | dict.fromkeys(_BLOCKS, _PARAGRAPH) | {"br": _LINE}
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def render_text(html: str) -> str:
    """Turn HTML into plain text, paragraphs parted by one empty line.

    Text without any tag only loses its character references ("&amp;"), unless these
    were tags: such HTML was escaped once too often. Scripts and figures with their
    captions are dropped.
    """
    if "<" not in html:
        if not _ESCAPED_TAG.search(html):
            return unescape(html).strip()
        html = unescape(html)
    html = _open_cdata(html)
    text = _strip_simple(html)
    if text is not None:
        return _join_paragraphs(text)
    if not _TAG.search(html):
        return unescape(html).strip()
    try:
        return _join_paragraphs(_strip_any(html))
    except (etree.LxmlError, ValueError):
        return render_line(html)


def render_line(text: str) -> str:
    """Turn a title that may hold tags and references into one line of plain text."""
    if "<" in text or "&" in text:
        text = unescape(_TAG.sub(" ", _open_cdata(unescape(text))))
    return " ".join(text.split())


def _open_cdata(html: str) -> str:
    if "<![CDATA[" not in html:
        return html
    return html.replace("<![CDATA[", "").replace("]]>", "")


def _strip_simple(html: str) -> str | None:
    """Put marks for the tags of plain prose; None where only a parser can tell what is
    text. A parser takes twice as long, and feeds hold little else."""
    pieces = _SIMPLE_TAG.split(html)
    try:
        pieces[1::2] = map(_MARKS.__getitem__, pieces[1::2])
    except KeyError:
        return None
    text = "".join(pieces)
    return None if "<" in text or ">" in text else unescape(text)


def _strip_any(html: str) -> str:
    """Put marks for the tags of any HTML. libxml2 makes both the tree and the text of
    it; a walk in Python takes six times as long."""
    tree = etree.fromstring(encode_markup(html), _PARSER)
    if tree is None:
        return ""
    etree.strip_elements(tree, *_DROPPED, with_tail=False)
    for block in tree.iter(*_BLOCKS):
        block.text = _PARAGRAPH + (block.text or "")
        block.tail = _PARAGRAPH + (block.tail or "")
    for line_break in tree.iter("br"):
        line_break.tail = _LINE + (line_break.tail or "")
    return str(etree.tostring(tree, encoding="unicode", method="text"))


def _join_paragraphs(text: str) -> str:
    if _LINE in text:
        text = _TWO_LINES.sub(_PARAGRAPH, text)
    paragraphs = [_join_lines(part) for part in text.split(_PARAGRAPH) if part]
    return "\n\n".join(filter(None, paragraphs))


def _join_lines(text: str) -> str:
    return "\n".join(map(_tidy_line, text.split(_LINE))).strip()


def _tidy_line(text: str) -> str:
    # Among spaces only the plain one is printable.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.split())
