"""Features of pairs of figures or moments: how alike their places are, and how their values stand."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosslight.aligning.figure_contexts import Context, Surroundings, Weights, likeness
from crosslight.aligning.values import comparable, compare
from crosslight.model import Figure, FigureRelation, Moment, Span
from crosslight.parsing.calendar import bounds

Floats = NDArray[np.float32]

# Sentences less likely linked than this bring no pair: 93 % of the gold pairs lie above.
LEAST = 0.02

# What tells that two figures speak of the same thing, apart from their values.
PLACE = (
    "linked", "linked_logit", "best_low", "best_high", "sentence", "clause", "near", "names", "of",
    "of_shared", "of_differs", "verb_same", "verb_differs", "before_same", "after_same", "alone",
    "fellows", "same_shape", "money", "percent", "age", "age_of", "count", "small", "ordinal", "moment",
    "duration", "set", "linked_clause", "linked_of", "moment_linked", "moment_clause", "moment_near",
    "moment_verb", "names_differ",
)  # fmt: skip
# What their values add.
VALUE = ("equal", "compatible", "same_words", "rare", "vague", "linked_equal", "clause_equal", "rare_equal")
SAME = PLACE + VALUE
# What tells that values which differ do so about the same thing: the place, and whether either figure, or its
# value, has a better counterpart elsewhere.
DIFFERENT = (
    *PLACE, "log_odds", "explained_most", "explained_least", "rank_most", "rank_least", "present_most",
    "present_least", "log_odds_rank", "linked_unexplained", "apart", "beside", "compared_differs",
)  # fmt: skip


# What a figure that others are measured against stands next to: "up from 3.7%", "145,000 expected".
_AGAINST = frozenset({"from", "than", "versus", "vs", "vs.", "against"})
_EXPECTED = frozenset({"expect", "expected", "forecast", "estimate", "predict", "previously", "earlier"})


@dataclass(frozen=True, slots=True)
class Pairs:
    """Comparable figures of two articles in sentences that may be linked; `table` has SAME of each."""

    pairs: tuple[tuple[Context, Context], ...]
    relations: tuple[FigureRelation, ...]
    table: Floats


def measure(a: Surroundings, b: Surroundings, linked: Floats) -> Pairs:
    """Return the pairs of figures that may be about the same thing, in the order of the texts.

    `linked` has (sentences of a, sentences of b) the probability that the sentences are linked.
    """
    one, other = a.contexts, b.contexts
    by_sentence: dict[int, list[Context]] = defaultdict(list)
    for y in other:
        by_sentence[y.sentence].append(y)
    weight = Weights(a, b)
    best_a, best_b = linked.max(axis=1, initial=0), linked.max(axis=0, initial=0)
    counts = Counter(key(c.value) for c in (*one, *other))
    pairs: list[tuple[Context, Context]] = []
    relations: list[FigureRelation] = []
    rows: list[dict[str, float]] = []
    for x in one:
        beside = [z for z in one if z.sentence == x.sentence and comparable(x.value, z.value)]
        for j in np.flatnonzero(linked[x.sentence] >= LEAST).tolist():
            ys = [y for y in by_sentence[j] if comparable(x.value, y.value)]
            p = float(linked[x.sentence, j])
            shared = {
                "linked": p,
                "linked_logit": float(np.log((p + 0.01) / (1.01 - p))),
                "best_low": p / float(max(best_a[x.sentence], best_b[j])),
                "best_high": p / float(min(best_a[x.sentence], best_b[j])),
                "sentence": likeness(a.lemmas[x.sentence], b.lemmas[j], weight) if ys else 0.0,
                "alone": 1 / max(1, len(beside) * len(ys)),
            }
            for y in ys:
                relation = compare(x.value, y.value, (x.words, y.words))
                pairs.append((x, y))
                relations.append(relation)
                place = shared | _alike(x, y, weight) | _kind(x, y)
                rows.append(place | _products(place, relation, _rarity(counts, x, y, relation)))
    fellows = _fellows(pairs, relations)
    for row, n in zip(rows, fellows, strict=True):
        row["fellows"] = n
    table = [[row[name] for name in SAME] for row in rows]
    return Pairs(tuple(pairs), tuple(relations), np.array(table, np.float32).reshape(-1, len(SAME)))


def _alike(x: Context, y: Context, weight: Weights) -> dict[str, float]:
    of_x, of_y = frozenset(x.of), frozenset(y.of)
    return {
        "clause": likeness(x.clause, y.clause, weight),
        "near": likeness(x.near, y.near, weight),
        "names": likeness(x.names, y.names, weight),
        "names_differ": bool(x.names and y.names and not x.names & y.names),
        "of": likeness(of_x, of_y, weight),
        "of_shared": bool(of_x & of_y),
        "of_differs": bool(of_x and of_y and not of_x & of_y),
        "verb_same": bool(x.verb) and x.verb == y.verb,
        "verb_differs": bool(x.verb and y.verb) and x.verb != y.verb,
        "before_same": bool(x.before) and x.before == y.before,
        "after_same": bool(x.after) and x.after == y.after,
        "same_words": x.words.casefold() == y.words.casefold(),
    }


def _kind(x: Context, y: Context) -> dict[str, float]:
    a, b = x.value, y.value
    unit = a.unit if isinstance(a, Figure) else ""
    count = isinstance(a, Figure) and not unit
    return {
        "money": len(unit) == 3 and unit.isupper(),
        "percent": unit == "%",
        "age": unit == "years",
        "count": count,
        # Twos and threes are everywhere.
        "small": count and isinstance(a, Figure) and a.value is not None and a.value <= 3,
        "ordinal": unit == "ordinal",
        "moment": isinstance(a, Moment),
        "duration": isinstance(a, Moment) and a.type == "DURATION",
        "set": isinstance(a, Moment) and a.type == "SET",
        "vague": isinstance(a, Moment) and isinstance(b, Moment) and "_REF" in a.value + b.value,
        "same_shape": _shape(a) == _shape(b),
    }


def _products(row: dict[str, float], relation: FigureRelation, rare: float) -> dict[str, float]:
    """Return what only tells together with something else; a sum of features could not say it."""
    equal = relation == "equal"
    return {
        "equal": equal,
        "compatible": relation == "compatible",
        "rare": rare,
        "linked_equal": row["linked"] * equal,
        "clause_equal": row["clause"] * equal,
        "rare_equal": rare * equal,
        "linked_clause": row["linked"] * row["clause"],
        "linked_of": row["linked"] * row["of"],
        "age_of": row["age"] * row["of"],
        "moment_linked": row["moment"] * row["linked"],
        "moment_clause": row["moment"] * row["clause"],
        "moment_near": row["moment"] * row["near"],
        "moment_verb": row["moment"] * row["verb_same"],
    }


def _rarity(counts: Counter[Hashable], x: Context, y: Context, relation: FigureRelation) -> float:
    """Return 1 for values that stand in no other place of the two articles, less the more they do."""
    places = counts[key(x.value)] + (0 if relation == "equal" else counts[key(y.value)])
    return 1 / max(1, places - 1)


def _fellows(pairs: Sequence[tuple[Context, Context]], relations: Sequence[FigureRelation]) -> list[float]:
    """Return for each pair how many other values its two sentences share, three at most."""
    equal: dict[tuple[int, int], set[tuple[Span, Span]]] = defaultdict(set)
    for (x, y), relation in zip(pairs, relations, strict=True):
        if relation == "equal":
            equal[x.sentence, y.sentence].add((x.value.span, y.value.span))
    return [
        min(
            3.0, len({s for s, t in equal[x.sentence, y.sentence] if s != x.value.span and t != y.value.span})
        )
        for x, y in pairs
    ]


def against(found: Pairs, same: Floats, placed: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Return which pairs differ in value, and the features DIFFERENT of each.

    `same` is the probability that a pair is one of the same thing, `placed` that probability with
    the values left out of account.
    """
    differ = np.array([r == "different" for r in found.relations], bool)
    explained: dict[Span, float] = defaultdict(float)
    beside: set[tuple[Span, int]] = set()  # a figure, and a sentence of the other article that has its value
    best: dict[Span, float] = defaultdict(float)
    for (x, y), p, q, apart in zip(found.pairs, same.tolist(), placed.tolist(), differ.tolist(), strict=True):
        for span in (x.value.span, y.value.span):
            best[span] = max(best[span], q)
            if not apart:
                explained[span] = max(explained[span], p)
        if not apart:
            beside |= {(x.value.span, y.sentence), (y.value.span, x.sentence)}
    one = {x.value.span: x for x, _ in found.pairs}
    other = {y.value.span: y for _, y in found.pairs}
    present: dict[Span, float] = {}
    for own, others in ((one, other), (other, one)):
        for span, c in own.items():
            present[span] = span in explained or any(_fits(c, o) for o in others.values())
    rows = np.flatnonzero(differ)
    likely = placed.clip(1e-6, 1 - 1e-6).astype(np.float64)
    log_odds = np.log(likely / (1 - likely))
    out = np.zeros((len(rows), len(DIFFERENT)), np.float32)
    for n, row in enumerate(rows.tolist()):
        spans = [c.value.span for c in found.pairs[row]]
        q, odds = float(likely[row]), float(log_odds[row])
        ranks = sorted(q / best[span] for span in spans)
        known = sorted(explained[span] for span in spans)
        there = sorted(present[span] for span in spans)
        linked = float(found.table[row, 0])
        x, y = found.pairs[row]
        extra = (
            odds,
            *known[::-1],
            *ranks[::-1],
            *there[::-1],
            odds * ranks[0],
            linked * (1 - known[0]),
            _apart(x, y),
            (x.value.span, y.sentence) in beside or (y.value.span, x.sentence) in beside,
            _compared(x) != _compared(y),
        )
        out[n] = (*found.table[row, : len(PLACE)], *extra)
    return rows, out


