import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import SourceError
from analysis.records import HostRules
from flows.config import FetchSection
from flows.fetch import Fetched, Request, fetch_all, open_agent
from flows.network.robots import Rules
from tests.flows.web import (
    Answer,
    Asked,
    answer,
    body,
    hangs_up,
    in_turn,
    redirect,
    serve_web,
    status,
)
from tests.samples import NOW

LIMITS = FetchSection(
    allow_private=("127.0.0.1", "127.0.0.2"), most_seconds=20, seconds_between=0
)
FORBID_ALL = body(b"User-agent: *\nDisallow: /\n", "text/plain")
RESERVE_ALL = body(b'[{"location": "/", "tdm-reservation": 1}]', "application/json")
PAGE = body(b"<p>Fog on the Sund.</p>")
YESTERDAY = NOW - timedelta(hours=23)
LAST_WEEK = NOW - timedelta(days=7)


def make_rules(robots: str | None = None, reservations: str | None = None) -> Rules:
    return Rules(
        HostRules(
            origin="http://press.example",
            asked_at=NOW,
            status=200,
            robots=robots,
            reservations=reservations,
        )
    )


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        pytest.param(None, True, id="no file"),
        pytest.param("", True, id="an empty file"),
        pytest.param("<!doctype html><p>Not found", True, id="a page instead"),
        pytest.param("User-agent: *\nDisallow: /", False, id="all"),
        pytest.param("User-agent: *\nDisallow:", True, id="nothing"),
        pytest.param("User-agent: *\nDisallow: /news/", False, id="a folder"),
        pytest.param("User-agent: *\nDisallow: /News/", True, id="another folder"),
        pytest.param("User-agent: *\nDisallow: /*.html$", False, id="by ending"),
        pytest.param("User-agent: *\nDisallow: /*?page=", True, id="by query"),
        pytest.param(
            "User-agent: *\nDisallow: /news/\nAllow: /news/fog", True, id="longest wins"
        ),
        pytest.param("User-agent: Detente\nDisallow: /", False, id="us by name"),
        pytest.param("user-agent:detente/2 # us\ndisallow:/", False, id="us, somehow"),
        pytest.param("User-agent: DetenteBot\nDisallow: /", True, id="a namesake"),
        pytest.param("User-agent: *bot\nDisallow: /", True, id="all bots by name"),
        pytest.param(
            "User-agent: *\nDisallow: /\n\nUser-agent: Detente\nDisallow:",
            True,
            id="all but us",
        ),
        pytest.param(
            "User-agent: Otherbot\nUser-agent: Detente\nDisallow: /",
            False,
            id="us among others",
        ),
        pytest.param(
            "User-agent: Otherbot\nDisallow: /\n\nUser-agent: *\nAllow: /",
            True,
            id="others only",
        ),
        pytest.param("User-agent: *\r\nDisallow: /\r\n", False, id="lines of Windows"),
    ],
)
def test_robots_txt_says_what_may_be_asked(robots: str | None, expected: bool) -> None:
    assert make_rules(robots).allow("http://press.example/news/fog.html") is expected


def test_a_robots_txt_for_thousands_of_agents_costs_no_more_than_its_size() -> None:
    agents = "".join(f"User-agent: bot{n}\n" for n in range(15_000))
    folders = "".join(f"Disallow: /{n}/\n" for n in range(15_000))

    rules = make_rules(f"{agents}{folders}\nUser-agent: *\nDisallow: /news/")

    assert not rules.allow("http://press.example/news/fog.html")


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        (None, 0),
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: Otherbot\nCrawl-delay: 9", 0),
        ("User-agent: *\nCrawl-delay: 9\n\nUser-agent: Detente\nCrawl-delay: 1", 1),
        ("User-agent: *\nCrawl-delay: often", 0),
        ("User-agent: *\nCrawl-delay: -1", 0),
        ("User-agent: *\nCrawl-delay: inf", 0),
    ],
)
def test_robots_txt_may_ask_for_time_between(
    robots: str | None, expected: float
) -> None:
    assert make_rules(robots).seconds_between == expected


