"""Articles to what is found in them, by the parser that one machine has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from crosslight.spark.guard import FaultError, Watched
from crosslight.spark.tables import PARSES, article_of

# Parses handed on at a time: some 20 KB each.
BATCH = 64


def parsed(row: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the language of an article and the record of its parse."""
    # Only the child loads them: the worker beside it has nothing to do with models.
    from crosslight import parsing
    from crosslight.library.records import pack_parsed

    for one in parsing.parse([article_of(row)]):
        yield one.language, pack_parsed(one)


def parses(articles: Iterable[pa.RecordBatch], child: Watched, made_by: str) -> Iterator[pa.RecordBatch]:
    """Parse articles; `child` does `parsed`. Of one that cannot be parsed the reason is told instead."""
    rows: list[dict[str, Any]] = []
    for article in (row for batch in articles for row in batch.to_pylist()):
        row = {"id": article["id"], "made_by": made_by, "language": None, "record": None, "why": None}
        try:
            row["language"], row["record"] = child.one(article)
        except FaultError as fault:
            row["why"] = f"parsing it {fault.why}"
        rows.append(row)
        if len(rows) == BATCH:
            yield pa.RecordBatch.from_pylist(rows, PARSES)
            rows = []
    if rows:
        yield pa.RecordBatch.from_pylist(rows, PARSES)
