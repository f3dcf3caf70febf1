"""How far probabilities are from what is: bins, and the expected calibration error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 10
# Pairs of one story are not independent of each other: stories are drawn, with all their pairs.
DRAWS, SEED = 2000, 7

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Candidate pairs: how likely a link was said to be, whether readers link them, and of which story."""

    said: Numbers
    linked: Numbers
    story: NDArray[np.intp]

    def shown(self, least: float) -> Judged:
        """Return the pairs that are shown as links from this probability on."""
        kept = self.said >= least
        return Judged(self.said[kept], self.linked[kept], self.story[kept])


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of about one probability: on average said to be linked, in truth, and how surely that is known.

    `least` and `most` bound `linked` in 95 of 100 draws of stories.
    """

    low: float
    high: float
    count: int
    said: float
    linked: float
    least: float
    most: float


def widths(low: float = 0.0) -> Numbers:
    """Return the edges of bins of equal width from `low` to 1."""
    return np.linspace(low, 1.0, BINS + 1)


def counts(found: Judged) -> Numbers:
    """Return the edges of bins that hold equally many pairs."""
    return np.asarray(np.quantile(found.said, np.linspace(0, 1, BINS + 1)), np.float64)


def placed(said: Numbers, edges: Numbers) -> NDArray[np.intp]:
    """Return the bin of each probability; the last bin holds its upper edge too."""
    return np.clip(np.searchsorted(edges, said, side="right") - 1, 0, len(edges) - 2)


def bins(found: Judged, edges: Numbers) -> list[Bin]:
    """Return the bins that hold pairs."""
    place = placed(found.said, edges)
    drawn = _drawn(found, place, len(edges) - 1)
    told = []
    for n in np.unique(place):
        own = place == n
        shares = drawn[:, n][~np.isnan(drawn[:, n])]
        least, most = np.quantile(shares, (0.025, 0.975))
        told.append(
            Bin(
                float(edges[n]),
                float(edges[n + 1]),
                int(own.sum()),
                float(found.said[own].mean()),
                float(found.linked[own].mean()),
                float(least),
                float(most),
            )
        )
    return told


def error(found: Judged, edges: Numbers) -> float:
    """Return the expected calibration error: how far what is said is from what is, averaged over pairs.

    Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities" (2015).
    """
    place = placed(found.said, edges)
    apart = np.bincount(place, found.said - found.linked, len(edges) - 1)
    return float(np.abs(apart).sum() / len(place))


def _drawn(found: Judged, place: NDArray[np.intp], size: int) -> Numbers:
    """Return the share linked of each bin in each draw of stories: (draws, bins), nan where it is empty."""
    many = int(found.story.max()) + 1
    key = found.story * size + place
    pairs = np.bincount(key, minlength=many * size).reshape(many, size)
    linked = np.bincount(key, found.linked, many * size).reshape(many, size)
    weights = np.random.default_rng(SEED).multinomial(many, np.full(many, 1 / many), DRAWS)
    held = (weights @ pairs).astype(np.float64)
    held[held == 0] = np.nan
    return np.asarray((weights @ linked) / held, np.float64)
