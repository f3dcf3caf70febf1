"""Train what tells one story from two: `python -m training.stories`, some minutes on one core.

`words.npz` counts in how many articles each term stands; `stories.onnx` is a boosted tree (LightGBM)
over the features of crosslight.grouping.space. It learns from pairs of articles in streams: the four
sets as they are, the dated ones also without their days, and small piles of a few stories each, so
that the usual similarity of a pile of ten articles is as well known as that of a thousand.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import lightgbm
import numpy as np
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

from crosslight.grouping.bags import SIGNALS, Floats, Frequencies, bag
from crosslight.grouping.space import FEATURES, SCALED, Entry, Space
from crosslight.grouping.words import Ints, words
from crosslight.model import Article

DATA = Path(__file__).parents[2] / "shared" / "data"
MODELS = Path(__file__).parents[1] / "src" / "crosslight" / "models"
# The sets, and whether their dates are publication dates. None of them forbids training on it.
SETS = {"groundnews2025": False, "allsides_full": True, "basil": True, "ecbplus": False}
DIGESTS = {
    "groundnews2025": "ce7a6cdf85111ab7e9191c5c76b10ecfc6004611c400df22b35581d251071d2a",
    "allsides_full": "558176fe52becd4afeba4452c615ae0194ac53a2d507fb14f3a0f03f68466104",
    "basil": "47ec6209826b32c410dac7a4652fd5800c864948982e81f113177ec6c7b91531",
    "ecbplus": "5f009899e24eeb8b27f89009a1525aeff1e1acb3cfd95087f7365d83ccaa3cc3",
}
SEED = 7

# Odds rise with what two articles share and fall with the days between them, whatever few stories say.
RISING = {*SIGNALS, *(f"{SIGNALS[n]} beside usual" for n in SCALED)}
TREES = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 15, "min_data_in_leaf": 200, "lambda_l2": 5.0,
    "feature_fraction": 0.7, "bagging_fraction": 0.7, "bagging_freq": 1,
    "monotone_constraints": [int(name in RISING) for name in FEATURES],
}  # fmt: skip
ROUNDS = 200
# Small piles drawn from each set, and how many stories each has.
PILES, PILED, MOST_PILED = 60, range(1, 13), 60
# What these streams weigh beside the sets as they are.
UNDATED, SMALL = 0.1, 0.5
# Pairs of articles that are not near each other, for each article.
FAR = 10
# Pairs of one story for each article.
MOST_PAIRS = 60
# A term of the background that fewer articles have is as good as new.
KEPT = 2


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of articles with their gold stories; `half` parts the stories (of ecbplus, the topics)."""

    name: str
    articles: tuple[Article, ...]
    story: Ints
    half: Ints


@dataclass(frozen=True, slots=True)
class Rows:
    """Pairs of articles: features, whether they are of one story, and what each pair weighs."""

    features: Floats
    same: np.ndarray[tuple[int], np.dtype[np.bool_]]
    weight: Floats


def collection(name: str) -> Collection:
    """Read a set; raise ValueError where it is not what the figures were measured on."""
    raw = (DATA / name / "stories.jsonl").read_bytes()
    if sha256(raw).hexdigest() != DIGESTS[name]:
        raise ValueError(f"{name} is not what the figures were measured on")
    rows = [json.loads(line) for line in raw.decode("utf-8").splitlines()]
    articles = tuple(
        Article(str(r["id"]), r["text"], r["title"], r["outlet"], (r["date"] or None) if SETS[name] else None)
        for r in rows
    )
    parts = [str(r["topic"] if name == "ecbplus" else r["story"]) for r in rows]
    half = {part: n % 2 for n, part in enumerate(sorted(set(parts)))}
    _, story = np.unique([str(r["story"]) for r in rows], return_inverse=True)
    return Collection(name, articles, story, np.array([half[part] for part in parts]))


def entries(articles: Sequence[Article]) -> list[Entry]:
    """Read the words of articles."""
    return [Entry(bag(read), read.day) for read in map(words, articles)]


def counted(read: Sequence[Entry], start: Frequencies | None = None) -> Frequencies:
    """Count in how many articles each term stands, on top of what is known."""
    found = Frequencies(start)
    for entry in read:
        found.add(entry.bag)
    return found


