import json
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.errors import SourceError
from analysis.records import Article, Delivery
from analysis.sources.articles import make_article
from analysis.sources.pages import parse_page
from analysis.text.sentences import split_article
from tests.conftest import GOLDEN, Golden
from tests.sources.samples import NOW, a_source, show, written_date

URL = "https://page.example/article"
PAGES = sorted((GOLDEN / "sources/pages").glob("*.html"))
PROSE = "<p>The envoys met again on Monday and spoke for hours about the truce.</p>"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_article_is_taken_out_of_the_page(path: Path, golden: Golden) -> None:
    found = parse_page(path.read_bytes(), URL)

    written = "".join(map(write_article, found))
    golden(Path("sources/pages") / f"{path.stem}.expected.txt", written)


def write_article(found: Delivery) -> str:
    """What is stated of a page, what is believed of it, and its sentences."""
    stated = json.dumps(show(replace(found, text=None)), ensure_ascii=False, indent=1)
    article = make_article(found, a_source("pages"), {}, NOW)
    assert isinstance(article, Article)
    believed = f"{article.language}, {article.published_at} by {article.date_source}"
    sentences = [f"{one.section}: {one.text}" for one in split_article(article)]
    return "\n".join([stated, "", believed, "", *sentences, "", ""])


def test_the_same_page_gives_the_same_article_however_often() -> None:
    pages = [path.read_bytes() for path in PAGES]

    first = [parse_page(page, URL) for page in pages]
    later = [[parse_page(page, URL) for page in pages] for _ in range(4)]

    assert all(again == first for again in later)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        pytest.param(
            '<meta property="article:modified_time" content="2026-01-02">',
            None,
            id="a change is no publication",
        ),
        pytest.param(
            '<meta name="expires" content="2030-01-01">'
            '<meta name="dc.date.issued" content="2026-01-01">',
            "2026-01-01",
            id="nor is an expiry",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", oops</script>'
            '<meta property="article:published_time" content="2026-01-01">',
            "2026-01-01",
            id="broken JSON-LD does not hide the rest",
        ),
        pytest.param(
            '<script type="application/ld+json">[{"@type": "VideoObject", '
            '"datePublished": "1999-01-01"}, {"@type": "ReportageNewsArticle", '
            '"datePublished": "2026-01-01"}]</script>',
            "2026-01-01",
            id="a video's date is not the article's",
        ),
    ],
)
def test_the_date_is_only_what_is_called_publication(
    head: str, published: str | None
) -> None:
    page = (
        f"<html><head>{head}</head><body><article>{PROSE * 4}</article></body></html>"
    )

    (found,) = parse_page(page.encode(), URL)

    assert written_date(found) == published


@pytest.mark.parametrize(
    ("head", "url", "canonical"),
    [
        pytest.param(
            '<link rel="canonical" href="/talks"><meta property="og:url" content="/b">',
            URL,
            "https://page.example/talks",
            id="the page's own, made absolute",
        ),
        pytest.param(
            '<meta property="og:url" content="https://page.example/talks">',
            "",
            "https://page.example/talks",
            id="what it tells social networks",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", '
            '"mainEntityOfPage": {"@id": "https://page.example/talks"}}</script>',
            URL,
            "https://page.example/talks",
            id="JSON-LD",
        ),
        pytest.param(
            '<link rel="canonical" href="javascript:void(0)">'
            '<script type="application/ld+json">{"@type": "NewsArticle", '
            '"mainEntityOfPage": true, "url": "//page.example/talks"}</script>',
            URL,
            "https://page.example/talks",
            id="the first that is an address",
        ),
        pytest.param('<link rel="canonical" href="/talks">', "", None, id="in a file"),
        pytest.param("", URL, None, id="none"),
    ],
)
def test_a_page_names_its_canonical_address(
    head: str, url: str, canonical: str | None
) -> None:
    page = f"<html><head>{head}</head><body>{PROSE}</body></html>"

    (found,) = parse_page(page.encode(), url)

    assert found.canonical == canonical


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>Daily: news</title>", "<h1>Truce holds</h1>", "Truce holds", id="h1"
        ),
        pytest.param(
            "<title>Truce holds on the river - Daily</title>",
            "<h1>Daily</h1><h1>Truce holds on the river</h1>",
            "Truce holds on the river",
            id="the heading that the head names",
        ),
        pytest.param("<title>Truce holds</title>", "", "Truce holds", id="the head"),
        pytest.param(
            '<meta property="og:title" content="Truce holds | Daily">'
            '<meta property="og:site_name" content="Daily">',
            "<h1>x</h1>",
            "Truce holds",
            id="without the site",
        ),
    ],
)
def test_a_page_names_its_title(head: str, body: str, title: str) -> None:
    page = f"<html><head>{head}</head><body>{body}{PROSE}</body></html>"

    (found,) = parse_page(page.encode(), URL)

    assert found.title == title


