"""A visit to a feed on a real server, its pages beside it, as harvests."""

from collections.abc import Sequence
from pathlib import Path

from analysis.records import Article, Delivery, Poll, Reject, Source
from analysis.sources.articles import make_article
from flows.config import FetchSection
from flows.courier import Courier, collect
from flows.extraction import Extractor
from flows.fetch import open_agent
from flows.harvester import Network, Visit
from flows.intake import Harvest
from flows.pages import MOST_UNREAD, PageReader
from flows.polls import recall_poll
from flows.settings import Period
from flows.visits import visit_source
from tests.flows.web import Answer, body, redirect, serve_web, status
from tests.samples import NOW

LIMITS = FetchSection(
    allow_private=("127.0.0.1",),
    most_seconds=5,
    seconds_between=0,
    robots=False,
    reservations=False,
)
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


def visit(
    web: str,
    poll: Poll | None = None,
    *,
    known: Sequence[int] = (),
    path: str = "/feed",
    limits: FetchSection = LIMITS,
    most_unread: int = MOST_UNREAD,
) -> list[Harvest]:
    """The harvests of a visit to the feed of `web`; entries in `known` are settled."""
    source = Source(name="river", kind="feed", outlet="River Post", url=f"{web}{path}")
    visit = Visit(
        source=source,
        folder=Path(),
        run_id="r",
        poll=poll or recall_poll(source, [], NOW),
        period=Period(),
        now=NOW,
    )

    async def work(courier: Courier) -> None:
        async with open_agent(limits, now=NOW) as agent:
            reader = PageReader(agent, extractor, limits, most_unread)
            network = Network(
                agent=agent, reader=reader, courier=courier, limits=limits
            )
            await visit_source(visit, network)

    with Extractor(workers=1) as extractor:
        return list(collect(work, frozenset(known).intersection))


def delivered(harvests: Sequence[Harvest]) -> list[Delivery | Reject]:
    return [item for harvest in harvests for item in harvest.deliveries]


def attempts(harvests: Sequence[Harvest]) -> list[tuple[str, str]]:
    """Path and outcome of every attempt."""
    rows = [row for harvest in harvests for row in harvest.fetches]
    return [(row.url.split("/", 3)[3], row.outcome) for row in rows]


def left(harvests: Sequence[Harvest]) -> Poll:
    """What the visit leaves for the next one."""
    poll = harvests[-1].poll
    assert poll
    return poll


