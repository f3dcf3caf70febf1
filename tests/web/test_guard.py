"""Attacks by way of a browser, and what every answer says against them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crosslight.web.guard import NUMBERS
from tests.web.serving import API, HOST, client

LIST, JUDGE = f"{API}/stories", f"{API}/stories/story-1/judgements"
TOKEN = "a-token-that-nobody-knows"  # noqa: S105 - invented


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("guard")) as made:
        yield made


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example",  # its name is made to mean 127.0.0.1
        "rebound.example:80",
        f"{HOST}.rebound.example",
        f"rebound.example@{HOST}",
        f"{HOST}@rebound.example",
        f"{HOST} rebound.example",
        f"{HOST}:8080:9",
        "127.0.0.1",  # not what this server is known by
        "[::1",
        "",
    ],
)
def test_by_another_name_nothing_is_told(web: TestClient, host: str) -> None:
    answer = web.get(LIST, headers={"Host": host})
    assert (answer.status_code, answer.json()["title"]) == (403, "Forbidden")
    assert "stories" not in answer.json()


def test_two_names_are_none(web: TestClient) -> None:
    headers = [("Host", HOST), ("Host", "rebound.example")]
    assert web.get(LIST, headers=headers).status_code == 403


@pytest.mark.parametrize("host", [HOST, f"{HOST}:8417", HOST.upper()])
def test_by_its_own_name_it_answers_at_any_port(web: TestClient, host: str) -> None:
    assert web.get(LIST, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("192.0.2.7:8417", 200), ("[2001:db8::7]", 200), ("localhost", 200), ("rebound.example", 403)],
)
def test_at_every_address_it_answers_to_numbers(tmp_path: Path, host: str, status: int) -> None:
    with client(tmp_path, hosts=("localhost", NUMBERS)) as web:
        assert web.get(LIST, headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://{HOST}.evil.example"},
        {"Origin": f"http://{HOST}:1234"},  # another program on this machine
        {"Origin": "http://[bad"},
        {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    ],
)
@pytest.mark.parametrize(
    ("method", "url"), [("POST", JUDGE), ("POST", f"{API}/comparisons"), ("DELETE", f"{API}/judgements/x")]
)
def test_another_site_writes_nothing(web: TestClient, method: str, url: str, headers: dict[str, str]) -> None:
    answer = web.request(method, url, headers=headers, data={"texts": "a"})
    assert (answer.status_code, answer.json()["detail"]) == (403, "The request comes from another site.")


@pytest.mark.parametrize("headers", [{}, {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}])
def test_its_own_pages_and_programs_write(web: TestClient, headers: dict[str, str]) -> None:
    assert web.delete(f"{API}/judgements/judgement-9", headers=headers).status_code == 404


@pytest.mark.parametrize(
    ("dest", "mode", "status"),
    [("document", "navigate", 200), ("iframe", "navigate", 403), ("empty", "no-cors", 403)],
)
def test_from_another_site_one_follows_links_no_more(
    web: TestClient, dest: str, mode: str, status: int
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    assert web.get(LIST, headers=headers).status_code == status


@pytest.mark.parametrize("url", [LIST, "/api/v1/nothing", "/static/nothing.js", "/openapi.json"])
def test_every_answer_says_what_may_be_done_with_it(web: TestClient, url: str) -> None:
    for answer in (web.get(url), web.get(url, headers={"Host": "rebound.example"}), web.post(url)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers


def test_without_the_token_nothing_is_told(tmp_path: Path) -> None:
    with client(tmp_path, token=TOKEN) as web:
        for headers in (
            {},
            {"Authorization": "Bearer wrong"},
            {"Authorization": f"Basic {TOKEN}"},
            {"Cookie": "crosslight=wrong"},
            {"Cookie": f'crosslight="{TOKEN}x"; ='},
        ):
            answer = web.get(LIST, headers=headers)
            assert answer.status_code == 401
            assert TOKEN not in answer.text
        assert web.get(f"{LIST}?token=wrong").status_code == 401
        assert web.post(f"{JUDGE}?token={TOKEN}").status_code == 401


def test_the_token_is_shown_once_and_then_kept_by_the_browser(tmp_path: Path) -> None:
    with client(tmp_path, token=TOKEN) as web:
        first = web.get(f"/?token={TOKEN}")
        assert 'content="0;url=/"' in first.text
        assert TOKEN not in first.text
        said = first.headers["set-cookie"].lower()
        assert "httponly" in said
        assert "samesite=strict" in said
        assert web.get(LIST).status_code == 200
        # The cookie does not make a request ours.
        assert (
            web.delete(f"{API}/judgements/x", headers={"Origin": "https://evil.example"}).status_code == 403
        )
    with client(tmp_path, token=TOKEN) as web:
        assert web.get(LIST, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_fault_of_the_server_tells_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with client(tmp_path) as web:

        def fail(*_: object) -> None:
            raise RuntimeError("a secret of the inside")

        monkeypatch.setattr("crosslight.library.Library.outlets", fail)
        answer = TestClient(web.app, raise_server_exceptions=False).get(f"{API}/outlets")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers
