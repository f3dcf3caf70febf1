"""The points of a dossier as a table with commas (RFC 4180): a row for each statement."""

from __future__ import annotations

import csv
import io

from crosslight.model import Dossier

COLUMNS = (
    "point",
    "status",
    "origins",
    "outlet",
    "article",
    "field",
    "start",
    "end",
    "speaker",
    "statement",
)


def to_csv(dossier: Dossier) -> str:
    """Return the points of a dossier as a table, in their order, with the words of every statement.

    It is written as it is, not made safe for a spreadsheet: docs/library.md tells of that.
    """
    articles = {parsed.article.id: parsed.article for parsed in dossier.articles}
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for point in dossier.points:
        for statement in point.statements:
            span, article = statement.span, articles[statement.span.article]
            writer.writerow(
                [
                    point.id,
                    point.status,
                    len(point.origins),
                    article.outlet,
                    article.id,
                    span.field,
                    span.start,
                    span.end,
                    " < ".join(statement.speakers),
                    article.quote(span),
                ]
            )
    return buffer.getvalue()
