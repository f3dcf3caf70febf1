"""A library file: its transactions, for reading and for writing, and its errors in one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, PoolProxiedConnection, select, update

from crosslight.errors import LibraryError
from crosslight.library import sqlite
from crosslight.library.migrations import MIGRATIONS, migrate, version
from crosslight.library.tables import meta


class Store:
    """An open library file.

    Whoever writes waits for whoever writes, at most `patience` seconds; readers wait for nobody. Raises
    LibraryError where the file is no library, was made by a newer version, or cannot be opened.
    """

    def __init__(self, path: str | Path, *, create: bool = False, patience: float = sqlite.PATIENCE) -> None:
        self.path, self._patience = Path(path), patience
        if not create and not self.path.exists():
            raise LibraryError(str(path), "there is no library yet: `crosslight add` makes one")
        if self.path.is_dir():
            raise LibraryError(str(path), "is a folder")
        if not self.path.parent.is_dir():
            raise LibraryError(str(path), "its folder does not exist")
        self.read_only = self.path.exists() and not (
            os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)
        )
        self._engine = sqlite.engine(self.path, patience, self.read_only)
        self._watch = Lock()
        self._watcher: PoolProxiedConnection | None = None
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file; what was written is in it."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the library as it is now, whatever is written meanwhile."""
        with sqlite.plainly(self.path, self._patience), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose work is stored at the end whole, or, after an error, not at all."""
        if self.read_only:
            raise LibraryError(str(self.path), "cannot be written to: it is read-only")
        with (
            sqlite.plainly(self.path, self._patience),
            self._engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            yield connection

    def changes(self) -> int:
        """Return a number that is another whenever something was stored, by whatever process."""
        with self._watch, sqlite.plainly(self.path, self._patience):
            # One connection that does nothing else: it is told of what others do.
            self._watcher = self._watcher or self._engine.raw_connection()
            return sqlite.changes(self._watcher)

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """Give a connection for what must stand outside of any transaction."""
        with sqlite.plainly(self.path, self._patience), self._engine.connect() as connection:
            yield connection

    def _prepare(self) -> None:
        with self.bare() as connection:
            ours = sqlite.is_ours(connection)
            known = version(connection) if ours else 0
        if ours is False:
            raise LibraryError(str(self.path), "is not a library of Crosslight")
        if ours and known == len(MIGRATIONS):
            return
        if not self.read_only:
            if ours is None:
                with self.bare() as connection:
                    sqlite.log_ahead(connection)
            with self.writing() as connection:
                migrate(connection, str(self.path))
        elif known > len(MIGRATIONS):
            with self.reading() as connection:
                migrate(connection, str(self.path))
        else:
            raise LibraryError(str(self.path), "is of an older version, and read-only")


def note(connection: Connection, name: str, value: str) -> None:
    """Keep a value under a name."""
    if not connection.execute(update(meta).where(meta.c.name == name).values(value=value)).rowcount:
        connection.execute(meta.insert().values(name=name, value=value))


def noted(connection: Connection, name: str) -> str:
    """Return the value under a name, "" where there is none."""
    return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar() or ""
