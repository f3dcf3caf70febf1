"""One article as it is opened, and the mark by which a story's dossier is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from crosslight.library import derived
from crosslight.library.digests import digest
from crosslight.library.records import unpack_parsed
from crosslight.library.tables import articles, parses, stories
from crosslight.model import Article, Parsed


@dataclass(frozen=True, slots=True)
class Opened:
    """An article, what was found in it (None before it is parsed), its story, and of whom it is a copy."""

    article: Article
    parsed: Parsed | None
    story: str | None
    copy_of: str | None
    version: int
    added: str


def opened(connection: Connection, name: str) -> Opened | None:
    """Return an article by its id, None where there is none."""
    row = connection.execute(select(articles).where(articles.c.id == name)).first()
    own = None if row is None else derived.article(connection, row.seq)
    if row is None or own is None:
        return None
    current = and_(parses.c.seq == row.seq, parses.c.version == row.version)
    record = connection.execute(select(parses.c.record).where(current)).scalar()
    return Opened(
        own,
        unpack_parsed(record, own) if record is not None else None,
        None if row.story is None else f"story-{row.story}",
        row.copy_of,
        row.version,
        row.added,
    )


def copied(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return which of these articles are copies, and of which articles."""
    found: dict[str, str] = {}
    for n in range(0, len(ids), 500):
        own = articles.c.id.in_(ids[n : n + 500]) & articles.c.copy_of.is_not(None)
        rows = connection.execute(select(articles.c.id, articles.c.copy_of).where(own))
        found.update((row.id, row.copy_of) for row in rows)
    return found


def edition(connection: Connection, story: int) -> str:
    """Return a mark that changes when the articles of a story do, their outlets, or what compares them."""
    from crosslight.library.making import compared_by  # loads the language pipeline's library

    made_of = connection.execute(select(stories.c.made_of).where(stories.c.story == story)).scalar()
    return digest(str(story), made_of or "", compared_by())
