"""Pairs of figures and moments about the same thing in two articles, and how their values stand."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from crosslight.aligning.figure_contexts import Context, Surroundings
from crosslight.aligning.value_features import DIFFERENT, PLACE, SAME, Floats, Pairs, against, key, measure
from crosslight.errors import PipelineError
from crosslight.model import Figure, FigurePair, FigureRelation, Moment, Span

# By cross-validation over the gold stories (training/values.py prints the curves): at PAIRED three of four
# pairs are the readers' own, and they find seven of ten of theirs.
PAIRED = 0.35
# Of 225 pairs that a planted figure makes, 185 are found from 0.25 on, 173 from 0.3, 155 from 0.5; in the
# stories as they are, 115, 96 and 61 pairs are called different, 12, 12 and 11 of them as the readers did.
APART = 0.27
_ABOUT = 4  # words that tell what a pair is about


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over named features."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def __call__(self, table: Floats) -> Floats:
        """Return the probability of each row."""
        score = table.astype(np.float64) @ np.array(self.weights) + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))), np.float32)


@dataclass(frozen=True, slots=True)
class Judge:
    """Two models: whether a pair is of one thing, and whether one that differs in value is."""

    same: Logistic
    different: Logistic

    def placed(self, found: Pairs) -> Floats:
        """Return how likely pairs are of one thing, their values left out of account."""
        table = found.table.copy()
        table[:, len(PLACE) :] = 0
        return self.same(table)


@cache
def judge() -> Judge:
    """Load the models that Crosslight ships, once; raise PipelineError where the file is missing or unfit."""
    file = files("crosslight") / "models" / "values.json"
    if not file.is_file():
        raise PipelineError("model values.json: file not found")
    stored = json.loads(file.read_text(encoding="utf-8"))
    return Judge(_logistic(stored["same"], SAME), _logistic(stored["different"], DIFFERENT))


def _logistic(stored: Mapping[str, dict[str, float]], features: Sequence[str]) -> Logistic:
    weights = stored["weights"]
    if set(weights) != set(features):
        raise PipelineError("model values.json: made for other features")
    return Logistic(tuple(features), tuple(weights[name] for name in features), float(stored["bias"]["bias"]))


def pair_figures(
    a: Surroundings, b: Surroundings, likeness: Floats, by: Judge | None = None
) -> tuple[FigurePair, ...]:
    """Return the figures and moments of two articles that are about the same thing, in their order.

    `likeness` has (sentences of a, sentences of b) the probability that two sentences are linked.
    Raises PipelineError where the shipped model is missing.
    """
    own = by or judge()
    found = measure(a, b, likeness)
    if not found.pairs:
        return ()
    same = own.same(found.table)
    kept = {
        n: float(same[n]) for n, r in enumerate(found.relations) if r != "different" and same[n] >= PAIRED
    }
    rows, table = against(found, same, own.placed(found))
    kept.update(_opposed(found, rows.tolist(), own.different(table).tolist()))
    return tuple(_pair(found.pairs[n], found.relations[n], kept[n]) for n in sorted(kept))


def _opposed(found: Pairs, rows: Sequence[int], odds: Sequence[float]) -> dict[int, float]:
    """Return the rows that differ about one thing, and how likely, the likeliest counterpart deciding.

    A report that tells its figure twice is opposed twice: those counterparts have one value.
    """
    told: dict[Span, Hashable] = {}
    kept = {}

    def first(each: tuple[float, int]) -> tuple[float, list[Span]]:
        # Rounded, and by place: whichever report is named first, equals come in one order.
        return -round(each[0], 5), sorted(c.value.span for c in found.pairs[each[1]])

    for probability, row in sorted(zip(odds, rows, strict=True), key=first):
        values = [c.value for c in found.pairs[row]]
        opposed = tuple(map(key, values))
        if probability >= APART and all(told.get(value.span, opposed) == opposed for value in values):
            told.update((value.span, opposed) for value in values)
            kept[row] = probability
    return kept


def _pair(pair: tuple[Context, Context], relation: FigureRelation, probability: float) -> FigurePair:
    x, y = pair
    about = _about(x, y)
    unit = x.value.unit if isinstance(x.value, Figure) else ""
    shown = {
        "equal": "same value",
        "compatible": "values that fit each other",
        "different": "values that do not fit",
    }
    why = shown[relation] + (f"; both: {about}" if about else "")
    shown_values = _shown(x.value), _shown(y.value)
    return FigurePair(
        x.value.span, y.value.span, relation, *shown_values, unit, about, why, round(probability, 4)
    )


def _about(x: Context, y: Context) -> str:
    """Return the words that both texts have about the figure: what it counts, else what stands around it."""
    for one, other in ((x.of, y.of), (sorted(x.near), y.near), (sorted(x.clause), y.clause)):
        if shared := [word for word in dict.fromkeys(one) if word in other]:
            return " ".join(shared[:_ABOUT])
    return " ".join(x.of or y.of)


def _shown(value: Figure | Moment) -> str:
    if isinstance(value, Moment):
        return value.value
    if value.value is not None:
        return f"{value.value:.10g}"
    return f"{value.low:.10g}–{value.high:.10g}" if value.low is not None and value.high is not None else ""
