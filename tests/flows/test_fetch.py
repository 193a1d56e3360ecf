import asyncio
import gzip
import threading
import zlib
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from importlib.metadata import version

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.config import FetchSection
from flows.fetch import Fetched, Request, fetch_all, open_agent
from tests.flows.web import (
    Answer,
    Asked,
    answer,
    body,
    gzip_bomb,
    hangs_up,
    in_turn,
    late,
    never_ends,
    redirect,
    says,
    serve_web,
    status,
    waits,
)
from tests.samples import NOW

LIMITS = FetchSection(
    allow_private=("127.0.0.1", "127.0.0.2"),
    most_bytes=1_000_000,
    most_seconds=20,
    seconds_between=0,
    robots=False,
    reservations=False,
)
HURRIED = LIMITS.model_copy(update={"most_seconds": 0.5})
PAGE = b"<p>The ferry to Norrhavn sails again.</p>"


def fetch_each(requests: list[Request], limits: FetchSection = LIMITS) -> list[Fetched]:
    """Ask for one after the other, all in one run."""

    async def go() -> list[Fetched]:
        async with open_agent(limits, now=NOW) as agent:
            return [await agent.fetch(request) for request in requests]

    return asyncio.run(go())


def fetch_all_of(urls: list[str], limits: FetchSection = LIMITS) -> list[Fetched]:
    """Ask for all at once."""

    async def go() -> list[Fetched]:
        async with open_agent(limits, now=NOW) as agent:
            return await fetch_all(urls, agent)

    return asyncio.run(go())


def fetch(url: str, limits: FetchSection = LIMITS) -> Fetched:
    return fetch_each([Request(url=url)], limits)[0]


def reason(got: Fetched) -> str | None:
    return got.error.reason if got.error else None


def packed(payload: bytes, coding: str) -> Answer:
    return answer(payload, {"Content-Encoding": coding})


def test_a_page_comes_with_all_that_its_host_says_of_it() -> None:
    headers = {
        "Content-Type": "Text/HTML; Charset=ISO-8859-15",
        "ETag": '"x7"',
        "Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT",
        "Cache-Control": "public, max-age=900",
    }

    with serve_web({"/page": answer(PAGE, headers)}) as web:
        got = fetch(f"{web}/page")

    assert replace(got, milliseconds=0) == Fetched(
        url=f"{web}/page",
        final_url=f"{web}/page",
        status=200,
        body=PAGE,
        milliseconds=0,
        error=None,
        charset="iso-8859-15",
        content_type="text/html",
        etag='"x7"',
        last_modified="Sun, 01 Nov 2026 08:00:00 GMT",
        max_age=timedelta(minutes=15),
    )


@pytest.mark.parametrize(
    ("codes", "is_remembered"),
    [
        pytest.param([], False, id="no redirect"),
        pytest.param([301], True, id="moved for good"),
        pytest.param([308, 301], True, id="moved for good twice"),
        pytest.param([302], False, id="moved for now"),
        pytest.param([301, 307], False, id="for good, then for now"),
        pytest.param([303, 301], False, id="for now, then for good"),
    ],
)
def test_only_an_address_that_moved_for_good_is_remembered(
    codes: list[int], is_remembered: bool
) -> None:
    steps = {f"/{n}": redirect(f"/{n + 1}", code) for n, code in enumerate(codes)}
    last = f"/{len(codes)}"

    with serve_web(steps | {last: body(PAGE)}) as web:
        got = fetch(f"{web}/0")

    expected = (f"{web}{last}", f"{web}{last}" if is_remembered else None, PAGE)
    assert (got.final_url, got.moved_to, got.body) == expected


