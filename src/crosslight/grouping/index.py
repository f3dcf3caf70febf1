"""Which articles may be about the same: an inverted index of the weightiest terms of each article."""

from __future__ import annotations

from array import array
from bisect import bisect_left

import numpy as np

from crosslight.grouping.bags import Bag, Floats
from crosslight.grouping.words import Ints

# The weightiest terms of the body, and as many of the lead: with 8, 12 and 16 the figures are the same
# but for chance.
RAREST = 12
# Of a term that more articles have, only those next in order are looked at: keeps time flat.
NEAREST = 256


class Index:
    """Articles by their terms; they are numbered from 0 in the order in which they are added."""

    def __init__(self) -> None:
        self._postings: dict[int, tuple[array[int], array[float]]] = {}
        self._terms: list[tuple[list[int], list[float]]] = []

    def add(self, bag: Bag, weights: Floats) -> None:
        """Add the next article."""
        own = _weightiest(bag, weights)
        for place, weight in zip(*own, strict=True):
            numbers, held = self._postings.setdefault(place, (array("q"), array("f")))
            numbers.append(len(self._terms))
            held.append(weight)
        self._terms.append(own)

    def near(self, number: int, most: int) -> Ints:
        """Return up to `most` articles that share the weightiest terms of an article, the likest first.

        Of common terms only the articles near it in the order count.
        """
        numbers, products = [], []
        for place, weight in zip(*self._terms[number], strict=True):
            found, held = self._postings[place]
            first = 0
            if len(found) > NEAREST:
                first = max(0, min(bisect_left(found, number) - NEAREST // 2, len(found) - NEAREST))
            if len(found) > 1:
                numbers.append(np.frombuffer(found[first : first + NEAREST], np.int64))
                products.append(weight * np.frombuffer(held[first : first + NEAREST], np.float32))
        if not numbers:
            return np.zeros(0, np.int64)
        scores = np.bincount(np.concatenate(numbers), np.concatenate(products), len(self._terms))
        scores[number] = 0
        best = np.flatnonzero(scores > 0)
        if len(best) > most:
            best = best[np.argpartition(-scores[best], most - 1)[:most]]
        return best[np.lexsort((best, -scores[best]))]


def _weightiest(bag: Bag, weights: Floats) -> tuple[list[int], list[float]]:
    places: list[int] = []
    held: list[float] = []
    for first, last in zip(bag.starts[:2], bag.starts[1:3], strict=True):
        own = weights[first:last]
        best = np.argsort(-own, kind="stable")[:RAREST]
        best = best[own[best] > 0]
        places += bag.places[first:last][best].tolist()
        held += own[best].tolist()
    return places, held
