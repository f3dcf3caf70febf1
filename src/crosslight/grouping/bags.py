"""Articles as weighted terms: how often each stands in the headline, the lead, the body, and as a name.

Weights are tf-idf (Spärck Jones 1972; Salton and Buckley 1988), each signal of length one, so that
the sum of products of two bags is their cosine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crosslight.errors import PipelineError
from crosslight.grouping.words import LEAD, TERMS, Ints, Words

Floats = NDArray[np.float32]

SIGNALS: Final = ("body", "lead", "title", "names", "numbers", "phrases")
# Odd, so that no two words give the phrase of another two in the same order.
_MIX = 0x9E3779B1


@dataclass(frozen=True, slots=True)
class Bag:
    """The distinct terms of each signal, one signal after the other, and how often they stand there.

    `places` are term + signal × TERMS; `starts` is where each signal begins. Every signal begins with
    the term 0 and the count 0, so that none is empty.
    """

    places: Ints
    counts: Floats
    starts: Ints
    terms: Ints


def bag(words: Words) -> Bag:
    """Count the terms of an article."""
    body = np.concatenate([words.title, words.body])
    lead = np.concatenate([words.title, words.body[:LEAD]])
    phrases = (body[:-1] * _MIX + body[1:]) % (TERMS - 1) + 1
    signals = (body, lead, words.title, words.names, words.numbers, phrases)
    places, counts, starts, at = [], [], [], 0
    for n, terms in enumerate(signals):
        found, often = np.unique(terms, return_counts=True)
        places += [np.array([0]) + n * TERMS, found + n * TERMS]
        counts += [np.zeros(1), 1 + np.log(often)]
        starts.append(at)
        at += len(found) + 1
    distinct = np.unique(np.concatenate([body, phrases]))
    return Bag(np.concatenate(places), np.concatenate(counts).astype(np.float32), np.array(starts), distinct)


# A bag with the weight of each of its places.
Weighed = tuple[Bag, Floats]


class Frequencies:
    """In how many articles each term stands: those of a background, and those that are open now."""

    def __init__(self, background: Frequencies | None = None) -> None:
        self.counts: Floats = np.zeros(TERMS, np.float32) if background is None else background.counts.copy()
        self.articles: int = 0 if background is None else background.articles

    def add(self, bag: Bag, times: int = 1) -> None:
        """Count an article, or with `times` -1 take it out again."""
        self.counts[bag.terms] += times
        self.articles += times

    def rarity(self, terms: Ints) -> Floats:
        """Return the logarithm of one in how many articles has each term."""
        rarity = np.log((self.articles + 1) / (self.counts[terms] + 0.5))
        return np.asarray(np.maximum(rarity, 0), np.float32)

    def weights(self, bag: Bag) -> Floats:
        """Return the weight of each place of a bag; those of one signal have length one together."""
        weights = bag.counts * self.rarity(bag.places % TERMS)
        length = np.sqrt(np.add.reduceat(weights * weights, bag.starts))
        sizes = np.diff(bag.starts, append=len(weights))
        return np.asarray(weights / np.repeat(np.maximum(length, 1e-6), sizes), np.float32)


class Similarity:
    """Cosines of bags with others, signal by signal."""

    def __init__(self) -> None:
        self._dense = np.zeros(len(SIGNALS) * TERMS, np.float32)

    def __call__(self, own: Sequence[Weighed], others: Sequence[Weighed]) -> Floats:
        """Return an array (own × others, signals), the others of the first first."""
        if not own or not others:
            return np.zeros((0, len(SIGNALS)), np.float32)
        places = np.concatenate([b.places for b, _ in others])
        weights = np.concatenate([w for _, w in others])
        before = np.cumsum([0] + [len(w) for _, w in others[:-1]])
        starts = np.concatenate([b.starts for b, _ in others]) + np.repeat(before, len(SIGNALS))
        rows = []
        for bag, held in own:
            self._dense[bag.places] = held
            rows.append(np.add.reduceat(self._dense.take(places) * weights, starts))
            self._dense[bag.places] = 0
        return np.concatenate(rows).reshape(len(own) * len(others), len(SIGNALS))


@cache
def background() -> Frequencies:
    """Load how common terms are in news; raise PipelineError where the file is missing."""
    file = files("crosslight") / "models" / "words.npz"
    if not file.is_file():
        raise PipelineError("model words.npz: file not found")
    with file.open("rb") as opened:
        return frequencies(np.load(opened, allow_pickle=False))


def frequencies(arrays: Mapping[str, NDArray[np.generic]]) -> Frequencies:
    """Read the frequencies that are stored as the arrays `terms`, `counts` and `articles`."""
    found = Frequencies()
    found.counts[np.asarray(arrays["terms"], np.int64)] = np.asarray(arrays["counts"], np.float32)
    found.articles = int(arrays["articles"])
    return found
