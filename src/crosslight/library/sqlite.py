"""What only SQLite knows: how a library file is opened, its full-text indexes, and its errors in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    PoolProxiedConnection,
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
from crosslight.library.tables import WITHIN, articles

# Of SQLite files, those of Crosslight have this number ("CrLi") in their header.
APPLICATION: Final = 0x43724C69
# How long to wait for another process that writes: its transactions take well below a second.
PATIENCE = 30.0
# The full-text indexes: of sentences, and of quotations. They keep no words, only where they stand.
INDEXES: Final = ("told", "quoted")
# Texts that a question typed so far is held against: more have 70,000 only where it is of common words, and
# the newest stories come first then.
NEWEST = 5_000
# Letters without accents and in lower case, English endings cut off (Porter 1980).
TOKENS = "porter unicode61 remove_diacritics 2"


def engine(path: Path, patience: float = PATIENCE, read_only: bool = False) -> Engine:
    """Return an engine over a library file; what it begins is for writing where an option `write` says so."""
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


def mark(connection: Connection) -> None:
    """Write into the header whose file this is."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def log_ahead(connection: Connection) -> None:
    """Let readers read while one writes (write-ahead logging): outside any transaction, once for a file."""
    _outside(connection).execute("PRAGMA journal_mode = WAL")


def make_indexes(connection: Connection) -> None:
    """Make the full-text indexes."""
    for name in INDEXES:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', tokenize='{TOKENS}')"
        )


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
    connection: Connection, name: str, query: str, conditions: Sequence[ColumnElement[bool]], most: int
) -> list[int]:
    """Return the numbers of the texts that match a full-text query, best first (BM25).

    The conditions are on their articles.
    """
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
    found = select(own.c.rowid).where(text(f"{name} MATCH :query").bindparams(query=query))
    return found.order_by(own.c.rowid.desc()).limit(NEWEST)


def number(name: str) -> ColumnElement[int]:
    """Return the column that numbers the texts of a full-text index."""
    return literal_column(f"{name}.rowid", Integer)


def phrase(words: Sequence[str], all_of_them: bool) -> str:
    """Return a full-text query of words or phrases, none of them read as an operator."""
    # SQLite takes a NUL for the end of the query.
    plain = (word.replace("\0", " ").replace('"', '""') for word in words)
    return (" " if all_of_them else " OR ").join(f'"{word}"' for word in plain)


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


def empty_log(connection: Connection) -> bool:
    """Bring all that is in the log into the file, and cut the log; False while another process reads."""
    (busy, _, _) = _outside(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def vacuum(connection: Connection) -> None:
    """Write the file anew, without its gaps."""
    _outside(connection).execute("VACUUM")


def limit(connection: Connection, pages: int) -> None:
    """Let the file grow to no more than so many pages: how a full disk is tested."""
    _outside(connection).execute(f"PRAGMA max_page_count = {pages}")


@contextmanager
def plainly(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Say what goes wrong with a library in one line."""
    try:
        yield
    except DBAPIError as error:
        raise LibraryError(str(path), _why(error.orig, patience)) from error
    except sqlite3.Error as error:
        raise LibraryError(str(path), _why(error, patience)) from error


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


def changes(connection: PoolProxiedConnection) -> int:
    """Return a number that is another whenever another connection, of any process, has stored anything."""
    driver = connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - no other engine is made here
    return int(driver.execute("PRAGMA data_version").fetchone()[0])


def size(connection: Connection) -> int:
    """Return how many bytes a library takes, also where some are still in the log."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())
