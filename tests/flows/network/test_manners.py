import asyncio
import selectors
from collections.abc import Coroutine

import pytest

from analysis.errors import SourceError
from flows.network.manners import Host, Places


class _NoWaiting(selectors.DefaultSelector):
    """Instead of waiting it sets the clock forward."""

    now = 0.0

    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


def run_timeless(work: Coroutine[None, None, list[float]]) -> list[float]:
    """Run `work` in a loop whose clock starts at 0 and never waits."""
    selector = _NoWaiting()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return [round(moment, 3) for moment in runner.run(work)]


def find_now() -> float:
    return asyncio.get_running_loop().time()


async def visit(host: Host, seconds: float, started: list[float]) -> None:
    async with host.turn():
        started.append(find_now())
        await asyncio.sleep(seconds)


async def visit_each(host: Host, durations: list[float]) -> list[float]:
    """When the visits started that all wait for their turn from the beginning."""
    started: list[float] = []
    await asyncio.gather(*(visit(host, seconds, started) for seconds in durations))
    return started


@pytest.mark.parametrize(
    ("at_once", "between", "durations", "expected"),
    [
        pytest.param(2, 0.5, [0, 0, 0, 0], [0, 0.5, 1.0, 1.5], id="quick answers"),
        pytest.param(2, 0.5, [9, 9, 9, 9], [0, 0.5, 9, 9.5], id="slow answers"),
        pytest.param(2, 0, [9, 1, 1, 1], [0, 0, 1, 2], id="one slow answer"),
        pytest.param(1, 0.5, [2, 0, 0], [0, 2, 2.5], id="one at a time"),
    ],
)
def test_a_host_is_asked_by_few_at_once_and_not_too_often(
    at_once: int, between: float, durations: list[float], expected: list[float]
) -> None:
    async def go() -> list[float]:
        return await visit_each(Host(at_once, between, Places(64)), durations)

    assert run_timeless(go()) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(0.1, [0, 0.5, 1.0], id="less than ours"),
        pytest.param(4, [0, 4, 8], id="more than ours"),
        pytest.param(86_400, [0, 30, 60], id="more than a run can wait"),
    ],
)
def test_a_host_may_ask_for_more_time_between(
    wanted: float, expected: list[float]
) -> None:
    async def go() -> list[float]:
        host = Host(2, 0.5, Places(64))
        host.slow_down(wanted)
        return await visit_each(host, [0, 0, 0])

    assert run_timeless(go()) == expected


def test_nobody_is_asked_while_the_places_are_shut() -> None:
    async def go() -> list[float]:
        places = Places(64)
        places.shut(True)
        asyncio.get_running_loop().call_later(7, places.shut, False)
        return await visit_each(Host(2, 0, places), [0, 0])

    assert run_timeless(go()) == [7, 7]


def test_who_waits_for_a_place_gets_none_while_the_places_are_shut() -> None:
    async def go() -> list[float]:
        places = Places(1)
        asyncio.get_running_loop().call_later(1, places.shut, True)
        asyncio.get_running_loop().call_later(7, places.shut, False)
        return await visit_each(Host(3, 0, places), [2, 2, 2])

    assert run_timeless(go()) == [0, 7, 9]


def test_a_short_pause_is_waited_for() -> None:
    async def go() -> list[float]:
        host = Host(2, 0.5, Places(64))
        host.pause(20)
        return await visit_each(host, [0, 0])

    assert run_timeless(go()) == [20, 20.5]


def test_a_long_pause_outlasts_the_run() -> None:
    async def go() -> list[float]:
        host = Host(2, 0.5, Places(64))
        host.pause(3600)
        return await visit_each(host, [0])

    with pytest.raises(SourceError) as caught:
        run_timeless(go())

    assert str(caught.value) == (
        "host unwell: the host is left alone for the rest of this run (it asks for "
        "3,600 s of rest); it is tried again at the next run"
    )


def test_who_waits_when_the_host_turns_out_to_be_unwell_waits_no_longer() -> None:
    async def go() -> list[float]:
        host = Host(1, 10, Places(64))
        async with host.turn():
            waiting = asyncio.ensure_future(visit_each(host, [0]))
            await asyncio.sleep(0)
            for _ in range(3):
                host.note_failure("timeout")
        await asyncio.wait([waiting])
        assert waiting.exception()
        return [find_now()]

    assert run_timeless(go()) == [0]


def test_an_answer_ends_a_row_of_failures() -> None:
    async def go() -> list[float]:
        host = Host(1, 0, Places(64))
        for _ in range(5):
            host.note_failure("timeout")
            host.note_failure("timeout")
            host.note_answer()
        return await visit_each(host, [0])

    assert run_timeless(go()) == [0]


def test_a_host_with_a_long_queue_takes_no_place_while_it_waits() -> None:
    async def go() -> list[float]:
        places = Places(2)
        busy, other = Host(1, 30, places), Host(1, 0, places)
        queue = asyncio.ensure_future(visit_each(busy, [1, 1, 1]))
        started = await visit_each(other, [1, 1, 1])
        await queue
        return started

    assert run_timeless(go()) == [0, 1, 2]


def test_hosts_that_hang_keep_quick_ones_waiting_for_seconds_only() -> None:
    async def go() -> list[float]:
        places = Places(2, patience=5)
        hanging = [
            asyncio.ensure_future(visit_each(Host(1, 0, places), [1000]))
            for _ in range(4)
        ]
        await asyncio.sleep(1)
        quick = await visit_each(Host(2, 0, places), [1, 1])
        await asyncio.gather(*hanging)
        return [*quick, find_now()]

    assert run_timeless(go()) == [10, 10, 1005]


def test_a_place_is_given_back_once() -> None:
    async def go() -> list[float]:
        places = Places(1, patience=5)
        host = Host(9, 0, places)
        return await visit_each(host, [7, 7, 1, 1])

    assert run_timeless(go()) == [0, 5, 10, 11]