@pytest.mark.parametrize(
    ("reservations", "expected"),
    [
        pytest.param(None, False, id="no file"),
        pytest.param("<!doctype html>", False, id="a page instead"),
        pytest.param("[" * 100_000, False, id="deep nonsense"),
        pytest.param("[]", False, id="no rules"),
        pytest.param('[7, null, {"location": 7}]', False, id="no rule among them"),
        pytest.param('[{"location": "/", "tdm-reservation": 1}]', True, id="all"),
        pytest.param('{"location": "/", "tdm-reservation": 1}', True, id="no list"),
        pytest.param('[{"location": "/", "tdm-reservation": "1"}]', True, id="as text"),
        pytest.param('[{"location": "/", "tdm-reservation": 0}]', False, id="free"),
        pytest.param('[{"location": "/"}]', False, id="no word of it"),
        pytest.param(
            '[{"location": "/news/*.html$", "tdm-reservation": 1}]', True, id="pattern"
        ),
        pytest.param(
            '[{"location": "/sport/", "tdm-reservation": 1}]', False, id="elsewhere"
        ),
        pytest.param(
            '[{"location": "/news/", "tdm-reservation": 0},'
            ' {"location": "/", "tdm-reservation": 1}]',
            False,
            id="the first rule that fits counts",
        ),
        pytest.param(
            '[{"location": "/x\\nAllow: /", "tdm-reservation": 1},'
            ' {"location": "/", "tdm-reservation": 1}]',
            True,
            id="a location of two lines",
        ),
    ],
)
def test_tdmrep_json_says_what_is_reserved(
    reservations: str | None, expected: bool
) -> None:
    rules = make_rules(reservations=reservations)

    assert find_reason(rules, "http://press.example/news/fog.html") == (
        "text mining reserved" if expected else None
    )


def find_reason(rules: Rules, url: str) -> str | None:
    try:
        rules.check(url)
    except SourceError as error:
        return error.reason
    return None


@given(robots=st.text(), reservations=st.text(), path=st.text())
def test_arbitrary_rules_allow_or_forbid(
    robots: str, reservations: str, path: str
) -> None:
    rules = make_rules(robots, reservations)

    assert find_reason(rules, f"http://press.example/{path}") in {
        None,
        "robots forbid",
        "text mining reserved",
    }


def visit(
    urls: list[str],
    limits: FetchSection = LIMITS,
    known: Mapping[str, HostRules] | None = None,
) -> tuple[list[str | None], list[HostRules]]:
    """Fetch `urls` in one run: the reasons that were given, and the new rules."""

    async def go() -> tuple[list[Fetched], list[HostRules]]:
        async with open_agent(limits, known=known or {}, now=NOW) as agent:
            return await fetch_all(urls, agent), agent.new_rules

    found, rules = asyncio.run(go())
    return [got.error.reason if got.error else None for got in found], rules


def visit_page(
    routes: Mapping[str, Answer],
    limits: FetchSection = LIMITS,
    known: HostRules | None = None,
) -> tuple[str | None, list[str]]:
    """Fetch /page of a host with such `routes`: the reason that was given, and the
    paths that were asked for."""
    asked: list[Asked] = []
    with serve_web({"/page": PAGE, **routes}, asked=asked) as web:
        rules = {web: replace(known, origin=web)} if known else {}
        reasons, _ = visit([f"{web}/page"], limits, rules)
    return reasons[0], [request.path for request in asked]


ROBOTS, TDMREP = "/robots.txt", "/.well-known/tdmrep.json"
ALL_THREE = [ROBOTS, TDMREP, "/page"]


