"""What an article says by itself: its words, how often its terms stand where, its text for telling copies."""

from __future__ import annotations

from dataclasses import dataclass

from crosslight.grouping.bags import Bag, bag
from crosslight.grouping.copies import Text, text
from crosslight.grouping.words import Words, words
from crosslight.model import Article


@dataclass(frozen=True, slots=True)
class Read:
    """All that grouping needs of an article."""

    words: Words
    bag: Bag
    text: Text


def read(article: Article) -> Read:
    """Read an article; it needs no other one, so it can be done elsewhere."""
    own = words(article)
    return Read(own, bag(own), text(own.every))
