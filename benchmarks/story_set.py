"""A set of 400 articles of which it is known who copied whom.

The folder story_texts holds 160 articles on twelve topics, written for this purpose.
All that report on a topic share persons and places, an official statement of two
sentences and a sentence of background, and nothing else. Of 60 of them 240 copies are
made, in six kinds:

    exact      another headline, other quotation marks and line breaks
    cut        40 to 80 % of the words left, from the start or from everywhere
    reworded   another headline and first paragraph
    extended   a paragraph of the outlet's own, behind or between
    edited     a word replaced or left out in each sentence
    mixed      reworded, cut to 70 % and extended
"""

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

from analysis.text.sentences import split_sentences

TEXTS = Path(__file__).parent / "story_texts"
COPIES_OF_EACH = 4
SHARES = (0.4, 0.5, 0.6, 0.7, 0.8)
SHARE_OF_MIXED = 0.7
REPLACED: Mapping[str, Mapping[str, str]] = {
    "de": {
        "aber": "doch",
        "auch": "ebenfalls",
        "etwa": "rund",
        "mehr": "weitere",
        "nach": "laut",
        "nicht": "keineswegs",
        "rund": "etwa",
        "sagt": "erklärt",
        "sagte": "erklärte",
        "seit": "bereits seit",
        "und": "sowie",
    },
    "en": {
        "about": "roughly",
        "after": "following",
        "also": "in addition",
        "and": "as well as",
        "because": "since",
        "but": "yet",
        "many": "numerous",
        "nobody": "no one",
        "said": "stated",
        "told": "informed",
        "until": "till",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article of the set. `kind` is "independent", "original" or a kind of copy,
    `original` numbers what it is, or is a copy of."""

    half: str
    language: str
    kind: str
    original: int
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """What another outlet has of its own: a lead, a paragraph, a hand that edits."""

    lead: str
    paragraph: str
    hand: random.Random


def build_set(seed: int) -> list[Text]:
    hand = random.Random(seed)  # noqa: S311 not for secrets
    kinds = cycle(COPYING)
    texts: list[Text] = []
    for path in sorted(TEXTS.glob("*.toml")):
        topic = tomllib.loads(path.read_text("utf-8"))
        paragraphs = cycle(topic["own"])
        for article in topic["article"]:
            text = read_text(topic, article, len(texts))
            texts.append(text)
            if text.kind == "independent":
                continue
            for kind in islice(kinds, COPIES_OF_EACH):
                own = next(paragraphs) if kind in {"extended", "mixed"} else ""
                rewriting = Rewriting(lead=article["lead"], paragraph=own, hand=hand)
                body = COPYING[kind](text, rewriting)
                title = article["other_headline"]
                texts.append(replace(text, kind=kind, title=title, body=body))
    return texts


def read_text(
    topic: Mapping[str, str], article: Mapping[str, str], number: int
) -> Text:
    body = article["text"].strip().replace("{statement}", topic["statement"])
    return Text(
        half=topic["half"],
        language=topic["language"],
        kind="original" if "lead" in article else "independent",
        original=number,
        title=article["headline"],
        body=body.replace("{background}", topic["background"]),
    )


def reset(text: Text, _: Rewriting) -> str:
    return re.sub("[„“”]", '"', text.body).replace("\n\n", "\n")


def reword(text: Text, rewriting: Rewriting) -> str:
    return "\n\n".join([rewriting.lead, *text.body.split("\n\n")[1:]])


def extend(text: Text, rewriting: Rewriting) -> str:
    paragraphs = text.body.split("\n\n")
    place = rewriting.hand.randrange(1, len(paragraphs) + 1)
    return "\n\n".join([*paragraphs[:place], rewriting.paragraph, *paragraphs[place:]])


def cut(text: Text, rewriting: Rewriting) -> str:
    return shorten(text, rewriting.hand.choice(SHARES), rewriting.hand)


def mix(text: Text, rewriting: Rewriting) -> str:
    reworded = replace(text, body=reword(text, rewriting))
    shortened = shorten(reworded, SHARE_OF_MIXED, rewriting.hand)
    return f"{shortened}\n\n{rewriting.paragraph}"


def shorten(text: Text, share: float, hand: random.Random) -> str:
    """Leave out sentences, the last ones or any but the first, while more than `share`
    of the words is left."""
    sentences = [
        (number, sentence)
        for number, paragraph in enumerate(text.body.split("\n\n"))
        for sentence in split_sentences(paragraph, text.language)
    ]
    from_end = hand.random() < 0.5
    while sum(len(sentence.split()) for _, sentence in sentences) > share * len(
        text.body.split()
    ):
        del sentences[-1 if from_end else hand.randrange(1, len(sentences))]
    left = defaultdict(list)
    for number, sentence in sentences:
        left[number].append(sentence)
    return "\n\n".join(map(" ".join, left.values()))


def edit(text: Text, rewriting: Rewriting) -> str:
    paragraphs = [
        " ".join(
            edit_sentence(sentence, REPLACED[text.language], rewriting.hand)
            for sentence in split_sentences(paragraph, text.language)
        )
        for paragraph in text.body.split("\n\n")
    ]
    return "\n\n".join(paragraphs)


def edit_sentence(
    sentence: str, replaced: Mapping[str, str], hand: random.Random
) -> str:
    words = sentence.split()
    known = [place for place, word in enumerate(words) if word in replaced]
    if known:
        place = hand.choice(known)
        words[place] = replaced[words[place]]
    elif len(words) > 4:
        del words[hand.randrange(2, len(words) - 1)]
    return " ".join(words)


COPYING: Mapping[str, Callable[[Text, Rewriting], str]] = {
    "exact": reset,
    "cut": cut,
    "reworded": reword,
    "extended": extend,
    "edited": edit,
    "mixed": mix,
}
