"""Train the models that pair figures: `python -m training.values`, about three minutes on two cores.

Two logistic regressions over the features of crosslight.aligning.value_features: `same` tells
whether two figures are about the same thing, `different` whether two that differ in value are. The
readers found few figures that differ (25), so `different` also learns from pairs they called equal,
one of the two values changed. Sentence links come from models that have not seen the story.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from crosslight.aligning.figure_contexts import surroundings
from crosslight.aligning.value_features import DIFFERENT, SAME, Floats, Pairs, against, measure
from crosslight.aligning.value_pairs import APART, PAIRED, Judge, Logistic
from crosslight.model import FieldName, Figure, FigureRelation, Moment, Parsed, Span
from crosslight.parsing.calendar import bounds
from training.gold import GOLD, stories
from training.links import MODELS, SEED, Rows, folds, rows, unseen

# Inverse strength of the L2 penalty; from 0.1 to 1 the curves are alike.
C = 0.3
# Changed figures for each story and two articles; as many as gold/plant.py makes.
PLANTS = 6


@dataclass(frozen=True, slots=True)
class Case:
    """Two articles of a story, their links by models that have not seen it, and the readers' figure pairs."""

    story: str
    a: Parsed
    b: Parsed
    linked: Floats
    gold: tuple[tuple[Span, Span, FigureRelation], ...]

    def relation(self, x: Span, y: Span) -> FigureRelation | None:
        """Return how the readers called a pair of spans, None where they did not pair them."""
        for one, other, called in self.gold:
            if (x.overlap(one) and y.overlap(other)) or (x.overlap(other) and y.overlap(one)):
                return called
        return None

    def measure(self) -> Pairs:
        """Return the pairs of figures that may be about the same thing."""
        return measure(surroundings(self.a), surroundings(self.b), self.linked)


def cases(data: Sequence[Rows], linked: Mapping[str, Floats] | None = None) -> Iterator[Case]:
    """Yield every two articles of every story; `linked` is what `unseen` gives, where it is known."""
    probability = linked or unseen(data)
    for r in data:
        yield from _cases(r, probability[r.story.name])


def _cases(r: Rows, probability: Floats) -> Iterator[Case]:
    stored = json.loads((GOLD / r.story.name / "gold.json").read_text(encoding="utf-8"))["figures"]
    gold = tuple((_span(f["a"]), _span(f["b"]), f["relation"]) for f in stored)
    place = {s.span: n for report in r.story.parsed for n, s in enumerate(report.sentences)}
    row = [place[s.span] for s in r.views.sentences]
    for a, b in combinations(range(len(r.story.parsed)), 2):
        one, other = r.story.parsed[a], r.story.parsed[b]
        linked = np.zeros((len(one.sentences), len(other.sentences)), np.float32)
        for i, j, p in zip(r.pairs.a.tolist(), r.pairs.b.tolist(), probability.tolist(), strict=True):
            sides = r.views.sentences[i].span.article, r.views.sentences[j].span.article
            if sides == (one.article.id, other.article.id):
                linked[row[i], row[j]] = p
            elif sides == (other.article.id, one.article.id):
                linked[row[j], row[i]] = p
        yield Case(r.story.name, one, other, linked, gold)


def _span(stored: dict[str, str]) -> Span:
    field: FieldName = "headline" if stored.get("field") == "headline" else "text"
    return Span(stored["article"], field, int(stored["start"]), int(stored["end"]))


def planted(case: Case) -> Iterator[tuple[Case, Span, Span]]:
    """Yield the case with one of the readers' equal figures changed, and the spans of that pair."""
    found = case.measure()
    done: set[Span] = set()
    for (x, y), relation in zip(found.pairs, found.relations, strict=True):
        if relation != "equal" or y.value.span in done or len(done) == PLANTS:
            continue
        changed = _changed(y.value) if case.relation(x.value.span, y.value.span) == "equal" else None
        if changed is not None:
            done.add(y.value.span)
            yield replace(case, b=_with(case.b, changed)), x.value.span, y.value.span


def _changed(value: Figure | Moment) -> Figure | Moment | None:
    if isinstance(value, Figure):
        # A change that no rounding explains.
        low, high = (None if bound is None else bound * 3 + 1 for bound in (value.low, value.high))
        return (
            replace(value, value=value.value * 3 + 1, low=low, high=high) if value.value is not None else None
        )
    limits = bounds(value.value)
    if limits is None or "-W" in value.value or "-Q" in value.value:
        return None
    day = limits[0] + timedelta(3 if len(value.value) >= 10 else 100 if len(value.value) == 7 else 1200)
    text = day.isoformat()[: min(10, len(value.value))] + value.value[10:]
    first, last = bounds(text) or limits
    return replace(value, value=text, earliest=first.isoformat(), latest=last.isoformat())


