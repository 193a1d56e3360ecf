"""The blocks around and between an article's paragraphs that are not its text."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.sources.articles import count_words
from analysis.sources.blocks import Block, is_prose
from analysis.sources.phrases import ADVERT, FOLLOW, READ_ALSO

_MOSTLY = 0.8
_FEWEST_HEADLINE_WORDS = 4
_FEWEST_CARDS = 4
# With so many words in one piece there is an article besides all headlines.
_SURE_WORDS = 50
_MOST_CARD_BLOCKS = 2
_MOST_CARD_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The longest stretch of prose on a page that no headline of another article
    interrupts, and how many such headlines there are."""

    words: int
    paragraphs: int
    headlines: int


def is_title(block: Block, title: str) -> bool:
    """Whether a block is the page's own heading, with or without a line above it."""
    shown, stated = block.text.casefold(), title.casefold()
    if not block.is_heading or not stated:
        return False
    is_part = shown in stated and 2 * len(shown) >= len(stated)
    return block.element.tag == "h1" or stated in shown or is_part


def is_furniture(block: Block, title: str) -> bool:
    """Whether a block repeats the page's `title`, labels an advert, or leads away."""
    return (
        is_title(block, title)
        or ADVERT.fullmatch(block.text) is not None
        or FOLLOW.fullmatch(block.text) is not None
        or _is_signpost(block)
    )


def find_cards(blocks: Sequence[Block]) -> list[Block]:
    """Find what stands under the headlines of other articles around an article: linked
    headings with hardly a text between them, four or more; [] where there are fewer."""
    heads = [at for at, block in enumerate(blocks) if _is_headline(block)]
    if len(heads) < _FEWEST_CARDS or measure_stretch(blocks).words < _SURE_WORDS:
        return []
    ends = [*heads[1:], len(blocks)]
    spans = zip(heads, ends, strict=True)
    cards = [_find_card(blocks[head], blocks[head + 1 : end]) for head, end in spans]
    found = [texts for texts in cards if texts is not None]
    if len(found) < _FEWEST_CARDS:
        return []
    return [block for texts in found for block in texts]


def measure_stretch(blocks: Sequence[Block]) -> Stretch:
    """Measure the longest stretch of prose between two headlines of other articles."""
    headlines = words = paragraphs = 0
    longest = (0, 0)
    for block in blocks:
        count = count_words(block.text)
        if 2 * block.linked > len(block.text) and count >= _FEWEST_HEADLINE_WORDS:
            headlines, words, paragraphs = headlines + 1, 0, 0
        elif is_prose(block):
            words, paragraphs = words + count, paragraphs + 1
            longest = max(longest, (words, paragraphs))
    return Stretch(words=longest[0], paragraphs=longest[1], headlines=headlines)


def _is_headline(block: Block) -> bool:
    return block.is_heading and block.linked > 0 and _is_signpost(block)


def _find_card(head: Block, following: Sequence[Block]) -> Sequence[Block] | None:
    """Find the texts of the card that a headline opens; None where it opens none.
    Behind the last card goes on what is beside it."""
    if len(following) > _MOST_CARD_BLOCKS:
        card = head.element.getparent()
        following = [block for block in following if block.element.getparent() is card]
    short = all(len(block.text.split()) <= _MOST_CARD_WORDS for block in following)
    return following if short and len(following) <= _MOST_CARD_BLOCKS else None


def _is_signpost(block: Block) -> bool:
    """Whether a block only leads to other pages, or announces what does."""
    if not block.linked:
        return block.is_heading and READ_ALSO.match(block.text) is not None
    links = block.element.xpath(".//a/@href | ancestor::a/@href")
    if all(link.startswith("#") for link in links):
        return False
    if block.linked >= _MOSTLY * len(block.text):
        return True
    return READ_ALSO.match(block.text) is not None and not is_prose(block)
