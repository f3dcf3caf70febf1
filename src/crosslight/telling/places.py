"""Spans of one article in the order in which it is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from crosslight.model import Span


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
