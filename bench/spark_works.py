"""What bench.spark does in place of parsing and comparing, in the children of Spark's workers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crosslight.grouping.read import read
from crosslight.spark.tables import article_of


def entries(row: Mapping[str, Any]) -> Iterator[Any]:
    """Yield in place of a parse what grouping reads of an article: here its runs of three words."""
    yield "en", read(article_of(row)).text.shingles.tobytes()


def nothing(_rows: object) -> Iterator[Any]:
    """Yield in place of a dossier nothing."""
    yield None
