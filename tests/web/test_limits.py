"""Clients that send too much, or too slowly, and those that do not take what they ask for."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from time import monotonic
from typing import Any

import anyio
import pytest

from crosslight.web import app, serving
from crosslight.web.guard import Guard
from crosslight.web.limits import Limits
from tests.library.shelf import filled
from tests.web.serving import API, HOST, client

UPLOADS = f"{API}/comparisons"
FORM = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
Message = dict[str, Any]


def ask(
    asked: Any, receive: Callable[[], Awaitable[Message]], *headers: tuple[bytes, bytes]
) -> tuple[int, int]:
    """Send a form as it comes from `receive`; return the status and how often more of it was asked for."""
    sent: list[Message] = []
    times = 0

    async def counted() -> Message:
        nonlocal times
        times += 1
        return await receive()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "method": "POST",
        "path": UPLOADS,
        "raw_path": UPLOADS.encode(),
        "root_path": "",
        "query_string": b"",
        "server": (HOST, 80),
        "client": ("testclient", 1),
        "headers": [
            (b"host", HOST.encode()),
            (b"content-type", b"multipart/form-data; boundary=x"),
            *headers,
        ],
    }
    anyio.run(asked, scope, counted, send)
    return sent[0]["status"], times


def test_what_says_that_it_is_too_large_is_not_read(tmp_path: Path) -> None:
    async def never() -> Message:
        raise AssertionError("was read")

    with client(tmp_path, limits=Limits(by_path={UPLOADS: 1_000})) as web:
        assert ask(web.app, never, (b"content-length", b"1001")) == (413, 0)
        assert ask(web.app, never, (b"content-length", b"9" * 400)) == (413, 0)


@pytest.mark.parametrize("headers", [(), ((b"content-length", b"80"),)])
def test_an_upload_without_an_end_is_cut_while_it_comes(
    tmp_path: Path, headers: tuple[tuple[bytes, bytes], ...]
) -> None:
    async def endless() -> Message:
        return {"type": "http.request", "body": FORM + b"a" * 10_000, "more_body": True}

    with client(tmp_path, limits=Limits(by_path={UPLOADS: 100_000})) as web:
        assert ask(web.app, endless, *headers) == (413, 10)


def test_what_is_no_upload_may_have_less(tmp_path: Path) -> None:
    with client(tmp_path) as web:
        long = {"verdict": "confirmed", "note": "x" * 70_000}
        answer = web.post(f"{API}/stories/story-1/judgements", json=long)
        assert (answer.status_code, answer.json()["status"]) == (413, 413)
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_upload_in_drops_is_given_up(tmp_path: Path) -> None:
    left = iter(FORM)

    async def drops() -> Message:
        await anyio.sleep(0.02)
        return {"type": "http.request", "body": bytes([next(left)]), "more_body": True}

    with client(tmp_path, limits=Limits(body_seconds=0.2)) as web:
        began = monotonic()
        status, times = ask(web.app, drops)
    assert status == 408
    assert 0 < times < 12  # of some eighty
    assert monotonic() - began < 2


def test_who_takes_nothing_is_left() -> None:
    async def answer(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a"})
        raise AssertionError("went on")

    async def stuck(_message: Any) -> None:
        await anyio.sleep(10)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [(b"host", b"a")]}
    began = monotonic()
    anyio.run(Guard(answer, hosts=("a",), limits=Limits(send_seconds=0.05)), scope, receive, stuck)
    assert monotonic() - began < 2


@contextmanager
def running(folder: Path) -> Iterator[int]:
    """Run a real server meanwhile, and give its port."""
    filled(folder).close()
    port: Queue[int] = Queue()
    made = serving.server(app(folder / "library.db"), "127.0.0.1", 0, port.put)
    thread = Thread(target=made.run)
    thread.start()
    try:
        yield port.get(timeout=30)
    finally:
        made.should_exit = True
        thread.join()


def test_headers_in_drops_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEADER_SECONDS", 0.3)
    whole = b"GET /api/v1/outlets HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with running(tmp_path) as port:
        for begin in (b"", b"GET / HTTP/1.1\r\nHost: ", whole):
            with socket.create_connection(("127.0.0.1", port), timeout=5) as slow:
                if begin:
                    slow.sendall(begin)
                if begin == whole:
                    assert slow.recv(100_000).startswith(b"HTTP/1.1 200")
                    slow.sendall(b"GET / HT")
                began = monotonic()
                while slow.recv(100_000):
                    pass
                assert 0.1 < monotonic() - began < 3
        # Meanwhile, others are served.
        with socket.create_connection(("127.0.0.1", port), timeout=5) as other:
            other.sendall(whole)
            assert other.recv(100_000).startswith(b"HTTP/1.1 200")
