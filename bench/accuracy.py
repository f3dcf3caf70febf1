"""All figures of accuracy in one run: `python -m bench.accuracy`, some minutes on two cores."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from bench import judges, links, plants
from crosslight.aligning.trees import Judge
from training.gold import Story

Judges = Callable[[list[Story]], Iterable[tuple[Story, Judge]]]


def measure(told: list[Story], by: Judges = judges.unseen) -> tuple[dict[str, float], Judge]:
    """Return the figures, and the models that judged the story of the seeds."""
    judged = list(by(told))
    planted, _ = plants.measure(judged)
    return links.measure(judged) | planted, next(own for story, own in judged if story.name == "seed")


def main() -> None:
    """Print the figures."""
    figures, _ = measure(judges.gold(), judges.shipped if "--shipped" in sys.argv[1:] else judges.unseen)
    for name, value in figures.items():
        print(f"{name:<24} {value:.3f}")


if __name__ == "__main__":
    main()
