"""A look at all open articles together: the stories among them, in whatever order they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crosslight.grouping.linkage import CHECKED, clusters
from crosslight.grouping.space import SUREST, Space
from crosslight.grouping.words import Ints


@dataclass(frozen=True, slots=True)
class Place:
    """Where one article stands: its story, how surely (log odds), and the next best story and its odds."""

    story: int
    odds: float
    second: int | None
    second_odds: float


def look(space: Space, least: float, checked: int = CHECKED) -> list[Place]:
    """Return the place of each article of the space; stories are numbered by their first articles."""
    a, b, cosines = space.pairs()
    odds = space.odds(a, b, cosines)
    pairs = zip(a.tolist(), b.tolist(), odds.tolist(), strict=True)
    found = clusters(len(space), pairs, space.mean, least, checked)
    story = np.zeros(len(space), np.int64)
    for n, members in enumerate(found):
        story[members] = n
    ours, theirs = np.concatenate([a, b]), story[np.concatenate([b, a])]
    return places(story, ours, theirs, np.concatenate([odds, odds]))


def places(
    story: Ints, ours: Ints, theirs: Ints, odds: np.ndarray[tuple[int], np.dtype[np.float32]]
) -> list[Place]:
    """Take each article's mean odds with the near articles of each story.

    `ours` are the articles, by their places in `story`, `theirs` the stories of those near to them.
    """
    size, stories = len(story), 1 + max(story.max(initial=0), theirs.max(initial=0))
    keys, at = np.unique(ours * stories + theirs, return_inverse=True)
    means = np.bincount(at, odds) / np.maximum(np.bincount(at), 1)
    own = np.full(size, SUREST)
    second: list[tuple[int, float] | None] = [None] * size
    for key, mean in zip(keys.tolist(), means.tolist(), strict=True):
        article, other = divmod(key, int(stories))
        if story[article] == other:
            own[article] = mean
        elif (best := second[article]) is None or mean > best[1]:
            second[article] = (other, mean)
    return [Place(int(story[i]), float(own[i]), *(second[i] or (None, -SUREST))) for i in range(size)]


def order(days: Sequence[int | None], marks: Sequence[int]) -> list[int]:
    """Return the order of articles by day, those without one last, then by a mark of their text."""
    return sorted(range(len(days)), key=lambda i: (days[i] is None, days[i] or 0, marks[i]))
