from __future__ import annotations

from dataclasses import replace

import pytest

from crosslight.errors import CompareError, LibraryError
from crosslight.library import Library
from tests.grouping.newsroom import reports
from tests.library.shelf import Shelf, changed


def names(library: Library, *order: str, **filters: str) -> list[str]:
    return [story.id for story in library.stories(*order, **filters)]  # type: ignore[arg-type]


def test_stories_in_each_order(shelf: Shelf) -> None:
    first = reports()[0]
    with shelf.filled() as library:
        assert names(library) == ["story-3", "story-2", "story-1"]
        library.add([replace(first, id="more", outlet="A Fourth")], compare=False)
        assert names(library, "outlets")[0] == "story-1"
        top = library.stories("outlets")[0]
        assert (top.articles, top.outlets, top.copies) == (4, 4, 1)
        # Compared no more: a new report has come.
        assert top.disputed is None
        disputed = [story.disputed or 0 for story in library.stories("disputed")]
        assert disputed == sorted(disputed, reverse=True)
        assert len(library.stories(limit=2)) == 2


def test_filters(shelf: Shelf) -> None:
    with shelf.filled() as library:
        assert names(library, actor="okoro") == ["story-2"]
        assert names(library, actor="100%") == []
        assert len(names(library, outlet="EVENING BELL")) == 3
        assert names(library, outlet="Evening") == []
        assert names(library, since="2021-05-06", until="2021-05-06") == ["story-2"]
        assert names(library, since="2021-05-06") == ["story-3", "story-2"]
        assert names(library, until="2021-05-05") == ["story-1"]


def test_a_story_is_shown_by_any_of_its_articles(shelf: Shelf) -> None:
    with shelf.filled() as library:
        assert [r.article.id for r in library.story("story-4").articles] == [
            "bridge-0",
            "bridge-1",
            "bridge-2",
        ]
        assert library.story("4") == library.story("story-1")
        assert [a.id for a in library.articles("story-9")] == ["mine-0", "mine-1", "mine-2"]
        for name in ("story-10", "story-0", "story-", "x", "story-٣", "9" * 40):
            with pytest.raises(LibraryError, match="has no story"):
                library.story(name)


def test_a_stored_dossier_is_the_one_that_was_made(shelf: Shelf) -> None:
    with shelf.filled() as library:
        stored = library.story("story-1")
        with library._store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM dossiers")
        assert library.story("story-1") == stored
        assert library.story("story-1") == stored


def test_a_story_of_one_report_cannot_be_compared(shelf: Shelf) -> None:
    with Library(shelf.at("a.db")) as library:
        library.add(reports()[:1])
        with pytest.raises(CompareError, match="fewer than two reports in English"):
            library.story("story-1")


def test_a_dossier_tells_what_changed(shelf: Shelf) -> None:
    first = reports()[0]
    new = changed(
        changed(first, "12,000 cars", "14,000 cars"),
        " Ferries will run",
        " Divers are at work. Ferries will run",
    )
    with shelf.filled() as library:
        library.add([new])
        library.add([replace(new, headline="Old Sarn bridge reopened")])
        (second, third) = library.story("story-1").revisions
    assert (second.article, second.version, second.when) == ("bridge-0", 2, "2021-05-08T12:00:00+00:00")
    assert [p.words for p in second.removed] == ["12,000"]
    assert [p.words for p in second.added] == ["14,000", "Divers are at work."]
    for text, passages in ((first.text, second.removed), (new.text, second.added)):
        assert [text[p.start : p.end] for p in passages] == [p.words for p in passages]
    assert {p.field for p in (*third.added, *third.removed)} == {"headline"}
