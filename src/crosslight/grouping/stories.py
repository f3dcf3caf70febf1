"""From a pile of articles to stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from crosslight.grouping.grouper import Grouper
from crosslight.model import Article, Story

# Told how many articles are done.
Progress = Callable[[int], None]


def _silent(done: int) -> None:
    """Tell nobody."""


def stories(
    articles: Iterable[Article], grouper: Grouper | None = None, progress: Progress = _silent
) -> tuple[Story, ...]:
    """Return the stories of the articles, in the order of their first articles; each is in exactly one.

    Articles come as they are given; ids that two of them have are made unique. Raises PipelineError
    where a model file is missing.
    """
    grouper = grouper or Grouper()
    found: list[Story] = []
    for n, article in enumerate(articles, start=1):
        grouper.add(article)
        found += grouper.closed()
        progress(n)
    found += [*grouper.stories(), *grouper.closed()]
    return _numbered(found)


def _numbered(found: Sequence[Story]) -> tuple[Story, ...]:
    """Number the stories anew, in their order; a story that has been merged away is no second choice."""
    names = {story.id: f"story-{n}" for n, story in enumerate(found, start=1)}
    return tuple(
        replace(
            story,
            id=names[story.id],
            assigned=tuple(
                replace(a, story=names[story.id], second=names.get(a.second or "")) for a in story.assigned
            ),
        )
        for story in found
    )
