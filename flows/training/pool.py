"""Unlabelled news items: headlines, headlines with their teaser, and sentences."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.errors import ConfigError
from analysis.text.sentences import split_sentences

TEASERS = "articles_de_teasers.jsonl"
WHOLE = ("articles_de_leads.jsonl", "articles_en.jsonl")
LONGEST = 700


def read_pool(data: Path) -> Iterator[tuple[str, str]]:
    """Text and language of every item of the article files, white space collapsed.

    Items of fewer than four words or more than 700 characters are left out; a text
    may come more than once. A file that is not there holds nothing.
    """
    for text, language in _read_items(data):
        collapsed = " ".join(text.split())
        if len(collapsed) <= LONGEST and len(collapsed.split()) >= 4:
            yield collapsed, language


def _read_items(data: Path) -> Iterator[tuple[str, str]]:
    for article in _read_articles(data / TEASERS):
        parts = [article["title"], article["text"]]
        yield " - ".join(part for part in parts if part), article["lang"]
    for file in WHOLE:
        for article in _read_articles(data / file):
            yield article["title"], article["lang"]
            for paragraph in article["text"].splitlines():
                for sentence in split_sentences(paragraph, article["lang"]):
                    yield sentence, article["lang"]


def _read_articles(path: Path) -> Iterator[Mapping[str, str]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                fields = json.loads(line)
                yield {key: fields.get(key) or "" for key in ("title", "text", "lang")}
            except (ValueError, AttributeError) as error:
                message = f"{path}:{number}: not an article ({error})"
                raise ConfigError(f"{message}; mend or delete the line") from error