@pytest.mark.parametrize(
    ("routes", "expected", "asked"),
    [
        pytest.param({}, None, ALL_THREE, id="no rules"),
        pytest.param({ROBOTS: FORBID_ALL}, "robots forbid", [ROBOTS], id="forbidden"),
        pytest.param(
            {TDMREP: RESERVE_ALL},
            "text mining reserved",
            [ROBOTS, TDMREP],
            id="reserved",
        ),
        pytest.param({ROBOTS: status(403)}, None, ALL_THREE, id="rules are secret"),
        pytest.param(
            {ROBOTS: status(500)}, "robots unreachable", [ROBOTS], id="out of order"
        ),
        pytest.param(
            {ROBOTS: status(429)}, "robots unreachable", [ROBOTS], id="too often"
        ),
        pytest.param({ROBOTS: hangs_up}, "no connection", [ROBOTS], id="no answer"),
        pytest.param({TDMREP: status(500)}, None, ALL_THREE, id="no reservations now"),
        pytest.param({TDMREP: hangs_up}, None, ALL_THREE, id="no reservations at all"),
        pytest.param(
            {ROBOTS: redirect("/rules"), "/rules": FORBID_ALL},
            "robots forbid",
            [ROBOTS, "/rules"],
            id="rules elsewhere",
        ),
        pytest.param(
            {ROBOTS: redirect("/rules"), "/rules": redirect(ROBOTS)},
            None,
            [ROBOTS, "/rules", TDMREP, "/page"],
            id="rules nowhere",
        ),
    ],
)
def test_a_host_is_asked_for_its_rules_first(
    routes: dict[str, Answer], expected: str | None, asked: list[str]
) -> None:
    assert visit_page(routes) == (expected, asked)


@pytest.mark.parametrize(
    ("changed", "expected", "asked"),
    [
        ({"robots": False}, "text mining reserved", [TDMREP]),
        ({"reservations": False}, "robots forbid", [ROBOTS]),
        ({"robots": False, "reservations": False}, None, ["/page"]),
    ],
)
def test_rules_that_are_off_are_not_asked_for(
    changed: dict[str, bool], expected: str | None, asked: list[str]
) -> None:
    routes = {ROBOTS: FORBID_ALL, TDMREP: RESERVE_ALL}

    assert visit_page(routes, LIMITS.model_copy(update=changed)) == (expected, asked)


def test_a_host_that_asks_for_time_between_gets_it() -> None:
    asked: list[Asked] = []
    slowly = body(b"User-agent: *\nCrawl-delay: 20", "text/plain")

    async def go(web: str) -> None:
        async with open_agent(LIMITS, now=NOW) as agent:
            await agent.fetch(Request(url=f"{web}/page"))
            async with asyncio.timeout(0.2):
                await agent.fetch(Request(url=f"{web}/other"))

    with (
        serve_web({ROBOTS: slowly, "/page": PAGE}, asked=asked) as web,
        pytest.raises(TimeoutError),
    ):
        asyncio.run(go(web))

    assert [request.path for request in asked] == ALL_THREE


def test_all_who_wait_for_the_rules_of_a_host_ask_once() -> None:
    asked: list[Asked] = []
    routes = {f"/{n}": PAGE for n in range(20)}

    with serve_web(routes, asked=asked) as web:
        reasons, rules = visit([f"{web}{path}" for path in routes])

    paths = [request.path for request in asked]
    assert (paths[:2], sorted(paths[2:])) == ([ROBOTS, TDMREP], sorted(routes))
    assert reasons == [None] * 20
    assert rules == [HostRules(origin=web, asked_at=NOW, status=404)]


def test_what_a_host_answers_is_there_to_be_kept() -> None:
    robots = b"\xef\xbb\xbfUser-agent: *\nDisallow: /archiv/\xfcber/\n"
    routes = {ROBOTS: body(robots, "text/plain"), TDMREP: RESERVE_ALL}

    with serve_web(routes) as web:
        _, rules = visit([f"{web}/page"])

    assert rules == [
        HostRules(
            origin=web,
            asked_at=NOW,
            status=200,
            robots="User-agent: *\nDisallow: /archiv/�ber/\n",
            reservations='[{"location": "/", "tdm-reservation": 1}]',
        )
    ]


KEPT = HostRules(origin="", asked_at=YESTERDAY, status=200)
KEPT_FORBID = replace(KEPT, robots="User-agent: *\nDisallow: /")
KEPT_RESERVE = replace(KEPT, reservations='[{"location": "/", "tdm-reservation": 1}]')


