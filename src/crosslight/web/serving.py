"""Running the server: uvicorn, with patience for no client."""

from __future__ import annotations

import gc
from asyncio import TimerHandle, Transport
from collections.abc import Callable
from typing import Final

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

# From the first byte of a request, or from connecting, to the end of its headers: browsers take
# milliseconds, those who hold connections open on purpose take as long as they are let.
HEADER_SECONDS: Final = 10.0
# Connections at a time; a page opens six at most.
MOST_CONNECTIONS: Final = 300


class Prompt(H11Protocol):
    """HTTP/1.1 that waits only so long for the headers of a request: uvicorn itself would wait forever."""

    _timer: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in what came; go on waiting where it is no whole request yet."""
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._wait()
        else:
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(HEADER_SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Server(uvicorn.Server):
    """A server that tells where it listens once it does."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Begin to listen, and tell the port."""
        await super().startup(sockets)  # type: ignore[arg-type]  # as uvicorn has it
        if self.started:
            # What is loaded by now stays. To look at it again and again for what could be freed took two
            # thirds of the time in which a dossier of 20 reports is opened.
            gc.collect()
            gc.freeze()
            self._ready(self.servers[0].sockets[0].getsockname()[1])


def server(
    app: FastAPI, host: str, port: int, ready: Callable[[int], None], protocol: type[H11Protocol] = Prompt
) -> Server:
    """Return a server, to be `run`; with port 0 it listens on a free one. `ready` is told the port."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=protocol,
        ws="none",
        log_level="error",
        # Addresses have what people search for, and the token once.
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=3,
    )
    return Server(config, ready)