def test_an_address_that_moved_to_an_error_has_not_moved() -> None:
    with serve_web({"/old": redirect("/new", 301)}) as web:
        got = fetch(f"{web}/old")

    assert (reason(got), got.final_url, got.moved_to) == (
        "not found",
        f"{web}/new",
        None,
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("new", "/a/new"),
        ("../new", "/new"),
        ("/nächste Seite?q=ü", "/n%C3%A4chste%20Seite?q=%C3%BC"),
        ("/new#comments", "/new"),
    ],
)
def test_a_redirect_leads_where_a_browser_would_go(written: str, expected: str) -> None:
    as_bytes = written.encode().decode("latin-1")

    with serve_web({"/a/old": redirect(as_bytes), expected: body(PAGE)}) as web:
        got = fetch(f"{web}/a/old")

    assert (got.final_url, got.body) == (f"{web}{expected}", PAGE)


@pytest.mark.parametrize(
    ("payload", "coding"),
    [
        pytest.param(PAGE, "identity", id="not at all"),
        pytest.param(gzip.compress(PAGE), "gzip", id="gzip"),
        pytest.param(gzip.compress(PAGE), "X-GZip", id="gzip by its old name"),
        pytest.param(gzip.compress(PAGE) + bytes(99), "gzip", id="gzip with padding"),
        pytest.param(zlib.compress(PAGE), "deflate", id="deflate"),
        pytest.param(zlib.compress(PAGE, wbits=-15), "deflate", id="bare deflate"),
        pytest.param(brotli.compress(PAGE), "br", id="brotli"),
    ],
)
def test_a_packed_page_is_unpacked(payload: bytes, coding: str) -> None:
    with serve_web({"/page": packed(payload, coding)}) as web:
        got = fetch(f"{web}/page")

    assert (got.body, got.error) == (PAGE, None)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(never_ends(b"x" * 100_000, 0), "too large", id="endless body"),
        pytest.param(gzip_bomb(50_000_000), "too large", id="gzip bomb"),
        pytest.param(
            packed(zlib.compress(bytes(50_000_000)), "deflate"),
            "too large",
            id="deflate bomb",
        ),
        pytest.param(
            packed(brotli.compress(bytes(50_000_000)), "br"),
            "too large",
            id="brotli bomb",
        ),
        pytest.param(
            packed(gzip.compress(gzip.compress(bytes(50_000_000))), "gzip, gzip"),
            "broken encoding",
            id="gzip in gzip",
        ),
        pytest.param(
            says(b"HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n"),
            "too large",
            id="announced too large",
        ),
        pytest.param(packed(PAGE, "gzip"), "broken encoding", id="no gzip"),
        pytest.param(packed(PAGE, "br"), "broken encoding", id="no brotli"),
        pytest.param(packed(PAGE, "zstd"), "broken encoding", id="not asked for"),
        pytest.param(
            packed(gzip.compress(PAGE)[:-20], "gzip"), "cut transfer", id="cut gzip"
        ),
        pytest.param(
            packed(brotli.compress(PAGE)[:-5], "br"), "cut transfer", id="cut brotli"
        ),
        pytest.param(
            says(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nThe ferry"),
            "cut transfer",
            id="fewer bytes than announced",
        ),
        pytest.param(
            says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nThe f"),
            "cut transfer",
            id="cut chunk",
        ),
        pytest.param(
            says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            "cut transfer",
            id="broken chunk",
        ),
        pytest.param(hangs_up, "no connection", id="closed without a word"),
        pytest.param(
            redirect("data:text/html," + "x" * 60_000), "not a web address", id="data"
        ),
        pytest.param(says(b"220 mail ready\r\n\r\n"), "broken answer", id="not HTTP"),
        pytest.param(
            says(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: 1\r\n" * 40_000 + b"\r\n"),
            "broken answer",
            id="500 kB of headers",
        ),
        pytest.param(
            says(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
            "broken answer",
            id="two lengths",
        ),
        pytest.param(status(101), "broken answer", id="another protocol"),
        pytest.param(status(302), "broken answer", id="redirect to nowhere"),
        pytest.param(status(304), "broken answer", id="unchanged, since when?"),
        pytest.param(status(401), "login needed", id="401"),
        pytest.param(status(402), "refused", id="402"),
        pytest.param(status(403), "forbidden", id="403"),
        pytest.param(status(404), "not found", id="404"),
        pytest.param(status(410), "gone", id="410"),
        pytest.param(status(429), "too many requests", id="429"),
        pytest.param(status(451), "withheld by law", id="451"),
        pytest.param(status(500), "server error", id="500"),
        pytest.param(status(503), "server error", id="503"),
        pytest.param(redirect("/fault"), "too many redirects", id="redirect loop"),
        pytest.param(
            redirect("http://169.254.169.254/latest"),
            "private address",
            id="redirect to a link-local address",
        ),
        pytest.param(
            redirect("http://127.0.0.3/admin"),
            "private address",
            id="redirect to a neighbour",
        ),
        pytest.param(
            redirect("http://2130706435/admin"),
            "private address",
            id="redirect to a neighbour in disguise",
        ),
        pytest.param(
            redirect("file:///etc/passwd"), "not a web address", id="redirect to a file"
        ),
        pytest.param(
            redirect("http://[bad"), "not a web address", id="redirect to nonsense"
        ),
    ],
)
def test_a_fault_ends_in_its_reason_and_an_empty_body(
    fault: Answer, expected: str
) -> None:
    with serve_web({"/fault": fault}) as web:
        got = fetch(f"{web}/fault")

    assert (reason(got), got.body) == (expected, b"")
    assert len(str(got.error)) < 600


@settings(max_examples=50)
@given(
    head=st.sampled_from([b"", b"HTTP/1.1 ", b"HTTP/1.1 200 OK\r\n"]),
    rest=st.lists(
        st.sampled_from(
            [
                b"\r\n",
                b"Content-Length: 7",
                b"Transfer-Encoding: chunked",
                b"Content-Encoding: gzip",
                b"Location: //",
                b"7\r\nThe fog\r\n",
            ]
        )
        | st.binary(max_size=20)
    ),
)
def test_arbitrary_bytes_in_place_of_an_answer_end_in_a_result(
    head: bytes, rest: list[bytes]
) -> None:
    with serve_web({"/noise": says(head + b"".join(rest))}) as web:
        got = fetch(f"{web}/noise")

    assert got.error is None or (got.body == b"" and len(got.error.detail) < 1000)


def test_a_fault_keeps_nothing_of_what_was_read() -> None:
    with serve_web({"/fault": gzip_bomb(50_000_000)}) as web:
        error = fetch(f"{web}/fault").error

    assert error
    assert (error.__traceback__, error.__context__) == (None, None)


def test_redirects_are_followed_so_far_and_no_further() -> None:
    routes = {f"/{n}": redirect(f"/{n + 1}") for n in range(9)} | {"/9": body(PAGE)}

    with serve_web(routes) as web:
        near, far = fetch_all_of([f"{web}/4", f"{web}/3"])

    assert (near.body, reason(far)) == (PAGE, "too many redirects")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1/feed", "private address"),
        ("http://[::1]/feed", "private address"),
        ("http://[::ffff:10.0.0.1]/feed", "private address"),
        ("http://10.0.0.1/feed", "private address"),
        ("http://localhost/feed", "private address"),
        ("ftp://example.org/feed", "not a web address"),
        ("nonsense", "not a web address"),
        ("", "not a web address"),
        ("http://", "not a web address"),
        ("http://[x", "not a web address"),
        ("http://the harbour.example/", "not a web address"),
        ("http://harbour.example:99999/", "not a web address"),
        ("http://no-such-host.invalid/feed", "no connection"),
        ("http://.invalid/feed", "no connection"),
        (f"http://{'a' * 70}.invalid/feed", "no connection"),
    ],
)
@pytest.mark.parametrize("asks_rules", [True, False])
def test_what_is_not_the_public_web_is_not_asked(
    url: str, expected: str, asks_rules: bool
) -> None:
    limits = FetchSection(robots=asks_rules, seconds_between=0)

    assert reason(fetch(url, limits)) == expected


