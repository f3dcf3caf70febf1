"""Train the model of attributions on PolNeAR: python training/speech.py --data polnear/train.jsonl.

Reads the training part of PolNeAR, parses it with the pinned pipeline, learns two forests of boosted
trees and writes src/crosslight/models/speech.npz. Seeded: the same data and versions give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from crosslight.model import Article
from crosslight.parsing.blocks import blocks
from crosslight.parsing.contents import contents, shape
from crosslight.parsing.cues import KEYS, Cue, candidates, look
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.quotation_marks import quotations
from crosslight.parsing.scoring import Shape, content_rows, cue_row, form_keys
from crosslight.parsing.words import Words, words

SHA256 = "e3c03fd9c38a6170e50936bd12ae8d45e69a1675a00b4ce4633a9ad2c955b27a"
OUT = Path(__file__).parent.parent / "src" / "crosslight" / "models" / "speech.npz"
FOLDS = 5
# Nouns, adjectives and the like are looked at only if this share of their uses in PolNeAR train are
# cues: keeps 97 % of the cues of PolNeAR dev and 38 % of the candidates.
LEXICON_SHARE = 0.05
RARE = 3  # keys seen fewer times are dropped: they say little and are most of all keys
TREES = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 31, "max_depth": 7, "min_data_in_leaf": 40,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "seed": 1, "deterministic": True, "force_row_wise": True, "num_threads": 2, "verbose": -1,
}  # fmt: skip
ROUNDS = 250  # of 200 and 400 tried on PolNeAR dev, the mean Jaccard of contents differs by 0.004


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate cue: is it one (None: part of a cue whose head is another token), and its contents."""

    cue: Cue
    label: bool | None
    shapes: list[Shape]
    fits: list[float]  # Jaccard of each candidate content with the annotated one


class Everything(Container[str]):
    """A lexicon that holds every word."""

    def __contains__(self, key: object) -> bool:
        return True


def covered(table: Words, spans: Sequence[Sequence[int]]) -> frozenset[int]:
    """Return the tokens with a letter or digit that the spans touch."""
    found = set()
    for start, end in spans:
        i = bisect_right(table.end, start)
        while i < len(table) and table.start[i] < end:
            found.add(i)
            i += 1
    return spoken(table, found)


def spoken(table: Words, tokens: set[int] | frozenset[int]) -> frozenset[int]:
    """Return those of the tokens that begin or end with a letter or digit; all where none does."""
    kept = frozenset(i for i in tokens if table.form[i][0].isalnum() or table.form[i][-1].isalnum())
    return kept or frozenset(tokens)


def examples(rows: Sequence[Mapping[str, Any]]) -> Iterator[list[Example]]:
    """Yield the examples of each annotated article."""
    articles = [Article(id=row["doc"], text=row["text"]) for row in rows]
    for row, fields in zip(rows, analyse(pipeline(), articles), strict=True):
        yield document_examples(words(fields[0].doc), row["quotes"])


def document_examples(table: Words, quotes: Sequence[Mapping[str, Any]]) -> list[Example]:
    """Label the candidates of one article by its annotated attributions."""
    parts = blocks(table, quotations(table.text))
    gold = [
        covered(table, q.get("content_parts") or [q["content"]]) for q in quotes if q["content"] and q["cue"]
    ]
    cues = [covered(table, [q["cue"]]) for q in quotes if q["content"] and q["cue"]]
    owners = defaultdict(list)
    for number, tokens in enumerate(cues):
        for i in tokens:
            owners[i].append(number)
    found = []
    best: dict[int, tuple[float, int, int]] = {}
    for i in candidates(table, Everything()):
        first, after = parts.spans[parts.of[i]]
        shapes, fits = [], []
        for form, stretches in contents(table, parts, i) if i in owners else ():
            tokens = spoken(table, {t for a, b in stretches for t in range(a, b)})
            fit = 0.0
            for number in owners.get(i, ()):
                # Only what can be seen from here: a quotation may run on far beyond its cue's block.
                near = {t for t in gold[number] if first <= t < after} or gold[number]
                fit = max(fit, len(tokens & near) / max(1, len(tokens | near)))
            shapes.append(shape(table, parts, i, form, stretches))
            fits.append(fit)
        for number in owners.get(i, ()):
            best[number] = max(
                best.get(number, (-1.0, 0, -1)), (max(fits, default=0.0), -_depth(table, i), i)
            )
        found.append((i, shapes, fits))
    heads = {i for _, _, i in best.values()}
    return [
        Example(look(table, parts, i), True if i in heads else None if i in owners else False, shapes, fits)
        for i, shapes, fits in found
    ]


def _depth(table: Words, i: int) -> int:
    depth = 0
    while table.head[i] != i:
        i, depth = table.head[i], depth + 1
    return depth


