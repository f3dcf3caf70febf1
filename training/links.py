"""Train the models that link statements: `python -m training.links`, about five minutes on two cores.

Two boosted trees (LightGBM) over the features of crosslight.aligning: `links` tells whether two
sentences are linked, `relations` how linked ones stand to each other. Figures are paired by the
probability of a link, so what `relations` learns from is paired by models that have not seen the story.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

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

MODELS = Path(__file__).parents[1] / "src" / "crosslight" / "models"
SEED = 7
FOLDS = 5

# Few leaves and strong shrinkage: 40 stories hold some 1,900 links. More rounds or leaves gave nothing.
LINKS = {
    "objective": "binary", "learning_rate": 0.02, "num_leaves": 15, "min_data_in_leaf": 30,
    "extra_trees": True, "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1,
    "lambda_l2": 5.0,
}  # fmt: skip
RELATION = {
    "objective": "multiclass", "num_class": 4, "learning_rate": 0.03, "num_leaves": 7, "min_data_in_leaf": 15,
    "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
}  # fmt: skip
ROUNDS = {"links": 500, "relations": 150}

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
    linked: np.ndarray[tuple[int], np.dtype[np.int8]]
    relation: np.ndarray[tuple[int], np.dtype[np.int8]]


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
    linked = held_out or unseen(data)
    by = values or shipped_values()
    paired: list[dict[str, Floats]] = []
    for r in data:
        figures = compare_all(r.story.parsed, r.views, r.pairs, linked[r.story.name], by)
        paired.append(r.features | figured(r.views, r.pairs, figures))
    return Judge(fit_links(data), _train("relations", RELATION, paired, [r.relation for r in data]), by)


def fit_links(data: Sequence[Rows]) -> Trees:
    """Train the model that tells whether two sentences are linked."""
    return _train("links", LINKS, [r.features for r in data], [r.linked for r in data])


def _train(
    name: str,
    parameters: dict[str, object],
    measured: Sequence[dict[str, Floats]],
    labels: Sequence[np.ndarray[tuple[int], np.dtype[np.int8]]],
) -> Trees:
    names = list(measured[0])
    table = np.concatenate([np.stack([m[n] for n in names], axis=1) for m in measured])
    label = np.concatenate(labels)
    table, label = table[label >= 0], label[label >= 0]
    weight = [WEIGHTS[RELATIONS[k]] for k in label] if name == "relations" else None
    booster = lightgbm.train(
        {**parameters, "seed": SEED, "deterministic": True, "num_threads": 1, "verbose": -1},
        lightgbm.Dataset(table, label, weight=weight, feature_name=names),
        ROUNDS[name],
    )
    onnx = convert_lightgbm(booster, name, [("features", FloatTensorType([None, len(names)]))], zipmap=False)
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
