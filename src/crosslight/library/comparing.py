"""Comparing stories from what is stored: their parses, and the vectors of their sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from crosslight.comparing import Progress, dossier, embed
from crosslight.errors import CompareError, LibraryError
from crosslight.library import derived
from crosslight.library.making import compared_by
from crosslight.library.records import pack, unpack, unpack_parsed
from crosslight.library.revisions import revisions
from crosslight.library.store import Store
from crosslight.library.tables import articles, dossiers, parses, stories
from crosslight.model import Dossier, Parsed, Sentence


def compare_missing(store: Store, progress: Progress) -> int:
    """Compare stories of two English reports or more without a dossier, or with an old one, newest first."""
    done = 0
    with store.reading() as connection:
        waiting = _waiting(connection)
    for n, story in enumerate(waiting):
        progress("comparing", n, len(waiting))
        done += compare_story(store, story) is not None
    return done


def compare_story(store: Store, story: int) -> Dossier | None:
    """Return the dossier of a story: the stored one, or a new one, which is stored where that can be.

    None where fewer than two of its reports are in English. Its sentences are without their words, which
    only comparing needs.
    """
    with store.reading() as connection:
        made_of = connection.execute(select(stories.c.made_of).where(stories.c.story == story)).scalar()
        if made_of is None:
            raise LibraryError(store.name, f"has no story-{story}")
        row = connection.execute(select(dossiers).where(dossiers.c.story == story)).first()
        known = row is not None and (row.made_of, row.made_by) == (made_of, compared_by())
        parsed = _parsed(connection, story, words=not known)
        changes = revisions(connection, story)
    if row is not None and known:
        return replace(unpack(row.record, Dossier), articles=tuple(parsed), revisions=changes)
    try:
        found = dossier(parsed, [embed(report) for report in parsed])
    except CompareError:
        return None
    if not store.read_only:
        with store.writing() as connection:
            put(connection, story, made_of, found)
    bare = (replace(report, sentences=tuple(map(_bare, report.sentences))) for report in found.articles)
    return replace(found, articles=tuple(bare), revisions=changes)


def _bare(sentence: Sentence) -> Sentence:
    return replace(sentence, words=())


def put(connection: Connection, story: int, made_of: str, found: Dossier) -> None:
    """Store a dossier, unless its story has changed since it was made."""
    now = connection.execute(select(stories.c.made_of).where(stories.c.story == story)).scalar()
    if now != made_of:
        return
    status = Counter(point.status for point in found.points)
    connection.execute(delete(dossiers).where(dossiers.c.story == story))
    connection.execute(
        insert(dossiers).values(
            story=story,
            made_of=made_of,
            made_by=compared_by(),
            outlets=len({report.article.outlet or report.article.id for report in found.articles}),
            origins=len({origin.name for point in found.points for origin in point.origins}),
            points=len(found.points),
            corroborated=status["corroborated"],
            conflicting=status["conflicting"],
            disputed=status["disputed"],
            record=pack(replace(found, articles=())),
        )
    )


def _waiting(connection: Connection) -> list[int]:
    english = (
        select(articles.c.story)
        .join(parses, parses.c.seq == articles.c.seq)
        .where(parses.c.language == "en", parses.c.version == articles.c.version)
        .group_by(articles.c.story)
        .having(func.count() >= 2)
    )
    found = (
        select(stories.c.story)
        .outerjoin(dossiers, dossiers.c.story == stories.c.story)
        .where(
            stories.c.articles >= 2,
            or_(
                dossiers.c.story.is_(None),
                dossiers.c.made_of != stories.c.made_of,
                dossiers.c.made_by != compared_by(),
            ),
            stories.c.story.in_(english),
        )
        .order_by(stories.c.latest.desc(), stories.c.story.desc())
    )
    return [row[0] for row in connection.execute(found)]


def _parsed(connection: Connection, story: int, words: bool) -> list[Parsed]:
    """Return the parsed reports of a story, in the order in which they came."""
    rows = connection.execute(
        select(parses.c.seq, parses.c.record)
        .join(articles, and_(articles.c.seq == parses.c.seq, articles.c.version == parses.c.version))
        .where(articles.c.story == story)
        .order_by(parses.c.seq)
    ).all()
    held: dict[int, Parsed] = {}
    own = derived.load(connection, [row.seq for row in rows])
    for row in rows:
        held[row.seq] = unpack_parsed(row.record, own[row.seq], words=words)
    return list(held.values())
