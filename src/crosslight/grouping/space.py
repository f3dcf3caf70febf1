"""How likely two articles are of one story: what they share, measured against what each shares with others.

A similarity that is high in one stream is low in another (five wars on one weekend, one small town):
so each is also divided by the usual similarity of the two articles to those nearest to them (as in
Zelnik-Manor and Perona 2004, "Self-tuning spectral clustering").
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import onnxruntime

from crosslight.errors import PipelineError
from crosslight.grouping.bags import SIGNALS, Bag, Floats, Frequencies, Similarity, Weighed
from crosslight.grouping.index import Index
from crosslight.grouping.words import Ints

# What is put beside the usual similarity.
SCALED = tuple(SIGNALS.index(name) for name in ("body", "lead", "names"))
FEATURES = (
    *SIGNALS,
    "shorter",
    "longer",
    "days",
    *(f"{SIGNALS[n]} {what}" for n in SCALED for what in ("beside usual", "usual")),
)
# Articles among which a story is looked for: of 16, 24, 30 and 40 none is better by more than chance.
NEAR = 16
# The usual similarity is that to so many of the nearest.
USUAL = 10
# Where a stream has few articles, the usual similarity is drawn towards this one: the medians of
# body, lead and names over four sets.
PRIOR, PRIOR_WEIGHT = np.array([0.1, 0.1, 0.1], np.float32), 2
# Log odds beyond this are no surer: a cluster of ten should not hang on one pair.
SUREST = 5.0
# An article of fewer terms tells too little to be put with others.
FEWEST = 5
# Rows judged at a time: bounds memory.
BATCH = 1 << 16

# Gives the log odds, between -SUREST and SUREST, that the pairs with these features are of one story.
Judge = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of an article: its terms, and its day where it has one."""

    bag: Bag
    day: int | None

    @property
    def length(self) -> float:
        """Return the logarithm of how many terms the body has."""
        return length(self.bag)


def length(bag: Bag) -> float:
    """Return the logarithm of how many terms the body of an article has."""
    return float(np.log1p(bag.starts[1]))


def listed(bag: Bag, weights: Floats) -> Floats:
    """Return the weights by which an article is found: none where it tells too little."""
    return weights if bag.starts[1] > FEWEST else np.zeros_like(weights)


def usual_of(cosines: Floats) -> Floats:
    """Return the usual similarity of an article, of the cosines with those nearest to it, row by row."""
    best = -np.sort(-cosines[:, SCALED], axis=0)[:USUAL]
    return _drawn(best.sum(axis=0), len(best))


def _drawn(total: Floats, known: int | Ints) -> Floats:
    """Draw the mean of so many similarities towards the prior."""
    return np.asarray((total + PRIOR_WEIGHT * PRIOR) / (known + PRIOR_WEIGHT))


