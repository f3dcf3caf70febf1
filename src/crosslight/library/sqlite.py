"""What only SQLite knows: how a library file is opened, its full-text indexes, and its errors in words.

`postgres` has the same functions for a server; `dialects` says which of the two a library is in.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Select,
    column,
    create_engine,
    event,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from crosslight.errors import LibraryError
from crosslight.library.tables import INDEXES, NUMBERED, WITHIN, articles, metadata

# Of SQLite files, those of Crosslight have this number ("CrLi") in their header.
APPLICATION: Final = 0x43724C69
# Texts that a question typed so far is held against: more have 70,000 only where it is of common words, and
# the newest stories come first then.
NEWEST = 5_000
# Letters without accents and in lower case, English endings cut off (Porter 1980).
TOKENS = "porter unicode61 remove_diacritics 2"


def name(place: str | Path) -> str:
    """Return what a library is called in messages: its path."""
    return str(place)


def opened(place: str | Path, create: bool, patience: float) -> tuple[Engine, bool]:
    """Return an engine over a library file, and whether it can only be read; raise LibraryError.

    What the engine begins is for writing where an option `write` says so.
    """
    path = Path(place)
    if not create and not path.exists():
        raise LibraryError(name(place), "there is no library yet: `crosslight add` makes one")
    if path.is_dir():
        raise LibraryError(name(place), "is a folder")
    if not path.parent.is_dir():
        raise LibraryError(name(place), "its folder does not exist")
    read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    return _engine(path, patience, read_only), read_only


def _engine(path: Path, patience: float, read_only: bool) -> Engine:
    query = {"uri": "true"}
    if read_only:
        query["mode"] = "ro"
        if not (os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-shm").exists()):
            # The log beside the file cannot be made; where there is none, nothing can be in it.
            query["immutable"] = "1"
    url = URL.create("sqlite", database=f"file:{_escaped(path)}", query=query)
    made = create_engine(url, connect_args={"timeout": patience}, poolclass=QueuePool)

    @event.listens_for(made, "connect")
    def _connected(connection: sqlite3.Connection, _: object) -> None:
        # Python would begin transactions by itself, and only before some statements.
        connection.isolation_level = None
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(made, "begin")
    def _begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return made


def is_ours(connection: Connection) -> bool | None:
    """Tell whether a file is a library; None where it is still empty."""
    if connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION:
        return True
    return False if connection.exec_driver_sql("SELECT 1 FROM sqlite_schema LIMIT 1").first() else None


def settle(connection: Connection) -> None:
    """Let readers read while one writes (write-ahead logging): outside any transaction, once for a file."""
    _outside(connection).execute("PRAGMA journal_mode = WAL")


def make(connection: Connection) -> None:
    """Make the tables and the full-text indexes, and write into the header whose file this is.

    The indexes keep no words, only where they stand.
    """
    metadata.create_all(connection)
    for name in INDEXES:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', tokenize='{TOKENS}')"
        )
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def written(connection: Connection) -> None:
    """Do what is to be done at the end of each transaction that writes: nothing, SQLite counts by itself."""


def index(connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None:
    """Put numbered texts into a full-text index."""
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {name}(rowid, words) VALUES (?, ?)", list(rows))  # noqa: S608 - one of INDEXES


def unindex(connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None:
    """Take numbered texts out of a full-text index: they must be what was put in."""
    if rows:
        connection.exec_driver_sql(
            f"INSERT INTO {name}({name}, rowid, words) VALUES ('delete', ?, ?)",  # noqa: S608 - one of INDEXES
            list(rows),
        )


def indexed(connection: Connection, name: str, low: int, high: int) -> list[int]:
    """Return the numbers between two, the last excluded, that a full-text index has."""
    found = connection.exec_driver_sql(
        f"SELECT id FROM {name}_docsize WHERE id >= ? AND id < ? ORDER BY id",  # noqa: S608 - one of INDEXES
        (low, high),
    )
    return [row[0] for row in found]


def matches(
    connection: Connection,
    name: str,
    terms: Sequence[str],
    every: bool,
    conditions: Sequence[ColumnElement[bool]],
    most: int,
) -> list[int]:
    """Return the numbers of the texts that have some or all of these words and phrases, best first (BM25).

    The conditions are on their articles.
    """
    query = phrase(terms, every)
    own = table(name, column("rowid"), column("rank"))
    found = select(own.c.rowid).where(text(f"{name} MATCH :query").bindparams(query=query))
    if conditions:
        found = found.join_from(own, articles, articles.c.seq == own.c.rowid.op("/")(WITHIN)).where(
            *conditions
        )
    return [*connection.execute(found.order_by(own.c.rank).limit(most)).scalars()]


def stands_in(connection: Connection, name: str, word: str, most: int) -> int:
    """Return in how many texts a word or phrase stands, `most` where it is more."""
    own = table(name, column("rowid"))
    some = select(own.c.rowid).where(text(f"{name} MATCH :query").bindparams(query=phrase([word], True)))
    return connection.execute(select(func.count()).select_from(some.limit(most).subquery())).scalar_one()


def beginning(name: str, words: Sequence[str]) -> Select[tuple[int]]:
    """Return a query for the numbers of the newest texts that have all words; the last may go on.

    Of one or two letters it may not: too much begins with them.
    """
    own = table(name, column("rowid", Integer))
    query = phrase(words, True) + ("*" if len(words[-1]) > 2 else "")
    found = select(own.c.rowid.label("number")).where(text(f"{name} MATCH :query").bindparams(query=query))
    return found.order_by(own.c.rowid.desc()).limit(NEWEST)


def number(name: str) -> ColumnElement[int]:
    """Return the column that numbers the texts of a full-text index."""
    return literal_column(f"{name}.rowid", Integer)


def phrase(words: Sequence[str], all_of_them: bool) -> str:
    """Return a full-text query of words or phrases, none of them read as an operator."""
    # SQLite takes a NUL for the end of the query.
    plain = (word.replace("\0", " ").replace('"', '""') for word in words)
    return (" " if all_of_them else " OR ").join(f'"{word}"' for word in plain)


def nearest(
    connection: Connection,  # noqa: ARG001 - as in the other store
    query: NDArray[np.float32],  # noqa: ARG001
    among: Select[tuple[int]] | None,  # noqa: ARG001
    most: int,  # noqa: ARG001
) -> list[int] | None:
    """Return None: SQLite knows no vectors, and `Meaning` holds them itself."""
    return None


def damage(connection: Connection) -> list[str]:
    """Return what SQLite finds broken in a file, nothing where it is whole."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def index_damage(connection: Connection) -> list[str]:
    """Return what SQLite finds broken in the full-text indexes; it looks only where it might write."""
    told = []
    for name in INDEXES:
        try:
            connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")  # noqa: S608 - one of INDEXES
        except DBAPIError as error:
            told.append(f"the full-text index {name} is broken: {error.orig}")
    return told


