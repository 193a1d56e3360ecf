import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.records import Article, Delivery, Outlet, Reject, Source
from analysis.sources.articles import (
    count_words,
    find_outlet,
    make_article,
    make_reject,
)
from analysis.sources.dates import state_date
from analysis.sources.files import parse_file
from tests.sources.samples import NOW, a_delivery, a_source

SHARED = Path(os.environ.get("DETENTE_SHARED", "../shared"))
GERMAN = (
    "Die Delegationen trafen sich am Montag erneut und sprachen über eine Feuerpause, "
    "die noch im November beginnen soll."
)


def believe(delivery: Delivery, source: Source | None = None) -> Article | Reject:
    return make_article(delivery, source or a_source(), {}, NOW)


def article_of(delivery: Delivery, source: Source | None = None) -> Article:
    made = believe(delivery, source)
    assert isinstance(made, Article), made
    return made


def reason_of(delivery: Delivery, source: Source | None = None) -> tuple[str, str]:
    made = believe(delivery, source)
    assert isinstance(made, Reject), made
    return made.reason, made.detail


def test_an_article_keeps_what_it_was_delivered_with() -> None:
    made = article_of(
        a_delivery(
            title="  Truce \n holds ",
            text="GENEVA (Reuters) - Both sides accepted the draft of the truce.",
            published="2026-11-02T23:30:00Z",
            url="https://Daily.example/a?utm_source=x#top",
        )
    )

    assert made.title == "Truce holds"
    assert made.body == "Both sides accepted the draft of the truce."
    assert made.place == "GENEVA"
    assert made.outlet == "Daily"
    assert made.url == "https://daily.example/a"
    assert made.language == "en"
    assert made.published_at == datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    assert made.published_on == date(2026, 11, 2)
    assert made.date_source == "record"
    assert (made.fetched_at, made.source, made.extraction) == (NOW, "desk", "jsonl")
    assert made.word_count == 8


def test_the_day_is_the_outlets_own() -> None:
    late = a_delivery(text=GERMAN, published="2026-11-02T23:30:00Z")
    tokyo = {"Daily": Outlet(outlet="Daily", name="Daily", time_zone="Asia/Tokyo")}

    in_berlin = article_of(late)
    in_tokyo = make_article(
        replace(late, dates=state_date("record", "2026-11-02")), a_source(), tokyo, NOW
    )

    assert in_berlin.published_on == date(2026, 11, 3)
    assert isinstance(in_tokyo, Article)
    assert in_tokyo.published_on == date(2026, 11, 2)
    assert in_tokyo.published_at == datetime(2026, 11, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("delivery", "source", "outlet"),
    [
        pytest.param(
            a_delivery(outlet="Row"), a_source(outlet="Config"), "Row", id="its record"
        ),
        pytest.param(
            a_delivery(outlet=None),
            a_source(outlet="Config"),
            "Config",
            id="the config",
        ),
        pytest.param(
            a_delivery(outlet="Site name", extraction="page"),
            a_source(outlet="Config"),
            "Config",
            id="the config before what a page calls itself",
        ),
        pytest.param(
            a_delivery(outlet="Site name", extraction="page"),
            None,
            "Site name",
            id="what a page calls itself",
        ),
        pytest.param(
            a_delivery(outlet=None, text="BERLIN (Stadtblatt) – " + GERMAN),
            None,
            "Stadtblatt",
            id="the credit of its dateline",
        ),
        pytest.param(
            a_delivery(outlet=None, url="https://www.Blatt.example/a"),
            None,
            "blatt.example",
            id="its host",
        ),
        pytest.param(
            a_delivery(
                outlet=None,
                text="BERLIN (dpa) – " + GERMAN,
                url="https://www.blatt.example/a",
            ),
            None,
            "blatt.example",
            id="its host before an agency's credit",
        ),
    ],
)
def test_the_outlet_is_named_by(
    delivery: Delivery, source: Source | None, outlet: str
) -> None:
    assert article_of(delivery, source).outlet == outlet


def test_nothing_that_names_an_outlet_is_a_reject() -> None:
    assert reason_of(a_delivery(outlet=" "))[0] == "no outlet"


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        ("01/02/2024", "unreadable date"),
        ("gestern Abend", "unreadable date"),
        ("1970-01-01T00:00:00Z", "date before 1990"),
        ("9999-12-31", "date in the future"),
        ("2026-11-24", "date in the future"),
    ],
)
def test_a_date_not_to_be_believed_is_a_reject_that_quotes_it(
    published: str, reason: str
) -> None:
    found, detail = reason_of(a_delivery(published=published))

    assert found == reason
    assert f'"{published}"' in detail


@pytest.mark.parametrize(
    ("published", "zone", "reason"),
    [
        ("0001-01-01T00:00:00Z", "America/New_York", "date before 1990"),
        ("9999-12-31T23:59:59Z", "Europe/Berlin", "date in the future"),
    ],
)
def test_a_date_at_the_end_of_time_is_refused_in_every_zone(
    published: str, zone: str, reason: str
) -> None:
    outlet = Outlet(outlet="Daily", name="Daily", time_zone=zone)

    made = make_article(
        a_delivery(published=published, outlet="Daily"),
        a_source(),
        {"Daily": outlet},
        NOW,
    )

    assert isinstance(made, Reject)
    assert made.reason == reason


