from __future__ import annotations

from collections.abc import Iterator

import pytest

from crosslight.library import Library
from crosslight.model import Article
from tests.grouping.newsroom import reports
from tests.library.conftest import Shelves
from tests.library.shelf import Shelf, changed


@pytest.fixture(scope="module")
def library(shelves: Shelves, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with shelves(tmp_path_factory.mktemp("library")) as shelf, shelf.filled() as made:
        yield made


def test_every_place_that_is_found_has_its_words(library: Library) -> None:
    texts = {article.id: article for article in reports()}
    for within in ("articles", "statements", "quotations"):
        hits = library.search("mayor bridge losses harbour", within)
        assert hits
        for hit in hits:
            assert texts[hit.span.article].quote(hit.span) == hit.words
            assert hit.story == "story-1"


def test_words_are_found_in_other_forms_and_accents(library: Library) -> None:
    assert "words" in library.search("crack pillars", "statements")[0].by
    assert library.search("BRÍDGE", "statements")[0].span.article.startswith("bridge")


def test_meaning_is_found_without_the_words(library: Library) -> None:
    (first, *_) = library.search("workers saved underground", "statements")
    assert first.span.article.startswith("mine")
    assert first.by == ("meaning",)


def test_nothing_is_found_of_what_is_not_there(library: Library) -> None:
    for words in ("volcano eruption in Iceland", "recipe for soup", "", '"', "*", 'NEAR("a b")'):
        assert library.search(words, "statements") == []


def test_operators_are_words(library: Library) -> None:
    assert library.search('bridge AND NOT "NEAR(" -x ^y col:z', "statements")


def test_a_phrase_is_found_as_it_stands(library: Library) -> None:
    found = [hit for hit in library.search('"middle pillar"', "statements") if "words" in hit.by]
    assert found
    assert all("middle pillar" in hit.words.casefold() for hit in found)
    assert not [hit for hit in library.search('"pillar middle"', "statements") if "words" in hit.by]


def test_filters(library: Library) -> None:
    assert {hit.outlet for hit in library.search("bridge", outlet="north radio")} == {"North Radio"}
    assert {hit.span.article for hit in library.search("mayor", "quotations", speaker="brandt")} <= {
        "bridge-0",
        "bridge-1",
        "bridge-2",
    }
    said = library.search("lives gamble", "quotations", speaker="Brandt")
    assert said[0].words == "“We will not gamble with lives,”"
    assert said[0].speaker == "Ilse Brandt"
    assert library.search("lives gamble", "statements", speaker="Brandt")[0].span.article == "bridge-1"
    assert library.search("lives gamble", "quotations", speaker="Okoro") == []
    days = {
        hit.published
        for hit in library.search("the owner and the orchestra", since="2021-05-06", until="2021-05-06")
    }
    assert days == {"2021-05-06"}


def test_the_limit_is_kept(library: Library) -> None:
    assert len(library.search("bridge", "statements", limit=2)) == 2
    found = library.search("bridge", limit=2)
    assert len({hit.span.article for hit in found}) == 2
    assert len(found) <= 6


def test_what_changed_is_found_by_its_new_words_only(shelf: Shelf) -> None:
    with shelf.filled() as library:
        assert library.search("customs", "statements")
        library.add([changed(reports()[0], "customs house", "opera pier")], compare=False)
        assert "bridge-0" in {hit.span.article for hit in library.search("opera pier", "statements")}
        by_words = [hit for hit in library.search("customs", "statements") if "words" in hit.by]
        assert {hit.span.article for hit in by_words} == {"bridge-1"}
        library.add(
            [Article("new", "A submarine surfaced near Ombrook on Friday, fishermen said.")], compare=False
        )
        assert library.search("submarine", "statements")[0].by == ("words", "meaning")


def test_other_languages_are_found_by_their_words(shelf: Shelf) -> None:
    german = "Der Landtag in Harnau hat das neue Schulgesetz am Montag beschlossen.\nEs gilt ab Mai."
    with Library(shelf.at("a.db")) as library:
        library.add([Article("de", german, "Schulgesetz beschlossen")])
        (hit, *_) = library.search("Landtag Schulgesetz", "statements")
        assert hit.words == german.split("\n")[0]
