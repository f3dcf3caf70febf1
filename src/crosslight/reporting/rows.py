"""What the rows of JSON are made of: spans, places and numbers."""

from __future__ import annotations

from crosslight.model import Span

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
Row = dict[str, Json]


def spans(found: tuple[Span, ...]) -> list[Json]:
    """Return spans as rows."""
    return [span(one) for one in found]


def span(found: Span) -> Row:
    """Return a span as a row."""
    return {"article": found.article, "field": found.field, "start": found.start, "end": found.end}


def place(found: Span) -> Row:
    """Return a span within a field that is known from where it stands."""
    return {"start": found.start, "end": found.end}


def digits(value: float) -> float:
    """Return a number with four digits: more is noise, and differs between machines."""
    return round(float(value), 4)