def _with(parsed: Parsed, changed: Figure | Moment) -> Parsed:
    return replace(
        parsed,
        figures=tuple(
            changed if isinstance(changed, Figure) and f.span == changed.span else f for f in parsed.figures
        ),
        moments=tuple(
            changed if isinstance(changed, Moment) and m.span == changed.span else m for m in parsed.moments
        ),
    )


def fit(data: Sequence[Case]) -> Judge:
    """Train both models on these cases."""
    measured = [(case, case.measure()) for case in data]
    table = np.concatenate([found.table for _, found in measured])
    label = [
        case.relation(x.value.span, y.value.span) is not None
        for case, found in measured
        for x, y in found.pairs
    ]
    same = _fitted(SAME, table, label)
    judge = Judge(same, same)
    tables: list[Floats] = []
    labels: list[bool] = []
    for case, found in measured:
        rows_, features = _against(judge, found)
        called = [case.relation(*(c.value.span for c in found.pairs[n])) for n in rows_]
        tables.append(features)
        labels += [c == "different" for c in called]
        for plant, x, y in planted(case):
            found_ = plant.measure()
            rows_, features = _against(judge, found_)
            own = [
                n for n, row in enumerate(rows_) if tuple(c.value.span for c in found_.pairs[row]) == (x, y)
            ]
            tables.append(features[own])
            labels += [True] * len(own)
    return Judge(same, _fitted(DIFFERENT, np.concatenate(tables), labels))


def _against(judge: Judge, found: Pairs) -> tuple[list[int], Floats]:
    rows_, features = against(found, judge.same(found.table), judge.placed(found))
    return rows_.tolist(), features


def _fitted(names: Sequence[str], table: Floats, label: Sequence[bool]) -> Logistic:
    scaler = StandardScaler().fit(table)
    model = LogisticRegression(C=C, max_iter=5_000).fit(scaler.transform(table), label)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    return Logistic(tuple(names), tuple(round(float(w), 5) for w in weights), round(bias, 5))


def report(data: Sequence[Case]) -> None:
    """Print how good both models are on stories they have not seen."""
    same: list[tuple[float, bool]] = []
    apart: list[tuple[float, bool]] = []
    plants: list[tuple[float, bool]] = []
    for out in folds([*{case.story for case in data}]):
        judge = fit([case for case in data if case.story not in out])
        for case in (case for case in data if case.story in out):
            found = case.measure()
            for (x, y), relation, p in zip(
                found.pairs, found.relations, judge.same(found.table).tolist(), strict=True
            ):
                if relation != "different":
                    same.append((p, case.relation(x.value.span, y.value.span) is not None))
            for spans, p in _judged(judge, found):
                apart.append((p, case.relation(*spans) == "different"))
            for plant, one, other in planted(case):
                found = plant.measure()
                odds = [p for spans, p in _judged(judge, found) if spans == (one, other)]
                plants.append((max(odds, default=0.0), True))
    _curve("values that fit", same, (0.2, 0.25, 0.3, PAIRED, 0.4, 0.5, 0.6))
    _curve("values that do not fit", apart, (0.2, 0.25, APART, 0.35, 0.4, 0.5, 0.6))
    _curve("planted", plants, (0.2, 0.25, APART, 0.35, 0.4, 0.5, 0.6))


def _judged(judge: Judge, found: Pairs) -> Iterator[tuple[tuple[Span, Span], float]]:
    rows_, features = _against(judge, found)
    for n, p in zip(rows_, judge.different(features).tolist(), strict=True):
        x, y = found.pairs[n]
        yield (x.value.span, y.value.span), p


def _curve(name: str, judged: Sequence[tuple[float, bool]], thresholds: Sequence[float]) -> None:
    print(f"{name}: {len(judged)} pairs, {sum(right for _, right in judged)} right")
    for least in thresholds:
        said = [right for p, right in judged if p >= least]
        print(f"  {least:.2f} said {len(said)}, of them right {sum(said)}")


def main() -> None:
    """Report, then write the models trained on all stories."""
    data = list(cases([rows(story) for story in stories()]))
    report(data)
    judge = fit(data)
    stored = {
        name: {"weights": dict(zip(model.features, model.weights, strict=True)), "bias": {"bias": model.bias}}
        for name, model in (("same", judge.same), ("different", judge.different))
    }
    (MODELS / "values.json").write_text(
        json.dumps({"seed": SEED, **stored}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
