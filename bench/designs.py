"""Designs for linking held beside each other: `python -m bench.designs [--write]`, some ten minutes.

All are judged by gold/score_links.py on stories that they have not seen, in the five folds of
`bench.accuracy`, over the same candidate pairs. Then how the chosen one gets better with more stories to
learn from, and what it misses. With `--write` the tables go into docs/alignment.md.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench import judges
from bench.data import scorer
from bench.links import parse
from bench.table import replaced
from crosslight.aligning.align import LINKED, RELATIONS
from crosslight.aligning.value_pairs import judge as value_judge
from crosslight.aligning.views import Floats
from crosslight.model import Sentence, Span
from training import links
from training.gold import GOLD
from training.links import Labels, Rows, folds

DOCS = Path(__file__).parents[1] / "docs"
SHOWN = ("links", "shared", "first")
# How likely the candidate pairs of each story are linked, or any number that grows with it.
Said = Mapping[str, Floats]
Design = Callable[[Sequence[Rows]], Said]
# Of what is no probability, the best of so many thresholds is taken: in its favour.
THRESHOLDS = 20
# Stories to learn from, and draws of them in each fold.
SIZES, DRAWS = (4, 8, 16, 24, 32), 2


def alone(*names: str) -> Design:
    """Return a design that learns nothing: the mean of some features, each brought to one spread."""

    def said(data: Sequence[Rows]) -> Said:
        spread = {name: float(np.concatenate([r.features[name] for r in data]).std()) for name in names}
        return {
            r.story.name: np.mean([r.features[n] / spread[n] for n in names], axis=0, dtype=np.float32)
            for r in data
        }

    return said


def learned(model: Callable[[], Any]) -> Design:
    """Return a design that fits a model of scikit-learn on the stories of the other folds."""

    def said(data: Sequence[Rows]) -> Said:
        found: dict[str, Floats] = {}
        for out in folds([r.story.name for r in data]):
            inside = [r for r in data if r.story.name not in out]
            label = np.concatenate([r.linked for r in inside])
            table = np.concatenate([_table(r) for r in inside])
            fitted = model()
            fitted.fit(table[label >= 0], label[label >= 0])
            for r in data:
                if r.story.name in out:
                    found[r.story.name] = fitted.predict_proba(_table(r))[:, 1]
        return found

    return said


DESIGNS: dict[str, tuple[Design, bool]] = {
    "TF-IDF cosine": (alone("lemma_cosine"), False),
    "MiniLM cosine": (alone("mean_cosine"), False),
    "the mean of both": (alone("lemma_cosine", "mean_cosine"), False),
    "late interaction of word vectors": (alone("late_mean"), False),
    "logistic regression": (
        learned(lambda: make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2_000))),
        True,
    ),
    "extremely randomised trees": (
        learned(lambda: ExtraTreesClassifier(400, min_samples_leaf=5, random_state=links.SEED, n_jobs=2)),
        True,
    ),
    "**boosted trees** (shipped)": (links.unseen, True),
}


RELATING: dict[str, Callable[[], Any]] = {
    "boosted trees": lambda: LGBMClassifier(
        n_estimators=150, learning_rate=0.03, num_leaves=7, min_child_samples=15, colsample_bytree=0.4,
        subsample=0.8, subsample_freq=1, reg_lambda=5.0, random_state=links.SEED, n_jobs=1, verbose=-1,
    ),
    "logistic regression": links.line,
    "extremely randomised trees": links.trees,
    "**the last two, which vote** (shipped)": links.vote,
}  # fmt: skip


def relating(data: Sequence[Rows], linked: Said) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield of each design of the relation what is right, and F1 of `agree` and of the two that oppose.

    Counted over the links that readers made and `linked` finds. Figures are paired by the model that
    ships, which knows the stories: for all designs the same.
    """
    measured = links.paired(data, linked, value_judge())
    for name, design in RELATING.items():
        found: list[Labels] = []
        true: list[Labels] = []
        for out in folds([r.story.name for r in data]):
            inside = [n for n, r in enumerate(data) if r.story.name not in out]
            model = links.related([measured[n] for n in inside], [data[n].relation for n in inside], design())
            for r, own in zip(data, measured, strict=True):
                known = (r.relation >= 0) & (linked[r.story.name] >= LINKED)
                if r.story.name in out and known.any():
                    found.append(model.predict(np.stack([*own.values()], axis=1)[known]))
                    true.append(r.relation[known])
        told, gold = np.concatenate(found), np.concatenate(true)
        sides = (
            (np.isin(told, kinds), np.isin(gold, kinds))
            for kinds in ([RELATIONS.index("agree")], [RELATIONS.index(k) for k in ("conflict", "dispute")])
        )
        yield (
            name,
            (float((told == gold).mean()), *(2 * (a & b).sum() / (a.sum() + b.sum()) for a, b in sides)),
        )


def _table(rows: Rows) -> Floats:
    return np.stack([*rows.features.values()], axis=1)


def scored(data: Sequence[Rows], said: Said, least: float) -> dict[str, float]:
    """Return the figures of the scorer for all pairs from a threshold on."""
    with TemporaryDirectory() as folder:
        for r in data:
            probability = said[r.story.name]
            rows = [
                {
                    "a": _place(r.views.sentences[r.pairs.a[n]].span),
                    "b": _place(r.views.sentences[r.pairs.b[n]].span),
                    "relation": "overlap",
                    "probability": float(probability[n]),
                }
                for n in np.flatnonzero(probability >= least)
            ]
            (Path(folder) / f"{r.story.name}.json").write_text(json.dumps({"links": rows}), "utf-8")
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            scorer("gold/score_links.py").main(str(GOLD), folder)
    found = parse(printed.getvalue())
    return {name: found[name] for name in SHOWN}


