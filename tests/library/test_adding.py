from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from crosslight.library import Library, parsing
from crosslight.library.tables import (
    articles,
    assignments,
    dossiers,
    parses,
    quotations,
    sentences,
    stories,
    texts,
    unread,
    versions,
)
from crosslight.library.visits import Visit
from crosslight.model import Article, Unread
from tests.grouping.newsroom import reports
from tests.library.shelf import NOW, Shelf, changed, clock


def grouped(library: Library) -> dict[int, list[str]]:
    """Return the ids of each story."""
    found: dict[int, list[str]] = {}
    with library._store.reading() as connection:
        query = select(articles.c.story, articles.c.id).order_by(articles.c.seq)
        for story, name in connection.execute(query):
            found.setdefault(story, []).append(name)
    return found


def size(library: Library, *tables: object) -> list[int]:
    with library._store.reading() as connection:
        return [
            connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]
            for table in tables
        ]


def test_everything_is_stored_and_derived(shelf: Shelf) -> None:
    with shelf.filled() as library:
        assert size(library, articles, texts, parses, assignments, stories, dossiers) == [9, 9, 9, 9, 3, 3]
        assert grouped(library) == {
            1: ["bridge-0", "bridge-1", "bridge-2"],
            2: ["orchestra-0", "orchestra-1", "orchestra-2"],
            3: ["mine-0", "mine-1", "mine-2"],
        }
        assert all(size(library, sentences, quotations))
        with library._store.reading() as connection:
            told = connection.execute(select(stories).order_by(stories.c.story)).first()
        assert told and (told.articles, told.outlets, told.earliest) == (3, 3, "2021-05-05")


def test_the_same_input_adds_nothing(shelf: Shelf) -> None:
    with shelf.filled() as library:
        before = library.counts()
        found = library.add(reports())
        assert (found.read, found.new, found.updated, found.known) == (9, 0, 0, 9)
        assert library.counts() == before


def test_one_by_one_or_at_once_gives_the_same_stories(shelf: Shelf) -> None:
    with Library(shelf.at("a.db")) as library:
        for article in reports():
            library.add([article], compare=False)
        one_by_one = grouped(library)
    with shelf.filled() as library:
        assert grouped(library) == one_by_one


def test_what_could_not_be_read_is_kept_with_its_reason(shelf: Shelf) -> None:
    with Library(shelf.at("a.db")) as library:
        found = library.add([Unread("feed.xml", "is broken"), Unread("b.txt", "is odd", kept=True)])
        library.add([Unread("feed.xml", "is broken")])
        assert found.read == 0
        assert [one.input for one in found.unread] == ["feed.xml", "b.txt"]
        with library._store.reading() as connection:
            assert connection.execute(select(unread)).all() == [
                ("feed.xml", "is broken", False, 1),
                ("b.txt", "is odd", True, 1),
            ]


def test_a_changed_article_is_a_new_version_and_is_derived_anew(shelf: Shelf) -> None:
    new = changed(reports()[0], "12,000 cars", "14,000 cars")
    with shelf.filled() as library:
        before = grouped(library)
        found = library.add([new, new])
        assert (found.updated, found.known) == (1, 1)
        assert grouped(library) == before
        with library._store.reading() as connection:
            old = connection.execute(select(versions)).one()
            held = connection.execute(select(articles, parses).join(parses, parses.c.seq == 1)).first()
            assert (old.seq, old.version, old.until) == (1, 1, "2021-05-08T12:00:00+00:00")
            assert "12,000 cars" in old.text
            assert held
            assert connection.execute(select(parses.c.version).where(parses.c.seq == 1)).scalar() == 2
        # An older text that comes again, as in a dump of last week, changes nothing.
        assert library.add([reports()[0]]).known == 1


def test_an_article_that_tells_of_something_else_now_changes_its_story(shelf: Shelf) -> None:
    other = reports()[2]  # the mine
    moved = replace(reports()[0], text=other.text, headline=other.headline)
    with shelf.filled() as library:
        library.add([moved])
        assert grouped(library) == {
            4: ["bridge-1", "bridge-2"],
            2: ["orchestra-0", "orchestra-1", "orchestra-2"],
            1: ["bridge-0", "mine-0", "mine-1", "mine-2"],
        }
        assert size(library, stories, dossiers) == [3, 3]


def test_two_articles_with_one_id_are_two(shelf: Shelf) -> None:
    first, *_, last = reports()
    namesake = replace(last, id=first.id)
    with Library(shelf.at("a.db")) as library:
        found = library.add([first, *(replace(namesake, outlet=f"{n}") for n in range(5))], compare=False)
        assert (found.new, found.copies) == (6, 4)
        assert sorted(name for names in grouped(library).values() for name in names) == [
            "bridge-0",
            *(f"bridge-0-{n}" for n in range(2, 7)),
        ]


def test_a_clock_that_goes_backwards_loses_nothing(shelf: Shelf) -> None:
    first, *rest = reports()
    with Library(shelf.at("a.db"), now=clock()) as library:
        library.add([first, *rest[:3]], compare=False)
    with Library(shelf.at("a.db"), now=clock(NOW - timedelta(days=900))) as library:
        found = library.add([changed(first, "12,000", "13,000"), *rest], compare=False)
        assert (found.new, found.updated, found.known) == (5, 1, 3)
        assert {len(names) for names in grouped(library).values()} == {3}


def test_other_languages_lone_surrogates_and_null_signs_are_kept(shelf: Shelf) -> None:
    german = Article(
        "de", "Der Landtag in Harnau hat am Montag das Schulgesetz beschlossen.\nEs gilt ab Mai."
    )
    odd = Article("odd", "A ferry\0 sank near Harnau on Monday, police said. \ud800 Nobody was on board.")
    with Library(shelf.at("a.db")) as library:
        assert library.add([german, odd]).new == 2
        with library._store.reading() as connection:
            kept = connection.execute(select(texts.c.text).order_by(texts.c.seq)).scalars().all()
            assert kept == [german.text, odd.text.replace("\ud800", "\ufffd")]
            assert connection.execute(select(parses.c.language).order_by(parses.c.seq)).scalars().all() == [
                "de",
                "en",
            ]
        assert size(library, sentences)[0] >= 3


def test_names_of_any_length_are_kept(shelf: Shelf) -> None:
    draw = random.Random(3)  # noqa: S311 - no secret
    first, other, third = ("".join(draw.choices("abcdefghij klmnop", k=9_000)) for _ in range(3))
    odd = replace(reports()[0], id=first, outlet=other, url=f"https://example.org/{third}", byline=third)
    told = Unread(f"{third} ({first})", other)
    with Library(shelf.at("a.db")) as library:
        assert library.add([odd, told, odd, told, replace(odd, outlet="")], compare=False).new == 2
        library.keep_visit(Visit(odd.url, status=200))
        library.keep_visit(Visit(odd.url, status=304))
        assert library.last_visit(odd.url).status == 304
        kept = library.article(first).article
        assert (kept.outlet, kept.url, kept.byline) == (other, odd.url, third)
        assert library.stories(outlet=other)
        assert library.check() == []
        assert library.forget(first)
        assert size(library, unread) == [0]


def test_an_upgrade_parses_anew_what_it_must(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    with shelf.filled() as library:
        monkeypatch.setattr(parsing, "parsed_by", lambda: "another version")
        library.add([], compare=False)
        with library._store.reading() as connection:
            assert {*connection.execute(select(parses.c.made_by)).scalars()} == {"another version"}
        assert size(library, parses) == [9]
