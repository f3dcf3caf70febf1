"""The numbers of articles: their places in the order of one machine, by day, then by a mark of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from crosslight.grouping.grouper import FEWEST
from crosslight.grouping.words import Ints


@dataclass(frozen=True, slots=True)
class Order:
    """Where each part of the sorted articles begins, and each day: a few numbers, whatever the articles.

    `days` are in order, without the articles that have none: those come last. `bucket` is how many
    articles are compared in one task.
    """

    size: int
    starts: Ints
    days: Ints
    firsts: Ints
    dated: int
    bucket: int

    def day(self, numbers: Ints) -> Ints:
        """Return the day of each article, 0 where it has none."""
        if not len(self.days):
            return np.zeros(len(numbers), np.int64)
        at = np.searchsorted(self.firsts, numbers, side="right") - 1
        return np.asarray(np.where(numbers < self.dated, self.days[at], 0), np.int64)

    def until(self, numbers: Ints, window: int) -> Ints:
        """Return for each dated article the number after the last that it may meet.

        That is at most `window` days later, or one of the next FEWEST whatever its day: so many stay open
        on one machine.
        """
        ends = np.searchsorted(self.days, self.day(numbers) + window, side="right")
        later = np.append(self.firsts, self.dated)[ends]
        return np.asarray(np.minimum(np.maximum(later, numbers + FEWEST), self.dated), np.int64)

    def since(self, numbers: Ints, window: int) -> Ints:
        """Return for each dated article the number of the first that it may meet."""
        earlier = np.append(self.firsts, self.dated)[np.searchsorted(self.days, self.day(numbers) - window)]
        return np.asarray(np.minimum(earlier, np.maximum(numbers - FEWEST, 0)), np.int64)


def order_of(parts: Mapping[int, int], days: Mapping[int | None, int], bucket: int) -> Order:
    """Return the order, of how many articles each part and each day has."""
    sizes = np.array([parts.get(n, 0) for n in range(1 + max(parts, default=-1))], np.int64)
    known = sorted((day, count) for day, count in days.items() if day is not None)
    counts = np.array([count for _, count in known], np.int64)
    return Order(
        int(sizes.sum()),
        np.cumsum(sizes) - sizes,
        np.array([day for day, _ in known], np.int64),
        np.cumsum(counts) - counts,
        int(counts.sum()),
        bucket,
    )
