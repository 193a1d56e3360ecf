"""One web page → the article on it, or the posts of a ticker, or what it is instead."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from analysis.errors import SourceError
from analysis.records import Delivery
from analysis.sources.articles import count_words
from analysis.sources.blocks import Block, split_blocks
from analysis.sources.clutter import Clutter, drop_clutter
from analysis.sources.completion import complete_lines
from analysis.sources.dates import state_date
from analysis.sources.extraction import extract_paragraphs
from analysis.sources.markup import Tree, decode_html, parse_html
from analysis.sources.metadata import Metadata, find_metadata
from analysis.sources.page_dates import find_page_dates
from analysis.sources.reservations import find_reservation
from analysis.sources.signposts import measure_stretch
from analysis.sources.teasers import cut_offer, is_teaser, shows_locked_part
from analysis.sources.tickers import Post, find_entries, find_posts
from analysis.sources.walls import View, refuse_walls

PAGE_LIMIT = 10_000_000
# trafilatura takes about 0.1 ms for each.
TAG_LIMIT = 100_000
_MOST_SHOWN = 5000


def parse_page(
    payload: bytes, url: str, *, charset: str | None = None, reservations: bool = False
) -> list[Delivery]:
    """Take the article out of a page, paragraphs parted by one empty line.

    `extraction` says what it is: "page" (the whole article), "teaser" (its beginning),
    "gallery" (pictures; the captions follow the text) or "post" (one of a live
    ticker's, each a delivery under an address of its own). `url` may be "" for a page
    from a file, `charset` is the server's word; with `reservations` a page that
    reserves its text against mining is refused.

    Raises SourceError: "error page", "consent wall", "login wall", "overview page" or
    "no article text" where there is no article; "text mining reserved", "too large",
    "binary file", "unknown encoding".
    """
    tree = _parse_tree(payload, charset, url)
    if reservations:
        _refuse_reserved(tree, url)
    stated = find_metadata(tree, url)
    page = Delivery(
        input=url,
        content_hash=hashlib.sha256(payload).hexdigest(),
        extraction="page",
        outlet=stated.outlet,
        url=url or None,
        title=stated.title,
        dates=find_page_dates(tree, url),
        language=stated.language,
        canonical=stated.canonical,
    )
    entries = find_entries(tree, stated)
    clutter = drop_clutter(tree)
    blocks = split_blocks(tree)
    if posts := find_posts(entries, blocks, stated, url):
        return [_deliver_post(page, post) for post in posts]
    return [_deliver_article(page, tree, blocks, clutter, stated)]


def _parse_tree(payload: bytes, charset: str | None, url: str) -> Tree:
    if len(payload) > PAGE_LIMIT or payload.count(b"<") > TAG_LIMIT:
        raise SourceError(
            "too large",
            f"the page has more than {PAGE_LIMIT:,} bytes or {TAG_LIMIT:,} tags: it is "
            "no article; leave its address out",
        )
    tree = parse_html(decode_html(payload, charset))
    if tree is None:
        raise SourceError(
            "no article text", f"{_name(url)} is empty: check the address"
        )
    return tree


def _refuse_reserved(tree: Tree, url: str) -> None:
    if words := find_reservation(tree):
        raise SourceError(
            "text mining reserved",
            f"{_name(url)} says {words}; where the law allows you to read it all the "
            "same, as it may for research, set [fetch] reservations = false",
        )


def _deliver_post(page: Delivery, post: Post) -> Delivery:
    own = replace(
        page,
        extraction="post",
        title=post.title,
        text=post.text,
        dates=state_date(post.source, post.written),
    )
    if post.url:
        return replace(own, input=post.url, url=post.url, canonical=None)
    return replace(
        own,
        input=page.input + post.anchor,
        url=page.url and page.url + post.anchor,
        canonical=page.canonical and page.canonical + post.anchor,
    )


def _deliver_article(
    page: Delivery,
    tree: Tree,
    blocks: Sequence[Block],
    clutter: Clutter,
    stated: Metadata,
) -> Delivery:
    # The tree is used up by the extraction.
    titles = [title.text_content() for title in tree.iter("title", "h1")]
    shows_locked = shows_locked_part(tree, stated)
    lines = extract_paragraphs(tree, blocks, stated.title)
    extraction, lines = complete_lines(lines, clutter.captions, stated)
    view = View(
        titles=titles,
        lines=lines,
        words=sum(map(count_words, lines)),
        shown="\n".join(block.text for block in blocks)[:_MOST_SHOWN] + clutter.labels,
        consent=clutter.consent,
        lock=clutter.lock,
        noscript=clutter.noscript,
        stretch=measure_stretch(blocks),
        is_article=stated.is_article,
    )
    refuse_walls(view, _name(page.input))
    if extraction == "page" and is_teaser(
        lines, stated, clutter.lock, shows_locked=shows_locked
    ):
        extraction, lines = "teaser", cut_offer(lines)
    return replace(page, extraction=extraction, text="\n\n".join(lines))


def _name(url: str) -> str:
    return url or "the page"
