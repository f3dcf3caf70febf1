"""Which pairs of sentences are worth a closer look: those alike in words and in meaning together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosslight.aligning.views import Bag, Floats, Ints, Views

# Keeps 26 % of the pairs of the gold stories and 85 % of their links. With more of either the links found in
# the end are no better (F1, cross-validated: 0.648 here, 0.643 with 30 % of the pairs), and it takes longer.
LEAST = 0.06
# Two sentences that both have numbers: a figure is compared with another even where the words are not alike.
LEAST_OF_NUMBERS = 0.01

# However long a story, a pair stays only if it is among so many best of one of its sentences with the other
# article; twice as many where both have numbers.
MOST = 6


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows of `Views`: `a` and `b` (k,), `a` in the earlier article; `score` orders them."""

    a: Ints
    b: Ints
    score: Floats


def candidates(views: Views) -> Candidates:
    """Return the pairs of sentences of different articles that are alike enough."""
    stems = _directions(views.bags["stem"])
    numbers = views.bags["number"].ids[:, 0] >= 0
    found: list[tuple[Ints, Ints, Floats]] = []
    bounds = views.bounds
    for first, start in enumerate(bounds[:-1]):
        end = bounds[first + 1]
        # One article against all later ones: memory grows with the story, not with its square.
        rest = slice(end, None)
        score = 0.5 * views.context[start:end] @ views.context[rest].T + stems[start:end] @ stems[rest].T
        for other in range(first + 1, len(bounds) - 1):
            theirs = slice(bounds[other], bounds[other + 1])
            block = score[:, theirs.start - end : theirs.stop - end]
            both = numbers[start:end, None] & numbers[None, theirs]
            kept = (block >= LEAST) & _among_best(block, MOST)
            kept |= both & (block >= LEAST_OF_NUMBERS) & _among_best(block, 2 * MOST)
            a, b = np.nonzero(kept)
            if len(a):
                found.append(((a + start).astype(np.int32), (b + theirs.start).astype(np.int32), block[a, b]))
    if not found:
        none = np.zeros(0, np.int32)
        return Candidates(none, none, np.zeros(0, np.float32))
    return Candidates(*(np.concatenate(part) for part in zip(*found, strict=True)))


def _among_best(block: Floats, most: int) -> NDArray[np.bool_]:
    """Tell which pairs are among the `most` best of their row or of their column."""
    if max(block.shape) <= most:
        return np.ones(block.shape, bool)
    row = np.sort(block, axis=1)[:, -min(most, block.shape[1])][:, None]
    column = np.sort(block, axis=0)[-min(most, block.shape[0])][None, :]
    kept: NDArray[np.bool_] = (block >= row) | (block >= column)
    return kept


def _directions(bag: Bag) -> Floats:
    """Return the bag as unit vectors (n, vocabulary), words weighted by rarity."""
    dense = np.zeros((len(bag.ids), len(bag.rarity)), np.float32)
    row, place = np.nonzero(bag.ids >= 0)
    ids = bag.ids[row, place]
    dense[row, ids] = bag.rarity[ids]
    return np.asarray(dense / np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-9), np.float32)
