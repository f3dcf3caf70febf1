"""What a library holds as annotations: see `reporting.annotations`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from crosslight.library import derived
from crosslight.library.exporting import READ
from crosslight.library.records import unpack, unpack_parsed
from crosslight.library.store import Store
from crosslight.library.tables import articles, dossiers, parses, stories
from crosslight.model import Dossier
from crosslight.reporting.annotations import annotation_page, of_links, of_report
from crosslight.reporting.json import Row


def annotated(store: Store, story: int | None = None) -> Iterator[str]:
    """Yield the parts of a page of annotations: quotations and figures of articles, and links of stories.

    With a `story`, only its own.
    """
    with store.reading() as connection:
        yield from annotation_page(_all(connection, story))


def _all(connection: Connection, story: int | None) -> Iterator[Row]:
    after = 0
    current = and_(parses.c.seq == articles.c.seq, parses.c.version == articles.c.version)
    query = select(parses.c.seq, parses.c.record).join(articles, current)
    if story is not None:
        query = query.where(articles.c.story == story)
    while True:
        page = query.where(parses.c.seq > after).order_by(parses.c.seq).limit(READ)
        found = connection.execute(page).all()
        held = derived.load(connection, [row.seq for row in found])
        for row in found:
            yield from of_report(unpack_parsed(row.record, held[row.seq], words=False))
        if len(found) < READ:
            break
        after = found[-1].seq
    made = select(dossiers.c.story, dossiers.c.record).join(
        stories, and_(stories.c.story == dossiers.c.story, stories.c.made_of == dossiers.c.made_of)
    )
    if story is not None:
        made = made.where(stories.c.story == story)
    for number in connection.execute(
        made.with_only_columns(dossiers.c.story).order_by(dossiers.c.story)
    ).all():
        record = connection.execute(made.where(dossiers.c.story == number.story)).one().record
        yield from _links(connection, number.story, unpack(record, Dossier))


def _links(connection: Connection, story: int, found: Dossier) -> Iterator[Row]:
    seqs = connection.execute(select(articles.c.seq).where(articles.c.story == story)).scalars().all()
    held = {article.id: article for article in derived.load(connection, seqs).values()}
    yield from of_links(f"story-{story}", found.links, held)
