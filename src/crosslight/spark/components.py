"""Connected articles: which can come together at all, so that the rest need not be looked at together.

Each task keeps of its pairs a maximum spanning forest (Kruskal 1956): fewer pairs than articles, and the
same components at every threshold. The forests are joined on the driver.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from crosslight.grouping.words import Ints
from crosslight.spark.packing import Array


def forest(a: Ints, b: Ints, weights: Array) -> Ints:
    """Return the places of the pairs of a maximum spanning forest."""
    nodes, at = np.unique(np.concatenate([a, b]), return_inverse=True)
    order = _strongest(a, b, weights)
    ours, theirs = at[: len(a)][order].tolist(), at[len(a) :][order].tolist()
    kept = [*_joined(zip(ours, theirs, strict=True), array("i", range(len(nodes))), len(nodes))]
    return order[kept]


def components(size: int, a: Ints, b: Ints, weights: Array, most: int) -> Ints:
    """Return for each article the first of its component, itself where it is alone.

    The strongest pairs are joined first; a pair that would make a component of more than `most`
    articles is left out, which raises the threshold within large ones only.
    """
    order = _strongest(a, b, weights)
    parent = array("i", range(size))
    for _ in _joined(zip(a[order].tolist(), b[order].tolist(), strict=True), parent, most):
        pass
    found = np.frombuffer(parent, np.int32).astype(np.int64)
    while not np.array_equal(above := found[found], found):
        found = above
    return found


def spread(found: Array, size: int) -> Ints:
    """Return for each article the task of its component: of each about `size` articles, none cut in two."""
    _, which, sizes = np.unique(found, return_inverse=True, return_counts=True)
    before = np.cumsum(sizes) - sizes
    return np.asarray(before[which] // size, np.int64)


def _strongest(a: Ints, b: Ints, weights: Array) -> Ints:
    return np.lexsort((b, a, -weights))


def _joined(pairs: Iterable[tuple[int, int]], parent: array[int], most: int) -> Iterator[int]:
    """Join what is paired, the smaller number on top; yield the places of the pairs that joined."""
    sizes = array("i", [1]) * len(parent)
    for n, (i, j) in enumerate(pairs):
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        while parent[j] != j:
            parent[j] = j = parent[parent[j]]
        if i == j or sizes[i] + sizes[j] > most:
            continue
        if j < i:
            i, j = j, i
        parent[j] = i
        sizes[i] += sizes[j]
        yield n
