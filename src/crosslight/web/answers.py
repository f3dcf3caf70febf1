"""Answers kept: what was told of the library once is told again as it was, until the library changes.

The library says whether anything was stored since, by whatever process: a file in a hundredth of a
millisecond, a server as fast as it answers. So no answer is ever older than the library. Who asks for a page
while it is made waits for it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crosslight.errors import LibraryError

# Bytes of all answers, compressed: a thousand pages of great stories; and of one.
MOST_BYTES: Final = 64 * 2**20
MOST_OF_ONE: Final = 4 * 2**20
# What an answer may depend on, beside its address.
HEADERS: Final = ("accept", "accept-encoding")
# What begins so is asked for anew: comparisons go on while nothing in the library changes, and files of ours
# are sent from the disk.
LIVE: Final = ("/api/v1/comparisons", "/comparisons", "/compare", "/static")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    state: int
    etag: str
    start: Message
    body: bytes


class Answers:
    """Gives what was answered before; `state` changes whenever the library does."""

    def __init__(self, app: ASGIApp, state: Callable[[], int], live: Sequence[str] = LIVE) -> None:
        self._app, self._state, self._live = app, state, tuple(live)
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._size = 0
        self._making: dict[_Key, anyio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request from what is kept, or have it answered, and keep that."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(self._live):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        query = scope["query_string"].decode("latin-1")
        key = (scope["path"], query, *(headers.get(name, "") for name in HEADERS))
        if (found := self._get(key)) is None:
            lock = self._making.setdefault(key, anyio.Lock())
            try:
                async with lock:
                    if (found := self._get(key)) is None:
                        await self._make(key, scope, receive, send)
                        return
            finally:
                if not lock.statistics().tasks_waiting:
                    self._making.pop(key, None)
        await _tell(found, headers.get("if-none-match", ""), send)

    def _get(self, key: _Key) -> _Kept | None:
        found = self._kept.get(key)
        if found is None:
            return None
        if found.state != self._now():
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return found

    def _now(self) -> int | None:
        """Return how the library is now; None where it cannot be told: whoever asks it then is told why."""
        try:
            return self._state()
        except LibraryError:
            return None

    async def _make(self, key: _Key, scope: Scope, receive: Receive, send: Send) -> None:
        # Before it is made: what changes meanwhile makes it an old one.
        if (state := self._now()) is None:
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def kept(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif start is not None and _is_whole(start, message):
                body = bytes(message.get("body", b""))
                etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
                MutableHeaders(scope=start)["etag"] = etag
                self._keep(key, _Kept(state, etag, {**start, "headers": [*start["headers"]]}, body))
                await send(start)
                await send(message)
                start = None
            else:
                if start is not None:
                    await send(start)
                    start = None
                await send(message)

        await self._app(scope, receive, kept)

    def _keep(self, key: _Key, answer: _Kept) -> None:
        self._drop(key)
        self._kept[key] = answer
        self._size += len(answer.body)
        while self._size > MOST_BYTES:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: _Key) -> None:
        if (found := self._kept.pop(key, None)) is not None:
            self._size -= len(found.body)


def _is_whole(start: Message, message: Message) -> bool:
    """Tell whether a message is all of an answer that says so itself, and that anybody may be given."""
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and message["type"] == "http.response.body"
        and not message.get("more_body", False)
        and len(message.get("body", b"")) <= MOST_OF_ONE
        and "set-cookie" not in headers
        and "no-store" not in headers.get("cache-control", "")
    )


async def _tell(found: _Kept, known: str, send: Send) -> None:
    start, body = {**found.start, "headers": [*found.start["headers"]]}, found.body
    if found.etag in (part.strip().removeprefix("W/") for part in known.split(",")):
        start["status"], body = 304, b""
        headers = MutableHeaders(scope=start)
        for name in ("content-length", "content-encoding", "content-type"):
            del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": body})
