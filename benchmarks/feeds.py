"""Feed parsing against feedparser alone, in one process; prints one JSON object.

    python benchmarks/feeds.py [--items N] [--rounds N]

The feeds are made here of self-written text: an RSS feed with whole articles as HTML
(279 kB at 100 items), an Atom feed with the same, an RDF feed with teasers, a JSON
Feed. `parse_feed` does all it does for Detente (text out of HTML, links, hashes, one
record an entry), feedparser its `parse`. Of each the fastest round counts, in processor
time; rounds alternate, so that both meet the same weather. feedparser does not read
JSON Feed. Every fourth article has a figure, which takes the slower way through HTML.
"""

import argparse
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

import feedparser

from analysis.records import Source
from analysis.sources.feeds import parse_feed

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SOURCE = Source(name="bench", kind="feed", outlet="River Post")
URL = "https://river.example/feed"
SENTENCES = (
    "The delegations of both states met on Tuesday in the old customs house on the "
    "river, for the <em>first time</em> since the bridge was closed in the spring.",
    "An envoy who took part said that the talks had been &bdquo;serious and "
    'long&ldquo;; a <a href="https://river.example/second">second round</a> is planned '
    "for next week.",
    "Auf dem anderen Ufer rückten Soldaten mit <strong>schweren Waffen</strong> in die "
    "Hügel vor; Bauern berichteten von Beschuss in der Nacht.",
    "Der Bürgermeister von Altbrück bat beide Seiten, die Mühle &amp; das Wehr zu "
    "schonen, die seit drei Jahren niemand mehr instand setzt.",
)
FIGURE = (
    '<figure><img src="https://river.example/bridge.jpg" alt="The bridge" />'
    "<figcaption>The bridge in the evening</figcaption></figure>"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    feeds = {
        "rss": make_rss(given.items),
        "atom": make_atom(given.items),
        "rdf": make_rdf(given.items),
        "json": make_json(given.items),
    }
    results = {name: compare(feeds[name], given.rounds) for name in feeds}
    print(json.dumps(results))


def compare(feed: str, rounds: int) -> dict[str, float | int | None]:
    payload = feed.encode()
    ours, theirs = float("inf"), float("inf")
    for _ in range(rounds):
        ours = min(ours, measure(lambda: parse_feed(payload, URL, SOURCE, NOW)))
        theirs = min(theirs, measure(lambda: feedparser.parse(payload)))
    entries = len(feedparser.parse(payload).entries)
    return {
        "bytes": len(payload),
        "entries": len(parse_feed(payload, URL, SOURCE, NOW).entries),
        "detente_ms": round(ours * 1000, 2),
        "feedparser_entries": entries,
        "feedparser_ms": round(theirs * 1000, 2) if entries else None,
        "times_faster": round(theirs / ours, 1) if entries else None,
    }


def measure(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def write_body(number: int) -> str:
    paragraphs = [
        f"<p>{SENTENCES[(number + turn) % len(SENTENCES)]}</p>" for turn in range(15)
    ]
    figure = FIGURE if number % 4 == 0 else ""
    return f"<p>Report {number}.</p>{figure}{''.join(paragraphs)}"


def make_rss(items: int) -> str:
    entries = "".join(
        f"<item><title>Envoys meet on the river, report {number}</title>"
        f"<link>https://river.example/{number}?utm_source=rss</link>"
        f'<guid isPermaLink="false">river-{number}</guid>'
        f"<pubDate>Tue, 17 Nov 2026 08:{number % 60:02}:00 +0100</pubDate>"
        "<dc:creator>A. Schreiber</dc:creator><category>World</category>"
        "<description>Talks about the bridge and the prisoners.</description>"
        f"<content:encoded><![CDATA[{write_body(number)}]]></content:encoded></item>"
        for number in range(items)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>River Post</title>'
        f"<link>https://river.example/</link><language>en</language>{entries}"
        "</channel></rss>"
    )


def make_atom(items: int) -> str:
    entries = "".join(
        f"<entry><title>Envoys meet on the river, report {number}</title>"
        f"<id>tag:river.example,2026:{number}</id>"
        f'<link rel="alternate" type="text/html" href="https://river.example/{number}"/>'
        f"<published>2026-11-17T08:{number % 60:02}:00+01:00</published>"
        f"<updated>2026-11-17T09:{number % 60:02}:00+01:00</updated>"
        "<author><name>A. Schreiber</name></author>"
        "<summary>Talks about the bridge and the prisoners.</summary>"
        f'<content type="html">{escape(write_body(number))}</content></entry>'
        for number in range(items)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>River Post</title><id>urn:river</id>{entries}</feed>"
    )


def make_rdf(items: int) -> str:
    entries = "".join(
        f'<item rdf:about="https://river.example/{number}">'
        f"<title>Gesandte treffen sich am Fluss, Bericht {number}</title>"
        f"<link>https://river.example/{number}</link>"
        "<description>Es geht um die Brücke &amp;amp; um die Gefangenen. &lt;a "
        'href="https://river.example/all"&gt;Alle Berichte&lt;/a&gt;</description>'
        "<dc:creator>A. Schreiber</dc:creator><dc:subject>Ausland</dc:subject>"
        f"<dc:date>2026-11-17T08:{number % 60:02}:00+01:00</dc:date></item>"
        for number in range(items)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://river.example/"><title>Flusspost</title>'
        f"<dc:language>de</dc:language></channel>{entries}</rdf:RDF>"
    )


def make_json(items: int) -> str:
    entries = [
        {
            "id": f"river-{number}",
            "url": f"https://river.example/{number}",
            "title": f"Envoys meet on the river, report {number}",
            "content_html": write_body(number),
            "summary": "Talks about the bridge and the prisoners.",
            "date_published": f"2026-11-17T08:{number % 60:02}:00+01:00",
        }
        for number in range(items)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": entries}
    return json.dumps(feed, ensure_ascii=False)


if __name__ == "__main__":
    main()
