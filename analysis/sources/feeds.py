"""Feeds (RSS, RDF, Atom, JSON Feed) → one delivery an entry."""

import hashlib
import re
from datetime import datetime

from analysis.records import Delivery, Reject, Source
from analysis.sources.articles import make_reject
from analysis.sources.dates import state_date
from analysis.sources.encoding import decode_text
from analysis.sources.entries import Entry
from analysis.sources.jsonfeeds import parse_json_feed
from analysis.sources.markup import render_line
from analysis.sources.urls import find_absolute
from analysis.sources.xmlfeeds import parse_xml_feed

_DECLARED = re.compile(
    rb"^[\s\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)"
)
_DECLARATION = re.compile(r"^<\?xml[^>]{0,300}?\?+>")
_START = re.compile(r"<(?:\?xml|rss|feed|rdf:RDF|RDF)\b", re.IGNORECASE)
_ENTRY_START = re.compile(
    r"<(?:[A-Za-z]\w*:)?(?:item|entry)(?:\s[^<>]*)?(?<!/)(?:>|\Z)"
)
_ENTRY_END = re.compile(r"</(?:[A-Za-z]\w*:)?(?:item|entry)\s*>")


def parse_feed(
    payload: bytes, url: str, source: Source, now: datetime
) -> list[Delivery | Reject]:
    """Read the entries of the feed that `url` delivered, in their order.

    An entry with nothing in it and one that a broken-off transfer has cut are Rejects
    dated `now`; a feed without entries is []. Raises SourceError ("not a feed",
    "binary file"); where a page names its feeds, the detail does too.
    """
    text = _decode_feed(payload)
    if text.startswith("{"):
        entries, is_cut = parse_json_feed(text)
    else:
        whole = _drop_cut_entry(text)
        entries, is_cut = parse_xml_feed(whole, url), whole is not text
    found = [
        _deliver(entry, f"{url}#{number}", url, source, now)
        for number, entry in enumerate(entries, 1)
    ]
    if is_cut:
        found.append(_reject_cut(payload, f"{url}#{len(entries) + 1}", source, now))
    return found


def _decode_feed(payload: bytes) -> str:
    """Read the feed from its first mark-up on, without the XML declaration, whose
    encoding would no longer be true."""
    declared = _DECLARED.search(payload[:1000])
    text = _decode_as(payload, declared[1].decode("ascii") if declared else "utf-8")
    text = text.lstrip("\ufeff \t\r\n")
    start = _START.search(text[:10_000])
    if start and not text.startswith("{"):
        text = text[start.start() :]
    return _DECLARATION.sub("", text).lstrip()


def _decode_as(payload: bytes, encoding: str) -> str:
    # What calls itself Latin-1 is Windows-1252 where it uses more.
    name = "cp1252" if encoding.lower() == "iso-8859-1" else encoding
    try:
        return payload.decode(name)
    except (LookupError, ValueError):
        return decode_text(payload)


def _drop_cut_entry(text: str) -> str:
    """End the feed behind its last whole entry; `text` itself if all are whole."""
    ends = [found.end() for found in _ENTRY_END.finditer(text)]
    starts = [found.start() for found in _ENTRY_START.finditer(text)]
    last_end = ends[-1] if ends else 0
    cut = next((start for start in starts if start >= last_end), None)
    return text if cut is None else text[:cut]


def _deliver(
    entry: Entry, place: str, url: str, source: Source, now: datetime
) -> Delivery | Reject:
    link = find_absolute(entry.link, url)
    title = render_line(entry.title or "") or None
    content = "\x1f".join(
        part or "" for part in (link, title, entry.text, entry.published)
    )
    content_hash = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    if not (link or title or entry.text):
        return make_reject(
            source.name,
            place,
            "empty entry",
            "the entry has no link, title or text: tell the outlet",
            content_hash,
            now,
        )
    return Delivery(
        input=link or place,
        content_hash=content_hash,
        extraction="feed",
        url=link,
        title=title,
        text=entry.text,
        dates=state_date("feed", entry.published),
        language=entry.language,
    )


def _reject_cut(payload: bytes, place: str, source: Source, now: datetime) -> Reject:
    return make_reject(
        source.name,
        place,
        "cut feed",
        "the feed breaks off within an entry, those before it are read: fetch it again",
        hashlib.sha256(payload).hexdigest(),
        now,
    )
