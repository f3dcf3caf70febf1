from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from crosslight.spark import parsing, reading
from crosslight.spark.guard import Limits, Watched, Work
from crosslight.spark.parts import plan
from crosslight.spark.tables import ARTICLES, PARTS
from tests.reading.test_warc import records
from tests.spark import poison

LIMITS = Limits(seconds=20)


def told(path: Path, work: Work) -> list[dict[str, Any]]:
    """Read a file by some work."""
    parts = pa.Table.from_pylist([asdict(part) for part in plan([path]).parts], PARTS)
    with Watched(work, LIMITS) as child:
        return [
            row
            for batch in reading.found(parts.to_batches(), child, "2026-03-01", None)
            for row in batch.to_pylist()
        ]


def test_a_record_that_crashes_the_reader_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    texts = [f"Report {n} of the harbour.".encode() for n in range(4)]
    path.write_bytes(records(*texts, media="text/plain"))
    found = told(path, poison.read)
    assert [row["text"] for row in found if row["text"]] == [f"Report {n} of the harbour." for n in (0, 2, 3)]
    assert {row["published"] for row in found if row["text"]} == {"2026-03-01"}
    lost = [row for row in found if row["why"] and not row["kept"]]
    assert [row["input"] for row in lost] == [f"{path}:2"]
    assert "SIGSEGV" in lost[0]["why"]
    assert len({row["number"] for row in found}) == len(found)


def test_a_file_that_crashes_the_reader_keeps_what_was_found_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "Report {n}."}}\n' for n in range(4)), "utf-8")
    found = told(path, poison.read_worse)
    assert [row["text"] for row in found] == ["Report 0.", "Report 1.", None]
    assert "2 found before are kept, the rest is left out" in found[-1]["why"]


def test_an_article_that_cannot_be_parsed_is_a_row_with_the_reason() -> None:
    rows = [
        {"number": n, "id": f"a{n}", "text": text, "title": ""}
        for n, text in enumerate(["One.", poison.CRASHES, "Three."])
    ]
    with Watched(poison.parse, LIMITS) as child:
        batches = parsing.parses(pa.Table.from_pylist(rows, ARTICLES).to_batches(), child, "us")
        found = [row for batch in batches for row in batch.to_pylist()]
    assert [row["record"] for row in found] == [b"One.", None, b"Three."]
    assert found[1]["why"].startswith("parsing it crashed (SIGSEGV)")
    assert {row["made_by"] for row in found} == {"us"}
