from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from crosslight.comparing import Progress
from crosslight.errors import CompareError
from crosslight.model import Article, Dossier, Parsed, Unread
from crosslight.reading.reader import Reading
from crosslight.web.jobs import MOST_ARTICLES, Jobs
from tests.grouping.newsroom import reports
from tests.web.serving import API, client

URL = f"{API}/comparisons"


def bare(reading: Reading, progress: Progress) -> Dossier:
    """Compare nothing, and fail where there is nothing to compare."""
    progress("comparing", 0, 1)
    if len(reading.articles) < 2:
        raise CompareError("two are needed")
    parsed = (Parsed(one, "en", None, (), (), (), (), (), ()) for one in reading.articles)
    return Dossier(tuple(parsed), unread=reading.unread)


def ended(web: TestClient, name: str) -> dict[str, Any]:
    """Follow a comparison to its end."""
    with web.stream("GET", f"{URL}/{name}/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in events.iter_lines() if line]
    assert lines[-2] == "event: end"
    told = json.loads(lines[-1].removeprefix("data: "))
    assert isinstance(told, dict)
    return told


@pytest.fixture
def web(tmp_path: Path) -> Iterator[TestClient]:
    with client(tmp_path, jobs=Jobs(bare)) as made:
        yield made


def test_texts_are_compared_for_real_and_kept_out_of_the_library(tmp_path: Path) -> None:
    with client(tmp_path) as web:
        before = web.get(f"{API}/stories").json()
        given = {
            "texts": [one.text for one in reports()[:2]],
            "outlets": ["A", "B"],
            "published": "2021-05-05",
        }
        answer = web.post(URL, data=given)
        assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
        told = ended(web, answer.json()["id"])
        assert (told["state"], told["error"]) == ("done", None)
        dossier = web.get(f"{URL}/{told['id']}/dossier").json()
        assert [(one["id"], one["outlet"]) for one in dossier["articles"]] == [
            ("text-1", "A"),
            ("text-2", "B"),
        ]
        assert dossier["points"]
        assert dossier["articles"][0]["published"] == "2021-05-05"
        assert web.get(f"{API}/stories").json() == before
        assert web.delete(f"{URL}/{told['id']}").status_code == 204
        assert web.get(f"{URL}/{told['id']}").status_code == 404


def test_files_are_read_by_the_end_of_their_name_and_never_opened(web: TestClient, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("What nobody should read. " * 9, "utf-8")
    files = [
        ("files", (str(secret), b"A ferry sank off Marn. Twelve were saved.")),
        ("files", ("../../secret.txt", b"Twelve people were saved when a ferry sank.")),
        ("files", ("rows.jsonl", b'{"text": "A third report.", "id": "../x"}\n{broken')),
        ("files", ("x.exe", b"MZ")),
        ("files", ("empty.html", b"")),
    ]
    name = web.post(URL, data={"texts": [" ", "A fourth report."]}, files=files).json()["id"]
    told = ended(web, name)
    dossier = web.get(f"{URL}/{name}/dossier").json()
    assert [one["id"] for one in dossier["articles"]] == ["text-2", "secret", "secret-2", "../x"]
    assert "nobody should" not in json.dumps(dossier)
    assert {one["input"].split(":")[0] for one in told["unread"]} >= {
        "text-1",
        "rows.jsonl",
        "x.exe",
        "empty.html",
    }
    assert str(tmp_path) not in json.dumps(dossier)


def test_addresses_are_fetched_by_what_is_given_for_it_alone(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> Iterator[Article | Unread]:
        asked.append(url)
        yield Unread(url, "is refused")

    urls = ["http://127.0.0.1/admin", "file:///etc/passwd", "/etc/passwd", "-"]
    with client(tmp_path, jobs=Jobs(bare), fetch=fetch) as web:
        told = ended(web, web.post(URL, data={"urls": urls}).json()["id"])
    assert asked == urls
    assert (told["state"], told["error"]) == ("failed", "two are needed")
    with client(tmp_path, jobs=Jobs(bare)) as web:
        ended(web, web.post(URL, data={"urls": urls}).json()["id"])


def test_what_the_command_fetches_with_opens_no_path_and_asks_no_private_address() -> None:
    from crosslight.cli.gathering import fetched
    from crosslight.fetching import Fetcher

    for url in (
        "file:///etc/passwd",
        "/etc/passwd",
        "-",
        "",
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "ftp://x",
    ):
        (one,) = fetched(url, Fetcher())
        assert isinstance(one, Unread), url


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "two are needed"),
        ({"texts": ["One report alone."]}, "two are needed"),
        ({"texts": ["a", "b"], "published": "soon"}, "is no ISO date"),
        ({"texts": ["a b."] * (MOST_ARTICLES + 1)}, "at once"),
    ],
)
def test_why_there_is_no_comparison_is_told(web: TestClient, given: dict[str, Any], why: str) -> None:
    told = ended(web, web.post(URL, data=given).json()["id"])
    assert told["state"] == "failed"
    assert why in told["error"]
    answer = web.get(f"{URL}/{told['id']}/dossier")
    assert (answer.status_code, why in answer.json()["detail"]) == (409, True)


