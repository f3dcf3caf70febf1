"""Moving a library from one store to another: every row as it is, into a library that is still empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Table, func, insert, select, tuple_

from crosslight.errors import LibraryError
from crosslight.library import derived, dialects
from crosslight.library.store import Store
from crosslight.library.tables import WITHIN, meta, metadata, quotations, sentences
from crosslight.model import Span

if TYPE_CHECKING:
    from crosslight.comparing import Progress

# Rows read and written at a time: the parses of so many articles take a few megabytes.
READ = 500
# What is looked for in the words of each table's places.
_SOUGHT = {sentences.name: "told", quotations.name: "quoted"}
# The note of the tables' version, which the other library has too.
_OWN = "schema"


def copy(source: Store, place: str | Path, progress: Progress) -> None:
    """Put all of a library into a new one, in one transaction; raise LibraryError where that is not empty.

    What reads it finds all or nothing, however the copying ends, and the same numbers and counters. Only
    the full-text indexes are made anew: each store has its own.
    """
    with (
        closing(Store(place, create=True)) as target,
        source.reading() as here,
        target.writing() as there,
    ):
        if any(_count(there, table) for table in metadata.sorted_tables):
            raise LibraryError(target.name, "is not empty: a library is copied into a new one")
        store = dialects.of(there)
        total = sum(_count(here, table) for table in metadata.sorted_tables)
        done = 0
        for table in metadata.sorted_tables:
            for rows in _pages(here, table):
                progress("copying", done, total)
                there.execute(insert(table), [dict(row._mapping) for row in rows])
                if name := _SOUGHT.get(table.name):
                    store.index(there, name, _words(here, rows))
                done += len(rows)
        store.number_after(there, dialects.of(here).last_numbers(here))
        store.learn(there)


def _count(connection: Connection, table: Table) -> int:
    found = select(func.count()).select_from(table)
    if table is meta:
        found = found.where(meta.c.name != _OWN)
    return connection.execute(found).scalar_one()


def _pages(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    keys = [*table.primary_key]
    query = select(table).order_by(*keys).limit(READ)
    if table is meta:
        query = query.where(meta.c.name != _OWN)
    rows = connection.execute(query).all()
    while rows:
        yield rows
        last = [getattr(rows[-1], key.name) for key in keys]
        rows = connection.execute(query.where(tuple_(*keys) > tuple_(*last))).all()


def _words(connection: Connection, rows: Sequence[Row[Any]]) -> list[tuple[int, str]]:
    """Return the words of places, each with its number."""
    held = derived.load(connection, sorted({row.number // WITHIN for row in rows}))
    return [
        (row.number, own.quote(Span(own.id, row.field, row.start, row.end)))
        for row in rows
        if (own := held.get(row.number // WITHIN))
    ]
