"""Forgetting an article: its texts and all that was derived from them, so that no byte of them is left."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, delete, select, update

from crosslight.library import derived, dialects, judgements, membership
from crosslight.library.records import pack, unpack
from crosslight.library.tables import articles, assignments, texts, unread, versions
from crosslight.model import Assignment


def forget(connection: Connection, name: str) -> int | None:
    """Take an article out of a library; return its number, None where there is none of that id.

    What SQLite deletes it overwrites; what stood in a full-text index goes when its pieces are merged.
    """
    held = connection.execute(select(articles.c.seq, articles.c.story).where(articles.c.id == name)).first()
    if held is None:
        return None
    derived.remove(connection, held.seq)
    judgements.forget(connection, held.seq)
    membership.leave(connection, held.seq)
    _uncopy(connection, name)
    for table in (texts, versions, articles):
        connection.execute(delete(table).where(table.c.seq == held.seq))
    connection.execute(delete(unread).where(unread.c.input.contains(f"({name})", autoescape=True)))
    dialects.of(connection).merge_indexes(connection)
    return int(held.seq)


def _uncopy(connection: Connection, name: str) -> None:
    """Let no other article be a copy of one that is gone."""
    connection.execute(update(articles).where(articles.c.copy_of == name).values(copy_of=None))
    rows = connection.execute(select(assignments)).all()
    for row in rows:
        told = unpack(row.record, Assignment)
        if told.copy is None or told.copy.of != name:
            continue
        why = tuple(reason for reason in told.why if f" of {name}: " not in reason)
        connection.execute(
            update(assignments)
            .where(assignments.c.seq == row.seq)
            .values(record=pack(replace(told, copy=None, why=why)))
        )