def test_the_servers_word_decides_on_the_letters_of_a_page() -> None:
    page = "<p>Посредники вернулись на плато и снова говорили с жителями трёх сёл.</p>"

    (found,) = parse_page(page.encode("koi8-r"), URL, charset="koi8-r")

    assert found.text == page[3:-4]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param("", "no article text", id="nothing"),
        pytest.param(
            "<nav><a href='/'>Home</a></nav><script>draw()</script>",
            "no article text",
            id="drawn by a script",
        ),
        pytest.param(
            "<div><h2>Ihre Privatsphäre</h2><p>Mit Ihrer Zustimmung speichern wir und "
            "unsere Partner Cookies auf Ihrem Gerät, um Inhalte zu personalisieren. "
            "Mehr dazu in der Erklärung zum Datenschutz.</p>"
            "<button>Alle akzeptieren</button></div>",
            "consent wall",
            id="consent in German",
        ),
        pytest.param(
            "<main><p>We value your privacy. We and our partners use cookies and "
            "tracking to show you personalised advertising. You can withdraw your "
            "consent at any time.</p><button>Accept all</button></main>",
            "consent wall",
            id="consent in English",
        ),
        pytest.param(
            "<main><p>Please sign in to continue reading this article on our site.</p>"
            "<form><input name=u><input type=password></form></main>",
            "login wall",
            id="login in English",
        ),
        pytest.param(
            "<main><p>Bitte anmelden, um den ganzen Text zu lesen. Sie sind bereits "
            "Abonnent? Dann geht es hier weiter.</p></main>",
            "login wall",
            id="login in German",
        ),
    ],
)
def test_a_page_without_its_article_says_what_is_there_instead(
    body: str, reason: str
) -> None:
    page = f"<html><head><title>T</title></head><body>{body}</body></html>"

    with pytest.raises(SourceError) as raised:
        parse_page(page.encode(), URL)

    assert raised.value.reason == reason


def test_an_article_about_cookies_is_no_wall() -> None:
    about = "<p>Cookies, consent and tracking: the court heard the privacy case.</p>"
    more = "".join(PROSE.replace("Monday", f"day {day}") for day in range(12))
    page = f"<html><body><article>{about}{more}</article></body></html>"

    (found,) = parse_page(page.encode(), URL)

    assert "the court heard" in (found.text or "")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 100_000 + PROSE * 4, id="nested deeply"),
        pytest.param("<b><i>" * 50_000 + "x", id="nested inline"),
        pytest.param("<table><tr><td>" * 30_000 + PROSE, id="nested tables"),
        pytest.param(
            f"<div title='{'a ' * 1_000_000}'>{PROSE * 4}", id="huge attribute"
        ),
        pytest.param("<p>word " * 20_000, id="nothing is closed"),
        pytest.param("<!--" * 50_000 + PROSE, id="unclosed comments"),
        pytest.param("<a href=x>w</a>" * 30_000, id="links only"),
        pytest.param("\x00".join(PROSE * 4), id="zero bytes"),
        pytest.param(
            '<script type="application/ld+json">' + "[" * 99_999, id="JSON-LD"
        ),
        pytest.param(
            "<div class='related promo'>" * 200 + "<div class=modal>w</div>" * 9_000,
            id="nested names",
        ),
        pytest.param(
            "<div class='modal cookie'>" * 240 + "accept all " * 50_000,
            id="one layer in the other",
        ),
        pytest.param("<p>" + "<q>word word</q> " * 9_000, id="thousands of quotations"),
        pytest.param(
            "<div class=liveblog>"
            + "<p><time datetime=2026-01-01>x</time>word word word" * 9_000,
            id="thousands of posts",
        ),
        pytest.param("<h2><a href=/x>One two three four</a></h2>" * 9_000, id="heads"),
        pytest.param(
            '<script type="application/ld+json">{"@type": "NewsArticle", "hasPart": ['
            + '{"cssSelector": ".a"},' * 20_000
            + "{}]}</script>"
            + "<p class=a>word word" * 5_000,
            id="thousands of locks",
        ),
        pytest.param("&#xd800;&#0;&#x110000;" + PROSE * 4, id="impossible characters"),
    ],
)
def test_hostile_pages_end_in_an_article_or_a_reason(page: str) -> None:
    try:
        text = parse_page(f"<html><body>{page}".encode(), URL)[0].text
    except SourceError as error:
        text = error.detail

    assert text


def test_a_page_that_never_ends_is_too_large() -> None:
    with pytest.raises(SourceError, match="too large"):
        parse_page(b"word " * 2_000_001, URL)

    with pytest.raises(SourceError, match="too large"):
        parse_page(b"<p>word" * 100_001, URL)
