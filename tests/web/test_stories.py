from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from crosslight.library import Library
from crosslight.model import Article
from crosslight.web.api.stories import PARTS
from tests.grouping.newsroom import reports
from tests.library.shelf import changed, filled
from tests.web.serving import API, client


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("stories")) as made:
        yield made


def ids(web: TestClient, query: str = "") -> list[str]:
    told = web.get(f"{API}/stories?{query}").json()
    assert told["total"] >= len(told["stories"])
    return [story["id"] for story in told["stories"]]


def test_a_list_tells_at_a_glance(web: TestClient) -> None:
    told = web.get(f"{API}/stories").json()
    assert (told["total"], told["next"]) == (3, None)
    (story,) = (one for one in told["stories"] if one["id"] == "story-1")
    assert (story["articles"], story["outlets"], story["languages"]) == (3, 3, ["en"])
    assert story["points"] == sum(
        story[status] for status in ("corroborated", "conflicting", "disputed", "single")
    )
    assert story["origins"] >= 1


def test_filters(web: TestClient) -> None:
    assert ids(web) == ["story-3", "story-2", "story-1"]
    assert ids(web, "actor=okoro") == ["story-2"]
    assert ids(web, "outlet=EVENING+BELL&language=EN") == ["story-3", "story-2", "story-1"]
    assert ids(web, "language=de") == []
    assert ids(web, "since=2021-05-06&until=2021-05-06") == ["story-2"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kestrel", ["story-3"]),
        ("SARN brid", ["story-1"]),
        ("divers cra", ["story-1"]),  # in a sentence, the last one may be a beginning
        ("dive saw", []),
        ("Okoro conduc", ["story-2"]),
        ("pillar Velden", []),  # not in one sentence
        ('" OR NEAR( -*', []),
        ("\0", ["story-3", "story-2", "story-1"]),
        ("100%", []),
    ],
)
def test_words_are_sought_as_they_are_typed(web: TestClient, words: str, found: list[str]) -> None:
    told = web.get(f"{API}/stories", params={"q": words}).json()
    assert [story["id"] for story in told["stories"]] == found


@pytest.mark.parametrize("order", ["newest", "outlets", "disputed"])
def test_pages_together_are_the_whole_list(web: TestClient, order: str) -> None:
    whole, query = ids(web, f"order={order}"), f"order={order}&limit=1"
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        told = web.get(f"{API}/stories?{query}" + (f"&cursor={cursor}" if cursor else "")).json()
        found += [story["id"] for story in told["stories"]]
        cursor = told["next"]
    assert found == whole


def test_a_cursor_of_another_list_is_none(web: TestClient) -> None:
    cursor = web.get(f"{API}/stories?limit=1").json()["next"]
    for query in (
        f"order=outlets&cursor={cursor}",
        "cursor=",
        "cursor=%C3%BC",
        "cursor=bnVsbA",
        "cursor=W1td",
    ):
        assert web.get(f"{API}/stories?{query}").status_code == 404


def test_a_story_is_known_by_any_of_its_articles(web: TestClient) -> None:
    told = web.get(f"{API}/stories/story-4").json()
    assert told["id"] == "story-1"
    assert [one["id"] for one in told["reports"]] == ["bridge-0", "bridge-1", "bridge-2"]
    answer = web.get(f"{API}/stories/story-77")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "has no story story-77"
    assert "library.db" not in answer.text


def test_points_have_their_words_and_can_be_filtered(web: TestClient) -> None:
    dossier = web.get(f"{API}/stories/story-1/dossier").json()
    texts = {(one["id"], "text"): one["text"] for one in dossier["articles"]}
    texts |= {(one["id"], "headline"): one["headline"] for one in dossier["articles"]}
    told = web.get(f"{API}/stories/story-1/points?limit=100").json()
    assert told["total"] == len(told["points"]) == len(dossier["points"])
    for point in told["points"]:
        for one in point["statements"]:
            assert one["text"] == texts[one["article"], one["field"]][one["start"] : one["end"]]
    found = {(str(link["a"]), str(link["b"])) for link in dossier["links"]}
    linked = {(str(link["a"]), str(link["b"])) for point in told["points"] for link in point["links"]}
    assert linked
    assert linked <= found
    single = web.get(f"{API}/stories/story-1/points?status=single&outlet=evening+bell").json()
    assert 0 < single["total"] < told["total"]
    assert all("Evening Bell" in point["outlets"] for point in single["points"])
    brandt = web.get(f"{API}/stories/story-1/points?speaker=BRANDT").json()["points"]
    assert brandt
    assert all(
        any("Brandt" in name for one in point["statements"] for name in one["speakers"]) for point in brandt
    )
    second = web.get(f"{API}/stories/story-1/points?limit=1&cursor=" + first_cursor(web)).json()
    assert second["points"][0]["id"] == told["points"][1]["id"]


