"""The articles nearest to each: found by the rare words and names they share, compared as one machine does.

What `grouping.index` and `grouping.space` do in one memory, in steps that each need a part of the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crosslight.grouping.bags import SIGNALS, Bag, Floats, Frequencies, Similarity, Weighed
from crosslight.grouping.index import weightiest
from crosslight.grouping.space import NEAR, SCALED, Judge, Space, length, listed, usual_of
from crosslight.grouping.words import TERMS, Ints
from crosslight.spark.blocks import near_pairs, runs
from crosslight.spark.order import Order
from crosslight.spark.packing import Array

# A term that more than one in so many articles has, and more than so many, is no block: its articles would
# all meet in one task. By Zipf some hundred words are so common, and few articles have one among their
# weightiest. Not tuned: bounds what one task gets.
HOT_SHARE, HOT_LEAST = 64, 16_384


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many articles each term stands, background and all, and which are too common for a block."""

    terms: Floats
    articles: int
    hot: Ints

    def frequencies(self) -> Frequencies:
        """Return them as what weighs bags."""
        found = Frequencies()
        found.counts, found.articles = self.terms, self.articles
        return found


def counts_of(background: Frequencies, own: Ints, articles: int) -> Counts:
    """Return the counts of the background and of these articles together."""
    hot = np.flatnonzero(own > max(HOT_LEAST, articles // HOT_SHARE))
    return Counts((background.counts + own).astype(np.float32), background.articles + articles, hot)


def postings(numbers: Ints, bags: Sequence[Bag], counts: Counts) -> tuple[Ints, Ints, Floats]:
    """Return the blocks of articles: which places are weightiest, in which article, and their weights."""
    frequencies = counts.frequencies()
    found = [weightiest(bag, listed(bag, frequencies.weights(bag))) for bag in bags]
    rows = np.concatenate(found) if found else np.zeros(0, [("place", np.int64), ("weight", np.float32)])
    of = np.repeat(numbers, [len(f) for f in found])
    kept = ~np.isin(rows["place"] % TERMS, counts.hot)
    return rows["place"][kept], of[kept], rows["weight"][kept]


def meetings(
    places: Ints, numbers: Ints, weights: Floats, order: Order, window: int
) -> Iterator[tuple[Array, Array, Floats]]:
    """Yield (article, other, what a shared term adds) of the postings of some terms, both ways round."""
    keys = (places.astype(np.int64) << 32) | numbers
    by = np.argsort(keys)
    places, numbers, weights = places[by].astype(np.int64), numbers[by].astype(np.int64), weights[by]
    for left, right in near_pairs(places, numbers, order, window):
        a, b = numbers[left].astype(np.int32), numbers[right].astype(np.int32)
        score = weights[left] * weights[right]
        yield np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([score, score])


def likest(a: Array, b: Array, scores: Floats, most: int = NEAR) -> tuple[Array, Array]:
    """Return for each article up to `most` others by the sum of what they share, the likest first."""
    keys = (a.astype(np.int64) << 32) | b
    by = np.argsort(keys, kind="stable")
    keys = keys[by]
    begun = runs(keys)
    if not len(begun):
        return a[:0], b[:0]
    sums = np.add.reduceat(scores[by].astype(np.float64), begun)
    ours, theirs = keys[begun] >> 32, keys[begun] & 0xFFFFFFFF
    best = np.lexsort((theirs, -sums, ours))
    ours, theirs = ours[best], theirs[best]
    starts = runs(ours)
    rank = np.arange(len(ours)) - np.repeat(starts, np.diff(starts, append=len(ours)))
    kept = rank < most
    return ours[kept].astype(np.int32), theirs[kept].astype(np.int32)


@dataclass(frozen=True, slots=True)
class Looked:
    """Articles and those near to them, pair by pair, and what is usual for each article."""

    a: Array
    b: Array
    cosines: Floats
    numbers: Array
    usual: Floats
    lengths: Floats


def looked(numbers: Ints, a: Array, b: Array, weighed: Mapping[int, Weighed]) -> Looked:
    """Compare articles with those near to them; pairs are sorted by their first."""
    similarity = Similarity()
    starts = np.searchsorted(a, numbers)
    ends = np.searchsorted(a, numbers, side="right")
    cosines, usual = [], []
    for number, first, last in zip(numbers.tolist(), starts.tolist(), ends.tolist(), strict=True):
        found = similarity([weighed[number]], [weighed[other] for other in b[first:last].tolist()])
        cosines.append(found)
        usual.append(usual_of(found))
    return Looked(
        a,
        b,
        np.concatenate([np.zeros((0, len(SIGNALS)), np.float32), *cosines]),
        numbers.astype(np.int32),
        np.array(usual, np.float32).reshape(-1, len(SCALED)),
        np.array([length(weighed[n][0]) for n in numbers.tolist()], np.float32),
    )


def judged(
    own: Looked,
    a: Array,
    b: Array,
    cosines: Floats,
    usual: Floats,
    lengths: Floats,
    order: Order,
    judge: Judge,
) -> tuple[Array, Array, Floats]:
    """Return (a, b, log odds) of the pairs whose second is one of `own`, each once, the smaller number first.

    Of each pair, what is usual for the first and how long it is come with it. `own.a` and `own.b` are the
    pairs that begin here: what stands on the lists of both is judged where the larger number is.
    """
    both = np.isin((b.astype(np.int64) << 32) | a, (own.a.astype(np.int64) << 32) | own.b)
    kept = ~both | (a < b)
    a, b, cosines, usual, lengths = a[kept], b[kept], cosines[kept], usual[kept], lengths[kept]
    at = np.searchsorted(own.numbers, b)
    count = len(a)
    space = Space.given(
        [],
        np.concatenate([lengths, own.lengths[at]]),
        np.concatenate([order.day(a.astype(np.int64)), order.day(b.astype(np.int64))]),
        np.concatenate([usual, own.usual[at]]),
        judge,
    )
    odds = space.odds(np.arange(count), np.arange(count) + count, cosines)
    return np.minimum(a, b), np.maximum(a, b), odds