def test_a_date_up_to_a_day_ahead_is_another_time_zone() -> None:
    ahead = NOW + timedelta(hours=23)

    assert article_of(a_delivery(published=ahead.isoformat())).published_at == ahead


@pytest.mark.parametrize("published", [None, "  "])
def test_an_article_without_a_date_is_kept_undated(published: str | None) -> None:
    made = article_of(a_delivery(published=published))

    assert (made.published_at, made.published_on, made.date_source) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("title", "text"), [("Truce", None), (None, "Two words"), ("", ""), (None, "…")]
)
def test_fewer_than_three_words_are_no_article(
    title: str | None, text: str | None
) -> None:
    assert reason_of(a_delivery(title=title, text=text))[0] == "too short"


def test_a_headline_alone_is_an_article_without_body() -> None:
    made = article_of(a_delivery(title="Envoys meet in Geneva", text=None))

    assert (made.title, made.body, made.word_count) == ("Envoys meet in Geneva", "", 0)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(f"Delegationen treffen sich\n\n{GERMAN}", True, id="a short line"),
        pytest.param(f"Delegationen treffen sich\n{GERMAN}", True, id="one line break"),
        pytest.param(f"Sie trafen sich.\n\n{GERMAN}", False, id="a sentence"),
        pytest.param(GERMAN, False, id="a paragraph alone"),
        pytest.param(f"{GERMAN} {GERMAN}\n\nKurz danach", False, id="a long line"),
    ],
)
def test_plain_text_may_open_with_its_title(text: str, title: bool) -> None:
    made = article_of(a_delivery(title=None, text=text, extraction="txt"))

    assert made.title == ("Delegationen treffen sich" if title else None)
    assert made.body.endswith(GERMAN) or not title


def test_wire_copies_are_one_story_but_different_articles() -> None:
    one = article_of(a_delivery(title="Truce", outlet="Daily"))
    other = article_of(a_delivery(title="A deal at last", outlet="Weekly"))

    assert one.story_id == other.story_id
    assert one.article_id != other.article_id
    assert one.text_hash != other.text_hash


def test_the_same_address_is_the_same_article_after_an_edit() -> None:
    url = "https://daily.example/a"

    before = article_of(a_delivery(title="Truce", url=url))
    after = article_of(a_delivery(title="Truce broken", url=url + "?utm_medium=rss"))

    assert before.article_id == after.article_id
    assert before.text_hash != after.text_hash


def test_articles_at_the_home_page_are_known_by_their_texts() -> None:
    home = a_delivery(text=GERMAN, url="https://daily.example/")
    other = replace(home, text=GERMAN.replace("Montag", "Freitag"))

    first, second, again = (article_of(one) for one in (home, other, home))

    assert (first.url, first.article_id == again.article_id) == (None, True)
    assert first.article_id != second.article_id


def test_a_known_outlet_is_taken_as_it_is() -> None:
    known = Outlet(outlet="Daily", name="The Daily", time_zone="Asia/Tokyo")

    assert find_outlet("Daily", {"Daily": known}, "de") is known


@pytest.mark.parametrize(
    ("language", "zone"),
    [("de", "Europe/Berlin"), ("uk", "Europe/Kyiv"), ("en", "UTC"), (None, "UTC")],
)
def test_a_new_outlet_lives_where_its_language_does(
    language: str | None, zone: str
) -> None:
    made = find_outlet("Neu", {}, language)

    assert made == Outlet(outlet="Neu", name="Neu", language=language, time_zone=zone)


def test_words_are_counted_in_scripts_without_spaces_too() -> None:
    assert count_words("Drei kurze Wörter") == 3
    assert count_words("谈判继续") == 2
    assert count_words("NATO说 yes") == 3
    assert count_words("") == 0


def test_a_reject_is_numbered_by_what_is_wrong_not_by_when() -> None:
    now = make_reject("desk", "a.jsonl:5", "broken line", "mend it", "00", NOW)
    later = make_reject(
        "desk", "a.jsonl:5", "broken line", "mend", "00", NOW + timedelta(days=1)
    )

    assert now.reject_id == later.reject_id
    assert now != later


@given(
    title=st.none() | st.text(max_size=60),
    text=st.none() | st.text(max_size=300),
    url=st.none() | st.text(max_size=60),
    published=st.none() | st.text(max_size=40),
    language=st.none() | st.text(max_size=5),
)
def test_whatever_is_delivered_becomes_an_article_or_a_reject(
    title: str | None,
    text: str | None,
    url: str | None,
    published: str | None,
    language: str | None,
) -> None:
    delivery = a_delivery(
        title=title, text=text, url=url, published=published, language=language
    )

    made = believe(delivery)

    assert isinstance(made, (Article, Reject))


def test_the_scraped_article_is_recognised_by_its_first_line() -> None:
    path = SHARED / "data/seed_article_de.txt"
    if not path.exists():
        pytest.skip(f"{path} is not here: set DETENTE_SHARED to the shared folder")

    with path.open("rb") as stream:
        deliveries = list(parse_file(path.name, stream, a_source(), NOW))
    made = [article_of(one) for one in deliveries if isinstance(one, Delivery)]

    assert [
        (one.outlet, one.place, one.title, one.published_at, one.language)
        for one in made
    ] == [("IT BOLTWISE", "WASHINGTON / MÜNCHEN", None, None, "de")]
    assert made[0].body.startswith("Inmitten")
    assert 400 < made[0].word_count < 500
