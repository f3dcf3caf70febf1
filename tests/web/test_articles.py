from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from crosslight.library import Library
from crosslight.model import Article
from tests.grouping.newsroom import reports
from tests.web.serving import API, client


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client(tmp_path_factory.mktemp("articles")) as made:
        yield made


def test_an_article_has_its_text_and_what_was_found_in_it(web: TestClient) -> None:
    first = reports()[0]
    told = web.get(f"{API}/articles/{first.id}").json()
    assert (told["text"], told["headline"], told["outlet"]) == (first.text, first.headline, first.outlet)
    assert (told["story"], told["version"], told["language"]) == ("story-1", 1, "en")
    said = [first.text[one["start"] : one["end"]] for one in told["sentences"]]
    assert said[0].startswith("Engineers closed")
    assert any(one["speaker"] == "Ilse Brandt" for one in told["speech"])
    assert told["figures"]
    assert told["found_in_headline"]["sentences"]


@pytest.mark.parametrize("name", ["a/b", "../a", 'odd "id" 1?#%', "ü", "//x"])
def test_ids_may_have_any_sign(tmp_path: Path, name: str) -> None:
    with Library(tmp_path / "library.db") as library:
        library.add([Article(name, "A ferry sank off Marn on Monday.")], compare=False)
    with client(tmp_path) as web:
        answer = web.get(f"{API}/articles/{quote(name, safe='')}")
    assert answer.json()["id"] == name


def test_what_is_not_there_is_told_of(web: TestClient) -> None:
    for name in ("none", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "a%00b"):
        answer = web.get(f"{API}/articles/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_outlets_and_actors(web: TestClient) -> None:
    outlets = web.get(f"{API}/outlets").json()["outlets"]
    assert [one["name"] for one in outlets] == sorted({one.outlet for one in reports()})
    assert {one["articles"] for one in outlets} == {3}
    assert outlets[0]["earliest"] <= outlets[0]["latest"]
    actors = web.get(f"{API}/actors?q=adaeze").json()["actors"]
    assert {"name": "Adaeze Okoro", "kind": "person"}.items() <= actors[1].items()
    assert len(web.get(f"{API}/actors?limit=2").json()["actors"]) == 2


def test_search_finds_places(web: TestClient) -> None:
    held = {article.id: article for article in reports()}
    for within in ("articles", "statements", "quotations"):
        found = web.get(f"{API}/search?q=conductor+orchestra&within={within}").json()["found"]
        assert found
        for one in found:
            own = held[one["article"]]
            assert (own.text if one["field"] == "text" else own.headline)[one["start"] : one["end"]] == one[
                "text"
            ]
    brandt = web.get(f"{API}/search?q=gamble+lives&within=quotations&speaker=Brandt").json()["found"]
    assert {one["speaker"] for one in brandt} == {"Ilse Brandt"}
    assert web.get(f"{API}/search?q=bridge&since=2030-01-01").json()["found"] == []


@pytest.mark.parametrize("within", ["articles", "statements"])
def test_pages_of_search_are_the_whole(web: TestClient, within: str) -> None:
    query = f"{API}/search?q=bridge+pillar&within={within}"
    whole = web.get(f"{query}&limit=100").json()
    assert whole["next"] is None
    found, cursor = [], ""
    while cursor is not None:
        told = web.get(f"{query}&limit=2{cursor and f'&cursor={cursor}'}").json()
        found += told["found"]
        cursor = told["next"]
    assert found == whole["found"]


def test_a_question_of_signs_alone_finds_nothing_and_fails_nowhere(web: TestClient) -> None:
    for words in ('"', '""', "*", "AND", "\0", "NEAR(a b)", "'; DROP TABLE articles; --", "{}", "\ud800"):
        answer = web.get(f"{API}/search", params={"q": words.encode("utf-8", "surrogatepass")})
        assert answer.status_code == 200, words
    assert web.get(f"{API}/outlets").json()["outlets"]
