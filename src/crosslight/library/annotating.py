"""Spans as annotations in the model of the W3C (Web Annotation Data Model, 2017): their places and words.

A text is known by `urn:crosslight:ID#text`, a headline that stands apart by `urn:crosslight:ID#headline`.
Positions are in code points, as the model has them, and the quote selects the same words in a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from sqlalchemy import Connection, and_, select

from crosslight.library import derived
from crosslight.library.exporting import READ
from crosslight.library.records import unpack, unpack_parsed
from crosslight.library.store import Store
from crosslight.library.tables import WITHIN, articles, dossiers, parses, quotations, stories
from crosslight.model import Article, Dossier, Figure, Moment, Span
from crosslight.reporting.json import Row, dumps

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Characters around a quoted place that tell it from others with the same words.
AROUND = 32


def annotated(store: Store, story: int | None = None) -> Iterator[str]:
    """Yield the parts of a page of annotations: quotations and figures of articles, and links of stories.

    With a `story`, only its own.
    """
    yield dumps({"@context": CONTEXT, "type": "AnnotationPage"})[:-1] + ', "items": ['
    with store.reading() as connection:
        for n, row in enumerate(_all(connection, story)):
            yield (",\n" if n else "\n") + dumps(row)
    yield "\n]}\n"


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
            yield from _quotations(connection, row.seq, held[row.seq])
            yield from _figures(held[row.seq], row.record)
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


def _quotations(connection: Connection, seq: int, article: Article) -> Iterator[Row]:
    own = quotations.c.number.between(seq * WITHIN, (seq + 1) * WITHIN - 1)
    for n, row in enumerate(connection.execute(select(quotations).where(own).order_by(quotations.c.number))):
        told = {"speaker": row.speaker, "mode": row.mode}
        said = ", ".join(f"{name}: {value}" for name, value in told.items() if value)
        span = Span(article.id, row.field, row.start, row.end)
        yield _annotation(f"{article.id}/quotation-{n}", "describing", _text(said), _target(article, span))


def _figures(article: Article, record: bytes) -> Iterator[Row]:
    parsed = unpack_parsed(record, article, words=False)
    found: list[Figure | Moment] = [*parsed.figures, *parsed.moments]
    for n, one in enumerate(sorted(found, key=lambda one: one.span)):
        if isinstance(one, Figure):
            value = "" if one.value is None else f"{one.value:.15g}"
            said = " ".join(filter(None, (one.hedge, value, one.unit, one.of)))
        else:
            said = f"{one.type} {one.value}"
        yield _annotation(f"{article.id}/figure-{n}", "describing", _text(said), _target(article, one.span))


def _links(connection: Connection, story: int, found: Dossier) -> Iterator[Row]:
    seqs = connection.execute(select(articles.c.seq).where(articles.c.story == story)).scalars().all()
    held = {article.id: article for article in derived.load(connection, seqs).values()}
    for n, link in enumerate(found.links):
        a, b = (_target(held[span.article], span) for span in (link.a, link.b))
        said = _text(f"{link.relation}, {link.probability:.2f}: {'; '.join(link.why)}")
        yield {**_annotation(f"story-{story}/link-{n}", "linking", said, a), "body": [b, said]}


def _annotation(name: str, motivation: str, body: Row, target: Row) -> Row:
    return {
        "id": f"urn:crosslight:{quote(name)}",
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": target,
    }


def _text(said: str) -> Row:
    return {"type": "TextualBody", "value": said, "format": "text/plain"}


def _target(article: Article, span: Span) -> Row:
    whole = article.text if span.field == "text" else article.headline
    return {
        "type": "SpecificResource",
        "source": f"urn:crosslight:{quote(article.id)}#{span.field}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": article.quote(span),
                "prefix": whole[max(0, span.start - AROUND) : span.start],
                "suffix": whole[span.end : span.end + AROUND],
            },
        ],
    }