def merge_indexes(connection: Connection) -> None:
    """Bring each full-text index into one piece: only then are words gone that no text has any more."""
    for name in INDEXES:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('optimize')")  # noqa: S608 - one of INDEXES


def purge(connection: Connection) -> bool:
    """Let nothing be left of what was deleted; False while another process reads.

    What is deleted is overwritten: what stands in the log is brought into the file, and the log is cut.
    """
    (busy, _, _) = _outside(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def vacuum(connection: Connection) -> None:
    """Write the file anew, without its gaps."""
    _outside(connection).execute("VACUUM")
    purge(connection)


def learn(connection: Connection) -> None:
    """Let the store learn how its tables are filled, after many rows came at once: SQLite need not."""


def limit(connection: Connection, pages: int) -> None:
    """Let the file grow to no more than so many pages: how a full disk is tested."""
    _outside(connection).execute(f"PRAGMA max_page_count = {pages}")


@contextmanager
def plainly(name: str, patience: float) -> Iterator[None]:
    """Say what goes wrong with a library in one line."""
    try:
        yield
    except DBAPIError as error:
        raise LibraryError(name, _why(error.orig, patience)) from error
    except sqlite3.Error as error:
        raise LibraryError(name, _why(error, patience)) from error


def _why(error: BaseException | None, patience: float) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    known = {
        "SQLITE_FULL": "the disk is full; what was stored before is safe",
        "SQLITE_READONLY": "cannot be written to: it is read-only",
        "SQLITE_BUSY": f"another process has been writing to it for more than {patience:g} seconds",
        "SQLITE_LOCKED": f"another process has been writing to it for more than {patience:g} seconds",
        "SQLITE_NOTADB": "is not a library of Crosslight",
        "SQLITE_CORRUPT": "is damaged; `crosslight check` says where",
        "SQLITE_CANTOPEN": "cannot be opened: no such file or folder, or no right to it",
        "SQLITE_PERM": "cannot be opened: no right to it",
        "SQLITE_IOERR": "the disk failed while it was read or written",
    }
    return next((why for code, why in known.items() if name.startswith(code)), f"{error}".splitlines()[0])


def _outside(connection: Connection) -> sqlite3.Cursor:
    """Return a cursor outside any transaction."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - no other engine is made here
    return driver.cursor()


def _escaped(path: Path) -> str:
    """Return a path for an address of SQLite: an absolute one, its special signs escaped."""
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def changes(connection: Connection) -> int:
    """Return a number that is another whenever another connection, of any process, has stored anything."""
    return int(_outside(connection).execute("PRAGMA data_version").fetchone()[0])


def last_numbers(connection: Connection) -> dict[str, int]:
    """Return the last number that each table gave: it is not given again, whatever is deleted."""
    found = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    return {str(row[0]): int(row[1]) for row in found}


def number_after(connection: Connection, last: Mapping[str, int]) -> None:
    """Let tables go on after these numbers."""
    for name in NUMBERED:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        if number := last.get(name, 0):
            connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, number))


def size(connection: Connection) -> int:
    """Return how many bytes a library takes, also where some are still in the log."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())
