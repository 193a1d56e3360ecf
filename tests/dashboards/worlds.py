"""Small worlds of invented press in a real warehouse, and the sites they make."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from analysis.records import Article, Fetch, Outlet, Reject, Run, Sentence
from analysis.warehouse.warehouse import Warehouse
from dashboards.events import Event
from dashboards.site import write_site
from flows.publish import measure_all
from flows.site_frames import load_site_facts, load_site_frames
from tests.samples import MODEL, a_run, a_score, an_article

# A Wednesday; the 5th of October is a Monday.
NOW = datetime(2026, 11, 11, 12, 0, tzinfo=UTC)
MONDAY = date(2026, 10, 5)
HOSTILE = (
    "<script>window.broken = 1</script>",
    "</script><img src=x onerror='window.broken = 1'>",
    '=HYPERLINK("javascript:window.broken=1") "q" \'q\' %{y} {count}',
    "\u202eover \u2066\x00 nul \u2028 {{ 7 * 7 }} 😀",
    "x" * 10_000,
)
_PLACES = ("headline", "lead", "body", "body")
_VOICES = ("own", "own", "direct", "indirect")


def save_articles(warehouse: Warehouse, articles: Mapping[Article, str]) -> None:
    """Articles with what their sentences say: a headline, a lead and two of the body,
    of which one is quoted and one reported; scores are drawn, the same each time."""
    chance = random.Random(6)  # noqa: S311
    sentences = [
        Sentence(
            article_id=article.article_id,
            position=place,
            section=_PLACES[place],
            text=f"{words} ({place}).",
            text_hash=article.article_id * 10 + place,
            is_quote=_VOICES[place] == "direct",
            voice=_VOICES[place],
            speaker=words[:60] if _VOICES[place] != "own" else None,
        )
        for article, words in articles.items()
        for place in range(4)
    ]
    warehouse.save_records("article", list(articles))
    warehouse.save_records("sentence", sentences)
    warehouse.save_records(
        "sentence_score",
        [
            a_score(
                sentence.text_hash,
                round(chance.random(), 4),
                round(chance.random() ** 2, 4),
                round(chance.uniform(-1, 1), 4),
            )
            for sentence in sentences
        ],
    )


def save_outlets(warehouse: Warehouse, names: Sequence[str]) -> None:
    warehouse.save_records(
        "outlet",
        [
            Outlet(
                outlet=name,
                name=name,
                time_zone="UTC",
                country="Aldermoor",
                language="de" if place % 2 else "en",
            )
            for place, name in enumerate(names)
        ],
    )


def save_days(
    warehouse: Warehouse, names: Sequence[str], days: Sequence[date], a_day: int = 4
) -> None:
    """So many articles a day and outlet; each first one of a day is one story."""
    save_outlets(warehouse, names)
    articles = {}
    for number, day in enumerate(days):
        for place, name in enumerate(names):
            for nth in range(a_day):
                key = 1 + nth + a_day * (place + len(names) * number)
                story = key if nth else 1_000_000 + number
                article = replace(
                    an_article(key, name, day, story_id=story),
                    language="de" if place % 2 else "en",
                    agency=None if nth else "dpa",
                )
                articles[article] = f"Sentence of article {key}"
    save_articles(warehouse, articles)


def make_empty(warehouse: Warehouse) -> None:
    """Nothing was ever read."""


def make_one_article(warehouse: Warehouse) -> None:
    save_days(warehouse, ["Daily"], [MONDAY], a_day=1)


def make_one_outlet(warehouse: Warehouse) -> None:
    save_days(warehouse, ["Daily"], [MONDAY + timedelta(days=n) for n in range(15)])


def make_one_day(warehouse: Warehouse) -> None:
    save_days(warehouse, ["Daily", "Post", "Blatt"], [MONDAY])


def make_silence(warehouse: Warehouse) -> None:
    """A feed that answered once, without an article, and never again."""
    save_outlets(warehouse, ["Daily"])
    visits = [
        Fetch(
            fetch_id=n,
            run_id="r",
            source="feed",
            outlet="Daily",
            live=True,
            url="https://daily.example/feed",
            fetched_at=datetime(2026, 10, 5, 12, tzinfo=UTC) + timedelta(days=n),
            status=200 if n == 0 else None,
            bytes=0,
            milliseconds=1,
            outcome="ok" if n == 0 else "no answer",
            receipt=None,
        )
        for n in range(12)
    ]
    warehouse.save_records("fetch", visits)


def make_hostile(warehouse: Warehouse) -> None:
    """Names, headlines, sentences, addresses and rejects that mean harm."""
    save_outlets(warehouse, HOSTILE)
    articles = {
        replace(
            an_article(1 + place * 100 + n, name, MONDAY + timedelta(days=n)),
            title=name,
            url="javascript:window.broken=1" if n % 2 else None,
            agency=name[:40],
        ): name
        for place, name in enumerate(HOSTILE)
        for n in range(8)
    }
    save_articles(warehouse, articles)
    rejects = [
        Reject(
            reject_id=place,
            source=name,
            input=name,
            reason=name[:80],
            detail=name,
            first_seen_at=NOW,
            content_hash="0",
        )
        for place, name in enumerate(HOSTILE)
    ]
    warehouse.save_records("reject", rejects)


def make_full(warehouse: Warehouse) -> None:
    """Three outlets over five weeks, one of them with a gap of four days."""
    days = [MONDAY + timedelta(days=n) for n in range(35)]
    save_days(warehouse, ["Daily", "Post", "Blatt"], days)


WORLDS: dict[str, Callable[[Warehouse], None]] = {
    "empty": make_empty,
    "one article": make_one_article,
    "one outlet": make_one_outlet,
    "one day": make_one_day,
    "silence": make_silence,
    "hostile": make_hostile,
    "full": make_full,
}


def write_world(folder: Path, world: str) -> Path:
    """The site of a world, as publishing writes it; returns its folder. The warehouse
    stays beside it as `w.duckdb`."""
    run: Run = replace(a_run(NOW), finished_at=NOW, status="done")
    with Warehouse(folder / "w.duckdb") as warehouse:
        warehouse.save_records("model", [MODEL])
        WORLDS[world](warehouse)
        measure_all(warehouse, MODEL.model_id, NOW)
        warehouse.save_records("run", [run])
        frames = load_site_frames(warehouse, MODEL.model_id)
        facts = load_site_facts(warehouse, MODEL, run, NOW)
    event = Event(on=MONDAY + timedelta(days=9), name=HOSTILE[0])
    write_site(folder / "site", frames, replace(facts, events=(event,)))
    return folder / "site"
