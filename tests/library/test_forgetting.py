from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from crosslight.errors import LibraryError
from crosslight.library import Library
from crosslight.library.tables import articles, dossiers, versions
from crosslight.model import Article, Unread
from tests.grouping.newsroom import reports
from tests.library.server import Server
from tests.library.shelf import Databases, Shelf, changed


def traces(data: bytes, *words: str) -> list[str]:
    """Return those of some words that stand anywhere in what is stored."""
    return [word for word in words if word.encode() in data.lower()]


def test_nothing_is_left_of_an_article(shelf: Shelf) -> None:
    first = reports()[0]
    with shelf.filled() as library:
        # A version before, and a message with its name.
        library.add(
            [changed(first, "12,000 cars", "14,000 zeppelins"), Unread("feed (bridge-0)", "odd", True)]
        )
        assert library.story("story-1").revisions
        library._store.close()
        assert traces(shelf.stored(library), "zeppelins", "shored", "12,000", "bridge-0") != []
        assert library.forget("bridge-0")
        assert library.check() == []
        assert library.search("shored pillar", "statements", limit=50)
        assert not [hit for hit in library.search("zeppelins shored") if hit.span.article == "bridge-0"]
        with library._store.reading() as connection:
            assert connection.execute(select(versions)).all() == []
        assert sorted(a.id for a in library.articles("story-4")) == ["bridge-1", "bridge-2"]
        assert [report.article.id for report in library.story("story-4").articles] == ["bridge-1", "bridge-2"]
    # The other two reports have other words.
    assert traces(shelf.stored(library), "zeppelin", "shored", "bridge-0", "as long a") == []


def test_the_stories_of_others_are_compared_anew(shelf: Shelf) -> None:
    with shelf.filled() as library:
        library.forget("mine-1")
        with library._store.reading() as connection:
            assert sorted(connection.execute(select(dossiers.c.story)).scalars()) == [1, 2, 3]


def test_a_copy_of_a_forgotten_article_is_no_copy(shelf: Shelf) -> None:
    first, *rest = reports()
    with Library(shelf.at("a.db")) as library:
        library.add([first, replace(first, id="copy", outlet="Reprint"), *rest], compare=False)
        library.forget("bridge-0")
        assert library.check() == []
        with library._store.reading() as connection:
            assert {*connection.execute(select(articles.c.copy_of)).scalars()} == {None}
        # Its number is not used again.
        library.add([first], compare=False)
        assert "bridge-0" in [article.id for article in library.articles("story-11")]


def test_what_is_not_there_cannot_be_forgotten(shelf: Shelf) -> None:
    with shelf.filled() as library:
        before = library.counts()
        with pytest.raises(LibraryError, match="has no article rumour"):
            library.forget("rumour")
        assert library.counts() == before


def test_the_whole_library_can_be_forgotten(shelf: Shelf) -> None:
    with shelf.filled() as library:
        for article in reports():
            library.forget(article.id)
        counts = library.counts()
        assert (counts.articles, counts.stories) == (0, 0)
        assert library.check() == []
        assert library.search("bridge") == []
        library.vacuum()
    assert traces(shelf.stored(library), "bridge", "orchestra", "ombrook", "reznik") == []


def test_on_a_server_the_files_hold_nothing_after_a_vacuum(postgres: Server) -> None:
    shelf = Databases(postgres, {})
    odd = Article("odd", "A submarine surfaced near Ombrook on Friday, fishermen said.", "Xylophagous")
    with Library(shelf.at()) as library:
        library.add([*reports()[:2], odd], compare=False)
        assert traces(shelf.inside("a.db"), "submarine", "xylophagous") == ["submarine", "xylophagous"]
        assert library.forget("odd")
        library.vacuum()
        assert traces(shelf.inside("a.db"), "submarine", "xylophagous") == []
        assert library.check() == []
    postgres.drop(shelf.names["a.db"])
