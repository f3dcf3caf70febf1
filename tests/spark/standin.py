"""What stands in for the grouping at scale where a test is about something else: one machine's grouper."""

from __future__ import annotations

from typing import Any

from pyspark.sql import DataFrame, SparkSession

from crosslight.grouping import stories
from crosslight.model import Article

SCHEMA = (
    "id string, story string, second string, probability double, copy_of string, copy_share double, "
    "copy_whole boolean, why array<string>"
)


def group(session: SparkSession, articles: DataFrame, _scratch: str) -> DataFrame:
    """Group articles as one machine does, in the order of their ids."""
    given = [
        Article(row["id"], row["text"], row["headline"], row["outlet"], row["published"])
        for row in articles.orderBy("id").collect()
    ]
    rows: list[dict[str, Any]] = [
        {
            "id": one.article,
            "story": story.id,
            "second": one.second,
            "probability": one.probability,
            "copy_of": one.copy.of if one.copy else None,
            "copy_share": one.copy.share if one.copy else None,
            "copy_whole": one.copy.whole if one.copy else None,
            "why": list(one.why),
        }
        for story in stories(given)
        for one in story.assigned
    ]
    return session.createDataFrame(rows, SCHEMA)
