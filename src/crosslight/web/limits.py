"""How much a client may send, and how slow it may be."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import anyio
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

# What a form or a judgement takes is below a hundredth of it.
MOST_BYTES = 65_536
# As much as a saved page may have (fetching.fetcher.MOST_BYTES): some dozens of reports.
MOST_UPLOADED = 20_000_000


class SlowError(Exception):
    """A client does not take what it asked for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a body, by its path; seconds for all of a body, and for each part of an answer."""

    most: int = MOST_BYTES
    by_path: Mapping[str, int] = field(default_factory=dict)
    # Not tuned: the greatest upload at 1.3 Mbit/s.
    body_seconds: float = 120.0
    send_seconds: float = 60.0

    def most_of(self, scope: Scope) -> int:
        """Return how many bytes a request may send."""
        return self.by_path.get(scope["path"], self.most)


class Counted:
    """What is received, counted while it comes: a length that is announced may be a lie, or missing."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive, self._left = receive, most
        self._until = time.monotonic() + seconds
        self._whole = False

    async def __call__(self) -> Message:
        """Return the next part; raise HTTPException (408, 413) where it is too late, or too much."""
        if self._whole:
            return await self._receive()
        try:
            with anyio.fail_after(max(0.0, self._until - time.monotonic())):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, "The request was sent too slowly.", {"Connection": "close"}) from error
        self._left -= len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._left < 0:
            raise too_large()
        return message


class Timed:
    """What is sent, given up where nobody takes it."""

    def __init__(self, send: Send, seconds: float) -> None:
        self._send, self._seconds = send, seconds

    async def __call__(self, message: Message) -> None:
        """Send a part; raise SlowError where the client does not take it in time."""
        try:
            with anyio.fail_after(self._seconds):
                await self._send(message)
        except TimeoutError as error:
            raise SlowError from error


def too_large() -> HTTPException:
    """Return the refusal of a body that is too large."""
    return HTTPException(413, "The request is larger than it may be.", {"Connection": "close"})
