"""Parsing what has no parse yet, or one of an older version: in small batches, each stored by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

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
# An article's number, its version, and what was found in it.
_Found = tuple[int, int, Parsed]


def parse_missing(store: Store, progress: Progress) -> int:
    """Parse what is missing, in the order of arrival, then what is stale, newest first; return how many.

    Nothing is locked meanwhile: two processes may do the same work twice, and what is stored is the same.
    """
    with store.reading() as connection:
        total = connection.execute(select(func.count()).select_from(_missing().subquery())).scalar_one()
    if not total:
        return 0
    done = 0
    batch: list[_Found] = []
    waiting: deque[tuple[list[_Found], Future[list[list[Floats]]]]] = deque()
    marks: deque[tuple[int, int]] = deque()

    def given() -> Iterator[Article]:
        for seq, version, article in _articles(store):
            marks.append((seq, version))
            yield article

    pool = ThreadPoolExecutor(1)
    try:
        for parsed in parse(given()):
            batch.append((*marks.popleft(), parsed))
            done += 1
            progress("parsing", done, max(total, done))
            if len(batch) == STORED:
                # The vectors of one batch are computed while the next is parsed.
                waiting.append((batch, pool.submit(means, batch)))
                batch = []
                if len(waiting) > 1:
                    _store(store, *waiting.popleft())
        waiting.append((batch, pool.submit(means, batch)))
        for last in waiting:
            _store(store, *last)
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


def _store(store: Store, batch: Sequence[_Found], vectors: Future[list[list[Floats]]]) -> None:
    ready = vectors.result()
    if not batch:
        return
    with store.writing() as connection:
        for (seq, version, parsed), own in zip(batch, ready, strict=True):
            derived.put(connection, seq, version, parsed_by(), parsed, own)


def means(batch: Sequence[_Found]) -> list[list[Floats]]:
    """Return the vectors of the sentences of each article; only English has any."""
    texts = [
        [parsed.article.quote(sentence.span) for sentence in parsed.sentences]
        if parsed.language == "en"
        else []
        for _, _, parsed in batch
    ]
    found = iter(embedder().embed([text for own in texts for text in own]))
    return [[one.mean for one in islice(found, len(own))] for own in texts]