def test_more_than_a_few_do_not_wait(tmp_path: Path) -> None:
    go = Event()

    def slow(reading: Reading, progress: Progress) -> Dossier:
        assert go.wait(20)
        return bare(reading, progress)

    with client(tmp_path, jobs=Jobs(slow, waiting=2)) as web:
        answers = [web.post(URL, data={"texts": ["a", "b"]}) for _ in range(5)]
        assert [one.status_code for one in answers][-2:] == [429, 429]
        assert answers[-1].headers["retry-after"] == "30"
        first, last = answers[0].json()["id"], answers[1].json()["id"]
        assert web.delete(f"{URL}/{last}").status_code == 204
        assert web.get(f"{URL}/{last}").json()["state"] == "cancelled"
        go.set()
        assert ended(web, first)["state"] == "done"
        assert ended(web, last)["state"] == "cancelled"
        # The next one is done all the same.
        assert ended(web, web.post(URL, data={"texts": ["a", "b"]}).json()["id"])["state"] == "done"


def test_a_fault_in_one_comparison_leaves_the_others_alone(tmp_path: Path) -> None:
    def faulty(reading: Reading, progress: Progress) -> Dossier:
        if not reading.articles:
            raise RuntimeError("inside")
        return bare(reading, progress)

    with client(tmp_path, jobs=Jobs(faulty)) as web:
        told = ended(web, web.post(URL, data={"texts": [""]}).json()["id"])
        assert (told["state"], told["error"]) == ("failed", "something went wrong: RuntimeError")
        assert ended(web, web.post(URL, data={"texts": ["a", "b"]}).json()["id"])["state"] == "done"


def test_results_are_thrown_away_after_an_hour_and_when_there_are_many() -> None:
    now = [0.0]
    jobs = Jobs(bare, now=lambda: now[0], kept=2)

    def done() -> str:
        job = jobs.add(lambda: [Article("a", "A."), Article("b", "B.")])
        assert job is not None
        while not (found := jobs.get(job.id)) or not found.is_over:
            pass
        return job.id

    names = [done() for _ in range(3)]
    assert [jobs.get(name) is not None for name in names] == [False, True, True]
    now[0] = 3601.0
    assert [jobs.get(name) for name in names] == [None, None, None]
    jobs.close()


def test_an_id_that_is_guessed_is_none(web: TestClient) -> None:
    for name in ("1", "..%2f..", "a" * 100):
        for url in (f"{URL}/{name}", f"{URL}/{name}/events", f"{URL}/{name}/dossier"):
            assert web.get(url).status_code == 404


def test_a_page_that_is_read_as_a_report_runs_nothing(web: TestClient) -> None:
    page = (
        b"<html><body><article><p>"
        + b"The harbour of Marn is closed. " * 20
        + b"</p><script>alert(1)</script>"
    )
    files = [("files", ("a.html", io.BytesIO(page))), ("files", ("b.html", io.BytesIO(page)))]
    name = web.post(URL, files=files).json()["id"]
    ended(web, name)
    answer = web.get(f"{URL}/{name}/dossier")
    assert answer.headers["content-type"] == "application/json"
    assert "alert" not in answer.text
