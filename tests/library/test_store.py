from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from sqlalchemy import Connection, insert, inspect, select

from crosslight.errors import LibraryError
from crosslight.library import sqlite
from crosslight.library.migrations import MIGRATIONS, migrate
from crosslight.library.store import Store, note, noted
from crosslight.library.tables import meta, runs
from tests.library.shelf import Databases, Shelf


@pytest.fixture
def store(shelf: Shelf) -> Iterator[Store]:
    made = Store(shelf.at(), create=True)
    yield made
    made.close()


def schema(path: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    connection.close()
    return found


def catalogue(store: Store) -> list[str]:
    """Return the columns and indexes of a library on a server, one a line."""
    columns = """
        SELECT table_name || '.' || column_name || ' ' || udt_name || coalesce(' ' || collation_name, '')
            || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
            || coalesce(' default ' || column_default, '')
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position
    """
    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname"
    with store.reading() as connection:
        return [row for sql in (columns, indexes) for row in connection.exec_driver_sql(sql).scalars()]


def test_what_is_written_is_there_when_it_is_opened_again(store: Store, shelf: Shelf) -> None:
    with store.writing() as connection:
        note(connection, "colour", "red")
        note(connection, "colour", "blue")
    store.close()
    again = Store(shelf.at())
    with again.reading() as connection:
        assert noted(connection, "colour") == "blue"
        assert noted(connection, "taste") == ""
    again.close()


def test_after_an_error_nothing_of_a_transaction_is_stored(store: Store) -> None:
    def fails() -> None:
        with store.writing() as connection:
            note(connection, "colour", "red")
            raise ValueError

    with pytest.raises(ValueError):
        fails()
    with store.reading() as connection:
        assert noted(connection, "colour") == ""


def test_a_reader_sees_one_state_while_another_writes(store: Store, shelf: Shelf) -> None:
    other = Store(shelf.at())
    with store.reading() as connection:
        assert noted(connection, "colour") == ""
        with other.writing() as elsewhere:
            note(elsewhere, "colour", "red")
        assert noted(connection, "colour") == ""
    with store.reading() as connection:
        assert noted(connection, "colour") == "red"
    other.close()


def test_who_writes_too_long_is_told_of(store: Store, shelf: Shelf) -> None:
    other = Store(shelf.at(), patience=0.1)
    with (
        store.writing(),
        pytest.raises(LibraryError, match="another process has been writing"),
        other.writing(),
    ):
        pass
    other.close()


def test_who_looks_whether_anything_was_stored_is_told(store: Store, shelf: Shelf) -> None:
    other = Store(shelf.at())
    before = other.changes()
    assert other.changes() == before
    with store.writing() as connection:
        note(connection, "colour", "red")
        # Not before it is there for all.
        assert other.changes() == before
    assert other.changes() != before
    other.close()


def test_a_library_that_is_not_there_is_made_only_when_asked(shelf: Shelf) -> None:
    with pytest.raises(LibraryError, match="there is no library yet: `crosslight add` makes one"):
        Store(shelf.at())
    Store(shelf.at(), create=True).close()
    Store(shelf.at()).close()


def test_a_file_is_made_only_in_a_folder(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no library yet"):
        Store(tmp_path / "none.db")
    with pytest.raises(LibraryError, match="its folder does not exist"):
        Store(tmp_path / "no" / "none.db", create=True)
    with pytest.raises(LibraryError, match="is a folder"):
        Store(tmp_path, create=True)
    assert [*tmp_path.iterdir()] == []


def test_what_is_no_library_is_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "a.txt", tmp_path / "other.db"
    text.write_text("A ferry sank. " * 1000)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE meta (name TEXT, value TEXT)")
    connection.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(LibraryError, match=r"(?s)^[^\n]*is not a library of Crosslight$"):
            Store(path, create=True)
        assert path.read_bytes() == before


def test_names_with_signs_of_addresses_are_names(tmp_path: Path) -> None:
    for name in ("a b.db", "what?mode=ro#x.db", "100%.db"):
        Store(tmp_path / name, create=True).close()
        assert (tmp_path / name).is_file()


def test_a_newer_library_is_not_touched(store: Store, shelf: Shelf) -> None:
    with store.writing() as connection:
        note(connection, "schema", "99")
    before = store.changes()
    with pytest.raises(LibraryError, match="made by a newer Crosslight"):
        Store(shelf.at())
    assert store.changes() == before


@pytest.mark.only_in_a_file("a server's disk is filled in test_full")
def test_a_full_disk_is_told_and_nothing_is_lost(store: Store) -> None:
    with store.writing() as connection:
        note(connection, "colour", "red")
    with store.reading() as connection:
        pages = sqlite.size(connection) // 4096

    def fill() -> None:
        with store.bare() as connection:
            sqlite.limit(connection, pages + 2)
        with store.writing() as connection:
            note(connection, "colour", "blue" * 100_000)

    with pytest.raises(LibraryError, match=r"^[^\n]*the disk is full; what was stored before is safe$"):
        fill()
    store.close()
    again = Store(store.path)
    with again.reading() as connection:
        assert noted(connection, "colour") == "red"
        assert sqlite.damage(connection) == []
    again.close()


READ_ONLY = """
import os, sys
from crosslight.errors import LibraryError
from crosslight.library.store import Store, noted, note
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
store = Store(sys.argv[1])
with store.reading() as connection:
    print(noted(connection, "colour"))
try:
    with store.writing() as connection:
        note(connection, "colour", "blue")
except LibraryError as error:
    print(error.why)
"""


@pytest.mark.only_in_a_file("who may write to a database says its server: test_postgres")
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are others there")
@pytest.mark.parametrize("folder", [0o555, 0o777])
def test_a_read_only_file_can_be_read(store: Store, folder: int) -> None:
    with store.writing() as connection:
        note(connection, "colour", "red")
    store.close()
    place = Path(mkdtemp())
    path = store.path.rename(place / "a.db")
    path.chmod(0o444)
    place.chmod(folder)
    done = subprocess.run([sys.executable, "-c", READ_ONLY, path], capture_output=True, text=True)  # noqa: S603 - ours
    place.chmod(stat.S_IRWXU)
    rmtree(place)
    assert (done.stdout, done.stderr) == ("red\ncannot be written to: it is read-only\n", "")


def test_a_new_library_has_the_schema_that_is_written_down(store: Store, shelf: Shelf) -> None:
    """Whoever changes the tables adds a migration, and the schema of its version beside this one."""
    store.close()
    if isinstance(shelf, Databases):
        written = (Path(__file__).parent / f"schema-{len(MIGRATIONS)}-postgresql.txt").read_text("utf-8")
        assert "".join(f"{line}\n" for line in catalogue(store)) == written
        return
    written = (Path(__file__).parent / f"schema-{len(MIGRATIONS)}.sql").read_text("utf-8")
    assert "".join(f"{sql};\n" for *_, sql in schema(store.path) if sql) == written


def test_a_migration_is_done_once_and_whole(store: Store) -> None:
    known = len(MIGRATIONS)

    def second(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE runs ADD COLUMN colour TEXT")

    def third(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE added (n INTEGER)")
        raise OSError("killed")

    with store.writing() as connection:
        connection.execute(insert(runs).values(began="then", read=1, new=1, updated=0))
    for _ in range(2):
        with store.writing() as connection:
            migrate(connection, "a.db", (*MIGRATIONS, second))
    with pytest.raises(OSError, match="killed"), store.writing() as connection:
        migrate(connection, "a.db", (*MIGRATIONS, second, third))
    with store.reading() as connection:
        assert noted(connection, "schema") == str(known + 1)
        assert connection.execute(select(runs)).one().read == 1
        assert not inspect(connection).has_table("added")
        assert connection.execute(select(meta)).all() == [("schema", str(known + 1))]


@pytest.mark.parametrize("old", range(1, len(MIGRATIONS)))
def test_a_library_of_an_older_version_becomes_one_of_the_newest(tmp_path: Path, old: int) -> None:
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        statements = (Path(__file__).parent / f"schema-{old}.sql").read_text("utf-8").split(";\n")
        for statement in sorted(statements, key=lambda sql: sql.startswith("CREATE INDEX")):
            # What SQLite makes by itself: its own tables, and those of a full-text index.
            if not any(name in statement for name in ("sqlite_sequence", "'told_", "'quoted_")):
                connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('schema', ?)", (str(old),))
        connection.execute("INSERT INTO runs VALUES (1, 'then', 2, 2, 0)")
        connection.execute(f"PRAGMA application_id = {sqlite.APPLICATION}")
    connection.close()
    Store(path).close()
    Store(tmp_path / "new.db", create=True).close()
    assert schema(path) == schema(tmp_path / "new.db")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT read FROM runs").fetchall() == [(2,)]
    connection.close()
