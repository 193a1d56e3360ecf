import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.urls import find_absolute, find_host, find_url


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (" HTTPS://Www.Daily.Example/A?b=1#top ", "https://www.daily.example/A?b=1"),
        (
            "https://daily.example/live#event_id=x7",
            "https://daily.example/live#event_id=x7",
        ),
        ("https://daily.example/a#ref=rss", "https://daily.example/a"),
        ("https://daily.example/a?utm_source=x&id=7", "https://daily.example/a?id=7"),
        ("https://daily.example/a?fbclid=x", "https://daily.example/a"),
        ("https://daily.example/a?q=a%20b&c", "https://daily.example/a?q=a%20b&c"),
        ("https://daily.example:443", "https://daily.example/"),
        ("http://daily.example:8080/a", "http://daily.example:8080/a"),
        ("https://user:word@daily.example/a", "https://daily.example/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("daily.example/a", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("http://[broken/a", None),
        ("http://daily.example:99999/a", None),
        ("", None),
        (None, None),
    ],
)
def test_the_same_page_has_one_address(written: str | None, url: str | None) -> None:
    assert find_url(written) == url


def test_the_host_names_an_outlet_without_its_www() -> None:
    assert find_host("https://www.Daily.example:8080/a") == "daily.example"
    assert find_host("mailto:desk@daily.example") is None


def test_a_link_is_resolved_where_it_stands() -> None:
    base = "https://daily.example/feeds/rss"

    assert find_absolute("../a", base) == "https://daily.example/a"
    assert find_absolute("//other.example/a", base) == "https://other.example/a"
    assert find_absolute("mailto:desk@daily.example", base) is None
    assert find_absolute(" ", base) is None


@given(st.text() | st.from_regex(r"\Ahttps?://\S*\Z"))
def test_an_address_once_tidied_stays_as_it_is(written: str) -> None:
    url = find_url(written)

    assert url is None or find_url(url) == url