def test_a_port_where_nobody_listens_is_no_connection() -> None:
    with serve_web({}) as web:
        pass

    assert reason(fetch(f"{web}/feed")) == "no connection"


def test_a_page_that_drips_without_end_is_left_in_time() -> None:
    with serve_web({"/drip": never_ends(b"x", 0.01)}) as web:
        got = fetch(f"{web}/drip", HURRIED)

    assert (reason(got), got.body) == ("timeout", b"")


def test_redirects_and_their_end_share_one_limit_of_time() -> None:
    steps = {f"/{n}": late(0.2, redirect(f"/{n + 1}")) for n in range(5)}

    with serve_web(steps | {"/5": body(PAGE)}) as web:
        got = fetch(f"{web}/0", HURRIED)

    assert (reason(got), got.body) == ("timeout", b"")


def test_hosts_that_hang_hold_up_nobody_else() -> None:
    limits = LIMITS.model_copy(update={"at_once": 3, "at_once_per_host": 2})
    others_are_done = threading.Event()
    hanging = {f"/{n}": waits(others_are_done, then=body(b"at last")) for n in range(9)}
    quick = {f"/{n}": body(b"quick") for n in range(9)}

    async def go(slow_web: str, quick_web: str) -> tuple[list[Fetched], list[Fetched]]:
        async with open_agent(limits, now=NOW) as agent:
            slow = asyncio.ensure_future(
                fetch_all([f"{slow_web}/{n}" for n in range(9)], agent)
            )
            fast = await fetch_all([f"{quick_web}/{n}" for n in range(9)], agent)
            others_are_done.set()
            return await slow, fast

    with (
        serve_web(hanging) as slow_web,
        serve_web(quick, host="127.0.0.2") as quick_web,
    ):
        slow, fast = asyncio.run(go(slow_web, quick_web))

    assert [got.body for got in fast] == [b"quick"] * 9
    assert [got.body for got in slow] == [b"at last"] * 9


