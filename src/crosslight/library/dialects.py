"""Which store a library is in: a file (SQLite) or a server (PostgreSQL), and what each of them must know.

All that one of them alone knows is in its module, `sqlite` or `postgres`; nothing else asks which it is.
"""

# ruff: noqa: D102 - each is told of where it is done

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Engine, Select

from crosslight.library import postgres, sqlite

# How long to wait for another process that writes, in seconds: its transactions take well below one.
PATIENCE = 30.0


class Dialect(Protocol):
    """What the module of a store has; what is not told of here is told of in `sqlite`."""

    # Opening, and what goes wrong
    def name(self, place: str | Path) -> str: ...
    def opened(self, place: str | Path, create: bool, patience: float) -> tuple[Engine, bool]: ...
    def plainly(self, name: str, patience: float) -> AbstractContextManager[None]: ...

    # Making
    def is_ours(self, connection: Connection) -> bool | None: ...
    def settle(self, connection: Connection) -> None: ...
    def make(self, connection: Connection) -> None: ...

    # Full text
    def index(self, connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None: ...
    def unindex(self, connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None: ...
    def indexed(self, connection: Connection, name: str, low: int, high: int) -> list[int]: ...
    def matches(
        self,
        connection: Connection,
        name: str,
        terms: Sequence[str],
        every: bool,
        conditions: Sequence[ColumnElement[bool]],
        most: int,
    ) -> list[int]: ...
    def stands_in(self, connection: Connection, name: str, word: str, most: int) -> int: ...
    def beginning(self, name: str, words: Sequence[str]) -> Select[tuple[int]]: ...
    def number(self, name: str) -> ColumnElement[int]: ...

    # Meaning
    def nearest(
        self,
        connection: Connection,
        query: NDArray[np.float32],
        among: Select[tuple[int]] | None,
        most: int,
    ) -> list[int] | None: ...

    # Keeping
    def written(self, connection: Connection) -> None: ...
    def changes(self, connection: Connection) -> int: ...
    def size(self, connection: Connection) -> int: ...
    def damage(self, connection: Connection) -> list[str]: ...
    def index_damage(self, connection: Connection) -> list[str]: ...
    def merge_indexes(self, connection: Connection) -> None: ...
    def purge(self, connection: Connection) -> bool: ...
    def vacuum(self, connection: Connection) -> None: ...
    def learn(self, connection: Connection) -> None: ...
    def last_numbers(self, connection: Connection) -> dict[str, int]: ...
    def number_after(self, connection: Connection, last: Mapping[str, int]) -> None: ...


def at(place: str | Path) -> Dialect:
    """Return what knows the store at a place: an address of PostgreSQL, or else a file."""
    return postgres if str(place).startswith(postgres.SCHEMES) else sqlite


def file(place: str | Path) -> Path | None:
    """Return the file of a library, None where it is on a server."""
    return None if at(place) is postgres else Path(place)


def of(connection: Connection) -> Dialect:
    """Return what knows the store of a connection."""
    return postgres if connection.dialect.name == "postgresql" else sqlite
