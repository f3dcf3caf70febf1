"""Average linkage over a sparse graph of pairs: what is likest is put together first.

Sokal and Michener 1958 (UPGMA). Only likely pairs are known beforehand. They make a cluster look more
like another than it is, so a merge is first checked on pairs of members spread over both.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from crosslight.grouping.words import Ints

# Members of each side that a merge is checked on: 8 are as good as all on groundnews2025, whose stories
# have up to 116 articles.
CHECKED = 8

# Gives the mean over the pairs of two sets of items.
Mean = Callable[[Ints, Ints], float]


def clusters(
    size: int, pairs: Iterable[tuple[int, int, float]], mean: Mean, least: float, checked: int = CHECKED
) -> list[Ints]:
    """Return the clusters of the items 0 to `size` - 1, each sorted, in the order of their first items.

    `pairs` are known beforehand, each once. Clusters are merged while their pairs are, on average, at
    least `least`; a merge is checked on up to `checked` members of each side.
    """
    near: list[dict[int, tuple[float, int]]] = [{} for _ in range(size)]
    for a, b, score in pairs:
        near[a][b] = near[b][a] = (score, 1)
    members = [[i] for i in range(size)]
    heap = [
        (-total, a, b, known)
        for a, those in enumerate(near)
        for b, (total, known) in those.items()
        if a < b and total >= least
    ]
    heapq.heapify(heap)
    while heap:
        _, a, b, known = heapq.heappop(heap)
        if near[a].get(b, (0.0, 0))[1] != known:
            continue  # one of the two has grown, or is part of another
        every = len(members[a]) * len(members[b])
        if known < every:
            score = mean(_spread(members[a], checked), _spread(members[b], checked))
            near[a][b] = near[b][a] = (score * every, every)
            if score >= least:
                heapq.heappush(heap, (-score, a, b, every))
            continue
        if len(near[a]) < len(near[b]):
            a, b = b, a
        members[a] += members[b]
        members[b] = []
        del near[a][b], near[b][a]
        for c, (total, count) in near[b].items():
            del near[c][b]
            other, more = near[a].get(c, (0.0, 0))
            near[a][c] = near[c][a] = (total + other, count + more)
        near[b] = {}
        for c, (total, count) in near[a].items():
            if total >= least * count:
                heapq.heappush(heap, (-total / count, min(a, c), max(a, c), count))
    return sorted((np.array(sorted(m), np.int64) for m in members if m), key=lambda m: int(m[0]))


def _spread(items: Sequence[int], most: int) -> Ints:
    if len(items) <= most:
        return np.array(items, np.int64)
    step = len(items) / most
    return np.array([items[int(i * step)] for i in range(most)], np.int64)