class Space:
    """Articles laid out so that any two can be compared; they are numbered in the order given."""

    def __init__(
        self, entries: Sequence[Entry], frequencies: Frequencies, judge: Judge, room: int = 0
    ) -> None:
        """`room` is how many articles may be added later."""
        self._frequencies, self._judge, self._similarity = frequencies, judge, Similarity()
        self._weighed: list[Weighed] = []
        self._index = Index()
        self._near: list[tuple[Ints, Floats]] = []
        most = len(entries) + room
        self._best = np.zeros((most, USUAL, len(SCALED)), np.float32)
        self._known = np.zeros(most, np.int64)
        self._usual = np.ones((most, len(SCALED)), np.float32)
        self._lengths, self._days = np.zeros(most, np.float32), np.zeros(most, np.int64)
        for entry in entries:
            self._place(entry)
        for i in range(len(entries)):
            self._look(i)

    @classmethod
    def given(
        cls, weighed: Sequence[Weighed], lengths: Floats, days: Ints, usual: Floats, judge: Judge
    ) -> Space:
        """Return a space of articles whose near ones were found elsewhere: any two can be judged there.

        `days` are 0 where they are unknown; `usual` is what `usual_of` gives for each. Where only pairs
        are judged whose cosines are known, `weighed` may be empty.
        """
        own = cls([], Frequencies(), judge, len(days))
        own._weighed = [*weighed]
        own._lengths[:], own._days[:], own._usual[:] = lengths, days, usual
        return own

    def __len__(self) -> int:
        return len(self._weighed)

    def kept(self, which: Sequence[int], room: int) -> Space:
        """Return a space of some of its articles, compared as they were here, with room for more."""
        own = Space([], self._frequencies, self._judge, len(which) + room)
        place = np.full(len(self), -1, np.int64)
        place[which] = np.arange(len(which))
        own._index = self._index.kept(which)
        for i in which:
            own._weighed.append(self._weighed[i])
            near, cosines = self._near[i]
            there = place[near] >= 0
            own._near.append((place[near[there]], cosines[there]))
        for name in ("_best", "_known", "_usual", "_lengths", "_days"):
            getattr(own, name)[: len(which)] = getattr(self, name)[which]
        return own

    def add(self, entry: Entry) -> tuple[Ints, Floats]:
        """Add an article; return those it is likest to, and the log odds that each is of its story."""
        i = len(self)
        self._place(entry)
        near, cosines = self._look(i)
        # To those that were here before it is one more that they are like.
        best = np.concatenate([self._best[near], cosines[:, None, SCALED]], axis=1)
        self._best[near] = -np.sort(-best, axis=1)[:, :USUAL]
        self._known[near] = np.minimum(self._known[near] + 1, USUAL)
        self._scale(near)
        return near, self._judge(self.features(np.full(len(near), i), near, cosines))

    def pairs(self) -> tuple[Ints, Ints, Floats]:
        """Return the pairs of near articles, each once, and their cosines."""
        a = np.repeat(np.arange(len(self)), [len(near) for near, _ in self._near])
        b = np.concatenate([np.zeros(0, np.int64), *(near for near, _ in self._near)])
        cosines = np.concatenate([np.zeros((0, len(SIGNALS)), np.float32), *(c for _, c in self._near)])
        _, once = np.unique(np.minimum(a, b) * len(self) + np.maximum(a, b), return_index=True)
        return np.minimum(a, b)[once], np.maximum(a, b)[once], cosines[once]

    def odds(self, a: Ints, b: Ints, cosines: Floats) -> Floats:
        """Return the log odds that the pairs are of one story."""
        batches = range(0, len(a), BATCH)
        at = (slice(n, n + BATCH) for n in batches)
        found = [self._judge(self.features(a[s], b[s], cosines[s])) for s in at]
        return np.concatenate([np.zeros(0, np.float32), *found])

    def mean(self, left: Ints, right: Ints) -> float:
        """Return the mean log odds over the pairs of two sets of articles."""
        a, b = np.repeat(left, len(right)), np.tile(right, len(left))
        return float(self.odds(a, b, self.cosines(left, right)).mean())

    def cosines(self, left: Ints, right: Ints) -> Floats:
        """Return the cosines of every article on the left with every one on the right, row by row."""
        return self._similarity([self._weighed[i] for i in left], [self._weighed[j] for j in right])

    def each(self, a: Ints, b: Ints) -> Floats:
        """Return the cosines of pairs of articles, row by row."""
        found = np.zeros((len(a), len(SIGNALS)), np.float32)
        for i in np.unique(a):
            at = np.flatnonzero(a == i)
            found[at] = self._similarity([self._weighed[i]], [self._weighed[j] for j in b[at]])
        return found

    def features(self, a: Ints, b: Ints, cosines: Floats) -> Floats:
        """Return the features of pairs, in the order of FEATURES."""
        lengths, days, usual = self._lengths, self._days, self._usual
        found = np.empty((len(FEATURES), len(a)), np.float32)
        found[: len(SIGNALS)] = cosines.T
        np.minimum(lengths[a], lengths[b], out=found[len(SIGNALS)])
        np.maximum(lengths[a], lengths[b], out=found[len(SIGNALS) + 1])
        first, second = days[a], days[b]
        known = (first > 0) & (second > 0)
        found[len(SIGNALS) + 2] = np.where(known, np.abs(first - second), -1)
        ours, theirs = usual[a].T, usual[b].T
        beside = found[len(SIGNALS) + 3 :]
        beside[0::2] = cosines.T[SCALED, :] / np.sqrt(ours * theirs)
        np.minimum(ours, theirs, out=beside[1::2])
        return np.ascontiguousarray(found.T)

    def _place(self, entry: Entry) -> None:
        weights = self._frequencies.weights(entry.bag)
        self._lengths[len(self)] = entry.length
        self._days[len(self)] = entry.day or 0
        self._weighed.append((entry.bag, weights))
        self._index.add(entry.bag, listed(entry.bag, weights))

    def _look(self, i: int) -> tuple[Ints, Floats]:
        near = self._index.near(i, NEAR)
        cosines = self._similarity([self._weighed[i]], [self._weighed[j] for j in near])
        self._near.append((near, cosines))
        best = -np.sort(-cosines[:, SCALED], axis=0)[:USUAL]
        self._best[i, : len(best)], self._known[i] = best, len(best)
        self._scale(np.array([i]))
        return near, cosines

    def _scale(self, at: Ints) -> None:
        """Take the usual similarity from the best ones."""
        self._usual[at] = _drawn(self._best[at].sum(axis=1), self._known[at, None])


@cache
def judge() -> Judge:
    """Load the model that Crosslight ships, once; raise PipelineError where it is missing or unfit."""
    file = files("crosslight") / "models" / "stories.onnx"
    if not file.is_file():
        raise PipelineError("model stories.onnx: file not found")
    return judge_of(file.read_bytes())


def judge_of(onnx: bytes) -> Judge:
    """Return the judge that is stored as ONNX; raise PipelineError where its features are not ours."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
    if json.loads(session.get_modelmeta().custom_metadata_map["features"]) != list(FEATURES):
        raise PipelineError("model stories.onnx: made for other features")

    def odds(features: Floats) -> Floats:
        if not len(features):
            return np.zeros(0, np.float32)
        likely = session.run(["probabilities"], {"features": features})[0][:, 1]
        least = 1 / (1 + np.exp(SUREST))
        likely = np.clip(likely, least, 1 - least)
        return np.asarray(np.log(likely / (1 - likely)), np.float32)

    return odds
