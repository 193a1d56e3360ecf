"""Live tickers: each post is an article of its own."""

import json

import pytest

from analysis.records import Delivery
from analysis.sources.articles import make_article
from analysis.sources.pages import parse_page
from tests.sources.samples import NOW, a_source

URL = "https://daily.example/live/summit"
CANONICAL = '<link rel="canonical" href="/live/summit-in-tarn-day-two">'
POSTS = [
    ("2026-02-24T15:05:00+01:00", "The table is too small", "A table is fetched."),
    ("2026-02-24T11:20:00+01:00", "Shots at the bridge", "Nobody was hurt, they say."),
    ("2026-02-24T06:10:00+01:00", "Fog over Tarn", "The delegations land at night."),
]


def render_ticker(entries: list[str], title: str = "Summit in Tarn live") -> bytes:
    return (
        f"<html><head><title>{title}</title>{CANONICAL}</head><body><h1>{title}</h1>"
        f"<div class=live-blog>{''.join(entries)}</div></body></html>"
    ).encode()


def render_linked(updates: object, kind: str = "LiveBlogPosting") -> bytes:
    stated = {
        "@type": kind,
        "headline": "Summit in Tarn",
        "datePublished": "2026-02-24T06:00:00Z",
        "liveBlogUpdate": updates,
    }
    return (
        f'<html><head><script type="application/ld+json">{json.dumps(stated)}</script>'
        "</head><body><p>The summit in Tarn began with fog, a late lunch and a quarrel "
        "about the table.</p></body></html>"
    ).encode()


def show(found: list[Delivery]) -> list[tuple[str | None, str | None, str | None]]:
    assert {one.extraction for one in found} == {"post"}
    return [(one.dates[0].written, one.title, one.text) for one in found]


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(
            "<article id=post-{n}><time datetime='{date}'>heute</time><h2>{title}</h2>"
            "<p>{text}</p></article>",
            id="articles",
        ),
        pytest.param(
            "<section class='entry entry--{n}' id=e{n}><header><h3>{title}</h3>"
            "<span><time datetime='{date}'>3 hours ago</time></span></header>"
            "<div>{text}</div><footer><a href='#e{n}'>Share</a></footer></section>",
            id="sections with a header",
        ),
        pytest.param(
            "<li data-post-id={n}><div><time datetime='{date}'>12.20</time></div>"
            "<div class=body><h2>{title}</h2><p>{text}</p></div>"
            "<button>Share</button></li>",
            id="list items",
        ),
        pytest.param(
            "<div class=row><div class=card id=c{n}><p><time datetime='{date}'>x</time>"
            "<time class=updated datetime='2026-02-25T00:00:00Z'>y</time></p>"
            "<h2>{title}</h2><p>{text}</p></div></div>",
            id="divs that say when they changed",
        ),
    ],
)
def test_each_post_in_the_markup_is_a_delivery(entry: str) -> None:
    entries = [
        entry.format(n=9 - n, date=date, title=title, text=text)
        for n, (date, title, text) in enumerate(POSTS)
    ]

    found = parse_page(render_ticker(entries), URL)

    assert show(found) == POSTS


def test_a_post_is_known_by_an_address_of_its_own() -> None:
    entries = [
        f"<div class=post id='p:{n}'><time datetime='{date}'>x</time><h2>{title}</h2>"
        f"<p>{text}</p></div>"
        for n, (date, title, text) in enumerate(POSTS)
    ]

    found = parse_page(render_ticker(entries), URL)
    articles = [make_article(one, a_source(outlet="Daily"), {}, NOW) for one in found]

    assert [one.input for one in found] == [f"{URL}#post=p-{n}" for n in range(3)]
    assert [getattr(one, "url", None) for one in articles] == [
        f"https://daily.example/live/summit-in-tarn-day-two#post=p-{n}"
        for n in range(3)
    ]


