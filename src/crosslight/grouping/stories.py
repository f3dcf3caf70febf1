"""From a pile of articles to stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from crosslight.grouping.grouper import Grouper
from crosslight.model import Article, Grouping, Story, Unread
from crosslight.reading import read

# Told of each step as it begins: its name, how much is done, how much there is to do.
Progress = Callable[[str, int, int], None]


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def group(
    inputs: Sequence[Article | str | Path],
    *,
    published: str | None = None,
    outlets: Sequence[tuple[str, str]] = (),
    unread: Sequence[Unread] = (),
    progress: Progress = _silent,
) -> Grouping:
    """Sort articles, or what `read` takes, into stories, and tell copies from independent reports.

    Stories come in the order of their first articles, and every article is in exactly one; of two with
    one id the second gets a new one. `Grouper` does the same article by article, as they arrive. Raises
    ReadError where `published` is no date, and PipelineError where a model file is missing.
    """
    articles = [item for item in inputs if isinstance(item, Article)]
    files = [item for item in inputs if not isinstance(item, Article)]
    if files:
        reading = read(files, published=published, outlets=outlets)
        articles += reading.articles
        unread = (*unread, *reading.unread)
    return Grouping(stories(articles, progress=progress), tuple(unread))


def stories(
    articles: Sequence[Article], grouper: Grouper | None = None, progress: Progress = _silent
) -> tuple[Story, ...]:
    """Return the stories of articles, which come to the grouper in this order."""
    grouper = grouper or Grouper()
    place: dict[str, int] = {}
    found: list[Story] = []
    for n, article in enumerate(articles):
        progress("grouping", n, len(articles))
        place.setdefault(grouper.add(article).article, n)
        found += grouper.closed()
    found += [*grouper.stories(), *grouper.closed()]
    return _numbered(sorted(found, key=lambda story: place[story.articles[0]]))


def _numbered(found: Iterable[Story]) -> tuple[Story, ...]:
    """Number the stories in their order; a story that was merged into another is no second choice."""
    found = list(found)
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
