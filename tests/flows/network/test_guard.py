import asyncio
from collections.abc import Callable, Iterable, Sequence

import httpcore
import pytest

from analysis.errors import SourceError
from flows.network.guard import Guard, is_public


class Network(httpcore.AsyncNetworkBackend):
    """Notes where connections go; those to addresses that are `down` fail."""

    def __init__(self, down: Sequence[str] = ()) -> None:
        self.down = down
        self.connected: list[str] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        self.connected.append(host)
        if host in self.down:
            raise httpcore.ConnectError("refused")
        return httpcore.AsyncMockStream([])


def answers(*turns: Sequence[str]) -> Callable[[str], asyncio.Future[Sequence[str]]]:
    """A resolver that gives the first of `turns` when asked first, and so on."""
    waiting = iter(turns)

    def resolve(_host: str) -> asyncio.Future[Sequence[str]]:
        answer = asyncio.get_running_loop().create_future()
        answer.set_result(next(waiting))
        return answer

    return resolve


def connect(guard: Guard, *hosts: str) -> None:
    async def go() -> None:
        for host in hosts:
            await guard.connect_tcp(host, 80)

    asyncio.run(go())


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    network = Network()
    guard = Guard((), answers(["9.9.9.9"], ["127.0.0.1"]), network)

    connect(guard, "rebinding.example")

    assert network.connected == ["9.9.9.9"]


def test_a_name_that_turns_private_is_refused_at_the_next_connection() -> None:
    network = Network()
    guard = Guard((), answers(["9.9.9.9"], ["127.0.0.1"]), network)

    with pytest.raises(SourceError) as caught:
        connect(guard, "rebinding.example", "rebinding.example")

    assert str(caught.value) == (
        "private address: rebinding.example is at 127.0.0.1, inside this network; to "
        'allow it write allow_private = ["rebinding.example"] under [fetch]'
    )
    assert network.connected == ["9.9.9.9"]


def test_one_private_address_among_public_ones_is_one_too_many() -> None:
    network = Network()
    guard = Guard((), answers(["9.9.9.9", "10.0.0.1"]), network)

    with pytest.raises(SourceError, match="private address"):
        connect(guard, "mixed.example")

    assert network.connected == []


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ("intranet.example", "intranet.example"),
        ("Intranet.example", "INTRANET.example"),
        ("::1", "::1"),
        ("[::1]", "::1"),
    ],
)
def test_a_host_that_the_config_names_may_be_private(allowed: str, host: str) -> None:
    network = Network()

    connect(Guard((allowed,), answers(["127.0.0.1"]), network), host)

    assert network.connected == ["127.0.0.1"]


def test_the_next_address_is_tried_where_one_is_down() -> None:
    network = Network(down=["2620:fe::fe"])

    connect(Guard((), answers(["2620:fe::fe", "9.9.9.9"]), network), "dual.example")

    assert network.connected == ["2620:fe::fe", "9.9.9.9"]


def test_a_host_whose_addresses_are_all_down_is_down() -> None:
    guard = Guard((), answers(["9.9.9.9"]), Network(down=["9.9.9.9"]))

    with pytest.raises(httpcore.ConnectError):
        connect(guard, "down.example")


def test_a_name_without_addresses_is_no_connection() -> None:
    with pytest.raises(SourceError, match="no connection: the name"):
        connect(Guard((), answers([]), Network()), "void.example")


def test_no_socket_of_this_machine_can_be_reached() -> None:
    with pytest.raises(NotImplementedError):
        asyncio.run(Guard((), answers()).connect_unix_socket("/run/any.sock"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("9.9.9.9", True),
        ("2620:fe::fe", True),
        ("0.0.0.0", False),  # noqa: S104
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.0.2.1", False),
        ("192.168.0.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fc00::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        pytest.param("2001::1", False, id="Teredo"),
        pytest.param("::127.0.0.1", False, id="IPv4-compatible"),
        pytest.param("::ffff:9.9.9.9", True, id="public, mapped"),
        pytest.param("::ffff:127.0.0.1", False, id="loopback, mapped"),
        pytest.param("2002:0909:0909::1", True, id="public, by 6to4"),
        pytest.param("2002:7f00:0001::1", False, id="loopback, by 6to4"),
        pytest.param("64:ff9b::9.9.9.9", True, id="public, by NAT64"),
        pytest.param("64:ff9b::169.254.169.254", False, id="link-local, by NAT64"),
        pytest.param("64:ff9b:1::9.9.9.9", False, id="NAT64 of a local network"),
    ],
)
def test_only_the_public_internet_is_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected
