"""What is kept of an open article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crosslight.grouping.copies import Shared, Text
from crosslight.grouping.space import SUREST, Entry
from crosslight.grouping.words import Top
from crosslight.model import Article


@dataclass(slots=True)
class Held:
    """An open article, the story it is in and the next best (log odds), and the text whose copy it is."""

    article: Article
    entry: Entry
    top: Top
    text: Text
    length: int
    # The last word on the order of articles of one day, whatever order they came in.
    mark: int
    # The day it came, for closing articles without a day of their own.
    day: int
    shared: Sequence[Shared] = ()
    origin: int | None = None
    story: int = -1
    odds: float = SUREST
    second: int | None = None
    second_odds: float = -SUREST

    @property
    def published(self) -> str:
        """Return the publication time in a form that sorts, empty where it is unknown."""
        try:
            moment = datetime.fromisoformat(self.article.published or "")
        except ValueError:
            return ""
        return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