def _compared(x: Context) -> bool:
    """Tell whether a figure is one that another is measured against."""
    return x.before in _AGAINST or not _EXPECTED.isdisjoint(x.near)


def _apart(x: Context, y: Context) -> float:
    """Return the order of magnitude between two values, from 0 to 3: of their ratio, or of the days."""
    a, b = x.value, y.value
    if isinstance(a, Figure) and isinstance(b, Figure):
        one, other = ((f.value or f.low or f.high or 0.0) for f in (a, b))
        return min(3.0, abs(math.log10(one / other))) if one > 0 and other > 0 else 1.0
    if isinstance(a, Moment) and isinstance(b, Moment):
        first, second = bounds(a.value), bounds(b.value)
        if first and second:
            return min(3.0, math.log10(1 + abs((first[0] - second[0]).days)))
    return 1.0


def _fits(x: Context, y: Context) -> bool:
    return comparable(x.value, y.value) and compare(x.value, y.value, (x.words, y.words)) != "different"


def key(value: Figure | Moment) -> Hashable:
    """Return what two figures, or two moments, of the same value have in common."""
    if isinstance(value, Figure):
        return value.unit, value.value, value.low, value.high
    return value.type, value.value


def _shape(value: Figure | Moment) -> str:
    return re.sub(r"\d", "0", value.value) if isinstance(value, Moment) else ""
