from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.testclient import TestClient

from crosslight.library import Library
from crosslight.web import answers
from crosslight.web.answers import Answers
from tests.grouping.newsroom import reports
from tests.library.shelf import changed, filled
from tests.web.serving import API, client

LIST = f"{API}/stories"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return how often the library was really asked for pages."""
    times: list[str] = []
    page = Library.page

    def counted(self: Library, order: Any, *args: Any) -> Any:
        times.append(order)
        return page(self, order, *args)

    monkeypatch.setattr(Library, "page", counted)
    return times


@pytest.fixture
def web(tmp_path: Path) -> Iterator[TestClient]:
    with client(tmp_path) as made:
        yield made


def test_what_was_told_is_told_again_as_it_was(web: TestClient, asked: list[str]) -> None:
    first, second = web.get(LIST), web.get(LIST)
    assert first.text == second.text
    assert first.headers == second.headers
    assert asked == ["newest"]
    web.get(f"{LIST}?order=outlets")
    web.get(LIST, headers={"Accept-Encoding": "identity"})
    assert asked == ["newest", "outlets", "newest"]


def test_who_has_it_already_gets_nothing_but_that(web: TestClient) -> None:
    first = web.get(LIST)
    same = web.get(LIST, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    assert "content-security-policy" in same.headers
    assert web.get(LIST, headers={"If-None-Match": '"other"'}).status_code == 200


def test_nothing_is_told_that_is_older_than_the_library(tmp_path: Path, asked: list[str]) -> None:
    with filled(tmp_path) as library, client(tmp_path) as web:
        before = web.get(f"{API}/articles/bridge-0").json()
        web.get(LIST)
        library.add([changed(reports()[0], "12,000 cars", "14,000 cars")], compare=False)
        after = web.get(f"{API}/articles/bridge-0").json()
        assert ("14,000" in before["text"], "14,000" in after["text"]) == (False, True)
        assert (before["version"], after["version"]) == (1, 2)
        web.get(LIST)
        assert asked == ["newest", "newest"]
        # What the server stores itself counts as well.
        told = web.get(f"{API}/stories/story-1/dossier?part=links").json()["links"][0]
        web.post(f"{LIST}/story-1/judgements", json={"a": told["a"], "b": told["b"], "verdict": "confirmed"})
        again = web.get(f"{API}/stories/story-1/dossier?part=links").json()["links"][0]
        assert again["judgement"] is not None


def test_refusals_are_not_kept(web: TestClient) -> None:
    assert web.get(LIST, headers={"Host": "rebound.example"}).status_code == 403
    assert web.get(LIST).status_code == 200
    assert web.get(LIST, headers={"Host": "rebound.example"}).status_code == 403


def run(app: Any, paths: list[str]) -> list[bytes]:
    """Ask for several paths at once; return the bodies."""
    bodies: list[bytes] = []

    async def ask(path: str) -> None:
        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                bodies.append(message["body"])

        scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
        await app(scope, receive, send)

    async def all_of_them() -> None:
        async with anyio.create_task_group() as group:
            for path in paths:
                group.start_soon(ask, path)

    anyio.run(all_of_them)
    return bodies


def test_what_many_ask_for_at_once_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    async def slow(scope: Any, _receive: Any, send: Any) -> None:
        made.append(scope["path"])
        await anyio.sleep(0.05)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode() * 10})

    kept = Answers(slow, lambda: 1)
    assert sorted(run(kept, ["/a"] * 9 + ["/b"])) == [*[b"/a" * 10] * 9, b"/b" * 10]
    assert sorted(made) == ["/a", "/b"]
    assert not kept._making
    # No more than there is room for: the oldest goes first.
    monkeypatch.setattr(answers, "MOST_BYTES", 45)
    made.clear()
    kept._kept.clear()
    kept._size = 0
    run(kept, ["/c"])
    run(kept, ["/c"])
    run(kept, ["/a"])
    assert made == ["/c", "/a"]
    assert kept._size <= 45
    # What is live is never kept.
    run(kept, ["/compare", "/compare"])
    assert made[2:] == ["/compare", "/compare"]


def test_after_a_failure_the_next_one_tries_anew() -> None:
    made: list[int] = []

    async def failing(_scope: Any, _receive: Any, send: Any) -> None:
        made.append(len(made))
        if len(made) == 1:
            raise RuntimeError
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a"})

    kept = Answers(failing, lambda: 1)
    with pytest.raises(BaseException):  # noqa: B017 - a group of one, or not, by version
        run(kept, ["/a"])
    assert run(kept, ["/a", "/a"]) == [b"a", b"a"]
    assert not kept._making
