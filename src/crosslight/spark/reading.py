"""Parts of inputs to articles, each by the reader that one machine has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow as pa

from crosslight.model import Article, Unread
from crosslight.reading import jsonl, warc
from crosslight.reading.encoding import mend
from crosslight.reading.ids import default_id
from crosslight.reading.reader import Format, file, future
from crosslight.reading.rows import read_or_said
from crosslight.spark.guard import FaultError, Watched
from crosslight.spark.ids import family
from crosslight.spark.parts import LINES, PARQUET, Part, Stretch, line_ends
from crosslight.spark.tables import COUNTED, FOUND, row_of

# Rows handed on at a time: some megabytes.
BATCH = 256
# Rows of Parquet taken at a time.
TAKEN = 64
# Numbers of articles in a part: more than any file has lines or records.
WITHIN = 2**36
WARC = (".warc", ".warc.gz")


def part(request: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what a part holds: articles with the ids they ask for, and what could not be read, and why.

    A number alone is that of the record of an archive that comes next: if it brings the process down, it is
    skipped when the archive is read again.
    """
    own = Part(**request["part"])
    today = date.fromisoformat(request["today"]) if request["today"] else None
    for one in file(Path(own.path), own.source, _form(own, request["skipped"])):
        if isinstance(one, int):
            yield one
        elif isinstance(one, Unread):
            yield _unread(one)
        else:
            yield from _article(one, request["published"], today)
            if request["again"]:
                # Each row by itself: what comes before the one that brings the process down is kept.
                yield 0


def found(
    parts: Iterable[pa.RecordBatch], child: Watched, published: str | None, today: str | None
) -> Iterator[pa.RecordBatch]:
    """Read parts; `child` does `part`. A row is an article, or tells what could not be read, and why."""
    rows: list[dict[str, Any]] = []
    for own in (Part(**row) for batch in parts for row in batch.to_pylist()):
        for n, row in enumerate(_read(own, child, published, today)):
            rows.append({"number": own.number * WITHIN + n, **row})
            if len(rows) == BATCH:
                yield pa.RecordBatch.from_pylist(rows, FOUND)
                rows = []
    if rows:
        yield pa.RecordBatch.from_pylist(rows, FOUND)


def counted(parts: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Count the line ends in stretches of files."""
    for batch in parts:
        rows = [
            {"number": row["number"], "ends": line_ends(row["path"], row["start"], row["end"])}
            for row in batch.to_pylist()
        ]
        yield pa.RecordBatch.from_pylist(rows, COUNTED)


def _read(own: Part, child: Watched, published: str | None, today: str | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a part once, however often it must be read again."""
    told, record, tries = 0, 0, 0
    skipped: list[int] = []
    while True:
        request = {
            "part": asdict(own),
            "published": published,
            "today": today,
            "skipped": skipped,
            "again": tries > 0,
        }
        again = 0
        try:
            for row in child.rows(request):
                if isinstance(row, int):
                    record = row or record
                    continue
                again += 1
                if again > told:
                    told, tries = told + 1, 0
                    yield row
            return
        except FaultError as fault:
            tries += 1
            if fault.fatal and tries < 2:
                continue
            if not record or record in skipped:
                kept = f"{told:,} found before are kept, " if told else ""
                yield _unread(Unread(own.source, f"{fault.why}: {kept}the rest is left out"))
                return
            yield _unread(Unread(f"{own.source}:{record}", fault.why))
            skipped, tries = [*skipped, record], 0


def _form(own: Part, skipped: list[int]) -> Format | None:
    # These give more, or are given less, than a format is: `part` knows.
    if own.kind in WARC:
        return cast(Format, partial(warc.numbered, skipped=frozenset(skipped)))
    if own.kind == PARQUET:
        return _parquet
    if own.kind == LINES and not own.whole:
        return partial(_lines, own)
    return None


def _lines(own: Part, stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    stretch = Stretch(stream, own.start, own.end)
    first = own.first + stretch.late
    return jsonl.rows(cast(BinaryIO, stretch), source, first)


def _parquet(stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    """Read a table with the columns of JSON Lines (CONTRACT), and any others."""
    import pyarrow.parquet as pq

    try:
        # Threads would outlive a process that limits itself.
        batches = pq.ParquetFile(stream, pre_buffer=False).iter_batches(TAKEN, use_threads=False)
        rows = chain.from_iterable(batch.to_pylist() for batch in batches)
        for number, row in enumerate(rows, start=1):
            yield from read_or_said(_plain(row), f"{source}:{number}", source)
    except pa.ArrowException as error:
        yield Unread(source, f"is no Parquet: {' '.join(str(error).split())[:200]}")


def _plain(row: dict[str, Any]) -> dict[str, object]:
    """Return a row as JSON would have it: tables have days and times of their own."""
    when = row.get("published")
    return {**row, "published": when.isoformat()} if isinstance(when, date) else row


def _article(one: Article, published: str | None, today: date | None) -> Iterator[dict[str, Any]]:
    row = {name: value and mend(value)[0] for name, value in row_of(one).items()}
    name = row["id"] or default_id(one)
    row |= {"id": name, "published": row["published"] or published}
    yield {**row, "given": bool(one.id), "family": family(name)}
    if row["published"]:
        dated = Article(name, "", published=row["published"], source=one.source)
        yield from map(_unread, future(dated, today))


def _unread(one: Unread) -> dict[str, Any]:
    return {"input": mend(one.input)[0], "why": mend(one.why)[0], "kept": one.kept}