def test_a_host_that_fails_three_times_in_a_row_is_left_alone() -> None:
    asked: list[Asked] = []
    limits = LIMITS.model_copy(update={"at_once_per_host": 1})

    with serve_web({"/down": status(500)}, asked=asked) as web:
        found = fetch_all_of([f"{web}/down"] * 6, limits)

    assert [reason(got) for got in found] == ["server error"] * 3 + ["host unwell"] * 3
    assert len(asked) == 3


def test_a_host_that_answers_in_between_is_not_left_alone() -> None:
    limits = LIMITS.model_copy(update={"at_once_per_host": 1})
    flaky = in_turn(status(500), status(500), status(404), status(500), body(PAGE))

    with serve_web({"/flaky": flaky}) as web:
        found = fetch_all_of([f"{web}/flaky"] * 5, limits)

    assert [reason(got) for got in found] == [
        "server error",
        "server error",
        "not found",
        "server error",
        None,
    ]


@pytest.mark.parametrize("code", [429, 503])
def test_a_host_that_names_a_time_is_not_asked_before(code: int) -> None:
    later = answer(headers={"Retry-After": "3600"}, code=code)

    with serve_web({"/busy": later, "/page": body(PAGE)}) as web:
        busy, page = fetch_each(
            [Request(url=f"{web}/busy"), Request(url=f"{web}/page")]
        )

    assert busy.retry_after
    assert timedelta(hours=1) <= busy.retry_after - NOW < timedelta(hours=1, minutes=1)
    assert reason(page) == "host unwell"


