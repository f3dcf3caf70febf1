"""Train what tells speech from thoughts, wishes and deeds: `python -m training.told`, a minute.

A logistic regression on the gold stories: an attribution that the tagger finds is speech where a reader
marked half of the same words as such. Prints what it reaches on stories that it has not seen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from crosslight.model import Span
from crosslight.parsing.attributions import attributions, tags
from crosslight.parsing.document import analyse, pipeline
from crosslight.parsing.speech import SAID, sentences_of
from crosslight.parsing.told import traits
from crosslight.parsing.words import words
from crosslight.reading import read
from training.gold import GOLD
from training.links import MODELS, folds

SAME = 0.5  # of the characters of both: what gold/score_links.py asks for
STRENGTH = 0.3  # of the fit against the pull to zero; from 0.1 to 1 the figures are the same


@dataclass(frozen=True, slots=True)
class Row:
    """An attribution found in a story: its traits, and whether readers marked it as speech."""

    story: str
    traits: dict[str, float]
    said: bool


def rows(story: str) -> list[Row]:
    """Return the attributions that the tagger finds in a gold story; noise is left out."""
    articles = read([GOLD / story / "articles.jsonl"]).articles
    gold = json.loads((GOLD / story / "gold.json").read_text(encoding="utf-8"))
    marked: dict[str, list[tuple[int, int]]] = {}
    waste: dict[str, list[tuple[int, int]]] = {}
    for span, held in [
        *((one["content"], marked) for one in gold["speech"]),
        *((one, waste) for one in gold["noise"] if one.get("field", "text") == "text"),
    ]:
        held.setdefault(span["article"], []).append((span["start"], span["end"]))
    found = []
    for fields in analyse(pipeline(), articles):
        text = next(field for field in fields if field.name == "text")
        table = words(text.doc)
        own = tags(table)
        for one in attributions(table, own):
            spans = [
                text.span(table.start[a], table.end[b - 1])
                for first, after in one.content
                for a, b in sentences_of(table, first, after)
            ]
            whole = text.span(spans[0].start, spans[-1].end)
            if not any(a < whole.end and whole.start < b for a, b in waste.get(text.article, ())):
                same = any(
                    _like(span, a, b) >= SAME
                    for span in (*spans, whole)
                    for a, b in marked.get(text.article, ())
                )
                found.append(Row(story, traits(table, own.blocks, one), same))
    return found


def _like(span: Span, start: int, end: int) -> float:
    shared = max(0, min(span.end, end) - max(span.start, start))
    return shared / (len(span) + end - start - shared)


def fit(data: list[Row]) -> dict[str, float]:
    """Return the weight of each trait, and the bias."""
    names = list(data[0].traits)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH))
    model.fit([list(row.traits.values()) for row in data], [row.said for row in data])
    scale, regression = model[0], model[1]
    weights = regression.coef_[0] / scale.scale_
    bias = regression.intercept_[0] - float(weights @ scale.mean_)
    return {"bias": round(float(bias), 4)} | {
        name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)
    }


def judged(weights: dict[str, float], row: Row) -> float:
    """Return how likely the row is speech."""
    score = weights["bias"] + sum(weights[name] * value for name, value in row.traits.items())
    return float(1 / (1 + np.exp(-score)))


def main() -> None:
    """Cross-validate, train on all stories, write the weights."""
    names = sorted(path.name for path in GOLD.iterdir() if (path / "gold.json").exists())
    data = [row for name in names for row in rows(name)]
    held: list[tuple[float, bool]] = []
    for out in folds(names):
        weights = fit([row for row in data if row.story not in out])
        held += [(judged(weights, row), row.said) for row in data if row.story in out]
    kept = [said for value, said in held if value >= SAID]
    print(f"{len(data)} attributions, {sum(said for _, said in held)} of them speech")
    print(f"kept {len(kept)}, of these {sum(kept) / len(kept):.3f} right;", end=" ")
    print(f"of all speech found {sum(kept) / sum(said for _, said in held):.3f}")
    (MODELS / "told.json").write_text(json.dumps(fit(data), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
