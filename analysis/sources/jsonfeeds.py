"""JSON Feed → entries."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from analysis.errors import SourceError
from analysis.sources.entries import Entry, choose_text

Object: TypeAlias = dict[str, object]

_NEXT_ITEM = re.compile(r"[\s,]*(?=\{)")
_ITEMS = re.compile(r'"items"\s*:\s*\[')


def parse_json_feed(text: str) -> tuple[list[Entry], bool]:
    """Give the entries of a JSON Feed and whether the text breaks off before its end;
    then only the whole entries are there. Raises SourceError ("not a feed")."""
    try:
        feed = json.loads(text, strict=False)
    except RecursionError:
        feed = None
    except ValueError:
        return [_parse_item(item, None) for item in _split_whole_items(text)], True
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise SourceError(
            "not a feed", 'the JSON has no list "items": ask for the feed\'s address'
        )
    language = _text_of(feed, "language")
    objects = [item if isinstance(item, dict) else {} for item in items]
    return [_parse_item(item, language) for item in objects], False


def _split_whole_items(text: str) -> Iterator[Object]:
    start = _ITEMS.search(text)
    if start is None:
        raise SourceError("not a feed", "the JSON breaks off or is broken: ask again")
    decoder = json.JSONDecoder(strict=False)
    at = start.end()
    while brace := _NEXT_ITEM.match(text, at):
        try:
            item, at = decoder.raw_decode(text, brace.end())
        except (ValueError, RecursionError):
            return
        yield item


def _parse_item(item: Object, language: str | None) -> Entry:
    html = _text_of(item, "content_html")
    plain = _text_of(item, "content_text")
    return Entry(
        title=_text_of(item, "title"),
        link=_text_of(item, "url") or _text_of(item, "external_url"),
        text=choose_text(html, plain, _text_of(item, "summary")),
        published=_text_of(item, "date_published") or _text_of(item, "date_modified"),
        language=_text_of(item, "language") or language,
    )


def _text_of(item: Object, key: str) -> str | None:
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None
