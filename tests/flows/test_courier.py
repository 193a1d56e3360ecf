"""Harvests from the network's thread to the warehouse's."""

from collections.abc import Sequence

import pytest

from analysis.records import Source
from flows.courier import Courier, collect
from flows.intake import Harvest


def a_harvest(number: int) -> Harvest:
    source = Source(name=f"river {number}", kind="feed")
    return Harvest(source=source, fetches=(), deliveries=())


def find_even(numbers: Sequence[int]) -> frozenset[int]:
    return frozenset(number for number in numbers if number % 2 == 0)


def test_harvests_come_in_the_order_they_were_sent() -> None:
    async def work(courier: Courier) -> None:
        for number in range(100):
            await courier.deliver(a_harvest(number))

    names = [harvest.source.name for harvest in collect(work, find_even)]

    assert names == [f"river {number}" for number in range(100)]


def test_a_question_is_answered_where_the_warehouse_is() -> None:
    answers: list[frozenset[int]] = []

    async def work(courier: Courier) -> None:
        answers.append(await courier.ask_settled([1, 2, 3, 4]))

    assert list(collect(work, find_even)) == []
    assert answers == [frozenset([2, 4])]


def test_a_bug_in_the_networks_thread_is_raised_here() -> None:
    async def work(courier: Courier) -> None:
        await courier.deliver(a_harvest(1))
        raise ZeroDivisionError

    came: list[Harvest] = []
    with pytest.raises(ZeroDivisionError):
        came.extend(collect(work, find_even))


def test_a_fault_of_the_warehouse_ends_the_networks_work() -> None:
    ended = []

    async def work(courier: Courier) -> None:
        try:
            while True:
                await courier.deliver(a_harvest(1))
        finally:
            ended.append("ended")

    harvests = collect(work, find_even)
    next(harvests)
    harvests.close()  # type: ignore[attr-defined]

    assert ended == ["ended"]
