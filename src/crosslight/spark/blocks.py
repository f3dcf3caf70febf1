"""Pairs of articles that share a block: a rare word, a name, a band of a sketch, a run of three words.

Every article of a block meets those next to it in the order of days (Hernández and Stolfo 1995, "The
merge/purge problem"), so that work grows with the articles and not with their squares.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from crosslight.grouping.index import NEAREST
from crosslight.grouping.words import Ints
from crosslight.spark.order import Order
from crosslight.spark.packing import Array

# Pairs made at a time: bounds memory, some 100 MB.
CHUNK = 1 << 21


def near_pairs(keys: Ints, numbers: Ints, order: Order, window: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield places of rows that meet, the first of the two first; rows are sorted by key, then number.

    In a block of up to NEAREST articles all meet that may (`Order.until`), in a larger one
    each meets half as many before and after it, as in `grouping.index`. An article without a day is as
    near to all.
    """
    first, last, undated = _blocks(keys, numbers, order)
    own = np.arange(len(keys))
    reach = np.where(last - first <= NEAREST, NEAREST, NEAREST // 2)
    dated = numbers < order.dated
    limit = np.where(dated, _places(keys, numbers, order.until(numbers, window), first, last), last)
    yield from _spans(own, own + 1, np.minimum(limit, own + 1 + reach))
    late = np.maximum(undated, limit)
    yield from _spans(own[dated], late[dated], np.minimum(last, late + reach)[dated])


def pairs_before(
    keys: Ints, numbers: Ints, order: Order, window: int, most: int
) -> Iterator[tuple[Ints, Ints]]:
    """Yield places of rows that meet: each meets up to `most` before it in its block, and the first there."""
    first, _, _ = _blocks(keys, numbers, order)
    own = np.arange(len(keys))
    dated = numbers < order.dated
    since = order.since(np.where(dated, numbers, 0), window)
    begin = np.where(dated, _places(keys, numbers, since, first, own), first)
    near = np.maximum(begin, own - most)
    for later, sooner in _spans(own, near, own):
        yield sooner, later
    far = begin < near
    if far.any():
        yield begin[far], own[far]


def runs(keys: Array) -> Ints:
    """Return where the runs of the same key begin."""
    return np.flatnonzero(np.concatenate([np.ones(min(1, len(keys)), np.bool_), keys[1:] != keys[:-1]]))


def _blocks(keys: Ints, numbers: Ints, order: Order) -> tuple[Ints, Ints, Ints]:
    """Return for each row where its block begins and ends, and where those without a day begin in it."""
    begun = runs(keys)
    sizes = np.diff(begun, append=len(keys))
    first = np.repeat(begun, sizes)
    last = first + np.repeat(sizes, sizes)
    dated = np.add.reduceat((numbers < order.dated).astype(np.int64), begun) if len(keys) else sizes
    return first, last, first + np.repeat(dated, sizes)


def _places(keys: Ints, numbers: Ints, wanted: Ints, first: Ints, last: Ints) -> Ints:
    """Return for each row the place of the first row of its block that has at least the wanted number."""
    block = np.cumsum(np.concatenate([np.zeros(min(1, len(keys)), np.int64), keys[1:] != keys[:-1]]))
    found = np.searchsorted((block << 32) | numbers, (block << 32) | wanted)
    return np.clip(found, first, last)


def _spans(left: Ints, first: Ints, last: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield each of `left` with every number from `first` to before `last`, so many at a time."""
    counts = np.maximum(last - first, 0)
    some = counts > 0
    left, first, counts = left[some], first[some], counts[some]
    ends = np.cumsum(counts)
    begun = 0
    while begun < len(left):
        done = int(ends[begun - 1]) if begun else 0
        stop = max(begun + 1, int(np.searchsorted(ends, done + CHUNK, side="right")))
        own = counts[begun:stop]
        step = np.arange(int(own.sum())) - np.repeat(np.cumsum(own) - own, own)
        yield np.repeat(left[begun:stop], own), np.repeat(first[begun:stop], own) + step
        begun = stop
