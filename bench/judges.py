"""The gold stories, each with models that were fitted on the other stories only."""

from __future__ import annotations

from collections.abc import Iterator

from bench.data import MISSING, here
from crosslight.aligning.trees import Judge, judge
from training import links, values
from training.gold import Story, stories


def gold() -> list[Story]:
    """Return the gold stories, parsed and embedded; leave with a message where they are missing."""
    if not here():
        raise SystemExit(f"bench: {MISSING}")
    return stories()


def unseen(told: list[Story]) -> Iterator[tuple[Story, Judge]]:
    """Yield every story with models that have not seen it, in five folds by story.

    What a model learns from another one's answers (the figure pairs from the links, the relations
    from the figure pairs) comes from stories inside the fold too.
    """
    data = [links.rows(story) for story in told]
    for out in links.folds([story.name for story in told]):
        inside = [r for r in data if r.story.name not in out]
        linked = links.unseen(inside)
        figures = values.fit(list(values.cases(inside, linked)))
        fitted = links.fit(inside, figures, linked)
        yield from ((r.story, fitted) for r in data if r.story.name in out)


def shipped(told: list[Story]) -> Iterator[tuple[Story, Judge]]:
    """Yield every story with the models that Crosslight ships, which were fitted on all of them."""
    yield from ((story, judge()) for story in told)
