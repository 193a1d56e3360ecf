"""Articles and paragraphs to sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.records import Article, Sentence
from analysis.text.borders import find_borders
from analysis.text.hashes import hash_text
from analysis.text.voices import find_voices

Span = tuple[int, int]


def split_article(article: Article) -> list[Sentence]:
    """Split headline and body into sentences with positions 0, 1, 2 …

    The headline is one sentence; the first of several paragraphs is the lead. Sentences
    without a letter are left out. Quotations and voices are looked for in the body as a
    whole, in the headline on its own.
    """
    body, language = article.body, article.language
    walked = list(_walk_body(body, language))
    voices = find_voices(body, [span for _, span in walked], language)
    found = [
        (section, body[start:end], voice)
        for (section, (start, end)), voice in zip(walked, voices, strict=True)
    ]
    if title := (article.title or "").strip():
        (voice,) = find_voices(title, [(0, len(title))], language)
        found.insert(0, ("headline", title, voice))
    lettered = [row for row in found if any(map(str.isalpha, row[1]))]
    return [
        Sentence(
            article_id=article.article_id,
            position=position,
            section=section,
            text=text,
            text_hash=hash_text(text),
            is_quote=voice.kind == "direct",
            voice=voice.kind,
            speaker=voice.speaker,
        )
        for position, (section, text, voice) in enumerate(lettered)
    ]


def split_sentences(paragraph: str, language: str | None) -> list[str]:
    """Split one paragraph; nothing but white space between sentences is lost.

    `language` is an ISO 639-1 code; None is split by the rules for English.
    """
    return [paragraph[start:end] for start, end in _find_spans(paragraph, language)]


def _walk_body(body: str, language: str | None) -> Iterator[tuple[str, Span]]:
    paragraphs = list(re.finditer(r"[^\n]+", body))
    for index, paragraph in enumerate(paragraphs):
        section = "lead" if index == 0 and len(paragraphs) > 1 else "body"
        offset = paragraph.start()
        for start, end in _find_spans(paragraph.group(), language):
            yield section, (offset + start, offset + end)


def _find_spans(paragraph: str, language: str | None) -> list[Span]:
    """Find where the sentences of a paragraph start and end, white space left out."""
    borders = find_borders(paragraph, language or "en")
    spans = []
    for start, end in pairwise([0, *borders, len(paragraph)]):
        text = paragraph[start:end]
        if text.strip():
            left = start + len(text) - len(text.lstrip())
            spans.append((left, left + len(text.strip())))
    return spans