def tabulate(documents: Sequence[Sequence[Example]]) -> dict[str, tuple[int, float]]:
    """Count for every key of a cue how often it is one, and for every form how well it fits."""
    seen: dict[str, list[float]] = defaultdict(lambda: [0, 0.0])

    def count(key: str, hit: float) -> None:
        entry = seen[key]
        entry[0] += 1
        entry[1] += hit

    for example in (e for document in documents for e in document if e.label is not None):
        count("cue", float(example.label or 0))
        for name, key in zip(KEYS, example.cue.keys, strict=True):
            count(f"{name}={key}", float(example.label or 0))
        if example.label:
            for one, fit in zip(example.shapes, example.fits, strict=True):
                for key in form_keys(example.cue, int(one[0])):
                    count(key, fit)
    return {key: (int(n), hits) for key, (n, hits) in seen.items() if n >= RARE or key.startswith("lemma=")}


def worth(lexicon: frozenset[str], example: Example) -> bool:
    """Tell whether the candidate is looked at outside training."""
    return bool(example.cue.traits[0]) or example.cue.keys[0] in lexicon


def table_lexicon(tables: Mapping[str, tuple[int, float]]) -> frozenset[str]:
    """Return the lemmas that are cues often enough to look at when they are no verbs."""
    shares = {
        key[6:]: hits / n for key, (n, hits) in tables.items() if key.startswith("lemma=") and n >= RARE
    }
    return frozenset(lemma for lemma, share in shares.items() if share >= LEXICON_SHARE)


def matrices(documents: Sequence[Sequence[Example]]) -> tuple[NDArray[np.float64], ...]:
    """Return features and labels for both forests, each fold with tables counted on the others."""
    cue_x, cue_y, content_x, content_y = [], [], [], []
    for fold in range(FOLDS):
        tables = tabulate([d for number, d in enumerate(documents) if number % FOLDS != fold])
        lexicon = table_lexicon(tables)
        for example in (e for number, d in enumerate(documents) if number % FOLDS == fold for e in d):
            if example.label is None or not worth(lexicon, example):
                continue
            cue_x.append(cue_row(tables, example.cue))
            cue_y.append(float(example.label))
            if example.label and example.fits and max(example.fits) > 0:
                content_x += content_rows(tables, example.cue, example.shapes)
                # Right is the best there is, and everything that is nearly exact.
                goal = min(max(example.fits), 0.95) - 1e-9
                content_y += [float(fit >= goal) for fit in example.fits]
    return np.array(cue_x), np.array(cue_y), np.array(content_x), np.array(content_y)


def forest_arrays(name: str, booster: lightgbm.Booster) -> dict[str, NDArray[np.generic]]:
    """Write the trees of a booster as the arrays that `crosslight.parsing.forests` reads."""
    trees = [_nodes(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    size = max(len(nodes) for nodes in trees)
    columns = np.zeros((5, len(trees), size))
    for t, nodes in enumerate(trees):
        for n, node in enumerate(nodes):
            columns[:, t, n] = node
    feature, threshold, left, right, value = columns
    return {
        f"{name}.feature": feature.astype(np.int16), f"{name}.threshold": threshold,
        f"{name}.left": left.astype(np.int16), f"{name}.right": right.astype(np.int16),
        f"{name}.value": value.astype(np.float32), f"{name}.depth": np.array(TREES["max_depth"]),
    }  # fmt: skip


def _nodes(root: Mapping[str, Any]) -> list[tuple[float, float, int, int, float]]:
    nodes: list[tuple[float, float, int, int, float]] = []

    def add(node: Mapping[str, Any]) -> int:
        at = len(nodes)
        nodes.append((0, 0.0, at, at, node.get("leaf_value", 0.0)))
        if "split_feature" in node:
            left, right = add(node["left_child"]), add(node["right_child"])
            nodes[at] = (node["split_feature"], node["threshold"], left, right, 0.0)
        return at

    add(root)
    return nodes


def train(documents: Sequence[Sequence[Example]]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of the model trained on these documents."""
    cue_x, cue_y, content_x, content_y = matrices(documents)
    print(f"cues: {len(cue_x)} candidates, {int(cue_y.sum())} right; contents: {len(content_x)}")
    tables = tabulate(documents)
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, x, y in (("cue", cue_x, cue_y), ("content", content_x, content_y)):
        arrays |= forest_arrays(name, lightgbm.train(TREES, lightgbm.Dataset(x, y), ROUNDS))
    keys = sorted(tables)
    return arrays | {
        "keys": np.frombuffer("\n".join(keys).encode(), dtype=np.uint8),
        "seen": np.array([tables[key][0] for key in keys], dtype=np.int32),
        "hits": np.array([tables[key][1] for key in keys], dtype=np.float32),
        "lexicon": np.frombuffer("\n".join(sorted(table_lexicon(tables))).encode(), dtype=np.uint8),
    }


def main() -> None:
    """Check the data, train, write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="train.jsonl of PolNeAR")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    raw = given.data.read_bytes()
    if (digest := hashlib.sha256(raw).hexdigest()) != SHA256:
        parser.error(f"{given.data}: sha256 is {digest}, not {SHA256}")
    rows = [row for row in map(json.loads, raw.splitlines()) if row["primary"]]
    arrays = train(list(examples(rows)))
    np.savez_compressed(given.out, allow_pickle=False, **arrays)
    print(f"wrote {given.out}: {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