@pytest.mark.parametrize(
    ("kept", "routes", "expected", "asked"),
    [
        pytest.param(KEPT, {ROBOTS: FORBID_ALL}, None, ["/page"], id="fresh"),
        pytest.param(KEPT_FORBID, {}, "robots forbid", [], id="fresh, forbidden"),
        pytest.param(
            replace(KEPT_FORBID, asked_at=LAST_WEEK), {}, None, ALL_THREE, id="old"
        ),
        pytest.param(
            replace(KEPT, status=None), {}, None, ALL_THREE, id="never answered"
        ),
        pytest.param(
            replace(KEPT_FORBID, asked_at=LAST_WEEK),
            {ROBOTS: status(500)},
            "robots forbid",
            [ROBOTS],
            id="old, but the host cannot say",
        ),
        pytest.param(
            replace(KEPT, asked_at=LAST_WEEK),
            {ROBOTS: status(500)},
            None,
            [ROBOTS, "/page"],
            id="old and open, but the host cannot say",
        ),
        pytest.param(
            replace(KEPT_RESERVE, asked_at=LAST_WEEK),
            {TDMREP: status(500)},
            "text mining reserved",
            [ROBOTS, TDMREP],
            id="old, but the host cannot say what is reserved",
        ),
        pytest.param(
            replace(KEPT_RESERVE, asked_at=LAST_WEEK),
            {},
            None,
            ALL_THREE,
            id="no longer reserved",
        ),
        pytest.param(
            replace(KEPT_FORBID, asked_at=NOW + timedelta(days=300)),
            {},
            None,
            ALL_THREE,
            id="from a clock that was wrong",
        ),
    ],
)
def test_rules_are_known_for_a_day_and_longer_where_the_host_cannot_say(
    kept: HostRules, routes: dict[str, Answer], expected: str | None, asked: list[str]
) -> None:
    assert visit_page(routes, known=kept) == (expected, asked)


@pytest.mark.parametrize(
    ("path", "expected"), [(ROBOTS, "robots unreachable"), (TDMREP, None)]
)
def test_rules_that_cannot_be_had_are_not_kept(path: str, expected: str | None) -> None:
    with serve_web({path: status(500), "/page": PAGE}) as web:
        assert visit([f"{web}/page"]) == ([expected], [])


def test_a_redirect_is_subject_to_the_rules_of_where_it_leads() -> None:
    asked: list[Asked] = []

    with (
        serve_web({ROBOTS: FORBID_ALL}, host="127.0.0.2", asked=asked) as other,
        serve_web({"/page": redirect(f"{other}/secret")}) as web,
    ):
        reasons, _ = visit([f"{web}/page"])

    assert (reasons, [request.path for request in asked]) == (
        ["robots forbid"],
        [ROBOTS],
    )


def test_of_a_robots_txt_half_a_megabyte_is_read() -> None:
    filler = b"# nothing\n" * 50_000
    read, unread = b"User-agent: *\nDisallow: /page\n", b"Disallow: /late\n"
    robots = body(read + filler + b"#" * (12_000 - len(read)) + unread, "text/plain")

    with serve_web({ROBOTS: robots, "/page": PAGE, "/late": PAGE}) as web:
        reasons, _ = visit([f"{web}/page", f"{web}/late"])

    assert reasons == ["robots forbid", None]


def test_a_host_that_cannot_say_its_rules_is_asked_for_them_once() -> None:
    asked: list[Asked] = []
    routes = {ROBOTS: in_turn(status(503), status(404)), "/page": PAGE}

    with serve_web(routes, asked=asked) as web:
        reasons, _ = visit([f"{web}/page"] * 5)

    assert reasons == ["robots unreachable"] * 5
    assert [request.path for request in asked] == [ROBOTS]


@pytest.mark.parametrize(
    "header",
    [("TDM-Reservation", "1"), ("X-Robots-Tag", "noai")],
)
def test_a_page_may_reserve_itself_by_a_header(header: tuple[str, str]) -> None:
    page = answer(b"<p>Fog on the Sund.</p>", dict([header]))
    careless = LIMITS.model_copy(update={"reservations": False})

    assert visit_page({"/page": page})[0] == "text mining reserved"
    assert visit_page({"/page": page}, careless)[0] is None


def test_rules_that_carry_the_header_of_all_answers_are_read_nevertheless() -> None:
    robots = answer(b"User-agent: *\nDisallow:", {"TDM-Reservation": "1"})

    assert visit_page({ROBOTS: robots}) == (None, ALL_THREE)
