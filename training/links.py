"""Train the models that link statements: `python -m training.links`, about five minutes on two cores.

Two models over the features of crosslight.aligning: `links` (boosted trees, LightGBM) tells whether two
sentences are linked, `relations` (logistic regression and randomised trees, which vote) how linked ones
stand to each other. Figures are paired by the probability of a link, so what `relations` learns from is
paired by models that have not seen the story.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from skl2onnx.common import data_types
from sklearn.ensemble import ExtraTreesClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from crosslight.aligning.align import RELATIONS, compare_all
from crosslight.aligning.candidates import Candidates, candidates
from crosslight.aligning.features import features
from crosslight.aligning.standing import figured, voices
from crosslight.aligning.statements import statements
from crosslight.aligning.trees import Judge, Trees
from crosslight.aligning.value_pairs import Judge as ValueJudge
from crosslight.aligning.value_pairs import judge as shipped_values
from crosslight.aligning.views import Floats, Views, views
from training.gold import Story, stories

Labels = np.ndarray[tuple[int], np.dtype[np.int8]]

MODELS = Path(__file__).parents[1] / "src" / "crosslight" / "models"
SEED = 7
FOLDS = 5

# Few leaves and strong shrinkage: 40 stories hold some 1,900 links. More rounds or leaves gave nothing.
LINKS = {
    "objective": "binary", "learning_rate": 0.02, "num_leaves": 15, "min_data_in_leaf": 30,
    "extra_trees": True, "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1,
    "lambda_l2": 5.0,
}  # fmt: skip
ROUNDS = 500
# What a wrong answer costs in training: conflicts and disputes are 8 % of the links, and what readers
# look for first.
WEIGHTS = {"agree": 2.0, "overlap": 1.0, "conflict": 2.0, "dispute": 2.0}


@dataclass(frozen=True, slots=True)
class Rows:
    """The candidate pairs of one story with their features and labels: -1 open, 0 unlinked, 1 linked."""

    story: Story
    views: Views
    pairs: Candidates
    features: dict[str, Floats]
    linked: Labels
    relation: Labels


def rows(story: Story) -> Rows:
    """Measure the candidate pairs of a story and look up their labels."""
    known = {s: t for report in story.parsed for s, t in statements(report).items()}
    own = views(story.parsed, story.vectors)
    pairs = candidates(own)
    gold = [
        story.relation(own.sentences[a].span, own.sentences[b].span)
        for a, b in zip(pairs.a, pairs.b, strict=True)
    ]
    return Rows(
        story,
        own,
        pairs,
        features(own, pairs) | voices(own, pairs, known),
        np.array([-1 if g is None else int(bool(g)) for g in gold], np.int8),
        np.array([RELATIONS.index(g) if isinstance(g, str) else -1 for g in gold], np.int8),
    )


def folds(names: Sequence[str], count: int = FOLDS, seed: int = SEED) -> Iterator[set[str]]:
    """Yield the names of each fold, stories shuffled."""
    order = np.random.default_rng(seed).permutation(sorted(names))
    for first in range(count):
        yield set(order[first::count].tolist())


def unseen(data: Sequence[Rows]) -> dict[str, Floats]:
    """Return for each story how likely its candidate pairs are linked, by models that have not seen it."""
    found: dict[str, Floats] = {}
    for out in folds([r.story.name for r in data]):
        model = fit_links([r for r in data if r.story.name not in out])
        found |= {r.story.name: model(r.features)[:, 1] for r in data if r.story.name in out}
    return found


def fit(
    data: Sequence[Rows], values: ValueJudge | None = None, held_out: Mapping[str, Floats] | None = None
) -> Judge:
    """Train both models on these stories; `values` pairs the figures (the shipped model where None).

    `held_out` is what `unseen` gives for the same stories, where that is known already.
    """
    by = values or shipped_values()
    measured = paired(data, held_out or unseen(data), by)
    return Judge(fit_links(data), fit_relations(measured, [r.relation for r in data]), by)


def paired(data: Sequence[Rows], linked: Mapping[str, Floats], by: ValueJudge) -> list[dict[str, Floats]]:
    """Return the features of each story's pairs with how their figures stand, which `by` pairs."""
    return [
        r.features
        | figured(r.views, r.pairs, compare_all(r.story.parsed, r.views, r.pairs, linked[r.story.name], by))
        for r in data
    ]


def fit_links(data: Sequence[Rows]) -> Trees:
    """Train the model that tells whether two sentences are linked."""
    names = list(data[0].features)
    table, label = _known([r.features for r in data], [r.linked for r in data])
    booster = lightgbm.train(
        {**LINKS, "seed": SEED, "deterministic": True, "num_threads": 1, "verbose": -1},
        lightgbm.Dataset(table, label, feature_name=names),
        ROUNDS,
    )
    form = [("features", FloatTensorType([None, len(names)]))]
    return _stored(convert_lightgbm(booster, "links", form, zipmap=False), names)


def fit_relations(measured: Sequence[dict[str, Floats]], labels: Sequence[Labels]) -> Trees:
    """Train the model that tells how linked sentences stand to each other."""
    names = list(measured[0])
    form = [("features", data_types.FloatTensorType([None, len(names)]))]
    fitted = related(measured, labels, vote())
    return _stored(to_onnx(fitted, initial_types=form, options={"zipmap": False}), names)


def related(measured: Sequence[dict[str, Floats]], labels: Sequence[Labels], model: Any) -> Pipeline:
    """Fit a model of scikit-learn to tell how linked sentences stand to each other."""
    table, label = _known(measured, labels)
    fitted = Pipeline([("scale", StandardScaler()), ("model", model)])
    return fitted.fit(table, label, model__sample_weight=[WEIGHTS[RELATIONS[k]] for k in label])


def line() -> LogisticRegression:
    """Return what tells relations linearly: what is shared against what is not."""
    return LogisticRegression(C=0.05, max_iter=3_000)


def trees() -> ExtraTreesClassifier:
    """Return what tells relations by thresholds."""
    return ExtraTreesClassifier(100, min_samples_leaf=8, max_features=20, random_state=SEED)


def vote() -> VotingClassifier:
    """Return both, the first with two votes."""
    both = [("line", line()), ("trees", trees())]
    # The conversion to ONNX wants the weights as an array, and the votes as they are.
    return VotingClassifier(both, voting="soft", weights=np.array([2, 1]), flatten_transform=False)


def _known(measured: Sequence[dict[str, Floats]], labels: Sequence[Labels]) -> tuple[Floats, Labels]:
    """Return the features and the labels of the pairs that are not open."""
    table = np.concatenate([np.stack([*own.values()], axis=1) for own in measured])
    label = np.concatenate(labels)
    return table[label >= 0], label[label >= 0]


def _stored(onnx: Any, names: Sequence[str]) -> Trees:
    graph = onnx.graph
    used = {name for node in graph.node for name in node.input}
    for unused in [one for one in graph.initializer if one.name not in used]:
        graph.initializer.remove(unused)  # ONNX Runtime would warn of it wherever the model is loaded
    onnx.metadata_props.add(key="features", value=json.dumps(names))
    return Trees(onnx.SerializeToString())


def main() -> None:
    """Train on all gold stories and write the models."""
    judge = fit([rows(story) for story in stories()])
    for name, model in (("links", judge.links), ("relations", judge.relations)):
        (MODELS / f"{name}.onnx").write_bytes(model.onnx)
        print(f"{name}: {len(model.onnx) / 1e6:.1f} MB, {len(model.features)} features")


if __name__ == "__main__":
    main()
