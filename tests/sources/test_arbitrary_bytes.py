"""Whatever arrives ends in records and reasons, in reasonable time."""

import io
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import SourceError
from analysis.records import Delivery, Reject
from analysis.sources.feeds import parse_feed
from analysis.sources.files import parse_file
from analysis.sources.pages import parse_page
from tests.conftest import GOLDEN
from tests.sources.samples import NOW, a_source

URL = "https://any.example/"
SEEDS = [path.read_bytes() for path in (GOLDEN / "sources").glob("*/*.*ml")] + [
    b'{"title": "Truce holds", "text": "Both sides agreed."}\n{"text": "Two."}\n',
    b'[{"title": "Truce"}, {"text": 5}]',
    b'title,text\n"A ""b""",c\nd,"e\nf"\n',
    b"---\ntitle: A\n---\n# B\n\n> * c\n\n<i>d</i>\n",
]
SHARDS = [
    b"\x00",
    b"<",
    b"]]>",
    b"<![CDATA[",
    b"&#xd800;",
    b"\xff\xfe",
    b'"',
    b"<item>",
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Bytes of a real shape with a piece cut out and something else put in."""
    whole = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, len(whole)))
    length = draw(st.integers(0, 400))
    piece = draw(st.binary(max_size=20) | st.sampled_from(SHARDS))
    return whole[:start] + piece + whole[start + length :]


ANYTHING = st.binary(max_size=500) | damaged()
PATIENT = settings(
    deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow]
)
ENDINGS = ["txt", "md", "html", "json", "jsonl", "csv", "tsv", "jsonl.gz"]


@PATIENT
@given(payload=ANYTHING)
@pytest.mark.parametrize("ending", ENDINGS)
def test_any_file_gives_deliveries_and_rejects(ending: str, payload: bytes) -> None:
    name = f"any.{ending}"

    found = list(parse_file(name, io.BytesIO(payload), a_source(), NOW))

    assert all(isinstance(one, (Delivery, Reject)) for one in found)
    assert all(one.input.startswith(name) for one in found)


@PATIENT
@given(payload=ANYTHING)
def test_any_feed_gives_entries_or_a_reason(payload: bytes) -> None:
    try:
        found = parse_feed(payload, URL, a_source(), NOW).entries
    except SourceError:
        return

    assert all(isinstance(one, (Delivery, Reject)) for one in found)


@PATIENT
@given(payload=ANYTHING)
def test_any_page_gives_an_article_or_a_reason(payload: bytes) -> None:
    try:
        found = parse_page(payload, URL)
    except SourceError:
        return

    assert all(delivery.text for delivery in found)
