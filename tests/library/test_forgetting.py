from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from crosslight.errors import LibraryError
from crosslight.library import Library
from crosslight.library.tables import articles, dossiers, versions
from crosslight.model import Unread
from tests.grouping.newsroom import reports
from tests.library.shelf import changed, filled


def traces(library: Path, *words: str) -> list[str]:
    """Return those of some words that stand anywhere in the files of a library."""
    data = b"".join(path.read_bytes() for path in library.parent.glob(f"{library.name}*")).lower()
    return [word for word in words if word.encode() in data]


def test_nothing_is_left_of_an_article(tmp_path: Path) -> None:
    first = reports()[0]
    with filled(tmp_path) as library:
        # A version before, and a message with its name.
        library.add(
            [changed(first, "12,000 cars", "14,000 zeppelins"), Unread("feed (bridge-0)", "odd", True)]
        )
        assert library.story("story-1").revisions
        library._store.close()
        assert traces(library.path, "zeppelins", "shored", "12,000", "bridge-0") != []
        assert library.forget("bridge-0")
        assert library.check() == []
        assert library.search("shored pillar", "statements", limit=50)
        assert not [hit for hit in library.search("zeppelins shored") if hit.span.article == "bridge-0"]
        with library._store.reading() as connection:
            assert connection.execute(select(versions)).all() == []
        assert sorted(a.id for a in library.articles("story-4")) == ["bridge-1", "bridge-2"]
        assert [report.article.id for report in library.story("story-4").articles] == ["bridge-1", "bridge-2"]
    # The other two reports have other words.
    assert traces(library.path, "zeppelin", "shored", "bridge-0", "as long a") == []


def test_the_stories_of_others_are_compared_anew(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        library.forget("mine-1")
        with library._store.reading() as connection:
            assert sorted(connection.execute(select(dossiers.c.story)).scalars()) == [1, 2, 3]


def test_a_copy_of_a_forgotten_article_is_no_copy(tmp_path: Path) -> None:
    first, *rest = reports()
    with Library(tmp_path / "a.db") as library:
        library.add([first, replace(first, id="copy", outlet="Reprint"), *rest], compare=False)
        library.forget("bridge-0")
        assert library.check() == []
        with library._store.reading() as connection:
            assert {*connection.execute(select(articles.c.copy_of)).scalars()} == {None}
        # Its number is not used again.
        library.add([first], compare=False)
        assert "bridge-0" in [article.id for article in library.articles("story-11")]


def test_what_is_not_there_cannot_be_forgotten(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        before = library.counts()
        with pytest.raises(LibraryError, match="has no article rumour"):
            library.forget("rumour")
        assert library.counts() == before


def test_the_whole_library_can_be_forgotten(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        for article in reports():
            library.forget(article.id)
        counts = library.counts()
        assert (counts.articles, counts.stories) == (0, 0)
        assert library.check() == []
        assert library.search("bridge") == []
        library.vacuum()
    assert traces(library.path, "bridge", "orchestra", "ombrook", "reznik") == []
