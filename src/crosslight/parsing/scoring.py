"""How likely a word is the cue of an attribution, and which stretch is its content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from crosslight.errors import PipelineError
from crosslight.parsing.cues import KEYS, Cue
from crosslight.parsing.forests import Forest, forest

Tables = Mapping[str, tuple[int, float]]
Shape = tuple[float, ...]

# Words seen fewer times say no more than the words like them: their share is drawn towards it.
_PRIOR_WEIGHT_CUES = 5
_PRIOR_WEIGHT_FORMS = 4
# Words seen so often and so seldom a cue are not looked at: a fifth of the candidates, and none that is kept
# on PolNeAR dev or the gold stories.
_OFTEN = 20
_SELDOM = 0.02
# Keys that are finer than the lemma and fall back to it.
_FINER = frozenset(("frame", "object", "preposition", "tag"))
_PARENTS = (("lemma", 1), ("preposition", 2), ("frame", 2), ("tag", 1))


@dataclass(frozen=True, slots=True)
class Scorer:
    """The trained model: two forests, and for each word how often it was a cue or had a form of content.

    `lexicon` holds the lemmas worth a look that are no verbs, `dull` those never worth one.
    """

    cue: Forest
    content: Forest
    tables: Tables
    lexicon: frozenset[str]
    dull: frozenset[str]

    def cues(self, cues: Sequence[Cue]) -> NDArray[np.float64]:
        """Return the probability of each candidate cue."""
        if not cues:
            return np.zeros(0)
        return self.cue.probability(np.array([cue_row(self.tables, cue) for cue in cues]))

    def contents(self, groups: Sequence[tuple[Cue, Sequence[Shape]]]) -> list[NDArray[np.float64]]:
        """Return for each cue the probability of each of its candidate contents."""
        rows = [row for cue, shapes in groups for row in content_rows(self.tables, cue, shapes)]
        if not rows:
            return [np.zeros(0) for _ in groups]
        scores = self.content.probability(np.array(rows))
        return np.split(scores, np.cumsum([len(shapes) for _, shapes in groups])[:-1])


def cue_row(tables: Tables, cue: Cue) -> list[float]:
    """Return the features of a candidate cue: its traits, and the share of cues among words like it."""
    total, hits = tables.get("cue", (1, 0.0))
    prior = hits / total
    shares: list[float] = []
    for name, key in zip(KEYS, cue.keys, strict=True):
        n, hits = tables.get(f"{name}={key}", (0, 0.0))
        base = shares[0] if name in _FINER else prior
        shares.append((hits + _PRIOR_WEIGHT_CUES * base) / (n + _PRIOR_WEIGHT_CUES))
    seen = min(tables.get(f"lemma={cue.keys[0]}", (0, 0.0))[0], 200)
    return [*cue.traits, *shares, float(seen)]


def form_keys(cue: Cue, form: int) -> tuple[str, ...]:
    """Return the names of the tables that hold how well a form of content fits this cue."""
    named = dict(zip(KEYS, cue.keys, strict=True))
    return (
        f"form={form}",
        *(f"form={form},{name}={named[name]}" for name in ("lemma", "preposition", "frame", "tag")),
    )


def content_rows(tables: Tables, cue: Cue, shapes: Sequence[Shape]) -> list[list[float]]:
    """Return the features of each candidate content of a cue."""
    lengths = [shape[3] for shape in shapes]
    longest = max(lengths, default=1.0)
    rows = []
    for shape in shapes:
        fits: list[float] = []
        for place, key in enumerate(form_keys(cue, int(shape[0]))):
            n, hits = tables.get(key, (0, 0.0))
            # The form alone, then the lemma's, then what refines the lemma.
            base = 0.3 if place == 0 else fits[0] if place == 1 else fits[1]
            fits.append((hits + _PRIOR_WEIGHT_FORMS * base) / (n + _PRIOR_WEIGHT_FORMS))
        rank = float(sum(length < shape[3] for length in lengths))
        rows.append([*shape, *fits, float(len(shapes)), shape[3] / max(1.0, longest), rank, *cue.traits])
    return rows


@cache
def scorer() -> Scorer:
    """Load the model that comes with the package, once; raise PipelineError where it is missing."""
    file = resources.files("crosslight") / "models" / "speech.npz"
    if not file.is_file():
        raise PipelineError("model speech: file not found")
    with resources.as_file(file) as path, np.load(path, allow_pickle=False) as arrays:
        keys = bytes(arrays["keys"]).decode("utf-8").split("\n")
        tables = dict(
            zip(keys, zip(arrays["seen"].tolist(), arrays["hits"].tolist(), strict=True), strict=True)
        )
        lexicon = frozenset(bytes(arrays["lexicon"]).decode("utf-8").split("\n"))
        dull = frozenset(
            key.removeprefix("lemma=")
            for key, (n, hits) in tables.items()
            if key.startswith("lemma=") and n >= _OFTEN and hits < _SELDOM * n
        )
        return Scorer(forest(arrays, "cue"), forest(arrays, "content"), tables, lexicon, dull)