def first_cursor(web: TestClient) -> str:
    return str(web.get(f"{API}/stories/story-1/points?limit=1").json()["next"])


def test_of_a_dossier_one_can_have_a_part(web: TestClient) -> None:
    whole = web.get(f"{API}/stories/story-1/dossier").json()
    assert whole["schema"] == 1
    assert all(link["judgement"] is None for link in whole["links"])
    part = web.get(f"{API}/stories/story-1/dossier?part=quotes&part=naming").json()
    assert part["naming"] == whole["naming"]
    lists = {name for name, value in whole.items() if isinstance(value, list)}
    assert lists == {*PARTS}
    assert web.get(f"{API}/stories/story-1/dossier?part=text").status_code == 422
    assert part["articles"] == part["points"] == []


def test_a_story_of_one_report_has_no_dossier(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        library.add(reports()[:1])
    with client(tmp_path) as web:
        answer = web.get(f"{API}/stories/story-1/dossier")
        assert (answer.status_code, answer.json()["title"]) == (409, "Conflict")
        assert web.get(f"{API}/stories/story-1").json()["points"] is None


def test_a_dossier_is_of_what_the_library_has_now(tmp_path: Path) -> None:
    with filled(tmp_path) as library, client(tmp_path) as web:
        before = web.get(f"{API}/stories/story-1/points?limit=100").json()
        library.add([changed(reports()[0], "12,000 cars", "14,000 cars")])
        after = web.get(f"{API}/stories/story-1/points?limit=100").json()
    assert "14,000" not in json.dumps(before)
    assert "14,000" in json.dumps(after)


@pytest.mark.parametrize(
    ("form", "media", "words"),
    [
        ("html", "text/html", "<!doctype html>"),
        ("markdown", "text/markdown", "# 3 reports"),
        ("json", "application/json", '"points"'),
        ("csv", "text/csv", "point,status"),
        ("annotations", "application/ld+json", "AnnotationPage"),
    ],
)
def test_exports_are_saved_not_shown(web: TestClient, form: str, media: str, words: str) -> None:
    answer = web.get(f"{API}/stories/story-4/export/{form}")
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["content-disposition"].startswith('attachment; filename="story-1.')
    assert words in answer.text


def test_a_table_has_a_row_for_each_statement(web: TestClient) -> None:
    text = web.get(f"{API}/stories/story-1/export/csv").text
    rows = [*csv.DictReader(io.StringIO(text, newline=""))]
    held = {article.id: article for article in reports()}
    assert len({row["point"] for row in rows}) == web.get(f"{API}/stories/story-1").json()["points"]
    for row in rows:
        own: Any = held[row["article"]]
        assert (
            getattr(own, "text" if row["field"] == "text" else "headline")[
                int(row["start"]) : int(row["end"])
            ]
            == row["statement"]
        )


def test_annotations_of_a_story_are_those_of_its_articles(web: TestClient) -> None:
    items = web.get(f"{API}/stories/story-1/export/annotations").json()["items"]
    assert {one["target"]["source"].split(":")[2].split("-")[0] for one in items} == {"bridge"}
    assert any("link-" in one["id"] for one in items)


def test_stories_without_a_time_are_paged_too(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        library.add([Article(f"a{n}", text) for n, text in enumerate(TEXTS)], compare=False)
        library.add([replace(reports()[0], published=None)], compare=False)
    with client(tmp_path) as web:
        first = web.get(f"{API}/stories?limit=1").json()
        assert first["stories"][0]["earliest"] is None
        second = web.get(f"{API}/stories?limit=1&cursor={first['next']}").json()
    assert second["stories"][0]["id"] != first["stories"][0]["id"]


TEXTS = (
    "A ferry sank off Marn on Monday. Twelve people were saved by fishermen, the harbour master said.",
    "The parliament of Tolvik has raised the tax on salt. Bakers protested in front of its doors.",
)
