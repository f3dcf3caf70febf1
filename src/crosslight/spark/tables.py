"""What the stages hand on: the columns of every table, and an article as a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from crosslight.model import Article

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

_TEXT, _WHOLE = pa.string(), pa.int64()
# Named as in the rows of JSON Lines; `number` grows in the order of the inputs, but has gaps.
_ARTICLE = [
    ("number", _WHOLE),
    *((name, _TEXT) for name in ("id", "title", "text", "outlet", "published", "url", "language", "byline")),
    ("source", _TEXT),
]
_UNREAD = [("input", _TEXT), ("why", _TEXT), ("kept", pa.bool_())]
_SPAN = pa.struct([("article", _TEXT), ("field", _TEXT), ("start", pa.int32()), ("end", pa.int32())])
_LINK = pa.struct(
    [
        ("a", _SPAN),
        ("b", _SPAN),
        ("relation", _TEXT),
        ("probability", pa.float64()),
        ("why", pa.list_(_TEXT)),
    ]
)
_STATEMENT = pa.struct([*_SPAN, ("speaker", _TEXT)])
_ORIGIN = pa.struct([("name", _TEXT), ("kind", _TEXT), ("articles", pa.list_(_TEXT))])
_POINT = pa.struct(
    [
        ("id", _TEXT),
        ("status", _TEXT),
        ("statements", pa.list_(_STATEMENT)),
        ("outlets", pa.list_(_TEXT)),
        ("origins", pa.list_(_ORIGIN)),
    ]
)

# A file, or a stretch of one; `first` is the number of its first line, where lines are counted.
PARTS = pa.schema(
    [
        ("number", _WHOLE),
        ("path", _TEXT),
        ("source", _TEXT),
        ("kind", _TEXT),
        ("start", _WHOLE),
        ("end", _WHOLE),
        ("first", _WHOLE),
        ("whole", pa.bool_()),
    ]
)
COUNTED = pa.schema([("number", _WHOLE), ("ends", _WHOLE)])
# An article as it is found, or (where `why` is told) what could not be read: `given` says that its id is the
# input's own, `family` what its id is without the numbers that make ids unique.
FOUND = pa.schema([*_ARTICLE, ("given", pa.bool_()), ("family", _TEXT), *_UNREAD])
RENAMED = pa.schema([("number", _WHOLE), ("renamed", _TEXT), *_UNREAD])
ARTICLES = pa.schema(_ARTICLE)
FITTED = pa.schema([("outlet", _WHOLE)])
UNREAD = pa.schema(_UNREAD)
# `record` is what `library.records.pack_parsed` gives; where there is none, `why` says why.
PARSES = pa.schema(
    [("id", _TEXT), ("language", _TEXT), ("made_by", _TEXT), ("record", pa.binary()), ("why", _TEXT)]
)
GATHERED = pa.schema([("story", _TEXT), *_ARTICLE, ("record", pa.binary()), ("why", _TEXT)])
# A story laid side by side: its dossier as JSON, and of that the links and points as rows.
COMPARED = pa.schema(
    [
        ("story", _TEXT),
        ("dossier", _TEXT),
        ("links", pa.list_(_LINK)),
        ("points", pa.list_(_POINT)),
        ("why", _TEXT),
    ]
)


def spark(schema: pa.Schema) -> StructType:
    """Return columns as Spark has them."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def article_of(row: Mapping[str, Any]) -> Article:
    """Return the article that a row holds."""
    return Article(
        row["id"],
        row["text"],
        row["title"],
        row["outlet"],
        row["published"],
        row["url"],
        row["language"],
        row["byline"],
        row["source"],
    )


def row_of(article: Article) -> dict[str, Any]:
    """Return an article as a row, without its number."""
    return {
        "id": article.id,
        "title": article.headline,
        "text": article.text,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
        "language": article.language,
        "byline": article.byline,
        "source": article.source,
    }
