"""Which article is in which story, as it is stored: a story is numbered by the first of its articles."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select, update

from crosslight.library.digests import digest
from crosslight.library.store import note, noted
from crosslight.library.tables import articles, assignments, dossiers, stories, texts

# Under this name a library counts how often its stories changed: a grouper that was made before knows less.
STAMP = "grouped"


def stamp(connection: Connection) -> str:
    """Return a mark that changes whenever stories do."""
    return noted(connection, STAMP)


def changed(connection: Connection) -> str:
    """Note that stories have changed, and return the new mark."""
    new = str(int(stamp(connection) or 0) + 1)
    note(connection, STAMP, new)
    return new


def leave(connection: Connection, seq: int) -> None:
    """Take an article out of its story; what is left is a story still, whose number may be another."""
    story = connection.execute(select(articles.c.story).where(articles.c.seq == seq)).scalar()
    connection.execute(update(articles).where(articles.c.seq == seq).values(story=None, copy_of=None))
    connection.execute(delete(assignments).where(assignments.c.seq == seq))
    if story is not None:
        first = select(func.min(articles.c.seq)).where(articles.c.story == story)
        left = connection.execute(first).scalar()
        if left is not None and left != story:
            connection.execute(update(articles).where(articles.c.story == story).values(story=left))
        # Its headline may be that of the article which left.
        connection.execute(delete(stories).where(stories.c.story == story))
        connection.execute(delete(dossiers).where(dossiers.c.story == story))
        refresh(connection, [left] if left is not None else [])
    changed(connection)


def refresh(connection: Connection, numbers: Iterable[int], headlines: dict[int, str] | None = None) -> None:
    """Write anew what is told of stories; those without articles are gone, with their dossiers."""
    for story in sorted({*numbers}):
        columns = (
            articles.c.id,
            articles.c.version,
            articles.c.outlet,
            articles.c.moment,
            articles.c.copy_of,
        )
        held = connection.execute(
            select(*columns).where(articles.c.story == story).order_by(articles.c.seq)
        ).all()
        connection.execute(delete(stories).where(stories.c.story == story))
        if not held:
            connection.execute(delete(dossiers).where(dossiers.c.story == story))
            continue
        known = (headlines or {}).get(story)
        moments = [row.moment for row in held if row.moment]
        connection.execute(
            insert(stories).values(
                story=story,
                headline=_headline(connection, story) if known is None else known,
                articles=len(held),
                outlets=len({row.outlet or row.id for row in held}),
                copies=sum(row.copy_of is not None for row in held),
                earliest=min(moments, default=""),
                latest=max(moments, default=""),
                made_of=digest(*(f"{row.id} {row.version}" for row in held)),
            )
        )


def _headline(connection: Connection, story: int) -> str:
    own = (
        select(texts.c.headline)
        .join_from(articles, texts, articles.c.seq == texts.c.seq)
        .where(articles.c.story == story, texts.c.headline != "")
        .order_by(articles.c.copy_of.is_not(None), articles.c.seq)
        .limit(1)
    )
    return (connection.execute(own).scalar() or "").strip()
