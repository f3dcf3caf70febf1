"""A library as files: rows of articles, ninjs, and annotations of their spans; every one complete.

Parts of the file are given one by one, from one state of the library, so that memory does not grow with it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from crosslight.errors import CrosslightError
from crosslight.library.store import Store
from crosslight.library.tables import articles, texts, versions
from crosslight.reporting.json import Row, dumps
from crosslight.reporting.writing import replacing

# Articles read at a time.
READ = 200
COLUMNS: Final = (
    "id",
    "story",
    "outlet",
    "published",
    "title",
    "url",
    "language",
    "byline",
    "copy_of",
    "version",
    "text",
)


def jsonl(store: Store) -> Iterator[str]:
    """Yield one line for each article, in the order in which they came, as `add` takes them in again.

    Earlier texts of an article stand in `earlier`, the oldest first. No line has anything of this machine,
    or of the time when the library was made: the same articles give the same bytes.
    """
    with store.reading() as connection:
        for row in rows(connection):
            line: Row = {name: row[name] for name in COLUMNS if row[name] not in (None, "")}
            if row["version"] > 1:
                held = select(versions).where(versions.c.seq == row["seq"]).order_by(versions.c.version)
                line["earlier"] = [{"title": v.headline, "text": v.text} for v in connection.execute(held)]
            yield dumps(line) + "\n"


def table(store: Store) -> Iterator[str]:
    """Yield the lines of a table with commas (RFC 4180), one row for each article under one row of names."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    with store.reading() as connection:
        for row in rows(connection):
            writer.writerow([row[name] for name in COLUMNS])
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def ninjs(store: Store) -> Iterator[str]:
    """Yield the parts of a JSON array with one item of ninjs 2.0 for each article."""
    yield "["
    with store.reading() as connection:
        for n, row in enumerate(rows(connection)):
            item: Row = {
                "uri": row["url"] or f"urn:crosslight:{row['id']}",
                "type": "text",
                "pubstatus": "usable",
                "version": str(row["version"]),
                "language": row["language"] or None,
                "firstcreated": row["published"],
                "headlines": [{"role": "main", "value": row["title"]}] if row["title"] else None,
                "by": row["byline"] or None,
                "copyrightholder": row["outlet"] or None,
                "bodies": [{"role": "main", "contenttype": "text/plain", "value": row["text"]}],
                "subjects": [{"name": row["story"], "rel": "story"}] if row["story"] else None,
                "altids": [{"role": "crosslight", "value": row["id"]}],
            }
            told = dumps({name: value for name, value in item.items() if value is not None})
            yield (",\n" if n else "\n") + told
    yield "\n]\n"


def parquet(store: Store, path: Path) -> None:
    """Write the table as a Parquet file, whole or not at all; raise CrosslightError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise CrosslightError("--parquet needs pyarrow: pip install 'crosslight[parquet]'") from error
    kinds = {"version": pa.int32()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    with (
        replacing(path) as place,
        store.reading() as connection,
        pq.ParquetWriter(place, schema, compression="zstd") as writer,
    ):
        held: list[Mapping[str, Any]] = []
        for row in rows(connection):
            held.append({name: row[name] for name in COLUMNS})
            if len(held) == READ:
                writer.write_table(pa.Table.from_pylist(held, schema))
                held = []
        if held:
            writer.write_table(pa.Table.from_pylist(held, schema))


def rows(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield the columns of every article, and its number, in the order in which they came."""
    after = 0
    query = select(articles, texts.c.headline, texts.c.text).join(texts, texts.c.seq == articles.c.seq)
    while True:
        page = query.where(articles.c.seq > after).order_by(articles.c.seq).limit(READ)
        found = connection.execute(page).all()
        for row in found:
            yield {
                "seq": row.seq,
                "id": row.id,
                "story": "" if row.story is None else f"story-{row.story}",
                "outlet": row.outlet,
                "published": row.published,
                "title": row.headline,
                "url": row.url,
                "language": row.language,
                "byline": row.byline,
                "copy_of": row.copy_of,
                "version": row.version,
                "text": row.text,
            }
        if len(found) < READ:
            return
        after = found[-1].seq
