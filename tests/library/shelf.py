"""Libraries for tests: made of a few invented articles, and opened anew where a test changes them.

A shelf is where they stand: a folder of files, or a server of PostgreSQL with a database for each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp
from typing import Protocol

from crosslight.library import Library
from crosslight.model import Article
from tests.grouping.newsroom import reports
from tests.library.server import Server

NOW = datetime(2021, 5, 8, 12, tzinfo=UTC)
_MADE: list[Path] = []


def clock(at: datetime = NOW) -> Callable[[], datetime]:
    """Return a clock that stands still."""
    return lambda: at


class Shelf(Protocol):
    """Where the libraries of one test are."""

    def at(self, name: str = "a.db") -> str | Path:
        """Return the place of a library of this name; there is none before somebody makes it."""

    def filled(self) -> Library:
        """Return a library of the nine reports of the newsroom, compared."""

    def stored(self, library: Library) -> bytes:
        """Return all that is stored of a library."""


class Folder:
    """Libraries as files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def at(self, name: str = "a.db") -> Path:
        """Return the place of a library of this name."""
        return self._folder / name

    def filled(self) -> Library:
        """Return a library of nine reports, made once and copied."""
        return filled(self._folder)

    def stored(self, library: Library) -> bytes:
        """Return the bytes of a library's files."""
        own = library.path
        return b"".join(path.read_bytes() for path in own.parent.glob(f"{own.name}*"))


class Databases:
    """Libraries as databases on a server; `made` has the one of nine reports once it is made."""

    def __init__(self, server: Server, made: dict[str, str]) -> None:
        self.server, self._made = server, made
        self.names: dict[str, str] = {}

    def at(self, name: str = "a.db") -> str:
        """Return the place of a library of this name."""
        if name not in self.names:
            self.names[name] = self.server.database()
        return self.server.url(self.names[name])

    def filled(self) -> Library:
        """Return a library of nine reports, made once and copied."""
        if "filled" not in self._made:
            self._made["filled"] = own = self.server.database()
            with Library(self.server.url(own), now=clock()) as made:
                made.add(reports())
        self.names["filled"] = self.server.database(self._made["filled"])
        return Library(self.server.url(self.names["filled"]), now=clock())

    def stored(self, library: Library) -> bytes:
        """Return every row of a library; `inside` has its files."""
        with library._store.reading() as connection:
            names = connection.exec_driver_sql(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            rows = [
                row[0]
                for name in names.scalars().all()
                for row in connection.exec_driver_sql(f"SELECT t::text FROM {name} AS t")  # noqa: S608 - our own
            ]
        library.close()
        return "\n".join(rows).encode()

    def inside(self, name: str) -> bytes:
        """Return the bytes of a database's files."""
        database = self.names[name]
        rows = self.server.run("CHECKPOINT", f"SELECT oid FROM pg_database WHERE datname = '{database}'")  # noqa: S608 - our own
        folder = self.server.folder / "data" / "base" / str(rows[0][0])
        return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def filled(folder: Path) -> Library:
    """Return a library of the nine reports of the newsroom, compared; it is made once and copied."""
    if not _MADE:
        path = Path(mkdtemp()) / "made.db"
        with Library(path, now=clock()) as made:
            made.add(reports())
        _MADE.append(path)
    return Library(copy(_MADE[0], folder / "library.db"), now=clock())


def changed(article: Article, old: str, new: str) -> Article:
    """Return an article with some words of its text replaced."""
    assert old in article.text
    return replace(article, text=article.text.replace(old, new))
