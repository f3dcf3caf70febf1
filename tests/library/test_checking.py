from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from crosslight.errors import LibraryError
from crosslight.library import Library, dialects
from tests.library.shelf import Shelf

# What harms a library, and what is told of it.
HARM = {
    "UPDATE texts SET text = text || '.' WHERE seq = 1": "bridge-0: its text is not the one that was stored",
    "DELETE FROM texts WHERE seq = 2": "orchestra-0: has no text",
    "DELETE FROM stories WHERE story = 3": "story-3: has 3 articles, and is listed with others",
    "UPDATE stories SET articles = 4 WHERE story = 2": "story-2: has 3 articles, and is listed with others",
    "INSERT INTO actors VALUES (77, 'Nobody', 'person')": "actors: 1 rows of articles that are not there",
    'UPDATE sentences SET "end" = 999 WHERE number = 1048577': "sentences 0 to 999 lies outside of the text",
    "DELETE FROM sentences WHERE number = 1048577": "the index told has other places than sentences",
    "DELETE FROM quotations": "the index quoted has other places than quotations",
    "UPDATE parses SET record = x'00' WHERE seq = 4": "bridge-1: its parse cannot be read",
    "UPDATE parses SET vectors = x'' WHERE seq = 4": "bridge-1: has 0 vectors for",
    "UPDATE dossiers SET record = x'00' WHERE story = 1": "story-1: its dossier cannot be read",
    "DELETE FROM gists WHERE seq = 5": "gists: 8 are there, 9 should be",
}


def test_a_library_that_is_whole_has_no_faults(shelf: Shelf) -> None:
    steps = []
    with shelf.filled() as library:
        assert library.check(lambda *step: steps.append(step)) == []
    assert steps


@pytest.mark.parametrize(("harm", "told"), HARM.items(), ids=[*HARM])
def test_what_is_wrong_is_told(harm: str, told: str, shelf: Shelf) -> None:
    with shelf.filled() as library:
        with library._store.writing() as connection:
            if connection.dialect.name == "postgresql":
                harm = re.sub(r"x'(\w*)'", r"'\\x\1'", harm)
            assert connection.execute(text(harm)).rowcount
        assert told in "\n".join(library.check())


@pytest.mark.only_in_a_file("PostgreSQL lets nobody at the inside of its indexes")
def test_a_broken_index_is_told(shelf: Shelf) -> None:
    with shelf.filled() as library:
        with library._store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM told_data WHERE id > 10")
        assert "the full-text index told is broken" in "\n".join(library.check())


@pytest.mark.only_in_a_file("PostgreSQL holds its files against check sums of its own")
def test_a_file_that_is_damaged_is_told_in_one_line(shelf: Shelf) -> None:
    with shelf.filled() as library:
        path = library.path
    data = bytearray(path.read_bytes())
    for page in range(4096 * 8, len(data), 4096 * 3):
        data[page : page + 64] = b"\xff" * 64
    path.write_bytes(data)
    with Library(path) as library:
        try:
            assert library.check() != []
        except LibraryError as error:
            assert "\n" not in str(error)


def test_vacuum_keeps_everything(shelf: Shelf) -> None:
    with shelf.filled() as library:
        before = "".join(library.export("jsonl"))
        library.forget("mine-0")
        library.vacuum()
        assert library.check() == []
        assert len("".join(library.export("jsonl"))) < len(before)
        with library._store.reading() as connection:
            assert dialects.of(connection).is_ours(connection)
