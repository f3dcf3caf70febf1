"""What is derived from one article: its parse, its vectors, and what search finds it by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, ColumnElement, Connection, delete, insert, select

from crosslight.library import dialects, meaning
from crosslight.library.records import pack_parsed, pack_vectors
from crosslight.library.tables import (
    WITHIN,
    actors,
    articles,
    gists,
    parses,
    quotations,
    sentences,
    texts,
)
from crosslight.model import Article, FieldName, Parsed, Span

Floats = NDArray[np.float32]
# Sentences, the headline too, that the lead of an article is taken to be.
LEAD = 4


def article(connection: Connection, seq: int) -> Article | None:
    """Return the article of a number, None where it is gone."""
    return next(iter(load(connection, [seq]).values()), None)


def load(connection: Connection, seqs: Sequence[int]) -> dict[int, Article]:
    """Return articles by their numbers, in the order of these."""
    rows = connection.execute(
        select(articles, texts.c.headline, texts.c.text)
        .join_from(articles, texts, articles.c.seq == texts.c.seq)
        .where(articles.c.seq.in_(seqs))
        .order_by(articles.c.seq)
    )
    return {
        row.seq: Article(
            row.id,
            row.text,
            row.headline,
            row.outlet,
            row.published,
            row.url,
            row.language,
            row.byline,
            row.source,
        )
        for row in rows
    }


def put(
    connection: Connection, seq: int, version: int, made_by: str, parsed: Parsed, vectors: Sequence[Floats]
) -> None:
    """Store what was found in a version of an article, unless it is gone or has changed since."""
    current = select(articles.c.version).where(articles.c.seq == seq)
    if connection.execute(current).scalar() != version:
        return
    held = connection.execute(select(parses.c.version, parses.c.made_by).where(parses.c.seq == seq)).first()
    if held is not None and tuple(held) == (version, made_by):
        # Another process was faster, and found the same.
        return
    if held is not None:
        remove(connection, seq)
    connection.execute(
        insert(parses).values(
            seq=seq,
            version=version,
            made_by=made_by,
            language=parsed.language,
            record=pack_parsed(parsed),
            vectors=pack_vectors(vectors),
        )
    )
    if len(vectors):
        lead, whole = (pack_vectors([np.mean(own, axis=0)]) for own in (vectors[:LEAD], vectors))
        connection.execute(insert(gists).values(seq=seq, lead=lead, whole=whole))
        meaning.changed(connection, 1)
    told = list(_told(seq, parsed))
    if told:
        connection.execute(insert(sentences), [_place(number, span) for number, span in told])
        dialects.of(connection).index(
            connection, "told", [(number, parsed.article.quote(span)) for number, span in told]
        )
    said = list(_said(seq, parsed))
    if said:
        connection.execute(insert(quotations), [row for row, _ in said])
        dialects.of(connection).index(connection, "quoted", [(row["number"], words) for row, words in said])
    if parsed.actors:
        named = {(actor.name, actor.kind): None for actor in parsed.actors}
        connection.execute(insert(actors), [{"seq": seq, "name": name, "kind": kind} for name, kind in named])


def remove(connection: Connection, seq: int) -> None:
    """Take away all that was derived from an article: its text is still the one that was parsed."""
    own = article(connection, seq)
    for table, name in ((sentences, "told"), (quotations, "quoted")):
        within = _within(table.c.number, seq)
        rows = connection.execute(select(table).where(within)).all()
        if rows and own:
            spans = [(row.number, Span(own.id, row.field, row.start, row.end)) for row in rows]
            dialects.of(connection).unindex(
                connection, name, [(number, own.quote(span)) for number, span in spans]
            )
        connection.execute(delete(table).where(within))
    for derived in (parses, actors):
        connection.execute(delete(derived).where(derived.c.seq == seq))
    if connection.execute(delete(gists).where(gists.c.seq == seq)).rowcount:
        meaning.changed(connection, -1)


def _within(number: Column[int], seq: int) -> ColumnElement[bool]:
    return number.between(seq * WITHIN, (seq + 1) * WITHIN - 1)


def _told(seq: int, parsed: Parsed) -> Iterator[tuple[int, Span]]:
    """Yield the sentences of the report itself; of an article that is not parsed, its lines."""
    if parsed.sentences:
        for n, sentence in enumerate(parsed.sentences[:WITHIN]):
            if sentence.noise is None:
                yield seq * WITHIN + n, sentence.span
        return
    n = 0
    fields: tuple[tuple[FieldName, str], ...] = (
        ("headline", parsed.article.headline),
        ("text", parsed.article.text),
    )
    for field, text in fields:
        start = 0
        for line in text.splitlines(keepends=True):
            if line.strip() and n < WITHIN:
                yield seq * WITHIN + n, Span(parsed.article.id, field, start, start + len(line.rstrip()))
                n += 1
            start += len(line)


def _said(seq: int, parsed: Parsed) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield what speakers are given the word for, each with its words."""
    begins = {
        field: [(s.span.start, n) for n, s in enumerate(parsed.sentences) if s.span.field == field]
        for field in ("headline", "text")
    }
    n = 0
    for speech in parsed.speech:
        for span in speech.content:
            places = begins[span.field]
            at = bisect_right(places, (span.start, WITHIN)) - 1
            if n >= WITHIN or at < 0:
                continue
            row = {
                **_place(seq * WITHIN + n, span),
                "sentence": places[at][1],
                "speaker": speech.speaker,
                "mode": speech.mode,
            }
            yield row, parsed.article.quote(span)
            n += 1


def _place(number: int, span: Span) -> dict[str, Any]:
    return {"number": number, "field": span.field, "start": span.start, "end": span.end}
