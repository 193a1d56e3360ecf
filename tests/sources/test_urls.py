import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.urls import (
    find_absolute,
    find_host,
    find_identity,
    find_url,
    hide_credentials,
)

A = "https://daily.example/a"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        # one spelling
        (" HTTPS://Www.Daily.Example/A?b=1#top ", "https://www.daily.example/A?b=1"),
        ("https://daily.example:443/a", A),
        ("http://daily.example:8080/a", "http://daily.example:8080/a"),
        ("https://user:word@daily.example/a", A),
        ("https://daily.example./a", A),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("https://daily.example/a?", A),
        ("https://daily.example/a?#", A),
        ("https://daily.example/b/../a", A),
        ("https://daily.example/./a", A),
        ("https://daily.example/b/%2e%2e/a", A),
        ("https://daily.example/../../a", A),
        ("https://daily.example/a/..b/.c", "https://daily.example/a/..b/.c"),
        ("https://daily.example/%61", A),
        ("https://daily.example/%c3%bc", "https://daily.example/%C3%BC"),
        ("https://daily.example/ü", "https://daily.example/%C3%BC"),
        ("https://daily.example/a b", "https://daily.example/a%20b"),
        ("https://daily.example/100%", "https://daily.example/100%25"),
        ("https://daily.example/a%2Fb", "https://daily.example/a%2Fb"),
        ("https://daily.example/a?q=a%20b&c", "https://daily.example/a?q=a%20b&c"),
        ("https://Übung.example/a", "https://xn--bung-zra.example/a"),
        ("https://xn--bung-zra.example/a", "https://xn--bung-zra.example/a"),
        ("https://straße.example/a", "https://xn--strae-oqa.example/a"),
        ("https://daily.example/a/index.html", "https://daily.example/a/"),
        ("https://daily.example/a/index.html?id=7", "https://daily.example/a/?id=7"),
        # the reader's way to it
        ("https://daily.example/a?utm_source=x&id=7", "https://daily.example/a?id=7"),
        ("https://daily.example/a?UTM_Source=x", A),
        ("https://daily.example/a?utm_source=x&amp;utm_medium=y", A),
        ("https://daily.example/a?fbclid=x", A),
        ("https://daily.example/a?wt_mc=x&wt.mc_id=y&at_medium=rss&CMP=share", A),
        ("https://daily.example/a?xtor=RSS-1&mc_cid=1&_ga=1.2&pk_campaign=x", A),
        ("https://daily.example/a?ref=rss", A),
        ("https://daily.example/a?source=whatsapp&from=newsletter", A),
        ("https://daily.example/a?ticket=ST-123-ab-cas", A),
        ("https://daily.example/a?PHPSESSID=4f", A),
        ("https://daily.example/a;jsessionid=4F?id=7", "https://daily.example/a?id=7"),
        # what may choose the article
        ("https://daily.example/a?ref=7", "https://daily.example/a?ref=7"),
        ("https://daily.example/a?source=kyiv", "https://daily.example/a?source=kyiv"),
        ("https://daily.example/a?ticket=7", "https://daily.example/a?ticket=7"),
        ("https://daily.example/a?id=7&p=2", "https://daily.example/a?id=7&p=2"),
        ("https://daily.example/a?p=2&id=7", "https://daily.example/a?p=2&id=7"),
        ("https://daily.example/a/", "https://daily.example/a/"),
        ("https://daily.example/A", "https://daily.example/A"),
        ("https://daily.example//a", "https://daily.example//a"),
        # AMP and mobile copies
        ("https://daily.example/a/amp", A),
        ("https://daily.example/a/amp/", "https://daily.example/a/"),
        ("https://daily.example/amp/truce-7", "https://daily.example/truce-7"),
        ("https://daily.example/a.amp", A),
        ("https://daily.example/a.amp.html", "https://daily.example/a.html"),
        ("https://daily.example/a?amp", A),
        ("https://daily.example/a?amp=1", A),
        ("https://daily.example/a?outputType=amp", A),
        ("https://amp.daily.example/a", A),
        ("https://m.daily.example/a", A),
        ("https://mobile.daily.example/a", A),
        ("https://mobil.daily.example/a", A),
        ("https://daily-example.cdn.ampproject.org/c/s/daily.example/a/amp/", f"{A}/"),
        ("https://x.cdn.ampproject.org/v/daily.example/a?usqp=m", f"http{A[5:]}"),
        ("https://www.google.com/amp/s/daily.example/a/amp", A),
        ("https://www.google.co.uk/amp/s/m.daily.example/a.amp", A),
        ("https://m.www.google.com/amp/s/amp.daily.example/a/amp", A),
        # and what only looks like one
        ("https://daily.example/amp", "https://daily.example/amp"),
        ("https://daily.example/amp/news", "https://daily.example/amp/news"),
        ("https://daily.example/guitar-amp", "https://daily.example/guitar-amp"),
        ("https://daily.example/a/amperes", "https://daily.example/a/amperes"),
        ("https://m.example/a", "https://m.example/a"),
        ("https://m.co.uk/a", "https://m.co.uk/a"),
        ("https://amplify.example/a", "https://amplify.example/a"),
        ("https://media.daily.example/a", "https://media.daily.example/a"),
        ("https://www.google.com/amp/about", "https://www.google.com/amp/about"),
        # a post of a live blog, a page of an application
        ("https://daily.example/a#event_id=x7", f"{A}#event_id=x7"),
        ("https://daily.example/a#post-123", f"{A}#post-123"),
        ("https://daily.example/a#post=Übergabe-7", f"{A}#post=Übergabe-7"),
        ("https://daily.example/a#live-entry-4f2a", f"{A}#live-entry-4f2a"),
        ("https://daily.example/#/a/7", "https://daily.example/#/a/7"),
        ("https://daily.example/#!a", "https://daily.example/#!a"),
        ("https://daily.example/a#ref=rss", A),
        ("https://daily.example/a#Echobox=1719900000", A),
        ("https://daily.example/a#xtor=RSS-1", A),
        ("https://daily.example/a#comments", A),
        ("https://daily.example/a#update", A),
        ("https://daily.example/a#:~:text=truce", A),
        # the home page, which is no article
        ("https://daily.example", None),
        ("https://daily.example/", None),
        ("https://daily.example/index.html?utm_source=rss#top", None),
        ("https://daily.example/?p=7", "https://daily.example/?p=7"),
        # no address
        ("daily.example/a", None),
        ("javascript:alert(1)", None),
        ("mailto:desk@daily.example", None),
        ("https://", None),
        ("https:///a", None),
        ("https://a b/c", None),
        ("https://daily..example/a", None),
        ("http://[broken/a", None),
        ("http://daily.example:99999/a", None),
        ("https://\u2028.example/a", None),
        ("https://daily.example/" + "a" * 8000, None),
        ("", None),
        (None, None),
    ],
)
def test_the_same_page_has_one_address(written: str | None, url: str | None) -> None:
    assert find_url(written) == url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Daily.example:8080/a", "daily.example"),
        ("https://m.daily.example/a", "daily.example"),
        ("https://www.m.daily.example/a", "daily.example"),
        ("https://politik.daily.example/a", "politik.daily.example"),
        ("https://xn--bung-zra.example/a", "übung.example"),
        ("https://übung.example/a", "übung.example"),
        ("https://xn--0.example/a", "xn--0.example"),
        ("https://www.google.com/amp/s/daily.example/a", "daily.example"),
        ("mailto:desk@daily.example", None),
        ("daily.example/a", None),
        (None, None),
    ],
)
def test_the_host_names_an_outlet_as_people_read_it(
    url: str | None, host: str | None
) -> None:
    assert find_host(url) == host


