"""Places in one article in the order in which it is read, and which of them are quoted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from crosslight.model import FieldName, Parsed, Span
from crosslight.parsing.quotation_marks import quotations

_FIELDS: tuple[FieldName, ...] = ("headline", "text")


def place(span: Span) -> tuple[bool, int]:
    """Return where a span begins, as a key to sort by: the headline is read first."""
    return span.field != "headline", span.start


def within(span: Span, others: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of a span that others cover; these are sorted by `place` and do not overlap."""
    first = bisect_right(others, place(span), key=lambda s: (s.field != "headline", s.end))
    for index in range(first, len(others)):
        if not (length := span.overlap(others[index])):
            break
        start = max(span.start, others[index].start)
        yield Span(span.article, span.field, start, start + length)


def marked(parsed: Parsed) -> tuple[Span, ...]:
    """Return what stands in quotation marks, with them; quotations in quotations are part of these."""
    return tuple(
        Span(parsed.article.id, name, q.start, q.end)
        for name in _FIELDS
        for q in quotations(getattr(parsed.article, name))
        if q.depth == 0
    )


def quoted(parsed: Parsed) -> tuple[Span, ...]:
    """Return what stands in quotation marks and is given to a speaker, without overlaps."""
    marks = marked(parsed)
    parts = (
        part
        for speech in parsed.speech
        if speech.mode != "indirect"
        for content in speech.content
        for part in within(content, marks)
    )
    joined: list[Span] = []
    for part in sorted(parts, key=place):
        last = joined[-1] if joined else None
        if last and last.field == part.field and part.start <= last.end:
            joined[-1] = Span(part.article, part.field, last.start, max(last.end, part.end))
        else:
            joined.append(part)
    return tuple(joined)
