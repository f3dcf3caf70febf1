"""Parsing what has no parse yet, or one of an older version: in small batches, each stored by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy import Select, and_, func, or_, select

from crosslight.aligning.embedding import embedder
from crosslight.comparing import Progress
from crosslight.library import derived
from crosslight.library.derived import Floats
from crosslight.library.making import parsed_by
from crosslight.library.store import Store
from crosslight.library.tables import articles, parses
from crosslight.model import Article, Parsed
from crosslight.parsing import parse

# Articles read at a time, and stored at a time: what a kill can cost.
READ, STORED = 32, 16


def parse_missing(store: Store, progress: Progress) -> int:
    """Parse what is missing, in the order of arrival, then what is stale, newest first; return how many.

    Nothing is locked meanwhile: two processes may do the same work twice, and what is stored is the same.
    """
    with store.reading() as connection:
        total = connection.execute(select(func.count()).select_from(_missing().subquery())).scalar_one()
    if not total:
        return 0
    done = 0
    waiting: deque[tuple[int, int, Parsed, Future[list[Floats]]]] = deque()
    marks: deque[tuple[int, int]] = deque()

    def given() -> Iterator[Article]:
        for seq, version, article in _articles(store):
            marks.append((seq, version))
            yield article

    pool = ThreadPoolExecutor(1)
    try:
        for parsed in parse(given()):
            # The vectors of one article are computed while the next is parsed.
            waiting.append((*marks.popleft(), parsed, pool.submit(_means, parsed)))
            progress("parsing", done + len(waiting), max(total, done + len(waiting)))
            if len(waiting) >= STORED + 2:
                done += _store(store, [waiting.popleft() for _ in range(STORED)])
        done += _store(store, [*waiting])
    finally:
        # After an interrupt nobody waits for what is still to do.
        pool.shutdown(cancel_futures=True)
    return done


def _missing() -> Select[tuple[int, int]]:
    joined = articles.outerjoin(
        parses, and_(parses.c.seq == articles.c.seq, parses.c.version == articles.c.version)
    )
    return (
        select(articles.c.seq, articles.c.version)
        .select_from(joined)
        .where(or_(parses.c.seq.is_(None), parses.c.made_by != parsed_by()))
    )


def _articles(store: Store) -> Iterator[tuple[int, int, Article]]:
    """Yield what is to be parsed, read a little at a time."""
    absent = _missing().where(parses.c.seq.is_(None)).order_by(articles.c.seq).limit(READ)
    last = 0
    while rows := _read(store, absent.where(articles.c.seq > last)):
        yield from rows
        last = rows[-1][0]
    stale = _missing().where(parses.c.seq.is_not(None)).order_by(articles.c.seq.desc()).limit(READ)
    first = 1 << 62
    while rows := _read(store, stale.where(articles.c.seq < first)):
        yield from rows
        first = rows[-1][0]


def _read(store: Store, query: Select[tuple[int, int]]) -> list[tuple[int, int, Article]]:
    with store.reading() as connection:
        found = connection.execute(query).all()
        held = derived.load(connection, [row.seq for row in found])
    return [(row.seq, row.version, held[row.seq]) for row in found]


def _store(store: Store, batch: list[tuple[int, int, Parsed, Future[list[Floats]]]]) -> int:
    ready = [(seq, version, parsed, vectors.result()) for seq, version, parsed, vectors in batch]
    if not ready:
        return 0
    with store.writing() as connection:
        for seq, version, parsed, vectors in ready:
            derived.put(connection, seq, version, parsed_by(), parsed, vectors)
    return len(ready)


def _means(parsed: Parsed) -> list[Floats]:
    """Return the vector of each sentence; only English has any."""
    if parsed.language != "en" or not parsed.sentences:
        return []
    texts = [parsed.article.quote(sentence.span) for sentence in parsed.sentences]
    return [own.mean for own in embedder(1).embed(texts)]
