"""Spans as annotations in the model of the W3C (Web Annotation Data Model, 2017): their places and words.

A text is known by `urn:crosslight:ID#text`, a headline that stands apart by `urn:crosslight:ID#headline`.
Positions are in code points, as the model has them, and the quote selects the same words in a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from urllib.parse import quote

from crosslight.model import Article, Dossier, Figure, Link, Moment, Parsed, Span
from crosslight.reporting.json import Row, dumps

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Characters around a quoted place that tell it from others with the same words.
AROUND = 32


def to_annotations(dossier: Dossier, name: str = "comparison") -> str:
    """Return the quotations and figures of all reports and their links as one page of annotations.

    `name` stands in the names of the links: `urn:crosslight:NAME/link-0`.
    """
    held = {parsed.article.id: parsed.article for parsed in dossier.articles}
    own = chain.from_iterable(map(of_report, dossier.articles))
    return "".join(annotation_page(chain(own, of_links(name, dossier.links, held))))


def annotation_page(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the parts of a page of annotations."""
    yield dumps({"@context": CONTEXT, "type": "AnnotationPage"})[:-1] + ', "items": ['
    for n, row in enumerate(rows):
        yield (",\n" if n else "\n") + dumps(row)
    yield "\n]}\n"


def of_report(parsed: Parsed) -> Iterator[Row]:
    """Yield the annotations of the quotations of a report, then of its figures and moments."""
    article = parsed.article
    quoted = ((speech, span) for speech in parsed.speech for span in speech.content)
    for n, (speech, span) in enumerate(quoted):
        told = {"speaker": speech.speaker, "mode": speech.mode}
        said = ", ".join(f"{name}: {value}" for name, value in told.items() if value)
        yield _annotation(f"{article.id}/quotation-{n}", "describing", _text(said), _target(article, span))
    found: list[Figure | Moment] = [*parsed.figures, *parsed.moments]
    for n, one in enumerate(sorted(found, key=lambda one: one.span)):
        if isinstance(one, Figure):
            value = "" if one.value is None else f"{one.value:.15g}"
            said = " ".join(filter(None, (one.hedge, value, one.unit, one.of)))
        else:
            said = f"{one.type} {one.value}"
        yield _annotation(f"{article.id}/figure-{n}", "describing", _text(said), _target(article, one.span))


def of_links(name: str, links: Sequence[Link], articles: Mapping[str, Article]) -> Iterator[Row]:
    """Yield the annotations of links between articles, which are given by their ids."""
    for n, link in enumerate(links):
        a, b = (_target(articles[span.article], span) for span in (link.a, link.b))
        said = _text(f"{link.relation}, {link.probability:.2f}: {'; '.join(link.why)}")
        yield {**_annotation(f"{name}/link-{n}", "linking", said, a), "body": [b, said]}


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