def test_a_link_is_resolved_where_it_stands() -> None:
    base = "https://daily.example/feeds/rss"

    assert find_absolute("../a", base) == "https://daily.example/a"
    assert find_absolute("//other.example/a", base) == "https://other.example/a"
    assert find_absolute("mailto:desk@daily.example", base) is None
    assert find_absolute(" ", base) is None


TRUCE = "https://www.daily.example/politik/truce-7.html"


@pytest.mark.parametrize(
    ("url", "canonical", "identity"),
    [
        pytest.param(TRUCE, None, TRUCE, id="a page that does not call itself"),
        pytest.param(TRUCE, "{{ url }}", TRUCE, id="a name that is no address"),
        pytest.param("https://m.daily.example/t/7", TRUCE, TRUCE, id="a mobile copy"),
        pytest.param("http://daily.example/?p=7", TRUCE, TRUCE, id="a short address"),
        pytest.param(f"{TRUCE}?view=3", TRUCE, TRUCE, id="a parameter that shows it"),
        pytest.param(
            TRUCE, f"{TRUCE}?utm_source=x", TRUCE, id="a canonical with tracking"
        ),
        pytest.param(
            "https://daily.example/truce",
            "https://www.daily.example/truce/",
            "https://www.daily.example/truce/",
            id="the same path",
        ),
        pytest.param(
            "https://daily.example/7",
            "https://daily.example/both-sides-accept-the-truce",
            "https://daily.example/both-sides-accept-the-truce",
            id="a name at length",
        ),
        pytest.param(
            "https://daily.example/both-sides-accept-the-truce",
            "https://daily.example/?p=7",
            "https://daily.example/?p=7",
            id="a number",
        ),
        pytest.param(
            f"{TRUCE}#post-9", TRUCE, f"{TRUCE}#post-9", id="a post keeps its name"
        ),
        pytest.param(
            TRUCE, "https://www.daily.example/", TRUCE, id="a home page is no article"
        ),
        pytest.param(
            TRUCE, "https://www.daily.example/politik/", TRUCE, id="nor is a section"
        ),
        pytest.param(
            TRUCE,
            "https://www.daily.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
            TRUCE,
            id="nor is one in Russian",
        ),
        pytest.param(
            TRUCE,
            "https://www.daily.example/kultur-und-leben.html",
            TRUCE,
            id="nor is one with a longer name",
        ),
        pytest.param(
            "https://daily.example/story?id=7",
            "https://daily.example/story",
            "https://daily.example/story?id=7",
            id="a canonical that forgot the number",
        ),
        pytest.param(
            "https://daily.example/truce-7/seite-2",
            "https://daily.example/truce-7",
            "https://daily.example/truce-7/seite-2",
            id="a second page has another text",
        ),
        pytest.param(
            f"{TRUCE}?page=2", TRUCE, f"{TRUCE}?page=2", id="also by a parameter"
        ),
        pytest.param(f"{TRUCE}?page=all", TRUCE, TRUCE, id="all pages are the article"),
        pytest.param(
            TRUCE, "https://other.example/truce-7", TRUCE, id="another site's text"
        ),
        pytest.param(
            TRUCE,
            "https://politik.daily.example/truce-7",
            TRUCE,
            id="another host of the site",
        ),
        pytest.param(None, TRUCE, TRUCE, id="a saved page calls itself"),
        pytest.param(None, "https://daily.example/", None, id="a saved page, wrongly"),
        pytest.param(
            "https://daily.example/", None, None, id="an item at the home page"
        ),
        pytest.param(
            "https://daily.example/",
            TRUCE,
            TRUCE,
            id="which knows its address after all",
        ),
        pytest.param(
            "https://daily.example/",
            "https://other.example/truce-7",
            None,
            id="which names another site",
        ),
        pytest.param("page.html", None, None, id="nothing is an address"),
    ],
)
def test_a_page_is_known_by_what_it_credibly_calls_itself(
    url: str | None, canonical: str | None, identity: str | None
) -> None:
    assert find_identity(url, canonical) == identity


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://daily.example/a?id=7#top", "https://daily.example/a?id=7#top"),
        ("https://user:word@daily.example/a", "https://daily.example/a"),
        ("https://user@daily.example/a", "https://daily.example/a"),
        ("https://u:a@b@daily.example/a", "https://daily.example/a"),
        ("ftp://user:word@daily.example", "ftp://daily.example"),
        ("//user:word@daily.example", "//daily.example"),
        ("https://daily.example/@user", "https://daily.example/@user"),
        (
            "https://daily.example/a?mail=a@b.example",
            "https://daily.example/a?mail=a@b.example",
        ),
        ("/a?api_key=7&id=7", "/a?api_key=…&id=7"),
        ("/a?apikey=7&access_token=8", "/a?apikey=…&access_token=…"),
        ("/a?APIKey=7&userToken=8", "/a?APIKey=…&userToken=…"),
        ("/a?X-Amz-Signature=7&X-Amz-Date=8", "/a?X-Amz-Signature=…&X-Amz-Date=8"),
        ("/a?password=a=b/c;d&id=7", "/a?password=…&id=7"),
        ("/a?session%5Bid%5D=7", "/a?session%5Bid%5D=…"),
        ("/a;jsessionid=7", "/a;jsessionid=…"),
        ("/a#access_token=7", "/a#access_token=…"),
        ("/a?next=/b?secret=7", "/a?next=/b?secret=…"),
        ("/a?u=https%3A%2F%2Fx:y%40b%3Fkey%3D7", "/a?u=https%3A%2F%2Fb%3Fkey%3D…"),
        ("/a?key=", "/a?key=…"),
        ("/a?keyword=war&author=7&monkey=8", "/a?keyword=war&author=7&monkey=8"),
        ("", ""),
    ],
)
def test_credentials_are_never_shown(url: str, shown: str) -> None:
    assert hide_credentials(url) == shown


