"""Articles to what is found in them, by the parser that one machine has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from crosslight.spark.guard import FaultError, Watched
from crosslight.spark.tables import PARSES, article_of

# Articles given to the child at a time: what is parsed again where one brings it down.
BATCH = 32


def parsed(row: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the language of an article and the record of its parse."""
    # Only the child loads them: the worker beside it has nothing to do with models.
    from crosslight import parsing
    from crosslight.library.records import pack_parsed

    for one in parsing.parse([article_of(row)]):
        yield one.language, pack_parsed(one)


def parses(articles: Iterable[pa.RecordBatch], child: Watched, made_by: str) -> Iterator[pa.RecordBatch]:
    """Parse articles; `child` does `parsed`. Of one that cannot be parsed the reason is told instead."""
    for batch in articles:
        for first in range(0, len(batch), BATCH):
            yield _parses(batch.slice(first, BATCH).to_pylist(), child, made_by)


def _parses(articles: list[dict[str, Any]], child: Watched, made_by: str) -> pa.RecordBatch:
    rows: list[dict[str, Any]] = []
    for article, answer in zip(articles, child.each(articles), strict=True):
        row = {"id": article["id"], "made_by": made_by}
        if isinstance(answer, FaultError):
            rows.append({**row, "why": f"parsing it {answer.why}"})
        else:
            rows.append({**row, "language": answer[0], "record": answer[1]})
    return pa.RecordBatch.from_pylist(rows, PARSES)
