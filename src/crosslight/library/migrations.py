"""How a library gets from each version of its tables to the next: one function a version.

Each migration runs in one transaction with the note that it ran, so that a library is never between two
versions. When the tables change, a function is added here that changes what is stored, and the first one
gets the tables as they were: `tests/library` holds the schema of every version.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection, select, update

from crosslight.errors import LibraryError
from crosslight.library import dialects
from crosslight.library.tables import judgements, meta, parses

Migration = Callable[[Connection], None]


def _first(connection: Connection) -> None:
    dialects.of(connection).make(connection)
    connection.execute(meta.insert().values(name="schema", value="0"))


def _second(connection: Connection) -> None:
    """Readers' judgements, and articles by their language."""
    judgements.create(connection, checkfirst=True)
    for index in parses.indexes:
        index.create(connection, checkfirst=True)


MIGRATIONS: Final[tuple[Migration, ...]] = (_first, _second)


def version(connection: Connection) -> int:
    """Return the version of the tables of a library, 0 where it has none yet."""
    if not dialects.of(connection).is_ours(connection):
        return 0
    return int(connection.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar_one())


def migrate(connection: Connection, path: str, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the tables to the newest version, in the transaction of the connection; raise LibraryError.

    One of a newer version, and what is of another program, is left alone.
    """
    if dialects.of(connection).is_ours(connection) is False:
        raise LibraryError(path, "is not a library of Crosslight")
    before = version(connection)
    if before > len(steps):
        raise LibraryError(
            path, f"was made by a newer Crosslight (its schema is {before}, known is {len(steps)})"
        )
    for step in steps[before:]:
        step(connection)
    if before < len(steps):
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(len(steps))))
