from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from crosslight.model import Dossier, Figure
from crosslight.reporting.json import dumps, parse_rows, to_json
from tests.reporting import ferry

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "dossier.schema.json").read_text("utf-8"))


def closed(schema: Any) -> Any:
    """The same schema, in which no object may have a field that is not described."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    tight = {key: closed(value) for key, value in schema.items()}
    if tight.get("type") == "object":
        tight["additionalProperties"] = False
    return tight


def of(name: str) -> Draft202012Validator:
    """A validator of one of the schema's definitions."""
    return Draft202012Validator(closed({**SCHEMA["$defs"][name], "$defs": SCHEMA["$defs"]}))


@pytest.fixture(scope="module")
def written() -> Any:
    return json.loads(to_json(ferry.dossier()))


def test_the_schema_is_one_and_describes_every_field(written: Any) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(closed(SCHEMA)).validate(written)


def test_the_schema_is_not_empty_of_meaning(written: Any) -> None:
    validator = Draft202012Validator(SCHEMA)
    for broken in (
        {**written, "links": [{**written["links"][0], "relation": "same"}]},
        {**written, "points": [{**written["points"][0], "outlets": None}]},
        {**written, "articles": [{"id": "a"}]},
    ):
        assert not validator.is_valid(broken)


def test_fields_of_the_contract(written: Any) -> None:
    assert written["schema"] == 1
    article = written["articles"][0]
    assert {"id", "outlet", "published", "headline", "language", "url", "text", "noise", "copy_of"} <= set(
        article
    )
    noise = [article["text"][n["start"] : n["end"]] for n in article["noise"]]
    assert noise[1] == "Share this article"
    assert written["articles"][3]["copy_of"] == "wire"
    point = written["points"][3]
    assert point["status"] == "disputed"
    assert point["outlets"] == ["Ansel Courier", "The Meridian Post"]
    assert {s["speaker"] for s in point["statements"]} == {"Captain Oda Brandt", "Strait Lines"}
    assert [o["name"] for o in point["origins"]] == ["Captain Oda Brandt", "Strait Lines"]
    assert [written["links"][i]["relation"] for i in point["links"]] == [
        "agree",
        "dispute",
        "dispute",
        "agree",
    ]


def test_every_span_can_be_read_in_the_file_itself(written: Any) -> None:
    articles = {article["id"]: article for article in written["articles"]}
    for link in written["links"]:
        for side in (link["a"], link["b"]):
            assert articles[side["article"]][side["field"]][side["start"] : side["end"]].strip()
    pair = written["figures"][0]
    assert articles["post"]["text"][pair["b"]["start"] : pair["b"]["end"]] == "Fourteen"


def test_a_link_says_which_part_is_shared() -> None:
    written = json.loads(to_json(ferry.parted()))
    texts = {article["id"]: article["text"] for article in written["articles"]}
    parts = [
        texts[part["article"]][part["start"] : part["end"]]
        for link in written["links"]
        for part in (*link["a_parts"], *link["b_parts"])
        if part["article"] == "wire" and part["field"] == "text"
    ]
    assert "the ferry Maribel burned" in parts


def test_a_headline_within_the_text_is_told_as_headline() -> None:
    dossier = ferry.dossier()
    first = dossier.articles[0]
    moved = replace(
        first,
        article=replace(first.article, headline=""),
        headline=ferry.sentence("courier", "The ship carried"),
    )
    told = json.loads(to_json(Dossier((moved,))))
    assert told["articles"][0]["headline"] == "The ship carried 214 passengers and 31 crew."
    assert told["headlines"][0]["field"] == "text"


def test_speech_of_a_headline_is_not_given_as_offsets_in_the_text(written: Any) -> None:
    assert len(written["speech"]) == 1
    (row, *_) = parse_rows(ferry.dossier().articles)
    headline = row["headline"]
    assert isinstance(headline, dict)
    assert headline["speech"]


def test_rows_of_parse_follow_their_schema() -> None:
    rows = list(parse_rows(ferry.dossier().articles))
    assert [row["article"] for row in rows] == list(ferry.ARTICLES)
    for row in rows:
        of("parse_row").validate(json.loads(dumps(row)))
    assert "\n" not in dumps(rows[0])


def test_the_schema_of_group_takes_what_the_contract_says() -> None:
    of("group").validate(
        {
            "stories": [{"id": "s1", "headline": "h", "articles": ["a", "b"], "copies": [["a", "b"]]}],
            "unread": [{"input": "x", "why": "y", "kept": False}],
        }
    )


def test_the_same_dossier_gives_the_same_bytes() -> None:
    text = to_json(ferry.dossier())
    assert text == to_json(ferry.dossier())
    assert text.endswith("}\n")


def test_odd_text_survives() -> None:
    odd = 'ü 火 \U0001f525 "quoted" \x00 \u2028 lone \ud800'
    dossier = ferry.dossier()
    first = dossier.articles[0]
    changed = replace(first, article=replace(first.article, outlet=odd))
    text = to_json(replace(dossier, articles=(changed, *dossier.articles[1:])))
    assert "ü 火 \U0001f525" in text
    assert json.loads(text.encode("utf-8"))["articles"][0]["outlet"] == odd


def test_a_number_too_great_for_a_float_has_no_value() -> None:
    dossier = ferry.dossier()
    span = ferry.words("courier", "12")
    huge = replace(dossier.articles[0], figures=(Figure(span, float("inf"), 1.0, float("inf"), "", ""),))
    (row,) = parse_rows([huge])
    figures = json.loads(dumps(row))["figures"]
    assert (figures[0]["value"], figures[0]["low"], figures[0]["high"]) == (None, 1.0, None)
