import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.markup import Tree, parse_html
from analysis.sources.page_dates import find_page_dates, find_url_day

URL = "https://daily.example/politik/truce-7"
PROSE = "<p>" + "Both sides met in the capital and spoke about a truce. " * 6 + "</p>"


def a_page(body: str = "", head: str = "") -> Tree:
    tree = parse_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return tree


def linked(*articles: str) -> str:
    return f'<script type="application/ld+json">[{",".join(articles)}]</script>'


def an_article(published: str, url: str = URL) -> str:
    return f'{{"@type": "NewsArticle", "datePublished": "{published}", "url": "{url}"}}'


def stated(tree: Tree, url: str = URL) -> list[str]:
    return [f"{date.source}: {date.written}" for date in find_page_dates(tree, url)]


def test_a_page_states_its_date_in_the_order_of_belief() -> None:
    page = a_page(
        head=linked(an_article("2024-07-02T08:00"))
        + '<meta property="article:published_time" content="2024-07-02T08:01">',
        body='<time datetime="2024-07-02T08:02">Tuesday</time>' + PROSE,
    )

    assert stated(page, "https://daily.example/2024/07/02/truce") == [
        "json-ld: 2024-07-02T08:00",
        "meta: 2024-07-02T08:01",
        "time: 2024-07-02T08:02",
        "url: 2024-07-02",
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            a_page(
                head=linked(
                    an_article("2020-01-01", "https://daily.example/old-6"),
                    an_article("2024-07-02", f"{URL}?utm_source=x"),
                )
            ),
            ["json-ld: 2024-07-02"],
            id="of several articles the one at this address",
        ),
        pytest.param(
            a_page(
                head=linked(
                    an_article("2024-07-02", "https://daily.example/7"),
                    an_article("2020-01-01", "https://daily.example/6"),
                )
            ),
            ["json-ld: 2024-07-02"],
            id="the first where none is at this address",
        ),
        pytest.param(
            a_page(
                head='<meta name="date" content="2024-07-09">'
                '<meta property="article:modified_time" content="2024-07-08">'
                '<meta property="article:published_time" content="2024-07-02">'
            ),
            ["meta: 2024-07-02"],
            id="the plainest name, not the first",
        ),
        pytest.param(
            a_page('<article><time datetime="2024-07-02">2. Juli</time></article>'),
            ["time: 2024-07-02"],
            id="what machines read before what people do",
        ),
        pytest.param(
            a_page("<article><time>2. Juli 2024, 08:00 Uhr</time></article>"),
            ["time: 2. Juli 2024, 08:00 Uhr"],
            id="what people read",
        ),
        pytest.param(
            a_page(
                '<article><time class="updated" datetime="2024-07-09">9.7.</time>'
                '<time datetime="2024-07-02">2.7.</time></article>'
            ),
            ["time: 2024-07-02"],
            id="a change is no publication",
        ),
        pytest.param(
            a_page(
                '<article><time datetime="PT5M">5 min</time><time>vor 3 Stunden</time>'
                '<time>08:00</time><time datetime="2024-07-02">Di</time></article>'
            ),
            ["time: 2024-07-02"],
            id="time that is no date",
        ),
        pytest.param(
            a_page("<article><time>01/02/2024</time><time>2024-07-02</time></article>"),
            ["time: 01/02/2024"],
            id="an ambiguous date is stated as it is, not passed over for another",
        ),
        pytest.param(
            a_page(
                '<time datetime="2020-01-01">Archive</time>'
                '<main><time datetime="2024-07-02">Tuesday</time></main>'
            ),
            ["time: 2024-07-02"],
            id="beside the article",
        ),
        pytest.param(a_page(PROSE), [], id="no date"),
        pytest.param(a_page(), [], id="an empty page"),
    ],
)
def test_a_page_states_its_publication(page: Tree, expected: list[str]) -> None:
    assert stated(page) == expected


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://daily.example/2024/07/02/truce", "2024-07-02"),
        ("https://daily.example/world/2024/7/2/truce", "2024-07-02"),
        ("https://daily.example/world/2024/jul/02/truce", "2024-07-02"),
        ("https://daily.example/world/2024/0702/c7.html", "2024-07-02"),
        ("https://daily.example/2024-07-02/truce", "2024-07-02"),
        ("https://daily.example/2024-07-02-truce.html", "2024-07-02"),
        ("https://daily.example/2024_07_02_truce", "2024-07-02"),
        ("https://daily.example/truce-2024-07-02/", "2024-07-02"),
        ("https://daily.example/truce-2024-07-02.html", "2024-07-02"),
        ("https://daily.example/en/20240702-truce", "2024-07-02"),
        ("https://daily.example/20240702/4f2a/c.html", "2024-07-02"),
        # no day
        ("https://daily.example/2024/07/truce", None),
        ("https://daily.example/2024/13/45/truce", None),
        ("https://daily.example/2023/02/29/truce", None),
        ("https://daily.example/2024/abc/02/truce", None),
        ("https://daily.example/1234/05/06/truce", None),
        ("https://daily.example/truce?date=2024-07-02", None),
        # a day in the middle is of what is told, a number alone may be the article's
        ("https://daily.example/talks-of-2024-07-02-fail", None),
        ("https://daily.example/story/20240702", None),
        ("https://daily.example/truce-20240702.html", None),
        ("https://daily.example/20240702080000/truce", None),
        ("no address", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_an_address_may_name_a_day(url: str, day: str | None) -> None:
    assert find_url_day(url) == day


@given(st.text() | st.from_regex(r"\Ahttps://d\.example(/[0-9a-z]{1,8}|[-_.]){1,6}\Z"))
def test_any_address_names_a_day_or_none(url: str) -> None:
    day = find_url_day(url)

    assert day is None or len(day) == len("2024-07-02")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            '<p class="byline">Von Anna Beispiel, 2. Juli 2024, 08:00 Uhr</p>',
            ["text: 2. Juli 2024, 08:00 Uhr"],
            id="beside the author",
        ),
        pytest.param(
            "<div>Veröffentlicht am 2. Juli 2024 in Politik</div>",
            ["text: Veröffentlicht am 2. Juli 2024"],
            id="beside the section",
        ),
        pytest.param(
            "<div>July 2, 2024 by Jane Example</div>",
            ["text: July 2, 2024"],
            id="before the author",
        ),
        pytest.param(
            "<p><b>Dienstag</b> <i>2. Juli 2024</i></p>",
            ["text: Dienstag 2. Juli 2024"],
            id="in several elements",
        ),
        pytest.param(
            "<span>2 июля 2024, 09:00</span>",
            ["text: 2 июля 2024, 09:00"],
            id="in Russian",
        ),
        pytest.param(
            '<div class="date">01/02/2024</div>', [], id="never one of two days"
        ),
        pytest.param('<div class="date">Juli 2024</div>', [], id="never half a date"),
        pytest.param(
            '<div class="date">2024, 08:00</div>', [], id="never filled up with today"
        ),
        pytest.param(
            "<p>Aktualisiert am 2. Juli 2024</p>", [], id="never a change, by its words"
        ),
        pytest.param(
            '<p class="last-update">2. Juli 2024</p>', [], id="never a change, by name"
        ),
        pytest.param(
            "<p>Das Angebot ist gültig bis 2. Juli 2024</p>", [], id="never an expiry"
        ),
        pytest.param(
            "<footer>Daily, 2. Juli 2024</footer><small>© 2. Juli 2024</small>",
            [],
            id="never a footer's",
        ),
        pytest.param(
            "<header>Dienstag, 2. Juli 2024</header>", [], id="never the masthead's"
        ),
        pytest.param(
            '<meta itemprop="dateModified" content="2024-07-02">'
            '<meta itemprop="copyrightYear" content="2024">',
            [],
            id="never what meta elements call otherwise",
        ),
        pytest.param(
            "<p>Das Fest beginnt am 2. Juli 2024.</p>", [], id="never an event's"
        ),
        pytest.param(
            '<div class="comments"><p>Anna, 2. Juli 2024</p></div>',
            [],
            id="never a comment's",
        ),
    ],
)
def test_a_page_that_states_no_date_is_dated_by_its_text_or_not_at_all(
    body: str, expected: list[str]
) -> None:
    assert stated(a_page(f"<h1>Truce</h1>{body}{PROSE}")) == expected


def test_a_page_that_states_a_date_is_not_guessed_at() -> None:
    page = a_page("<p>3. Juli 2024</p>" + PROSE)

    assert stated(page, "https://daily.example/2024/07/02/truce") == ["url: 2024-07-02"]


def test_a_guess_leaves_the_page_as_it_was() -> None:
    page = a_page("<header>Daily</header><p>2. Juli 2024</p><footer>Imprint</footer>")

    stated(page)

    assert page.text_content() == "Daily2. Juli 2024Imprint"
