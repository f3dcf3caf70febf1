"""Copies of libraries from each store to each: nothing is lost, and nothing half is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from crosslight.errors import LibraryError
from crosslight.library import Library, copying
from crosslight.library.library import EXPORTS
from crosslight.library.searching import WITHINS
from crosslight.library.tables import articles, meta, metadata
from crosslight.library.visits import Visit
from crosslight.model import Article, Unread
from tests.grouping.newsroom import reports
from tests.library.conftest import Shelves
from tests.library.server import Server
from tests.library.shelf import Databases, Folder, Shelf, changed, clock
from tests.library.wire import wire
from tests.test_cli_library import run

QUESTIONS = (
    "mayor bridge losses harbour",
    "crack pillars",
    '"middle pillar"',
    "workers saved underground",
    "BRÍDGE",
    "Landtag Schulgesetz",
    "orchestra conductor",
)
ODD = Article("odd", "A ferry\0 sank near Harnau, \ufdd0police said.\r\nZoë.", "Ein\0 „Titel“", "A, B")
GERMAN = Article("de", "Der Landtag in Harnau hat das Schulgesetz beschlossen.\nEs gilt ab Mai.")


@pytest.fixture
def other(request: pytest.FixtureRequest, postgres: Server, tmp_path: Path) -> Iterator[Shelf]:
    """Give a shelf of the other store, or of the same, as the test says."""
    if request.param == "sqlite":
        (tmp_path / "other").mkdir()
        yield Folder(tmp_path / "other")
        return
    shelf = Databases(postgres, {})
    yield shelf
    for name in shelf.names.values():
        postgres.drop(name)


def full(shelf: Shelf) -> Library:
    """Return a library that has something in every table."""
    library = shelf.filled()
    first = reports()[0]
    library.add(
        [changed(first, "12,000", "13,000"), ODD, GERMAN, replace(first, id="copy", outlet="Reprint")]
    )
    library.add([Unread("feed.xml", "is broken"), *wire(20)], compare=False)
    library.keep_visit(Visit("https://example.org/rss", '"e"', checked=1.5, status=200, not_before=9.25))
    found = library.story("story-2")
    library.judge(found, found.links[0].a, found.links[0].b, "confirmed", by="Ann")
    library.judge(found, found.links[1].a, found.links[1].b, "removed", by="Ann", note="No.")
    library.unjudge("judgement-2")
    library.add([Article("late", "A submarine surfaced near Ombrook.")], compare=False)
    library.forget("late")
    return library


def rows(library: Library) -> dict[str, list[object]]:
    """Return all rows of all tables."""
    with library._store.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def seqs(library: Library) -> list[int]:
    """Return the numbers of all articles."""
    with library._store.reading() as connection:
        return [*connection.execute(select(articles.c.seq).order_by(articles.c.seq)).scalars()]


def found(library: Library) -> list[object]:
    """Return what is found by words and by meaning, whatever its order."""
    return [
        sorted((hit.span, hit.words, hit.story, hit.speaker or "", hit.by) for hit in hits)
        for question in QUESTIONS
        for within in WITHINS[1:]
        for hits in [library.search(question, within, limit=200)]
    ]


@pytest.mark.parametrize("other", ["sqlite", "postgresql"], indirect=True)
def test_a_copy_has_everything_and_a_copy_of_it_too(shelf: Shelf, other: Shelf) -> None:
    steps: list[tuple[str, int, int]] = []
    with full(shelf) as library:
        library.copy_to(other.at(), lambda *step: steps.append(step))
        with Library(other.at(), create=False, now=clock()) as copy:
            copy.copy_to(shelf.at("back.db"))
            assert copy.check() == []
            assert rows(copy) == rows(library)
            assert found(copy) == found(library)
            for kind in EXPORTS:
                assert "".join(copy.export(kind)) == "".join(library.export(kind))
            with Library(shelf.at("back.db"), create=False, now=clock()) as back:
                assert back.check() == []
                assert rows(back) == rows(library)
                # In the same store the same comes first, too.
                for question in QUESTIONS:
                    assert back.search(question) == library.search(question)
            # Each goes on as the first would: the number of what was forgotten last is not given again.
            last = seqs(library)[-1]
            for each in (library, copy):
                each.add([GERMAN, replace(ODD, id="new", text="A kite was seen over Harnau.")], compare=False)
                assert seqs(each)[-1] == last + 2
            assert "".join(copy.export("jsonl")) == "".join(library.export("jsonl"))
    assert {step for step, _, _ in steps} == {"copying"}
    assert [done for _, done, _ in steps] == sorted(done for _, done, _ in steps)


@pytest.mark.parametrize("other", ["sqlite", "postgresql"], indirect=True)
def test_only_an_empty_library_is_copied_into(shelf: Shelf, other: Shelf) -> None:
    with shelf.filled() as library, Library(other.at()) as held:
        held.keep_visit(Visit("https://example.org/rss"))
        before = rows(held)
        with pytest.raises(LibraryError, match="is not empty: a library is copied into a new one"):
            library.copy_to(other.at())
        assert rows(held) == before


@pytest.mark.parametrize("other", ["sqlite", "postgresql"], indirect=True)
def test_a_copy_that_is_cut_off_leaves_nothing_half(
    shelf: Shelf, other: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "READ", 5)

    def cut(_step: str, done: int, _total: int) -> None:
        if done > 60:
            raise KeyboardInterrupt

    with shelf.filled() as library:
        with pytest.raises(KeyboardInterrupt):
            library.copy_to(other.at(), cut)
        with Library(other.at(), create=False) as left:
            assert left.check() == []
            assert {name for name, held in rows(left).items() if held} == {meta.name}
            assert len(rows(left)["meta"]) == 1
        library.copy_to(other.at())
        with Library(other.at(), create=False) as copy:
            assert rows(copy) == rows(library)


def test_every_command_takes_a_library_on_a_server(
    shelves: Shelves, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shelves(tmp_path) as shelf:
        with shelf.filled() as library:
            place = library.name
            expected = "".join(library.export("jsonl"))
        url = postgres.url(name := postgres.database())
        if isinstance(shelf, Databases):
            place = postgres.url(shelf.names["filled"])
        copied = run("library", "copy", place, url)
        assert copied.exit_code == 0, copied.stderr
        assert re.search(r": 9 articles, [\d,]+ bytes\n$", copied.stdout)
        monkeypatch.setenv("CROSSLIGHT_LIBRARY", url)
        assert run("export", "--jsonl", "-").stdout == expected
        assert "whole, 9 articles" in run("check").stdout
        assert "story-1 · 3 articles" in run("stories").stdout
        assert "3 reports of one event" in run("show", "story-1").stdout
        assert "Old Sarn bridge closed" in run("search", "middle", "pillar").stdout
        assert run("forget", "bridge-0").exit_code == 0
        assert "bytes before" in run("vacuum").stdout
        again = run("library", "copy", place, url)
        assert (again.exit_code, again.stderr.count("\n")) == (1, 1)
        assert again.stderr.endswith("is not empty: a library is copied into a new one\n")
        postgres.drop(name)
