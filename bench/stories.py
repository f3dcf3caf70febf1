"""How well stories are found, beside simple ways: `python -m bench.stories`, some ten minutes on one core.

Every way is fitted on one half of the stories (of ecbplus, of the topics) and judged on the other, by
turns; the figures are the means of both. Each set is clustered whole, as one stream, with one setting
for all four, and scored by gold/score_stories.py on the half that was not fitted on. As there, what is
predicted for articles of the other half does not count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.baselines import WAYS, Way
from bench.data import scorer
from crosslight.grouping import Grouper
from crosslight.grouping.space import judge_of
from training.stories import SETS, Collection, collection, entries, fit

ORDERS = 10
# What has to be reached: B-cubed and pairwise F1.
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["stories"]

Labels = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed and pairwise F1, in percent."""

    b3: float
    pair: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Crosslight on one set: as it comes, and over orders of arrival; at once, and after the second look."""

    score: Score
    spread: Score
    first: Score


def sets() -> list[Collection]:
    """Read the four sets."""
    return [collection(name) for name in SETS]


def score(data: Collection, found: Labels, half: int) -> Score:
    """Score a clustering on one half of the stories, by the scorer of the project."""
    kept = np.flatnonzero(data.half == half).tolist()
    gold = {n: int(data.story[n]) for n in kept}
    told = scorer("gold/score_stories.py").score(gold, {n: int(found[n]) for n in kept})
    return Score(100 * told["b3_f1"], 100 * told["pair_f1"])


def crosslight(data: Sequence[Collection], orders: int = ORDERS) -> list[Measured]:
    """Measure Crosslight on each set, with models that have not seen the stories it is scored on."""
    read = [entries(one.articles) for one in data]
    runs: list[list[tuple[Score, Score]]] = [[] for _ in data]
    for known in (0, 1):
        rows = [(d.story, r, np.flatnonzero(d.half == known)) for d, r in zip(data, read, strict=True)]
        background, onnx = fit(rows)
        judge = judge_of(onnx)
        for n, one in enumerate(data):
            for order in _orders(len(one.articles), orders):
                grouper = Grouper(judge=judge, frequencies=background)
                first, last = _grouped(one, grouper, order)
                runs[n].append((score(one, last, 1 - known), score(one, first, 1 - known)))
    return [_measured(own, orders) for own in runs]


def baseline(way: Way, data: Sequence[Collection]) -> list[Score]:
    """Measure a simple way: its threshold is the best for one half of all sets together."""
    found: list[list[Score]] = [[] for _ in data]
    made = [way.clusterings(one.articles) for one in data]
    for known in (0, 1):
        tuned = [
            np.mean(
                [
                    (s.b3 + s.pair) / 2
                    for one, m in zip(data, made, strict=True)
                    for s in [score(one, m[t], known)]
                ]
            )
            for t in range(len(way.thresholds))
        ]
        best = int(np.argmax(tuned))
        for own, one, m in zip(found, data, made, strict=True):
            own.append(score(one, m[best], 1 - known))
    return [_mean(own) for own in found]


def table(data: Sequence[Collection], progress: Callable[[str], None] = print) -> str:
    """Return all figures as a Markdown table, and the spread over orders of arrival below it."""
    lines = [f"| | {' | '.join(one.name for one in data)} |", "|---|" + "---|" * len(data)]
    for name, way in WAYS.items():
        progress(name)
        lines.append(_line(name, baseline(way, data)))
    progress("crosslight")
    own = crosslight(data)
    lines.append(_line("at least", [Score(*FLOORS[one.name]) for one in data]))
    lines.append(_line("**Crosslight**", [m.score for m in own]))
    lines.append(_line(f"its spread over {ORDERS} orders of arrival", [m.spread for m in own]))
    lines.append(_line("its first answers, before a second look", [m.first for m in own]))
    return "\n".join(lines)


def _grouped(data: Collection, grouper: Grouper, order: Labels) -> tuple[Labels, Labels]:
    place = {article.id: n for n, article in enumerate(data.articles)}
    first, last = np.zeros(len(place), np.int64), np.zeros(len(place), np.int64)
    names: dict[str, int] = {}
    for n in order.tolist():
        told = grouper.add(data.articles[n])
        first[n] = names.setdefault(told.story, len(names))
    for label, story in enumerate([*grouper.stories(), *grouper.closed()]):
        last[[place[name] for name in story.articles]] = label
    return first, last


def _orders(size: int, count: int) -> Iterator[Labels]:
    yield np.arange(size)
    for seed in range(1, count):
        yield np.random.default_rng(seed).permutation(size)


def _measured(runs: Sequence[tuple[Score, Score]], orders: int) -> Measured:
    halves = [runs[:orders], runs[orders:]]
    spread = [
        max(getattr(last, name) for last, _ in half) - min(getattr(last, name) for last, _ in half)
        for name in ("b3", "pair")
        for half in halves
    ]
    return Measured(
        _mean([last for last, _ in runs]),
        Score(max(spread[:2]), max(spread[2:])),
        _mean([first for _, first in runs]),
    )


def _mean(scores: Sequence[Score]) -> Score:
    return Score(float(np.mean([s.b3 for s in scores])), float(np.mean([s.pair for s in scores])))


def _line(name: str, scores: Sequence[Score]) -> str:
    return f"| {name} | " + " | ".join(f"{s.b3:.1f}, {s.pair:.1f}" for s in scores) + " |"


def main() -> None:
    """Print the table."""
    print(table(sets()))


if __name__ == "__main__":
    main()
