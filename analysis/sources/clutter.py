"""What surrounds an article on its page, taken out of the tree by its names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from analysis.sources.blocks import INLINE, split_blocks
from analysis.sources.markup import Tree
from analysis.sources.names import DOUBTFUL, Meaning, find_meaning, names_credit
from analysis.sources.phrases import ACCOUNT, CONSENT, count_phrases, has_phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Clutter:
    """What was taken out of a page and tells what it is: the texts of its consent
    layers, of its buttons, of its paywalls and of what it says without scripts; the
    captions of its pictures are without credits."""

    consent: str
    labels: str
    lock: str
    noscript: str
    captions: tuple[str, ...]


_UNSEEN = (
    "script", "style", "template", "svg", "iframe", "object", "embed", "video", "audio",
    "select", "textarea", "canvas", "map", "dialog", "del", "s", "strike",
    "amp-ad", "amp-sidebar", "amp-social-share", "amp-embed", "amp-iframe", "amp-video",
)  # fmt: skip
_WHOLE_PAGE = frozenset(["html", "body", "main"])
_LETTERS_PER_PHRASE = 700
_LONGEST_SPEECH = 20_000
_MOST_CANDIDATES = 300
_LONGEST_LABEL = 60
_LONGEST_LAYER = 3000
# A doubtful name does not outweigh a paragraph of so many words.
_LONG_PARAGRAPH = 25
_PARAGRAPH_TAGS = ("p", "div", "section", "li", "td", "blockquote")
_PARAGRAPH_BYTES = 80
_MOST_PARAGRAPHS = 2000
_LONGEST_CAPTION = 1000
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def drop_clutter(tree: Tree) -> Clutter:
    """Take scripts, menus, consent layers, paywalls, boxes, captions and comments out
    of `tree`, which is changed, and tell what was taken.

    Of consent layers all goes, of the rest nothing that holds a main heading.
    """
    noscript = _take(tree.iter("noscript"))
    _drop(tree.iter(*_UNSEEN))
    _drop(e for e in tree.iter("nav") if not _holds_heading(e))
    named = list(_walk_named(tree))
    consent = _take(element for element, meaning in named if meaning.platform)
    layers = [element for element, meaning in named if meaning.consent]
    consent += _take_speaking(layers, CONSENT, fewest=2) + _take_unnamed_layers(tree)
    labels = _take(tree.iter("button"))
    _drop(element for element in tree.iter() if element.attrib and _is_hidden(element))
    locks = [element for element, meaning in named if meaning.lock]
    lock = _take_speaking(locks, ACCOUNT, fewest=1)
    captions = tuple(_take_captions(tree, named))
    _drop(e for e in tree.iter("aside", "figure") if not _holds_heading(e))
    _drop(tree.iterfind(".//blockquote//cite"))
    weights = _weigh_paragraphs(tree)
    _drop(e for e, m in named if _is_furniture(e, m.most_share, weights, weights[tree]))
    return Clutter(
        consent=consent,
        labels=labels,
        lock=lock,
        noscript=noscript,
        captions=captions,
    )


def _drop(elements: Iterable[Tree]) -> list[Tree]:
    """Take elements, in document order, out of their tree; what follows them stays.
    Give those that were still in it."""
    dropped: list[Tree] = []
    for element in list(elements):
        # What is inside of what went is gone already.
        if element.getparent() is not None and (
            not dropped or dropped[-1] not in element.iterancestors()
        ):
            element.drop_tree()
            dropped.append(element)
    return dropped


def _take(elements: Iterable[Tree]) -> str:
    """Take elements out of their tree, and give their texts."""
    return " ".join(map(_read_text, _drop(elements)))


def _read_text(element: Tree) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _walk_named(tree: Tree) -> Iterator[tuple[Tree, Meaning]]:
    for element in tree.iter():
        if element.attrib and element.tag not in INLINE:
            meaning = find_meaning(element)
            if meaning is not None:
                yield element, meaning


def _take_speaking(
    elements: Sequence[Tree], phrases: re.Pattern[str], *, fewest: int
) -> str:
    """Take out those elements that are full of `phrases`, inner ones first: what is
    around them speaks of something else then. Give their texts."""
    texts = []
    for element in reversed(elements[:_MOST_CANDIDATES]):
        too_long = len(element.text_content()) > _LONGEST_SPEECH
        if too_long or element.tag in _WHOLE_PAGE:
            continue
        text = _read_text(element)
        count = count_phrases(phrases, text)
        if count >= fewest and len(text) <= _LETTERS_PER_PHRASE * count:
            texts.append(_take([element]))
    return " ".join(texts)


def _take_unnamed_layers(tree: Tree) -> str:
    """Take out what is around buttons that accept or refuse cookies, as far as most of
    its text asks for consent. Give their texts."""
    buttons = tree.xpath("//button | //*[@role='button']")
    layers = []
    for button in buttons[:_MOST_CANDIDATES]:
        if has_phrase(CONSENT, button.text_content()[:_LONGEST_LABEL]):
            around = takewhile(_mostly_asks_consent, button.iterancestors())
            layers += list(around)[-1:]
    return _take(layers)


def _mostly_asks_consent(element: Tree) -> bool:
    if element.tag in _WHOLE_PAGE or len(element.text_content()) > _LONGEST_LAYER:
        return False
    texts = [block.text for block in split_blocks(element)]
    asking = sum(len(text) for text in texts if has_phrase(CONSENT, text))
    return 2 * asking >= sum(map(len, texts))


def _is_hidden(element: Tree) -> bool:
    style = element.get("style")
    hidden = (
        element.get("hidden") is not None
        or (style is not None and _NO_DISPLAY.search(style) is not None)
        or (element.get("aria-hidden") == "true" and element.tag not in INLINE)
    )
    return hidden and not _holds_heading(element)


def _weigh_paragraphs(tree: Tree) -> Counter[Tree]:
    """Give each element the bytes of the paragraphs in it, so long that an article must
    be among them, and that the teasers of other articles are mostly not."""
    weights: Counter[Tree] = Counter()
    paragraphs = (e for e in tree.iter(*_PARAGRAPH_TAGS) if _is_paragraph(e))
    for paragraph in islice(paragraphs, _MOST_PARAGRAPHS):
        weight = len(paragraph.text_content().encode())
        for element in (paragraph, *paragraph.iterancestors()):
            weights[element] += weight
    return weights


def _is_paragraph(element: Tree) -> bool:
    if element.tag != "p" and any(child.tag not in INLINE for child in element):
        return False
    size = len(element.text_content().encode())
    if size < _PARAGRAPH_BYTES or next(element.iterancestors("a"), None) is not None:
        return False
    return size > 2 * sum(len(a.text_content().encode()) for a in element.iter("a"))


def _is_furniture(
    element: Tree, most_share: float, weights: Counter[Tree], total: int
) -> bool:
    return (
        most_share > 0
        and weights[element] <= most_share * total
        and element.tag not in _WHOLE_PAGE
        and not _holds_heading(element)
        and not (most_share <= DOUBTFUL and _holds_paragraph(element))
    )


def _holds_paragraph(element: Tree) -> bool:
    return any(
        len(paragraph.text_content().split()) >= _LONG_PARAGRAPH
        for paragraph in element.iter("p")
    )


def _holds_heading(element: Tree) -> bool:
    return element.tag == "h1" or element.find(".//h1") is not None


def _take_captions(tree: Tree, named: Iterable[tuple[Tree, Meaning]]) -> list[str]:
    """Take captions out, the outer ones whole, and give their texts without credits."""
    called = [element for element, meaning in named if meaning.caption]
    gone: set[Tree] = set()
    texts = []
    for caption in filter(_is_caption, [*tree.iter("figcaption"), *called]):
        if caption not in gone:
            gone.update(caption.iterdescendants())
            _drop(e for e in caption.iterdescendants() if names_credit(e))
            texts.append(" ".join(block.text for block in split_blocks(caption)))
            _drop([caption])
    return [text for text in texts if text]


def _is_caption(element: Tree) -> bool:
    short = len(element.text_content()) <= _LONGEST_CAPTION
    return short and not _holds_heading(element)