def best(data: Sequence[Rows], said: Said) -> dict[str, float]:
    """Return the figures at the threshold at which links are found best."""
    every = np.concatenate([*said.values()])
    steps = np.quantile(every, np.linspace(0.6, 0.98, THRESHOLDS))
    return max((scored(data, said, float(step)) for step in steps), key=lambda found: found["links"])


def curve(data: Sequence[Rows]) -> Iterator[tuple[int, dict[str, float]]]:
    """Yield how good the shipped design is after so many stories, on average over draws."""
    names = [r.story.name for r in data]
    for size in SIZES:
        found = []
        for draw in range(DRAWS if size < max(SIZES) else 1):
            said: dict[str, Floats] = {}
            for n, out in enumerate(folds(names)):
                inside = [r for r in data if r.story.name not in out]
                some = np.random.default_rng((links.SEED, draw, n)).permutation(len(inside))[:size]
                model = links.fit_links([inside[i] for i in sorted(some)])
                said |= {r.story.name: model(r.features)[:, 1] for r in data if r.story.name in out}
            found.append(scored(data, said, LINKED))
        yield size, {name: float(np.mean([one[name] for one in found])) for name in SHOWN}


def missed(data: Sequence[Rows], said: Said) -> tuple[Counter[str], Counter[str]]:
    """Return of which kinds the links are that are not found, and the pairs that are falsely linked."""
    lost, false = Counter[str](), Counter[str]()
    for r in data:
        spans = {s.span: s for s in r.views.sentences}
        found = set()
        for a, b, p, label in zip(r.pairs.a, r.pairs.b, said[r.story.name], r.linked, strict=True):
            if p < LINKED:
                continue
            one, other = r.views.sentences[a], r.views.sentences[b]
            found |= {tuple(sorted((x, y))) for x in r.story.gold(one.span) for y in r.story.gold(other.span)}
            if label == 0:
                false["they share a name" if _names(one) & _names(other) else "they share no name"] += 1
        pairs = {(a, b) for a, b in zip(r.pairs.a.tolist(), r.pairs.b.tolist(), strict=True)}
        place = {s.span: n for n, s in enumerate(r.views.sentences)}
        for pair, relation in r.story.links.items():
            if pair not in found:
                own = [next((s for s in spans if s.overlap(gold) * 2 >= len(gold)), None) for gold in pair]
                known = [spans[s] for s in own if s is not None]
                at = tuple(sorted(place[s.span] for s in known))
                lost[_kind(relation, known, at in pairs)] += 1
    return lost, false


def _kind(relation: str, sentences: Sequence[Sentence], candidate: bool) -> str:
    if relation in ("conflict", "dispute"):
        return "claims that oppose each other"
    if len(sentences) < 2:
        return "a sentence that was cut otherwise, or taken for noise"
    if any(s.words and (s.words[0].pos == "PRON" or s.words[0].text in "\"“'‘") for s in sentences):
        return "a sentence that begins with a pronoun or goes on with a quotation"
    a, b = (
        frozenset(w.lemma for w in s.words if w.pos in ("NOUN", "PROPN", "VERB", "NUM")) for s in sentences
    )
    if len(a & b) <= 2:
        return "at most two content words in common" + ("" if candidate else ", not even compared")
    if max(len(a), len(b)) > 2 * min(len(a), len(b)):
        return "a small fact in a sentence twice as long"
    return "another"


def _names(sentence: Sentence) -> frozenset[str]:
    return frozenset(w.lemma for w in sentence.words if w.pos == "PROPN")


def _place(span: Span) -> dict[str, str | int]:
    return {"article": span.article, "field": span.field, "start": span.start, "end": span.end}


def tables(data: Sequence[Rows], today: date) -> str:
    """Return all of it as Markdown."""
    rows = ["| design | links F1 | `shared` F1 | `first` |", "|---|---|---|---|"]
    said: Said = {}
    for name, (design, probable) in DESIGNS.items():
        said = design(data)
        found = scored(data, said, LINKED) if probable else best(data, said)
        rows.append(f"| {name} | {' | '.join(f'{found[k]:.3f}' for k in SHOWN)} |")
    rows += [
        "",
        "| design of the relation | right | `agree` F1 | `conflict` or `dispute` F1 |",
        "|---|---|---|---|",
    ]
    for name, figures in relating(data, said):
        rows.append(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")
    rows += ["", "| stories to learn from | links F1 | `shared` F1 | `first` |", "|---|---|---|---|"]
    rows += [f"| {n} | {' | '.join(f'{found[k]:.3f}' for k in SHOWN)} |" for n, found in curve(data)]
    for what, kinds in zip(("links missed", "false links"), missed(data, said), strict=True):
        total = sum(kinds.values())
        rows += ["", f"| of {total} {what} | share |", "|---|---|"]
        rows += [f"| {kind} | {count / total:.0%} |" for kind, count in kinds.most_common()]
    return "\n".join([*rows, f"\nMeasured {today.isoformat()} with `python -m bench.designs`."])


def main() -> None:
    """Print the tables, and write them where asked."""
    told = tables([links.rows(story) for story in judges.gold()], date.today())
    print(told)
    if "--write" in sys.argv[1:]:
        path = DOCS / "alignment.md"
        path.write_text(replaced(path.read_text("utf-8"), "designs", told), "utf-8")


if __name__ == "__main__":
    main()