def test_one_connection_serves_the_requests_to_a_host() -> None:
    ports: list[int] = []

    def note(handler: BaseHTTPRequestHandler) -> None:
        ports.append(handler.client_address[1])
        body(PAGE)(handler)

    with serve_web({"/page": note}) as web:
        fetch_each([Request(url=f"{web}/page")] * 3)

    assert len(ports) == 3
    assert len(set(ports)) == 1


def test_a_connection_that_the_host_closed_meanwhile_is_made_anew() -> None:
    silent = in_turn(hangs_up, body(b"second"))

    with serve_web({"/first": body(b"first"), "/second": silent}) as web:
        found = fetch_each([Request(url=f"{web}/first"), Request(url=f"{web}/second")])

    assert [got.body for got in found] == [b"first", b"second"]


def test_what_is_known_already_comes_without_its_body() -> None:
    asked: list[Asked] = []
    known = {"etag": '"x7"', "last_modified": "Sun, 01 Nov 2026 08:00:00 GMT"}

    with serve_web({"/feed": status(304)}, asked=asked) as web:
        got = fetch_each([Request(url=f"{web}/feed", **known)])[0]

    assert (got.unchanged, got.status, got.body, got.error) == (True, 304, b"", None)
    said = asked[0].headers
    assert (said["if-none-match"], said["if-modified-since"]) == tuple(known.values())


def test_the_agent_names_itself_and_whom_to_ask() -> None:
    asked: list[Asked] = []
    limits = LIMITS.model_copy(update={"contact": "desk@example.org\n(Jörg)"})

    with serve_web({}, asked=asked) as web:
        fetch(f"{web}/page", limits)

    assert asked == [
        Asked(
            "/page",
            {
                "host": web.removeprefix("http://"),
                "user-agent": f"Detente/{version('detente')} (+desk@example.org(J?rg))",
                "accept": "*/*",
                "accept-encoding": "gzip, deflate, br",
            },
        )
    ]


def test_no_cookie_is_kept() -> None:
    asked: list[Asked] = []
    biscuit = answer(PAGE, {"Set-Cookie": "visitor=7; Path=/"})

    with serve_web({"/page": biscuit}, asked=asked) as web:
        fetch_each([Request(url=f"{web}/page")] * 2)

    assert ["cookie" in request.headers for request in asked] == [False, False]


def test_a_proxy_or_login_of_the_environment_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Asked] = []
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    with serve_web({"/page": body(PAGE)}, asked=asked) as web:
        got = fetch(f"{web}/page")

    assert (got.body, "authorization" in asked[0].headers) == (PAGE, False)


def test_a_login_goes_to_its_own_host_only() -> None:
    home: list[Asked] = []
    abroad: list[Asked] = []

    with serve_web({"/new": body(PAGE)}, host="127.0.0.2", asked=abroad) as other:
        routes = {"/feed": redirect("/old"), "/old": redirect(f"{other}/new", 301)}
        with serve_web(routes, asked=home) as web:
            url = web.replace("//", "//reader:s3cret@") + "/feed"
            got = fetch(url)

    login = "Basic cmVhZGVyOnMzY3JldA=="
    assert [request.headers.get("authorization") for request in home] == [login] * 2
    assert [request.headers.get("authorization") for request in abroad] == [None]
    assert (got.url, got.final_url, got.moved_to) == (url, f"{other}/new", None)


@pytest.mark.parametrize(
    "url",
    [
        "http://reader:s3cret@127.0.0.3/feed?token=s3cret",
        "ftp://reader:s3cret@harbour.example/feed?token=s3cret",
        "http://reader:s3cret@harbour.example:port/feed",
    ],
)
def test_no_error_tells_a_login(url: str) -> None:
    got = fetch(url)

    assert got.error
    assert "s3cret" not in str(got.error)


def test_no_log_tells_an_address(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")

    with serve_web({"/feed?token=s3cret": body(PAGE)}) as web:
        got = fetch(f"{web}/feed?token=s3cret")

    assert (got.body, caplog.text) == (PAGE, "")