def test_posts_without_a_name_go_by_their_time_and_keep_it_when_others_follow() -> None:
    entries = [
        f"<div class=post><time datetime='2026-01-01T10:00'>x</time><p>{text}</p></div>"
        for text in (
            "The guns fell silent.",
            "A letter came.",
            "Fog fell.",
            "It rained.",
        )
    ]

    later = [one.url for one in parse_page(render_ticker(entries), URL)]
    early = [one.url for one in parse_page(render_ticker(entries[1:]), URL)]

    assert early == [f"{URL}#post=2026-01-01T10-00{end}" for end in ("-3", "-2", "")]
    assert later == [f"{URL}#post=2026-01-01T10-00-4", *early]


def test_posts_in_json_ld_are_deliveries() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": title,
            "articleBody": f"<p>{text}</p>",
            "datePublished": date,
            "url": f"{URL}?page=2#block-{n}",
        }
        for n, (date, title, text) in enumerate(POSTS)
    ]

    found = parse_page(render_linked(updates), URL)

    assert show(found) == POSTS
    assert [one.url for one in found] == [f"{URL}#post=block-{n}" for n in range(3)]


def test_a_post_with_a_page_of_its_own_goes_by_its_address() -> None:
    update = {
        "headline": "Fog over Tarn",
        "articleBody": "The delegations land at night.",
        "datePublished": "2026-02-24",
        "url": "https://daily.example/live/fog",
    }

    (found,) = parse_page(render_linked(update), URL)

    assert (found.url, found.canonical) == ("https://daily.example/live/fog", None)


@pytest.mark.parametrize(
    ("update", "title", "text"),
    [
        pytest.param({"articleBody": "Fog."}, None, "Fog.", id="no title of its own"),
        pytest.param({"headline": "Fog over Tarn"}, None, "Fog over Tarn", id="title"),
        pytest.param(
            {"headline": "Fog", "articleBody": "It is <b>thick</b>.<br>Very."},
            "Fog",
            "It is thick.\nVery.",
            id="text in HTML",
        ),
    ],
)
def test_short_posts_are_delivered_too(
    update: dict[str, str], title: str | None, text: str
) -> None:
    (found,) = parse_page(
        render_linked([{**update, "datePublished": "2026-02-24"}]), URL
    )

    assert (found.title, found.text) == (title, text)


@pytest.mark.parametrize(
    "updates",
    [
        pytest.param([], id="none"),
        pytest.param(
            [{"headline": "Fog", "articleBody": "It is thick."}], id="no date"
        ),
        pytest.param(["Fog", 5, None], id="no posts"),
    ],
)
def test_a_ticker_without_dated_posts_is_one_article(updates: object) -> None:
    (found,) = parse_page(render_linked(updates), URL)

    assert found.extraction == "page"


def test_a_list_of_news_beside_an_article_is_no_ticker() -> None:
    news = "".join(
        f"<li><time datetime='{date}'>x</time><a href='/{n}'>{title} at sea</a></li>"
        for n, (date, title, _) in enumerate(POSTS)
    )
    text = "<p>The envoys met again on Monday and spoke for hours about the truce.</p>"
    page = (
        f"<html><body><article><h1>Truce</h1>{text}{text.replace('Monday', 'Friday')}"
        f"</article><ul class=newsticker>{news}</ul></body></html>"
    )

    (found,) = parse_page(page.encode(), URL)

    assert found.extraction == "page"


def test_comments_under_a_live_report_are_no_posts() -> None:
    comments = "".join(
        f"<li class=comment><time datetime='{date}'>x</time><p>{text} Indeed.</p></li>"
        for date, _, text in POSTS
    )
    text = "<p>The envoys met again on Monday and spoke for hours about the truce.</p>"
    page = (
        "<html><head><title>Live: the truce</title></head><body><article>"
        f"{text}</article><ol class=thread>{comments}</ol></body></html>"
    )

    (found,) = parse_page(page.encode(), URL)

    assert found.extraction == "page"
