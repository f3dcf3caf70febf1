"""Whether a library is whole: what its store says, and what Crosslight knows that the store does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, func, or_, select

from crosslight.library import derived, dialects, meaning
from crosslight.library.digests import digest
from crosslight.library.records import unpack, unpack_parsed, unpack_vectors
from crosslight.library.tables import (
    WITHIN,
    actors,
    articles,
    assignments,
    dossiers,
    gists,
    judgements,
    parses,
    quotations,
    sentences,
    stories,
    texts,
    versions,
)
from crosslight.model import Article, Dossier, Span

if TYPE_CHECKING:
    from crosslight.comparing import Progress

# Articles looked at together.
TOGETHER = 200


def faults(connection: Connection, progress: Progress) -> Iterator[str]:
    """Yield what is wrong with a library, one line each; nothing where it is whole."""
    yield from dialects.of(connection).damage(connection)
    yield from _orphans(connection)
    yield from _stories(connection)
    last = connection.execute(select(func.max(articles.c.seq))).scalar() or 0
    for low in range(0, last + 1, TOGETHER):
        progress("checking", low, last)
        yield from _articles(connection, low, low + TOGETHER)
    for story, record in connection.execute(select(dossiers.c.story, dossiers.c.record)):
        try:
            unpack(record, Dossier)
        except Exception as error:
            yield f"story-{story}: its dossier cannot be read: {error}"


def _orphans(connection: Connection) -> Iterator[str]:
    known = select(articles.c.seq)
    owned: tuple[Table, ...] = (texts, versions, parses, gists, assignments, actors)
    for table in owned:
        lost = select(func.count()).select_from(table).where(table.c.seq.not_in(known))
        if count := connection.execute(lost).scalar():
            yield f"{table.name}: {count} rows of articles that are not there"
    sides = (judgements.c.a_seq.not_in(known), judgements.c.b_seq.not_in(known))
    if count := connection.execute(select(func.count()).select_from(judgements).where(or_(*sides))).scalar():
        yield f"judgements: {count} rows of articles that are not there"
    for table in (sentences, quotations):
        lost = select(func.count()).select_from(table).where((table.c.number // WITHIN).not_in(known))
        if count := connection.execute(lost).scalar():
            yield f"{table.name}: {count} rows of articles that are not there"
    without = select(articles.c.id).where(articles.c.seq.not_in(select(texts.c.seq)))
    for name in connection.execute(without).scalars():
        yield f"{name}: has no text"


def _stories(connection: Connection) -> Iterator[str]:
    told = {
        row.story: row.articles for row in connection.execute(select(stories.c.story, stories.c.articles))
    }
    held = select(articles.c.story, func.min(articles.c.seq), func.count())
    grouped = held.where(articles.c.story.is_not(None)).group_by(articles.c.story)
    for story, first, count in connection.execute(grouped):
        if story != first:
            yield f"story-{story}: its first article is the {first}th"
        if told.pop(story, None) != count:
            yield f"story-{story}: has {count} articles, and is listed with others"
    yield from (f"story-{story}: is listed, and has no article" for story in told)
    lost = select(dossiers.c.story).where(dossiers.c.story.not_in(select(stories.c.story)))
    yield from (
        f"story-{story}: has a dossier, and is not there" for story in connection.execute(lost).scalars()
    )
    vectors = connection.execute(select(func.count()).select_from(gists)).scalar_one()
    if vectors != meaning.live(connection):
        yield f"gists: {vectors} are there, {meaning.live(connection)} should be"


def _articles(connection: Connection, low: int, high: int) -> Iterator[str]:
    rows = connection.execute(
        select(articles.c.seq, articles.c.id, articles.c.digest).where(articles.c.seq.between(low, high - 1))
    ).all()
    held = derived.load(connection, [row.seq for row in rows])
    for row in rows:
        own = held.get(row.seq)
        if own and digest(own.headline, own.text) != row.digest:
            yield f"{row.id}: its text is not the one that was stored"
    for row in connection.execute(select(versions).where(versions.c.seq.between(low, high - 1))):
        if digest(row.headline, row.text) != row.digest:
            yield f"version {row.version} of article {row.seq}: its text is not the one that was stored"
    yield from _places(connection, held, low, high)
    own_parses = select(parses.c.seq, parses.c.record, parses.c.vectors).where(
        parses.c.seq.between(low, high - 1)
    )
    for row in connection.execute(own_parses):
        if row.seq in held:
            yield from _parse(held[row.seq], row.record, row.vectors)


def _places(connection: Connection, held: dict[int, Article], low: int, high: int) -> Iterator[str]:
    """Tell of places outside of their texts, and of those that search does not know, or should not."""
    for table, name in ((sentences, "told"), (quotations, "quoted")):
        own = table.c.number.between(low * WITHIN, high * WITHIN - 1)
        numbers = []
        for row in connection.execute(select(table).where(own).order_by(table.c.number)):
            numbers.append(row.number)
            article = held.get(row.number // WITHIN)
            if article and not _inside(Span(article.id, row.field, row.start, row.end), article):
                yield f"{article.id}: {table.name} {row.start} to {row.end} lies outside of the {row.field}"
        if numbers != dialects.of(connection).indexed(connection, name, low * WITHIN, high * WITHIN):
            yield f"articles {low} to {high - 1}: the index {name} has other places than {table.name}"


def _parse(article: Article, record: bytes, vectors: bytes) -> Iterator[str]:
    try:
        parsed = unpack_parsed(record, article)
    except Exception as error:
        yield f"{article.id}: its parse cannot be read: {error}"
        return
    if any(not _inside(span, article) for span in _spans(parsed)):
        yield f"{article.id}: its parse has a place outside of the text"
    count = len(unpack_vectors(vectors))
    if parsed.language == "en" and count != len(parsed.sentences):
        yield f"{article.id}: has {count} vectors for {len(parsed.sentences)} sentences"


def _inside(span: Span, article: Article) -> bool:
    whole = article.text if span.field == "text" else article.headline
    return span.article == article.id and 0 <= span.start <= span.end <= len(whole)


def _spans(record: object) -> Iterator[Span]:
    """Yield every span of a record, however deep."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        yield from chain.from_iterable(map(_spans, record))
    elif is_dataclass(record):
        yield from chain.from_iterable(_spans(getattr(record, field.name)) for field in fields(record))
