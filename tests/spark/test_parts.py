import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crosslight.model import Article, Unread
from crosslight.reading import read
from crosslight.reading.reader import contents
from crosslight.spark import reading
from crosslight.spark.guard import Limits, Watched
from crosslight.spark.parts import line_ends, numbered, plan
from crosslight.spark.tables import PARTS, article_of
from tests.library.wire import lines, wire

LINES = (
    b'\xef\xbb\xbf{"text": "One."}\r\n\n{"text": "Two.", "id": "t"}\n   \nnot json\n'
    b'{"text": 3}\n{"text": "\xff"}\n' + b'{"text": "' + b"long " * 40 + b'"}\n{"text": "No end of line."}'
)


def told(parts: list[dict[str, Any]], child: Watched) -> list[dict[str, Any]]:
    """Return the rows of parts."""
    given = iter(pa.Table.from_pylist(parts, PARTS).to_batches())
    return [row for batch in reading.found(given, child, None, None) for row in batch.to_pylist()]


@pytest.fixture(name="child", scope="module")
def _child() -> Iterator[Watched]:
    with Watched(reading.part, Limits()) as child:
        yield child


@pytest.mark.parametrize("stretch", [*range(1, 24), 50, 100, len(LINES) - 1, len(LINES)])
def test_a_file_in_stretches_reads_as_the_whole_of_it(tmp_path: Path, stretch: int, child: Watched) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(LINES)
    whole = _read(file)
    planned = plan([file], stretch)
    assert len(planned.parts) == -(-len(LINES) // stretch)
    ends = {part.number: line_ends(part.path, part.start, part.end) for part in planned.parts}
    found = told([asdict(part) for part in numbered(planned.parts, ends)], child)
    assert [row["text"] for row in found if row["why"] is None] == [
        one.text for one in whole if isinstance(one, Article)
    ]
    assert [(row["input"], row["why"]) for row in found if row["why"]] == [
        (one.input, one.why) for one in whole if isinstance(one, Unread)
    ]


def _read(file: Path) -> list[Article | Unread]:
    with file.open("rb") as stream:
        return list(contents(stream, str(file)))


def test_parquet_reads_as_lines_do(tmp_path: Path, child: Watched) -> None:
    (tmp_path / "a.jsonl").write_text(lines([*wire(5)]), "utf-8")
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    pq.write_table(pa.Table.from_pylist([*rows, {"id": "z"}]), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 is how it begins")
    planned = plan([tmp_path / "b.parquet", tmp_path / "c.parquet"])
    found = told([asdict(part) for part in planned.parts], child)
    as_lines = read([tmp_path / "a.jsonl"]).articles
    assert [row["id"] for row in found if row["why"] is None] == [one.id for one in as_lines]
    assert [row["text"] for row in found if row["why"] is None] == [one.text for one in as_lines]
    assert [row["why"].partition(":")[0] for row in found if row["why"]] == ["has no `text`", "is no Parquet"]


def test_files_of_every_kind_are_read_as_one_machine_reads_them(tmp_path: Path, child: Watched) -> None:
    (tmp_path / "one.txt").write_text("A headline\n\nA report of what was.", "utf-8")
    (tmp_path / "two.html").write_text(
        "<html><head><title>Two</title></head><body><article><p>A report of what was, and of what will be "
        "when the bridge in the harbour is open again.</p></article></body></html>",
        "utf-8",
    )
    (tmp_path / "_SUCCESS").touch()
    (tmp_path / "three.gif").touch()
    whole = read([tmp_path])
    planned = plan([tmp_path])
    found = told([asdict(part) for part in planned.parts], child)
    assert [article_of(row) for row in found if row["why"] is None] == list(whole.articles)
    assert [one.why for one in planned.unread] == ["left out, of an unknown kind: _SUCCESS, three.gif"]
    assert plan([tmp_path / "no.txt", "-"]).unread[1].input == "-"
