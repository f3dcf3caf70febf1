"""Stories to dossiers, by the functions that one machine compares with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from crosslight.model import Unread
from crosslight.spark.guard import FaultError, Watched
from crosslight.spark.tables import COMPARED, article_of


def compared(rows: list[Mapping[str, Any]]) -> Iterator[Any]:
    """Yield a story's dossier as JSON, its links and its points; nothing where too few are in English.

    The rows are its articles, in the order in which they came, each with the record of its parse, or why
    there is none.
    """
    # Only the child loads them: the worker beside it has nothing to do with models.
    from crosslight.aligning.embedding import embedder
    from crosslight.comparing import dossier
    from crosslight.errors import CompareError
    from crosslight.library.records import unpack_parsed
    from crosslight.reporting.json import dossier_row, dumps

    whole = [row for row in rows if row["record"] is not None]
    unread = [Unread(row["id"], row["why"]) for row in rows if row["record"] is None]
    parsed = [unpack_parsed(row["record"], article_of(row)) for row in whole]
    vectors = [
        embedder().embed([report.article.quote(sentence.span) for sentence in report.sentences])
        for report in parsed
    ]
    try:
        found = dossier_row(dossier(parsed, vectors, unread=unread))
    except CompareError:
        yield None
        return
    # As `reporting.to_json` writes it.
    yield dumps(found, indent=1) + "\n", found["links"], found["points"]


def story(articles: pa.Table, child: Watched) -> pa.Table:
    """Compare the articles of one story; `child` does `compared`."""
    own = articles.sort_by("number")
    row: dict[str, Any] = {"story": own["story"][0].as_py()}
    try:
        answer = child.one(own.to_pylist())
    except FaultError as fault:
        row["why"] = f"comparing its {len(own):,} articles {fault.why}"
    else:
        if answer is None:
            return COMPARED.empty_table()
        row |= dict(zip(("dossier", "links", "points"), answer, strict=True))
    return pa.Table.from_pylist([row], COMPARED)
