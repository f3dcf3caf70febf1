"""Stories among articles that can come together: linked and explained by the functions of one machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crosslight.grouping.bags import Bag, Floats, Weighed
from crosslight.grouping.grouper import LEAST, OTHERS
from crosslight.grouping.linkage import clusters
from crosslight.grouping.look import Place, places
from crosslight.grouping.reasons import reasons
from crosslight.grouping.space import Entry, Judge, Space, length
from crosslight.grouping.words import Ints, Top
from crosslight.spark.near import Counts
from crosslight.spark.packing import Array


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of near articles, each once, by their numbers, and the log odds that each is one story."""

    a: Array
    b: Array
    odds: Floats


def stories(
    numbers: Ints,
    components: Ints,
    bags: Sequence[Bag],
    days: Ints,
    usual: Floats,
    pairs: Pairs,
    counts: Counts,
    judge: Judge,
) -> Ints:
    """Return for each article the place of the first of its story.

    All that may come together is here: `components` tell which. `numbers` are sorted; pairs with articles
    that are not here count as in `linkage`: what is near to more is grown, and so says who speaks for it.
    """
    frequencies = counts.frequencies()
    _, which, sizes = np.unique(components, return_inverse=True, return_counts=True)
    # Of a component of two the only pair is known: no more need be compared.
    compared = sizes[which] > 2
    weighed: list[Weighed] = [
        (bag, frequencies.weights(bag) if needed else bag.counts)
        for bag, needed in zip(bags, compared.tolist(), strict=True)
    ]
    space = Space.given(weighed, np.array([length(bag) for bag in bags], np.float32), days, usual, judge)
    every = np.union1d(numbers, np.concatenate([pairs.a, pairs.b]))
    place = np.cumsum(np.isin(every, numbers)) - 1
    outside = ~np.isin(every, numbers)
    place[outside] = len(numbers) + np.arange(int(outside.sum()))
    a, b = place[np.searchsorted(every, pairs.a)], place[np.searchsorted(every, pairs.b)]
    known = zip(a.tolist(), b.tolist(), pairs.odds.tolist(), strict=True)
    found = np.arange(len(numbers))
    for members in clusters(len(every), known, space.mean, LEAST):
        if members[0] < len(numbers):
            found[members] = members[0]
    return found


def explained(
    members: Sequence[int], bags: Sequence[Bag], days: Sequence[int], tops: Sequence[Top], counts: Counts
) -> list[tuple[str, ...]]:
    """Return why each member of a story is there; members are places in the lists, in their order."""
    frequencies = counts.frequencies()
    some = members[:: -(-len(members) // (OTHERS + 1))]
    entry = {n: Entry(bags[n], days[n] or None) for n in {*members, *some}}
    return [
        reasons(tops[n], entry[n], [entry[other] for other in some if other != n], frequencies)
        for n in members
    ]


def standing(numbers: Ints, story: Ints, ours: Array, theirs: Array, odds: Floats) -> list[Place]:
    """Return where articles stand: `ours` are some of their numbers, `theirs` the stories near to those."""
    return places(story, np.searchsorted(numbers, ours), theirs.astype(np.int64), odds)


def probability(odds: Array) -> Array:
    """Return the probability of log odds."""
    return 1 / (1 + np.exp(-odds))
