"""One web page → the article on it."""

import hashlib
import re

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import Document

from analysis.errors import SourceError
from analysis.records import Delivery
from analysis.sources.articles import count_words
from analysis.sources.markup import Tree, decode_html, parse_html
from analysis.sources.metadata import find_metadata
from analysis.sources.page_dates import find_page_dates

PAGE_LIMIT = 10_000_000
# trafilatura takes about 0.1 ms for each.
TAG_LIMIT = 100_000

# A link or a heading that is left of a page is no article.
_FEWEST_WORDS = 10
# Above this many words there is an article, whatever else the page asks for.
_WALL_WORDS = 120
_CONSENT = re.compile(
    r"cookies?\b|einwilligung|zustimm\w+|datenschutz\w*|privacy|consent|"
    r"accept all|alle akzeptieren|werbefrei|personali[sz]\w+|tracking|"
    r"partner\w* (?:stor|verarbeit|speicher)\w+|tout accepter|acepta\w* todo",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:log|sign) ?in to (?:continue|read|view)|"
    r"(?:subscribe|register|create (?:a|your) (?:free )?account) to (?:continue|read)|"
    r"already (?:a subscriber|have an account)|"
    r"(?:jetzt|bitte) (?:anmelden|einloggen|registrieren)|"
    r"(?:melden sie sich|loggen sie sich) [^.]{0,20}\b(?:an|ein)\b|"
    r"(?:bereits|schon) (?:abonnent\w*|ein abo|registriert|kunde)|"
    r"abonnieren sie|weiterlesen mit|abonnez-vous|déjà abonné",
    re.IGNORECASE,
)


def parse_page(payload: bytes, url: str) -> list[Delivery]:
    """Take the article out of a page, paragraphs parted by one empty line.

    Raises SourceError: "no article text", "consent wall" and "login wall" where what
    is there is not the article, "too large", "binary file", "unknown encoding".
    """
    if len(payload) > PAGE_LIMIT or payload.count(b"<") > TAG_LIMIT:
        raise SourceError(
            "too large",
            f"the page has more than {PAGE_LIMIT:,} bytes or {TAG_LIMIT:,} tags: it is "
            "no article; leave its address out",
        )
    tree = parse_html(decode_html(payload))
    if tree is None:
        raise SourceError(
            "no article text", f"{_name(url)} is empty: check the address"
        )
    stated = find_metadata(tree)
    text = _drop_title(_extract_text(tree), stated.title)
    _refuse_walls(text, tree, url)
    if count_words(text) < _FEWEST_WORDS:
        raise SourceError(
            "no article text",
            f"no article was found on {_name(url)}: it may be an overview or be drawn "
            "by JavaScript; use the outlet's feed",
        )
    return [
        Delivery(
            input=url,
            content_hash=hashlib.sha256(payload).hexdigest(),
            extraction="html",
            outlet=stated.outlet,
            url=url or None,
            title=stated.title,
            text=text,
            dates=find_page_dates(tree),
            language=stated.language,
        )
    ]


def _extract_text(tree: Tree) -> str:
    try:
        # Without `deduplicate` no memory of earlier pages enters the result.
        found = bare_extraction(
            tree,
            fast=True,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
        )
    except (etree.LxmlError, RecursionError, AttributeError, IndexError) as error:
        raise SourceError(
            "no article text", f"the page's structure cannot be followed ({error})"
        ) from error
    text = found.text if isinstance(found, Document) else None
    lines = (text or "").split("\n")
    return "\n\n".join(line.strip() for line in lines if line.strip())


def _drop_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n\n")
    return rest if title and first.casefold() == title.casefold() else text


def _refuse_walls(text: str, tree: Tree, url: str) -> None:
    """Tell a page that asks for consent or a login from an article about one."""
    if len(text.split()) > _WALL_WORDS:
        return
    shown = text or " ".join(tree.text_content().split())[:5000]
    asked = {found[0].casefold() for found in _CONSENT.finditer(shown)}
    if len(asked) >= 3:
        raise SourceError(
            "consent wall",
            f"{_name(url)} asks for consent instead of showing the article: use the "
            "outlet's feed or a source with full texts",
        )
    has_password = bool(tree.xpath("//input[@type='password']"))
    if _LOGIN.search(shown) and (has_password or len(shown.split()) < _WALL_WORDS // 2):
        raise SourceError(
            "login wall",
            f"{_name(url)} asks for a login instead of showing the article: use the "
            "outlet's feed or a source with full texts",
        )


def _name(url: str) -> str:
    return url or "the page"
