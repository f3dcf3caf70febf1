from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np

from crosslight.grouping.linkage import CHECKED, clusters
from crosslight.grouping.words import Ints


def mean_of(score: Callable[[int, int], float]) -> Callable[[Ints, Ints], float]:
    return lambda left, right: float(np.mean([score(int(a), int(b)) for a in left for b in right]))


def found(
    size: int, scores: Mapping[tuple[int, int], float], least: float = 0, other: float = -5.0
) -> list[list[int]]:
    def score(a: int, b: int) -> float:
        return scores.get((min(a, b), max(a, b)), other)

    pairs = [(a, b, value) for (a, b), value in scores.items()]
    return [members.tolist() for members in clusters(size, pairs, mean_of(score), least)]


def test_what_is_likely_is_put_together_and_the_rest_stands_alone() -> None:
    assert found(4, {(0, 2): 3.0, (1, 3): -1.0}) == [[0, 2], [1], [3]]
    assert found(0, {}) == []


def test_a_chain_is_no_cluster() -> None:
    # Each is like the next only: as a whole they are unlike each other.
    assert found(4, {(0, 1): 3.0, (1, 2): 2.0, (2, 3): 3.0}) == [[0, 1], [2, 3]]


def test_a_merge_that_only_its_known_pairs_speak_for_is_refused() -> None:
    groups = [range(30), range(30, 60)]
    scores = {pair: 4.0 for group in groups for pair in combinations(group, 2)}
    scores |= {(n, n + 30): 3.0 for n in range(15)}
    assert [len(members) for members in found(60, scores)] == [30, 30]


def test_a_large_cluster_is_found_from_few_known_pairs() -> None:
    size = 5 * CHECKED
    pairs = [(a, a + 1, 3.0) for a in range(size - 1)]
    whole = clusters(size, pairs, lambda *_: 2.0, 0)
    assert [len(members) for members in whole] == [size]


def test_the_order_of_the_pairs_does_not_matter() -> None:
    draw = np.random.default_rng(3)
    scores = {pair: draw.uniform(-4, 4) for pair in combinations(range(25), 2)}
    first = found(25, scores)
    for _ in range(5):
        items = list(scores.items())
        assert found(25, {items[i][0]: items[i][1] for i in draw.permutation(len(items))}) == first


def test_a_higher_threshold_never_gives_larger_clusters() -> None:
    draw = np.random.default_rng(4)
    scores = {pair: draw.uniform(-4, 4) for pair in combinations(range(25), 2)}
    assert len(found(25, scores, 2.5)) >= len(found(25, scores, 0.5)) >= len(found(25, scores, -2))