def fit(sets: Sequence[tuple[Ints, Sequence[Entry], Ints]]) -> tuple[Frequencies, bytes]:
    """Train on (stories, articles, which of them are known): return the background and the model.

    Articles that are not known are in the streams, as strangers, but nothing is learnt of them.
    """
    background = Frequencies()
    for _, read, known in sets:
        background = counted([read[i] for i in known], background)
    every = []
    for n, (story, read, known) in enumerate(sets):
        random = np.random.default_rng(SEED + n)
        for part, stream, weight in _streams(read, story, known, random):
            every.append(_rows(part, stream, weight, story, known, background, random))
    data = lightgbm.Dataset(
        np.concatenate([r.features for r in every]),
        np.concatenate([r.same for r in every]).astype(int),
        weight=np.concatenate([r.weight for r in every]),
    )
    parameters = {**TREES, "seed": SEED, "deterministic": True, "num_threads": 1, "verbose": -1}
    booster = lightgbm.train(parameters, data, ROUNDS)
    shape = [("features", FloatTensorType([None, len(FEATURES)]))]
    onnx = convert_lightgbm(booster, "stories", shape, zipmap=False)
    onnx.metadata_props.add(key="features", value=json.dumps(FEATURES))
    return background, onnx.SerializeToString()


def _streams(
    read: Sequence[Entry], story: Ints, known: Ints, random: np.random.Generator
) -> Iterator[tuple[Ints, list[Entry], float]]:
    """Yield streams to learn from: which articles, as they are read there, and what the stream weighs."""
    every = np.arange(len(read))
    dated = any(entry.day is not None for entry in read)
    bare = [replace(entry, day=None) for entry in read]
    yield every, list(read), 1.0
    if dated:
        yield every, bare, UNDATED
    stories = np.unique(story[known])
    for n in range(PILES):
        drawn = random.choice(stories, min(len(stories), int(random.choice(PILED))), replace=False)
        part = known[np.isin(story[known], drawn)]
        part = np.sort(random.permutation(part)[:MOST_PILED])
        source = bare if n % 2 else read
        yield part, [source[i] for i in part], SMALL / PILES


def _rows(
    part: Ints,
    stream: Sequence[Entry],
    weight: float,
    story: Ints,
    known: Ints,
    background: Frequencies,
    random: np.random.Generator,
) -> Rows:
    """Measure the near pairs of a stream, all pairs of one story, and some that are far apart."""
    own = Space(stream, counted(stream, background), lambda features: features[:, 0])
    a, b, cosines = own.pairs()
    named, usable = story[part], np.isin(part, known)
    far = random.integers(len(part), size=(2, FAR * len(part)))
    same = [pair for s in np.unique(named[usable]) for pair in _pairs(np.flatnonzero(named == s))]
    more = np.unique(
        np.sort(np.concatenate([np.array(same, np.int64).reshape(-1, 2), far.T]), axis=1), axis=0
    )
    more = more[more[:, 0] != more[:, 1]]
    more = more[~np.isin(more @ [len(part), 1], a * len(part) + b)]
    a, b = np.concatenate([a, more[:, 0]]), np.concatenate([b, more[:, 1]])
    cosines = np.concatenate([cosines, own.each(more[:, 0], more[:, 1])])
    kept = usable[a] & usable[b]
    a, b, cosines = a[kept], b[kept], cosines[kept]
    yes = named[a] == named[b]
    # Stories weigh what they have articles, not pairs; of other pairs the like ones weigh most.
    sizes = np.bincount(named)[named[a]]
    weights = np.where(yes, 1 / sizes, 0.0)
    weights = weights / max(weights.sum(), 1e-9)
    others = np.where(yes, 0.0, cosines[:, SIGNALS.index("lead")] + 0.1)
    weights = weights + others / max(others.sum(), 1e-9)
    return Rows(own.features(a, b, cosines), yes, (1e4 * weight * weights).astype(np.float32))


def _pairs(members: Ints) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a story, of a large one those of articles not too far from each other in order."""
    return ((int(a), int(b)) for n, a in enumerate(members) for b in members[n + 1 : n + 1 + MOST_PAIRS])


def save(background: Frequencies, onnx: bytes, folder: Path = MODELS) -> None:
    """Write both files."""
    terms = np.flatnonzero(background.counts >= KEPT)
    with io.BytesIO() as raw:
        counts = background.counts[terms].astype(np.uint16)
        np.savez_compressed(raw, terms=terms.astype(np.uint32), counts=counts, articles=background.articles)
        (folder / "words.npz").write_bytes(raw.getvalue())
    (folder / "stories.onnx").write_bytes(onnx)


def main() -> None:
    """Train on all stories and write the models."""
    sets = [collection(name) for name in SETS]
    read = [entries(s.articles) for s in sets]
    known = [np.arange(len(s.articles)) for s in sets]
    save(*fit([(s.story, r, k) for s, r, k in zip(sets, read, known, strict=True)]))


if __name__ == "__main__":
    main()
