"""A library where it is kept: its transactions, for reading and for writing, and its errors in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, select, update

from crosslight.errors import LibraryError
from crosslight.library import dialects
from crosslight.library.migrations import MIGRATIONS, migrate, version
from crosslight.library.tables import meta


class Store:
    """An open library: a file, or an address on a server of PostgreSQL (`postgresql://...`).

    Whoever writes waits for whoever writes, at most `patience` seconds; readers wait for nobody. Raises
    LibraryError where there is no library, it was made by a newer version, or cannot be opened. `name` is
    what it is called in messages: never with a password.
    """

    def __init__(
        self, place: str | Path, *, create: bool = False, patience: float = dialects.PATIENCE
    ) -> None:
        self._dialect, self._patience = dialects.at(place), patience
        self.name, self._file = self._dialect.name(place), dialects.file(place)
        self._engine, self.read_only = self._dialect.opened(place, create, patience)
        self._watch = Lock()
        self._watcher: Connection | None = None
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def path(self) -> Path:
        """Return the file of the library; raise LibraryError where it is on a server."""
        if self._file is None:
            raise LibraryError(self.name, "is on a server, and no file")
        return self._file

    def close(self) -> None:
        """Close it; what was written is in it."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the library as it is now, whatever is written meanwhile."""
        with self._dialect.plainly(self.name, self._patience), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose work is stored at the end whole, or, after an error, not at all."""
        if self.read_only:
            raise LibraryError(self.name, "cannot be written to: it is read-only")
        with (
            self._dialect.plainly(self.name, self._patience),
            self._engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            yield connection
            self._dialect.written(connection)

    def changes(self) -> int:
        """Return a number that is another whenever something was stored, by whatever process."""
        with self._watch, self._dialect.plainly(self.name, self._patience):
            # One connection that does nothing else: it is told of what others do.
            self._watcher = self._watcher or self._engine.connect()
            return self._dialect.changes(self._watcher)

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """Give a connection for what must stand outside of any transaction."""
        with self._dialect.plainly(self.name, self._patience), self._engine.connect() as connection:
            yield connection

    def _prepare(self) -> None:
        with self.bare() as connection:
            ours = self._dialect.is_ours(connection)
            known = version(connection) if ours else 0
        if ours is False:
            raise LibraryError(self.name, "is not a library of Crosslight")
        if ours and known == len(MIGRATIONS):
            return
        if not self.read_only:
            if ours is None:
                with self.bare() as connection:
                    self._dialect.settle(connection)
            with self.writing() as connection:
                migrate(connection, self.name)
        elif ours is None:
            raise LibraryError(self.name, "there is no library yet, and no right to make one")
        elif known > len(MIGRATIONS):
            with self.reading() as connection:
                migrate(connection, self.name)
        else:
            raise LibraryError(self.name, "is of an older version, and read-only")


def note(connection: Connection, name: str, value: str) -> None:
    """Keep a value under a name."""
    if not connection.execute(update(meta).where(meta.c.name == name).values(value=value)).rowcount:
        connection.execute(meta.insert().values(name=name, value=value))


def noted(connection: Connection, name: str) -> str:
    """Return the value under a name, "" where there is none."""
    return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar() or ""
