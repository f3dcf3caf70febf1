"""Libraries for tests: made of a few invented articles, and opened anew where a test changes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

from crosslight.library import Library
from crosslight.model import Article
from tests.grouping.newsroom import reports

NOW = datetime(2021, 5, 8, 12, tzinfo=UTC)
_MADE: list[Path] = []


def clock(at: datetime = NOW) -> Callable[[], datetime]:
    """Return a clock that stands still."""
    return lambda: at


def filled(folder: Path) -> Library:
    """Return a library of the nine reports of the newsroom, compared; it is made once and copied."""
    if not _MADE:
        path = Path(mkdtemp()) / "made.db"
        with Library(path, now=clock()) as made:
            made.add(reports())
        _MADE.append(path)
    return Library(copy(_MADE[0], folder / "library.db"), now=clock())


def changed(article: Article, old: str, new: str) -> Article:
    """Return an article with some words of its text replaced."""
    assert old in article.text
    return replace(article, text=article.text.replace(old, new))