pieces = st.from_regex(
    r"(?:/|/amp|\.amp|\.html|/index\.html|/\.\.|/\.|%2e|%|%41|%C3%BC|ü| |\?|&|"
    r";jsessionid=1|a=1|&amp;|utm_x=1|ref=rss|#|#post-1|key=7|@|:|m\.|daily\.example|https://|"
    r"www\.google\.com/amp/s/){0,12}",
    fullmatch=True,
)
addresses = (
    st.text()
    | st.from_regex(r"\Ahttps?://\S*\Z")
    | pieces.map("https://daily.example".__add__)
    | pieces.map("https://m.".__add__)
)


@given(addresses)
def test_an_address_once_tidied_stays_as_it_is(written: str) -> None:
    url = find_url(written)

    assert url is None or find_url(url) == url


@given(addresses, addresses)
def test_an_identity_is_its_own(written: str, canonical: str) -> None:
    identity = find_identity(written, canonical)

    assert identity == find_url(identity)
    assert identity is None or find_identity(identity, canonical) == identity


@given(addresses | st.text(alphabet="akey=&?#;/:@%3D2Fsig…", max_size=40))
def test_what_is_hidden_stays_hidden(url: str) -> None:
    shown = hide_credentials(url)

    assert hide_credentials(shown) == shown


@given(
    st.text(alphabet=st.characters(codec="ascii", exclude_characters="&# \t\r\n\f\v")),
    st.sampled_from(["token", "api_key", "AuthToken", "client-secret", "sig"]),
)
def test_no_secret_is_left_in_an_address(value: str, name: str) -> None:
    shown = hide_credentials(f"https://daily.example/a?id=1&{name}={value}&x=2")

    assert shown == f"https://daily.example/a?id=1&{name}=…&x=2"
