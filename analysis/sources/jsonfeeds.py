"""JSON Feed → entries."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from analysis.errors import SourceError
from analysis.sources.entries import Entry, Reading, choose_text
from analysis.sources.mending import encode_markup
from analysis.sources.urls import find_absolute

Object: TypeAlias = dict[str, object]

_NEXT_ITEM = re.compile(r"[\s,]*(?=\{)")
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_LANGUAGE = re.compile(r'"language"\s*:\s*"([\w-]{2,35})"')
_DECODER = json.JSONDecoder(strict=False)


def parse_json_feed(text: str, url: str) -> Reading:
    """Read a JSON Feed; of one that breaks off, the whole entries. Raises SourceError
    ("not a feed")."""
    try:
        feed, _ = _DECODER.raw_decode(text)
    except RecursionError:
        feed = {}
    except ValueError:
        return _parse_cut_feed(text, url)
    items = feed.get("items")
    if not isinstance(items, list):
        raise SourceError(
            "not a feed", 'the JSON has no list "items": ask for the feed\'s address'
        )
    language = _text_of(feed, "language")
    objects = (item if isinstance(item, dict) else {} for item in items)
    return Reading(entries=(_parse_item(item, language, url) for item in objects))


def _parse_cut_feed(text: str, url: str) -> Reading:
    start = _ITEMS.search(text)
    if start is None:
        raise SourceError("not a feed", "the JSON breaks off or is broken: ask again")
    stated = _LANGUAGE.search(text, 0, start.start())
    language = stated[1] if stated else None
    items = _split_whole_items(text, start.end())
    entries = (_parse_item(item, language, url) for item in items)
    return Reading(entries=entries, is_cut=True)


def _split_whole_items(text: str, at: int) -> Iterator[Object]:
    while brace := _NEXT_ITEM.match(text, at):
        try:
            item, at = _DECODER.raw_decode(text, brace.end())
        except (ValueError, RecursionError):
            return
        yield item


def _parse_item(item: Object, language: str | None, url: str) -> Entry:
    changed = _text_of(item, "date_modified")
    return Entry(
        title=_text_of(item, "title"),
        link=_find_link(item, url),
        text=choose_text(
            [_text_of(item, "content_html") or "", _text_of(item, "summary") or ""],
            _text_of(item, "content_text") or "",
        ),
        published=_text_of(item, "date_published") or changed,
        updated=changed,
        language=_text_of(item, "language") or language,
    )


def _find_link(item: Object, url: str) -> str | None:
    identity = _text_of(item, "id") or ""
    return (
        find_absolute(_text_of(item, "url"), url)
        or find_absolute(_text_of(item, "external_url"), url)
        or (find_absolute(identity, url) if identity.startswith("http") else None)
    )


def _text_of(item: Object, key: str) -> str | None:
    value = item.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    return encode_markup(value).decode("utf-8").strip() or None
