"""A feed on a real server, its pages beside it, into the warehouse."""

import pytest

from analysis.errors import SourceError
from analysis.records import Article, Delivery, Reject, Source
from analysis.sources.articles import make_article
from flows.config import FetchSection
from flows.feeds import FeedVisit, harvest_feed
from flows.intake import Harvest
from tests.flows.web import Answer, body, serve_web, status
from tests.samples import NOW

LIMITS = FetchSection(allow_private=("127.0.0.1",), most_seconds=5)
PARAGRAPHS = [
    "The delegations of both states met on Tuesday in the old customs house on the "
    "river, for the first time since the bridge was closed in the spring.",
    "An envoy who took part said that the talks had been “serious and long”. A second "
    "round is planned for next week, when the question of the prisoners will be on "
    "the table.",
    "On the other bank the army moved more guns to the hills. Farmers reported "
    "shelling during the night, and two of them were hurt when a barn was hit.",
]
PAGE = (
    "<html lang='en'><head><title>Envoys meet on the river</title></head><body>"
    "<nav><a href='/'>Home</a><a href='/sport'>Sport</a></nav><article>"
    "<h1>Envoys meet on the river</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article><footer>Imprint</footer></body></html>"
).encode()


def a_feed_text(*links: str) -> str:
    items = "".join(
        f"<item><title>Envoys meet on the river</title><link>{link}</link>"
        "<pubDate>Tue, 17 Nov 2026 08:00:00 +0100</pubDate>"
        "<description>Talks about the bridge and the prisoners.</description></item>"
        for link in links
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>River Post</title>'
        f"<language>en</language>{items}</channel></rss>"
    )


def a_feed(*links: str) -> Answer:
    return body(a_feed_text(*links).encode(), "application/rss+xml")


def visit(web: str, *known: str) -> FeedVisit:
    source = Source(name="river", kind="feed", outlet="River Post", url=f"{web}/feed")
    return FeedVisit(
        source=source, run_id="r", known_urls=frozenset(known), whole=True, now=NOW
    )


def believe(harvest: Harvest) -> list[Article | Reject]:
    made = []
    for item in harvest.deliveries:
        assert isinstance(item, Delivery)
        made.append(make_article(item, harvest.source, {}, NOW))
    return made


def test_an_entry_becomes_the_text_of_its_page_with_the_feeds_date() -> None:
    routes = {"/page": body(PAGE)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        harvest = harvest_feed(visit(web), LIMITS)

    (article,) = believe(harvest)
    assert isinstance(article, Article)
    assert article.body.split("\n\n") == PARAGRAPHS
    assert (article.title, article.date_source, article.extraction) == (
        "Envoys meet on the river",
        "feed",
        "page",
    )
    assert str(article.published_at) == "2026-11-17 07:00:00+00:00"
    assert [(row.live, row.outcome) for row in harvest.fetches] == [
        (True, "ok"),
        (False, "ok"),
    ]


def test_a_known_page_is_not_fetched_again() -> None:
    routes: dict[str, Answer] = {}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        harvest = harvest_feed(visit(web, f"{web}/page"), LIMITS)

    assert [row.url for row in harvest.fetches] == [f"{web}/feed"]


def test_a_page_that_is_gone_leaves_what_the_feed_said() -> None:
    routes = {"/page": status(404)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        harvest = harvest_feed(visit(web), LIMITS)

    (article,) = believe(harvest)
    assert isinstance(article, Article)
    assert article.body == "Talks about the bridge and the prisoners."


def test_a_page_that_may_come_later_is_a_reject_until_it_does() -> None:
    routes = {"/page": status(503)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        harvest = harvest_feed(visit(web), LIMITS)

    (reject,) = harvest.deliveries
    assert isinstance(reject, Reject)
    assert (reject.input, reject.reason) == (f"{web}/page", "server error")


def test_a_feed_that_is_a_web_page_is_a_reject() -> None:
    with serve_web({"/feed": body(PAGE)}) as web:
        harvest = harvest_feed(visit(web), LIMITS)

    (reject,) = harvest.deliveries
    assert isinstance(reject, Reject)
    assert (reject.reason, harvest.fetches[0].outcome) == ("not a feed", "not a feed")


def test_a_feed_that_does_not_answer_may_be_tried_again() -> None:
    with serve_web({"/feed": status(503)}) as web, pytest.raises(SourceError) as caught:
        harvest_feed(visit(web), LIMITS)

    assert caught.value.reason == "server error"
