import ssl
from typing import Any

import httpcore
import pytest

from crosslight.fetching.network import Backend, Deadline


class Inner(httpcore.NetworkStream):
    """A connection that notes what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        assert max_bytes
        self.asked.append(("read", timeout))
        return b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.asked.append((bytes(buffer), timeout))

    def close(self) -> None:
        self.asked.append("close")

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self.asked.append(("tls", server_hostname))
        assert ssl_context.verify_mode == ssl.CERT_REQUIRED
        assert ssl_context.check_hostname
        assert timeout
        return self


class Calls(httpcore.NetworkBackend):
    """A network that answers at one address only."""

    def __init__(self, answering: str) -> None:
        self.called: list[str] = []
        self._answering = answering
        self.stream = Inner()

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.called.append(host)
        assert port
        if host != self._answering:
            raise httpcore.ConnectError("refused")
        return self.stream


def test_tls_checks_the_name_though_the_address_is_called() -> None:
    inner = Calls("93.184.216.35")
    addresses = ["93.184.216.34", "93.184.216.35"]
    backend = Backend(Deadline(9), lambda *_: addresses, allow_local=False, inner=inner)
    with (
        httpcore.ConnectionPool(network_backend=backend) as pool,
        pytest.raises(httpcore.RemoteProtocolError),
    ):
        pool.request("GET", "https://gull.example/")
    assert inner.called == addresses
    assert inner.stream.asked[0] == ("tls", "gull.example")


def test_the_last_failure_is_told_where_nobody_answers() -> None:
    backend = Backend(Deadline(9), lambda *_: ["93.184.216.34"], allow_local=False, inner=Calls(""))
    with pytest.raises(httpcore.ConnectError, match="refused"):
        backend.connect_tcp("gull.example", 80)


def test_no_wait_is_longer_than_the_deadline() -> None:
    inner = Calls("93.184.216.34")
    backend = Backend(Deadline(2), lambda *_: ["93.184.216.34"], allow_local=False, inner=inner)
    stream = backend.connect_tcp("gull.example", 80)
    stream.read(1, 60)
    stream.read(1, 1)
    stream.read(1)
    long, short, none = (timeout for _, timeout in inner.stream.asked)
    assert 1 < long <= 2
    assert short == 1
    assert 1 < none <= 2
    with pytest.raises(httpcore.ReadTimeout):
        Deadline(0).left(5)