def test_an_entry_becomes_the_text_of_its_page_with_the_feeds_date() -> None:
    routes = {"/page": body(PAGE)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        harvests = visit(web)

    (item,) = delivered(harvests)
    assert isinstance(item, Delivery)
    article = make_article(item, harvests[0].source, {}, NOW)
    assert isinstance(article, Article)
    assert article.body.split("\n\n") == PARAGRAPHS
    assert (article.title, article.date_source, article.extraction) == (
        "Envoys meet on the river",
        "feed",
        "page",
    )
    assert str(article.published_at) == "2026-11-17 07:00:00+00:00"
    assert attempts(harvests) == [("page", "ok"), ("feed", "ok")]
    assert [row.live for harvest in harvests for row in harvest.fetches] == [
        False,
        True,
    ]


def test_an_entry_that_was_dealt_with_is_a_repeat_and_its_page_is_left_alone() -> None:
    routes = {"/page": body(PAGE)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        first = visit(web)
        again = visit(web, known=list(first[0].settling))

    assert attempts(again) == [("feed", "ok")]
    assert [harvest.repeats for harvest in again] == [1, 0]


def test_a_feed_that_is_still_the_same_is_not_read_again() -> None:
    routes = {"/page": body(PAGE)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        again = visit(web, left(visit(web)))

    assert attempts(again) == [("feed", "unchanged")]


def test_one_page_that_two_entries_link_is_fetched_once() -> None:
    routes = {"/page": body(PAGE), "/page?utm_source=rss": body(PAGE)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page", f"{web}/page?utm_source=rss")
        harvests = visit(web)

    assert attempts(harvests) == [("page", "ok"), ("feed", "ok")]


def test_a_page_that_is_gone_leaves_what_the_feed_said() -> None:
    routes = {"/page": status(404)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        harvests = visit(web)

    (item,) = delivered(harvests)
    assert isinstance(item, Delivery)
    assert item.text == "Talks about the bridge and the prisoners."
    assert left(harvests).content_hash is not None


def test_a_page_that_may_come_later_is_a_reject_and_looked_for_next_time() -> None:
    routes = {"/page": status(503)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        harvests = visit(web)

    (reject,) = delivered(harvests)
    assert isinstance(reject, Reject)
    assert (reject.input, reject.reason) == (f"{web}/page", "server error")
    assert harvests[0].settling == {}
    assert left(harvests).content_hash is None


def test_more_pages_than_a_visit_may_fetch_come_with_the_next_one() -> None:
    routes: dict[str, Answer] = {f"/page/{n}": body(PAGE) for n in range(3)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(*(f"{web}/page/{n}" for n in range(3)))
        few = replace_limit(most_pages=2)
        first = visit(web, limits=few)
        known = list(first[0].settling)
        second = visit(web, left(first), known=known, limits=few)

    assert [row for row in attempts(first) if row[0] != "feed"] == [
        ("page/0", "ok"),
        ("page/1", "ok"),
    ]
    assert attempts(second) == [("page/2", "ok"), ("feed", "ok")]


def replace_limit(**limits: object) -> FetchSection:
    return LIMITS.model_copy(update=limits)


def test_a_feed_that_is_a_web_page_is_a_reject() -> None:
    with serve_web({"/feed": body(PAGE)}) as web:
        harvests = visit(web)

    (reject,) = delivered(harvests)
    assert isinstance(reject, Reject)
    assert reject.reason == "not a feed"
    assert attempts(harvests) == [("feed", "not a feed")]
    assert left(harvests).failures == 1


def test_no_page_is_lost_where_each_waits_until_the_last_is_read() -> None:
    routes: dict[str, Answer] = {f"/page/{n}": body(PAGE) for n in range(3)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(*(f"{web}/page/{n}" for n in range(3)))
        harvests = visit(web, most_unread=0)

    assert len(delivered(harvests)) == 3


def test_a_feed_that_fails_is_asked_twice_and_each_attempt_is_kept() -> None:
    with serve_web({"/feed": status(503)}) as web:
        harvests = visit(web)

    assert attempts(harvests) == [("feed", "server error"), ("feed", "server error")]


def test_a_feed_that_moved_for_good_is_asked_where_it_is() -> None:
    routes = {"/page": body(PAGE), "/old": redirect("/feed", 301)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(f"{web}/page")
        first = visit(web, path="/old")

    assert left(first).moved_to == f"{web}/feed"


def test_a_feed_of_which_nothing_is_left_may_have_lost_entries() -> None:
    routes: dict[str, Answer] = {f"/page/{n}": body(PAGE) for n in range(6)}

    with serve_web(routes) as web:
        routes["/feed"] = a_feed(*(f"{web}/page/{n}" for n in range(3)))
        first = visit(web)
        routes["/feed"] = a_feed(*(f"{web}/page/{n}" for n in range(3, 6)))
        known = list(first[0].settling)
        second = visit(web, left(first), known=known)

    assert [left(first).turned_over, left(second).turned_over] == [False, True]


def a_sitemap(*links: str) -> Answer:
    return _list_links("urlset", "url", links)


def an_index(*links: str) -> Answer:
    return _list_links("sitemapindex", "sitemap", links)


def _list_links(whole: str, part: str, links: Sequence[str]) -> Answer:
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    parts = "".join(f"<{part}><loc>{link}</loc></{part}>" for link in links)
    return body(f'<{whole} xmlns="{schema}">{parts}</{whole}>'.encode())


def test_an_index_of_sitemaps_leads_to_their_articles() -> None:
    routes = {"/page": body(PAGE)}

    with serve_web(routes) as web:
        routes["/news.xml"] = a_sitemap(f"{web}/page")
        routes["/feed"] = an_index(f"{web}/news.xml")
        harvests = visit(web)

    (item,) = delivered(harvests)
    assert isinstance(item, Delivery)
    assert (item.input, item.title) == (f"{web}/page", "Envoys meet on the river")


def test_an_index_whose_sitemaps_all_fail_has_failed_like_the_first() -> None:
    routes = {"/a.xml": status(503), "/b.xml": body(PAGE)}

    with serve_web(routes) as web:
        routes["/feed"] = an_index(f"{web}/a.xml", f"{web}/b.xml")
        harvests = visit(web)

    assert attempts(harvests)[-3:] == [
        ("feed", "server error"),
        ("a.xml", "server error"),
        ("b.xml", "not a feed"),
    ]


def test_an_index_has_answered_where_one_of_its_sitemaps_has() -> None:
    routes = {"/a.xml": status(503), "/page": body(PAGE)}

    with serve_web(routes) as web:
        routes["/b.xml"] = a_sitemap(f"{web}/page")
        routes["/feed"] = an_index(f"{web}/a.xml", f"{web}/b.xml")
        harvests = visit(web)

    assert attempts(harvests)[-3:] == [
        ("feed", "ok"),
        ("a.xml", "server error"),
        ("b.xml", "ok"),
    ]
