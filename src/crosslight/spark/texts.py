"""Copies among many articles: texts that may share text are found by blocks, settled as one machine does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rensa import RMinHash

from crosslight.grouping.bags import Bag
from crosslight.grouping.carrying import carried, same_text, settle_among, source
from crosslight.grouping.copies import BANDS, SAMPLE, sketched
from crosslight.grouping.grouper import COPIES, FEWEST, WINDOW
from crosslight.grouping.held import Held
from crosslight.grouping.space import Entry
from crosslight.grouping.words import Ints, Top
from crosslight.model import Article, Copy
from crosslight.spark.blocks import pairs_before, runs
from crosslight.spark.order import Order
from crosslight.spark.packing import Array

# Texts before it with which a text meets for each of its keys, beside the first: with copies of one text
# that is enough to join them all, and boilerplate of a hundred thousand pages costs no more for each.
BEFORE = 4

_MIX = np.uint64(0x9E3779B97F4A7C15)
_EMPTY = Bag(*(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.int64), np.zeros(0, np.int64)))


@dataclass(frozen=True, slots=True)
class Settled:
    """An article that shares text with another: the root of its copies, and what it carries.

    `laid` says whether it is looked at as an article of its own, `follows` whether it goes where its
    root is.
    """

    number: int
    root: int
    laid: bool
    follows: bool
    copy: Copy | None


def bands(sketch: RMinHash | None) -> Ints:
    """Return a key for each band of a sketch; a text too short for one has none."""
    if sketch is None:
        return np.zeros(0, np.int64)
    rows = np.array(sketch.digest(), np.uint64).reshape(BANDS, -1)
    keys = np.arange(BANDS, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for row in rows.T:
            keys = (keys ^ row) * _MIX
            keys ^= keys >> np.uint64(29)
    return np.asarray(keys.view(np.int64))


def sample(shingles: Ints) -> Ints:
    """Return the shingles of a text that are looked up."""
    return np.asarray(shingles[shingles % SAMPLE == 0], np.int64)


def sharing(
    keys: Ints, numbers: Ints, weights: Array, order: Order, window: int = WINDOW
) -> tuple[Array, Array, Array]:
    """Return (sooner, later, weight) of the pairs of texts that have some of these keys in common."""
    by = np.lexsort((numbers, keys))
    keys, numbers, weights = keys[by], numbers[by].astype(np.int64), weights[by]
    # Nearly all keys are of one text alone.
    again = keys[1:] == keys[:-1]
    some = np.concatenate([again, [False]]) | np.concatenate([[False], again]) if len(keys) else keys > 0
    keys, numbers, weights = keys[some], numbers[some], weights[some]
    met = [*pairs_before(keys, numbers, order, window, BEFORE)]
    none = np.zeros(0, np.int64)
    sooner, later = (np.concatenate([none, *(pair[n] for pair in met)]) for n in range(2))
    return summed(numbers[sooner], numbers[later], weights[later])


def summed(a: Array, b: Array, weights: Array, least: int = 0) -> tuple[Array, Array, Array]:
    """Return each pair once, with the sum of its weights where that is at least `least`."""
    keys = (a.astype(np.int64) << 32) | b.astype(np.int64)
    by = np.argsort(keys, kind="stable")
    begun = runs(keys[by])
    sums = np.add.reduceat(weights[by].astype(np.int64), begun) if len(begun) else np.zeros(0, np.int64)
    kept = sums >= least
    first = by[begun][kept]
    return a[first].astype(np.int32), b[first].astype(np.int32), sums[kept].astype(np.int32)


def settled(
    numbers: Sequence[int],
    articles: Sequence[Article],
    lengths: Sequence[int],
    shingles: Sequence[Ints],
    order: Order,
    window: int = WINDOW,
) -> list[Settled]:
    """Find whose copies are whose among articles that may share text, sorted by their numbers."""
    days = order.day(np.asarray(numbers, np.int64)).tolist()
    held: dict[int, Held] = {
        n: Held(article, Entry(_EMPTY, day or None), _NOTHING, sketched(own), length, 0, day)
        for n, article, length, own, day in zip(numbers, articles, lengths, shingles, days, strict=True)
    }
    settle_among(held, numbers, window, FEWEST)
    copies = carried(numbers, held)
    seen: Counter[int] = Counter()
    found = []
    for n in numbers:
        root = source(n, held)
        seen[root] += 1
        laid = n == root or seen[root] < COPIES
        follows = n != root and (not laid or same_text(n, root, held))
        if n != root or n in copies:
            found.append(Settled(n, root, laid, follows, copies.get(n)))
    return found


def told(copy: Copy) -> str:
    """Return the reason that a copy is one, in words."""
    return f"{'copy' if copy.whole else 'part'} of {copy.of}: {copy.share:.0%}"


_NOTHING = Top((), (), np.zeros(0, np.int64))
