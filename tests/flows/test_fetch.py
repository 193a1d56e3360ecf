import asyncio
from importlib.metadata import version

import pytest

from flows.config import FetchSection
from flows.fetch import Fetched, fetch_all, fetch_url, open_agent
from tests.flows.web import (
    Answer,
    body,
    gzip_bomb,
    hangs_up,
    never_ends,
    redirect,
    serve_web,
    status,
)

LIMITS = FetchSection(
    allow_private=("127.0.0.1",), most_bytes=1_000_000, most_seconds=20
)
HURRIED = LIMITS.model_copy(update={"most_seconds": 0.5})


def fetch(url: str, limits: FetchSection = LIMITS) -> Fetched:
    async def go() -> Fetched:
        async with open_agent(limits) as agent:
            return await fetch_url(url, limits, agent)

    return asyncio.run(go())


def reason(got: Fetched) -> str | None:
    return got.error.reason if got.error else None


def test_a_page_comes_with_its_final_address() -> None:
    routes = {"/old": redirect("/new"), "/new": body(b"<p>Here</p>")}

    with serve_web(routes) as web:
        got = fetch(f"{web}/old")

    assert (got.final_url, got.status, got.body, got.error) == (
        f"{web}/new",
        200,
        b"<p>Here</p>",
        None,
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(never_ends(b"x" * 100_000, 0), "too large", id="endless body"),
        pytest.param(gzip_bomb(50_000_000), "too large", id="gzip bomb"),
        pytest.param(hangs_up, "no connection", id="reset"),
        pytest.param(status(404), "not found", id="404"),
        pytest.param(status(429), "too many requests", id="429"),
        pytest.param(status(503), "server error", id="503"),
        pytest.param(redirect("/fault"), "too many redirects", id="redirect loop"),
        pytest.param(
            redirect("http://169.254.169.254/latest"),
            "private address",
            id="redirect to a link-local address",
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
    answer: Answer, expected: str
) -> None:
    with serve_web({"/fault": answer}) as web:
        got = fetch(f"{web}/fault")

    assert (reason(got), got.body) == (expected, b"")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1/feed", "private address"),
        ("http://[::1]/feed", "private address"),
        ("http://10.0.0.1/feed", "private address"),
        ("ftp://example.org/feed", "not a web address"),
        ("nonsense", "not a web address"),
        ("http://[x", "not a web address"),
        ("http://no-such-host.invalid/feed", "no connection"),
    ],
)
def test_what_is_not_the_public_web_is_not_asked(url: str, expected: str) -> None:
    assert reason(fetch(url, FetchSection())) == expected


def test_a_page_that_drips_without_end_is_left_in_time() -> None:
    with serve_web({"/drip": never_ends(b"x", 0.01)}) as web:
        got = fetch(f"{web}/drip", HURRIED)

    assert (reason(got), got.body) == ("timeout", b"")


def test_a_slow_page_does_not_stop_the_others() -> None:
    routes = {"/slow": never_ends(b"x", 0.01), "/quick": body(b"quick")}

    async def go(web: str) -> list[Fetched]:
        async with open_agent(HURRIED) as agent:
            return await fetch_all([f"{web}/slow", f"{web}/quick"], HURRIED, agent)

    with serve_web(routes) as web:
        slow, quick = asyncio.run(go(web))

    assert (reason(slow), quick.body) == ("timeout", b"quick")


def test_the_agent_names_itself_and_whom_to_ask() -> None:
    limits = FetchSection(contact="desk@example.org")

    agent = open_agent(limits)

    named = f"Detente/{version('detente')} (desk@example.org)"
    assert agent.headers["User-Agent"] == named
