"""Files that other tools write are read without any columns in the config."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

import polars as pl
import pytest

from analysis.records import Delivery, Source
from analysis.sources.files import parse_file
from analysis.sources.neighbours import find_language_code
from tests.sources.samples import NOW, a_source

Row = Mapping[str, object]
URL = "https://daily.example/truce"

GDELT_JSON: Row = {
    "url": URL,
    "url_mobile": "",
    "title": "Truce holds in the valley",
    "seendate": "20240702T081500Z",
    "socialimage": "https://daily.example/truce.jpg",
    "domain": "daily.example",
    "language": "German",
    "sourcecountry": "Germany",
}
GDELT_CSV: Row = {
    "URL": URL,
    "MobileURL": "",
    "Date": "2024-07-02 08:15:00",
    "Title": "Truce holds in the valley",
}
MEDIA_CLOUD: Row = {
    "id": "5e1f",
    "indexed_date": "2024-07-03 04:11:52",
    "language": "de",
    "media_name": "daily.example",
    "media_url": "daily.example",
    "publish_date": "2024-07-02",
    "title": "Truce holds in the valley",
    "url": URL,
}
FUNDUS: Row = {
    "title": "Truce holds in the valley",
    "body": {
        "summary": ["Both sides keep still."],
        "sections": [
            {"headline": [], "paragraphs": ["The night was calm.", "So was the day."]},
            {"headline": ["What comes next"], "paragraphs": ["Talks go on."]},
        ],
    },
    "authors": ["Mara Lind"],
    "publishing_date": "2024-07-02 08:15:00+02:00",
    "topics": [],
    "free_access": True,
    "images": [{"caption": "The valley", "versions": []}],
}
FUNDUS_CHOSEN: Row = {
    "title": "Truce holds in the valley",
    "plaintext": "Both sides keep still.",
    "publishing_date": "2024-07-02 08:15:00+02:00",
    "publisher": "Example Daily",
    "lang": "en",
    "html": {"requested_url": f"{URL}?ref=feed", "responded_url": URL},
}
NEWS_PLEASE: Row = {
    "authors": ["Mara Lind"],
    "date_download": "2024-07-03 01:02:03",
    "date_modify": "None",
    "date_publish": "2024-07-02 08:15:00",
    "description": "In short.",
    "filename": "truce.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": "Both sides keep still.",
    "source_domain": "daily.example",
    "text": None,
    "title": "Truce holds in the valley",
    "url": URL,
}
TRAFILATURA: Row = {
    "title": "Truce holds in the valley",
    "author": "Mara Lind",
    "hostname": "daily.example",
    "date": "2024-07-02",
    "fingerprint": "c1a6",
    "text": "Both sides keep still.",
    "language": None,
    "source": URL,
    "source-hostname": "Example Daily",
    "excerpt": None,
}


def read(name: str, payload: bytes, source: Source | None = None) -> list[Delivery]:
    found = list(parse_file(name, io.BytesIO(payload), source or a_source(), NOW))
    assert all(isinstance(one, Delivery) for one in found), found
    return [one for one in found if isinstance(one, Delivery)]


def show(delivery: Delivery) -> tuple[str | None, ...]:
    return (
        delivery.outlet,
        delivery.url,
        delivery.text,
        " ".join(f"{date.source}: {date.written}" for date in delivery.dates),
        delivery.language,
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            GDELT_JSON, (None, URL, None, "seen: 20240702T081500Z", "de"), id="GDELT"
        ),
        pytest.param(
            GDELT_CSV,
            (None, URL, None, "seen: 2024-07-02 08:15:00Z", None),
            id="GDELT's CSV",
        ),
        pytest.param(
            MEDIA_CLOUD,
            ("daily.example", URL, None, "record: 2024-07-02", "de"),
            id="Media Cloud",
        ),
        pytest.param(
            FUNDUS,
            (
                None,
                None,
                "Both sides keep still.\n\nThe night was calm.\n\nSo was the day."
                "\n\nWhat comes next\n\nTalks go on.",
                "record: 2024-07-02 08:15:00+02:00",
                None,
            ),
            id="Fundus",
        ),
        pytest.param(
            FUNDUS_CHOSEN,
            (
                "Example Daily",
                URL,
                "Both sides keep still.",
                "record: 2024-07-02 08:15:00+02:00",
                "en",
            ),
            id="Fundus with chosen attributes",
        ),
        pytest.param(
            NEWS_PLEASE,
            (None, URL, "Both sides keep still.", "record: 2024-07-02 08:15:00", "en"),
            id="news-please",
        ),
        pytest.param(
            {**NEWS_PLEASE, "date_publish": "None"},
            (None, URL, "Both sides keep still.", "", "en"),
            id="news-please without a date",
        ),
        pytest.param(
            TRAFILATURA,
            (
                "Example Daily",
                URL,
                "Both sides keep still.",
                "record: 2024-07-02",
                None,
            ),
            id="Trafilatura",
        ),
    ],
)
def test_the_rows_of_a_neighbour_are_known_by_their_columns(
    row: Row, expected: tuple[str | None, ...]
) -> None:
    (delivery,) = read("a.jsonl", json.dumps(row).encode())

    assert delivery.title == "Truce holds in the valley"
    assert show(delivery) == expected


def as_csv(row: Row) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, row)
    writer.writeheader()
    writer.writerow(row)
    return stream.getvalue().encode("utf-8-sig")


def as_parquet(row: Row) -> bytes:
    stream = io.BytesIO()
    pl.DataFrame([row]).write_parquet(stream)
    return stream.getvalue()


@pytest.mark.parametrize("row", [GDELT_JSON, GDELT_CSV, MEDIA_CLOUD, NEWS_PLEASE])
def test_a_neighbour_is_known_in_a_table_too(row: Row) -> None:
    (expected,) = read("a.jsonl", json.dumps(row).encode())

    tables = read("a.csv", as_csv(row)) + read("a.parquet", as_parquet(row))

    assert [show(delivery) for delivery in tables] == [show(expected)] * 2


def test_a_tree_of_texts_is_read_from_parquet_too() -> None:
    (expected,) = read("a.jsonl", json.dumps(FUNDUS).encode())

    (delivery,) = read("a.parquet", as_parquet(FUNDUS))

    assert delivery.text == expected.text


def wrap(before: str, name: str, rows: Sequence[Row], after: str = "") -> str:
    return f'{{{before}"{name}": {json.dumps(rows)}{after}}}'


@pytest.mark.parametrize(
    ("payload", "outlets"),
    [
        pytest.param(wrap("", "articles", [GDELT_JSON] * 2), [None] * 2, id="GDELT"),
        pytest.param(
            wrap('"status": "ok", "totalResults": 2, ', "articles", [GDELT_JSON] * 2),
            [None] * 2,
            id="behind other members",
        ),
        pytest.param(
            wrap("", "stories", [MEDIA_CLOUD], ', "pagination_token": "x"'),
            ["daily.example"],
            id="Media Cloud's answer",
        ),
        pytest.param(
            json.dumps({"Die Wache": [FUNDUS, FUNDUS], "Le Phare": [FUNDUS]}, indent=4),
            ["Die Wache", "Die Wache", "Le Phare"],
            id="Fundus names the lists after outlets",
        ),
        pytest.param(json.dumps({"articles": []}), [], id="an empty list"),
        pytest.param(json.dumps(FUNDUS, indent=4), [None], id="one article"),
        pytest.param(
            json.dumps({"images": FUNDUS["images"], **FUNDUS}),
            [None],
            id="one article that begins with a list of images",
        ),
    ],
)
def test_lists_may_be_wrapped_in_an_object(
    payload: str, outlets: list[str | None]
) -> None:
    deliveries = read("a.json", payload.encode())

    assert [delivery.outlet for delivery in deliveries] == outlets
    assert [d.title for d in deliveries] == ["Truce holds in the valley"] * len(outlets)


def test_columns_of_the_config_go_before_those_of_a_neighbour() -> None:
    source = Source(
        name="desk",
        kind="files",
        columns={"published_at": "indexed_date", "outlet": "media_url"},
    )

    (delivery,) = read(
        "a.jsonl", json.dumps({**MEDIA_CLOUD, "media_url": "W"}).encode(), source
    )

    assert show(delivery)[0] == "W"
    assert show(delivery)[3] == "record: 2024-07-03 04:11:52"


def test_a_column_of_the_config_may_lie_inside_an_object() -> None:
    source = Source(
        name="desk", kind="files", columns={"url": "Meta.Web.href", "body": "meta.text"}
    )
    row = {"meta": {"web": {"HREF": URL}, "text": "Calm."}, "title": "A"}

    found = [
        *read("a.jsonl", json.dumps(row).encode(), source),
        *read("a.parquet", as_parquet(row), source),
    ]

    assert [(delivery.url, delivery.text) for delivery in found] == [(URL, "Calm.")] * 2


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("German", "de"),
        ("ENGLISH ", "en"),
        ("Norwegian", "no"),
        ("Chinese", "zh"),
        ("Ukrainian", "uk"),
        ("de-AT", "de-AT"),
        ("Klingonese", "Klingonese"),
    ],
)
def test_the_name_of_a_language_is_its_code(written: str, code: str) -> None:
    assert find_language_code(written) == code
