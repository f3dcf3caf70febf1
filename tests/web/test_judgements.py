from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.grouping.newsroom import reports
from tests.library.shelf import changed, filled
from tests.web.serving import API, client

STORY = f"{API}/stories/story-1"
SCRIPT = "<script>alert(1)</script>\u2028\0 \x1b[31m"


def linked(web: TestClient) -> dict[str, Any]:
    """Return a link of the first story."""
    link = web.get(f"{STORY}/dossier?part=links").json()["links"][0]
    assert isinstance(link, dict)
    return link


def judged(web: TestClient, link: dict[str, Any], verdict: str, **more: str) -> Any:
    given = {"a": link["a"], "b": link["b"], "verdict": verdict, **more}
    return web.post(f"{STORY}/judgements", json=given)


def other(relation: str) -> str:
    return "conflict" if relation != "conflict" else "agree"


def test_a_judgement_stands_beside_the_link_and_changes_nothing(tmp_path: Path) -> None:
    with client(tmp_path) as web:
        before = web.get(f"{STORY}/export/json").text
        link = linked(web)
        answer = judged(
            web, link, "corrected", relation=other(link["relation"]), by=" Ann\n B. ", note="See 2."
        )
        told = answer.json()
        assert answer.status_code == 201
        assert (told["relation"], told["machine"]) == (other(link["relation"]), link["relation"])
        assert (told["by"], told["note"], told["at"][:10]) == ("Ann B.", "See 2.", told["at"][:10])
        assert told["probability"] == pytest.approx(link["probability"])
        after = linked(web)
        assert after["judgement"] == told
        assert after["relation"] == link["relation"]
        points = web.get(f"{STORY}/points?limit=100").json()["points"]
        assert [one["judgement"] for point in points for one in point["links"] if one["judgement"]] == [told]
        assert web.get(f"{STORY}/export/json").text == before
        assert web.get(f"{STORY}/dossier").json()["judgements"] == [told]


def test_a_reader_has_one_word_on_two_sentences(tmp_path: Path) -> None:
    with client(tmp_path) as web:
        link = linked(web)
        judged(web, link, "confirmed", by="Ann")
        turned = {"a": link["b"], "b": link["a"], "relation": link["relation"]}
        judged(web, turned, "removed", by="Ann")
        judged(web, link, "confirmed", by="Bo")
        told = web.get(f"{STORY}/judgements").json()["judgements"]
        assert [(one["by"], one["verdict"], one["relation"]) for one in told] == [
            ("Ann", "removed", None),
            ("Bo", "confirmed", link["relation"]),
        ]
        assert told[0]["a"]["start"] == link["a"]["start"]
        assert web.delete(f"{API}/judgements/{told[1]['id']}").status_code == 204
        assert web.delete(f"{API}/judgements/{told[1]['id']}").status_code == 404
        assert len(web.get(f"{STORY}/judgements").json()["judgements"]) == 1


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    with client(tmp_path) as web:
        link = linked(web)
        article = link["a"]["article"]
        new = {"a": link["a"], "b": {**link["b"], "end": link["b"]["end"] - 1}}
        for given, verdict, why in (
            (link, "added", "linked already"),
            (new, "confirmed", "are not linked"),
            ({**new, "a": {"article": "mine-0", "start": 0, "end": 5}}, "added", "no such article"),
            ({**new, "a": {"article": article, "start": 0, "end": 10**6}}, "added", "there is no place"),
            ({**new, "a": {"article": article, "start": 5, "end": 5}}, "added", "there is no place"),
            ({**new, "b": {"article": article, "start": 0, "end": 9}}, "added", "are in one article"),
            (link, "corrected", "confirm it"),
        ):
            answer = judged(web, given, verdict, relation=link["relation"])
            assert (answer.status_code, why in answer.json()["detail"]) == (409, True), answer.text
        assert judged(web, link, "corrected").status_code == 422
        assert judged(web, link, "praised").status_code == 422
        assert judged(web, new, "added", relation="agree").json()["machine"] is None


def test_script_stays_text(tmp_path: Path) -> None:
    with client(tmp_path) as web:
        judged(web, linked(web), "confirmed", by=SCRIPT, note=SCRIPT)
        answer = web.get(f"{API}/judgements")
    assert answer.headers["content-type"].startswith("application/jsonl")
    assert answer.headers["x-content-type-options"] == "nosniff"
    (line,) = answer.text.splitlines() if "\u2028" not in answer.text else [answer.text]
    assert json.loads(line)["note"] == SCRIPT.strip()


def test_a_judgement_outlives_a_new_comparison_and_a_new_version(tmp_path: Path) -> None:
    with filled(tmp_path) as library, client(tmp_path) as web:
        link = linked(web)
        told = judged(web, link, "confirmed", by="Ann").json()
        with library._store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM dossiers")
        assert linked(web)["judgement"] == told
        own = next(one for one in reports() if one.id == link["a"]["article"])
        library.add([changed(own, own.text[:10], "Yesterday " + own.text[:10])])
        (later,) = web.get(f"{STORY}/judgements").json()["judgements"]
        assert (later["a"]["current"], later["b"]["current"]) == (False, True)
        assert later["a"]["text"] == told["a"]["text"]
        exported = [json.loads(line) for line in library.export("judgements")]
        assert [one["a"]["text"] for one in exported] == [told["a"]["text"]]
        assert library.check() == []
        library.forget(own.id)
        assert [*library.export("judgements")] == []
        assert library.check() == []
