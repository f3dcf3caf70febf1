"""The transport under httpx: it calls only addresses that were checked, and stops at a deadline.

The name is resolved here and the very address that was checked is called, so that a name which gives
another address when it is asked again (DNS rebinding) gains nothing. TLS still checks the name.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any

import httpcore
import httpx

from crosslight.fetching.addresses import AddressError, Resolve, checked


class Deadline:
    """A moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Return a timeout that ends before the deadline; raise ReadTimeout after it."""
        left = self._end - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("took too long")
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A connection on which no sum of small waits is longer than the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Connections to the checked addresses of a host."""

    def __init__(
        self,
        deadline: Deadline,
        resolve: Resolve,
        *,
        allow_local: bool,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._deadline, self._resolve, self._allow_local = deadline, resolve, allow_local
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Call the addresses of the host until one answers; raise AddressError where one is not public."""
        failure: Exception = AddressError("its host has no address")
        for address in checked(host, port, allow_local=self._allow_local, resolve=self._resolve):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure


class _Body(httpx.SyncByteStream):
    """The bytes of a response, as they come."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class Transport(httpx.BaseTransport):
    """httpx over a backend of one's own, which httpx has no setting for."""

    def __init__(self, backend: httpcore.NetworkBackend, context: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the body of the response is read by the caller."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
