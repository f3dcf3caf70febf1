from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crosslight.errors import CrosslightError
from crosslight.library import Library, exporting
from crosslight.model import Article
from crosslight.reading import stream
from tests.grouping.newsroom import reports
from tests.library.shelf import Shelf, changed

ODD = Article(
    'odd "id", 1',
    '"Quoted", she said;\r\nnext line\u2028and\ttab, =SUM(A1)\0 end.',
    "Ein „Titel“",
    outlet="A, B",
    url="https://example.org/a?b=1&c=ü",
    byline="Zoë",
)


def own(article: Article) -> tuple[object, ...]:
    """What an article says of itself, without where it lay."""
    return (
        article.id,
        article.text,
        article.headline,
        article.outlet,
        article.published,
        article.url,
        article.byline,
    )


@pytest.mark.parametrize("kind", ["jsonl", "ninjs"])
def test_what_is_exported_can_be_added_again(kind: Any, shelf: Shelf, tmp_path: Path) -> None:
    given = [*reports(), ODD]
    file = tmp_path / f"all.{'jsonl' if kind == 'jsonl' else 'json'}"
    with Library(shelf.at("a.db")) as library:
        library.add(given, compare=False)
        file.write_text("".join(library.export(kind)), "utf-8", newline="")
    read = [one for one in stream([file]) if isinstance(one, Article)]
    if kind == "ninjs":
        read = [replace(a, id=b.id, url=b.url, text=b.text) for a, b in zip(read, given, strict=True)]
    assert [own(article) for article in read] == [own(article) for article in given]


def test_a_library_of_an_export_exports_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    with Library(shelf.at("a.db")) as library:
        library.add([*reports(), ODD], compare=False)
        file.write_text("".join(library.export("jsonl")), "utf-8", newline="")
    with Library(shelf.at("b.db")) as library:
        library.add(stream([file]), compare=False)
        assert "".join(library.export("jsonl")) == file.read_text("utf-8")


def test_rows_have_story_and_earlier_texts(shelf: Shelf) -> None:
    new = changed(reports()[0], "12,000", "13,000")
    with shelf.filled() as library:
        library.add([new], compare=False)
        rows = [json.loads(line) for line in library.export("jsonl")]
    assert [row["id"] for row in rows] == [article.id for article in reports()]
    assert rows[0]["text"] == new.text
    assert [one["text"] for one in rows[0]["earlier"]] == [reports()[0].text]
    assert rows[3]["story"] == "story-1"
    assert "earlier" not in rows[3]


def test_nothing_is_cut_at_the_end_of_a_page(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "READ", 3)
    with shelf.filled() as library:
        assert len([*library.export("jsonl")]) == 9


def test_a_table_has_every_sign(shelf: Shelf) -> None:
    with Library(shelf.at("a.db")) as library:
        library.add([ODD], compare=False)
        names, row = csv.reader(io.StringIO("".join(library.export("csv")), newline=""))
    assert dict(zip(names, row, strict=True))["text"] == ODD.text
    assert dict(zip(names, row, strict=True))["id"] == ODD.id


def test_parquet_has_the_same_rows(shelf: Shelf, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    with shelf.filled() as library:
        library.to_parquet(tmp_path / "a.parquet")
        rows = pq.read_table(tmp_path / "a.parquet").to_pylist()
        assert rows[0] == {name: row[name] for row in [next(exporting_rows(library))] for name in rows[0]}
    assert [row["text"] for row in rows] == [article.text for article in reports()]
    assert not [*tmp_path.glob(".a*")]


def test_without_pyarrow_parquet_is_refused_in_words(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with shelf.filled() as library, pytest.raises(CrosslightError, match=r"needs pyarrow: pip install"):
        library.to_parquet(tmp_path / "a.parquet")


def test_every_annotation_selects_its_words_in_both_ways(shelf: Shelf) -> None:
    with shelf.filled() as library:
        page = json.loads("".join(library.export("annotations")))
        links = len(library.story("story-1").links)
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    texts = {
        f"urn:crosslight:{a.id}#{f}": t
        for a in reports()
        for f, t in (("text", a.text), ("headline", a.headline))
    }
    kinds: dict[str, int] = {}
    for one in page["items"]:
        kind = one["id"].split("/")[1].split("-")[0]
        kinds[kind] = kinds.get(kind, 0) + 1
        bodies = one["body"] if isinstance(one["body"], list) else [one["body"]]
        for place in [one["target"], *(body for body in bodies if "selector" in body)]:
            position, quote = place["selector"]
            text = texts[place["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert kinds["link"] >= links > 0
    assert kinds["quotation"] > 5
    assert kinds["figure"] > 5
    assert len({one["id"] for one in page["items"]}) == len(page["items"])


def exporting_rows(library: Library) -> Any:
    with library._store.reading() as connection:
        yield from exporting.rows(connection)
