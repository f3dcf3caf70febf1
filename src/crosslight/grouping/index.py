"""Which articles may be about the same: an inverted index of the weightiest terms of each article."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from crosslight.grouping.bags import Bag, Floats
from crosslight.grouping.words import Ints

# The weightiest terms of the body, and as many of the lead: with 8, 12 and 16 the figures are the same
# but for chance.
RAREST = 12
# Of a term that more articles have, only those next in order are looked at: keeps time flat.
NEAREST = 256


# An article and the weight of the term in it.
_POSTING = np.dtype([("article", np.uint32), ("weight", np.float32)])


class Index:
    """Articles by their terms; they are numbered from 0 in the order in which they are added."""

    def __init__(self) -> None:
        # Bytes, as the garbage collector need not walk over them.
        self._postings: dict[int, bytearray] = {}
        self._terms: list[NDArray[np.void]] = []

    def add(self, bag: Bag, weights: Floats) -> None:
        """Add the next article."""
        self._list(weightiest(bag, weights))

    def kept(self, which: Iterable[int]) -> Index:
        """Return an index of some of its articles, numbered anew."""
        own = Index()
        for number in which:
            own._list(self._terms[number])
        return own

    def near(self, number: int, most: int) -> Ints:
        """Return up to `most` articles that share the weightiest terms of an article, the likest first.

        Of common terms only the articles near it in the order count.
        """
        terms = self._terms[number]
        parts = [self._part(place, number) for place in terms["place"].tolist()]
        found = np.frombuffer(b"".join(parts), _POSTING)
        own = np.repeat(terms["weight"], [len(part) // _POSTING.itemsize for part in parts])
        scores = np.bincount(found["article"], found["weight"] * own, len(self._terms))
        scores[number] = 0
        best = np.flatnonzero(scores > 0)
        if len(best) > most:
            best = best[np.argpartition(-scores[best], most - 1)[:most]]
        return best[np.lexsort((best, -scores[best]))]

    def _part(self, place: int, number: int) -> bytearray:
        """Return the postings of a term, of a common one those in the order around an article."""
        held, size = self._postings[place], _POSTING.itemsize
        if len(held) <= NEAREST * size:
            return held
        at = int(np.searchsorted(np.frombuffer(held, _POSTING)["article"], number))
        first = max(0, min(at - NEAREST // 2, len(held) // size - NEAREST))
        return held[first * size : (first + NEAREST) * size]

    def _list(self, terms: NDArray[np.void]) -> None:
        postings = np.empty(len(terms), _POSTING)
        postings["article"], postings["weight"] = len(self._terms), terms["weight"]
        raw, size = postings.tobytes(), _POSTING.itemsize
        for n, place in enumerate(terms["place"].tolist()):
            self._postings.setdefault(place, bytearray()).extend(raw[n * size : (n + 1) * size])
        self._terms.append(terms)


def weightiest(bag: Bag, weights: Floats) -> NDArray[np.void]:
    """Return the weightiest terms of body and lead, with their weights."""
    found = []
    for first, last in zip(bag.starts[:2].tolist(), bag.starts[1:3].tolist(), strict=True):
        own = weights[first:last]
        best = np.argsort(-own, kind="stable")[:RAREST]
        found.append(first + best[own[best] > 0])
    at = np.concatenate(found)
    terms = np.empty(len(at), [("place", np.int64), ("weight", np.float32)])
    terms["place"], terms["weight"] = bag.places[at], weights[at]
    return terms
