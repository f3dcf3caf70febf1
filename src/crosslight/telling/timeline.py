"""What the reports date: statements in the order of the days they tell of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from crosslight.aligning.terms import sentences_in
from crosslight.model import Event, Moment, Parsed, Point, Span

# Wider bounds than a year date background ("in the 1990s"), not what happened.
WIDEST = 366


def timeline(parsed: Sequence[Parsed], points: Sequence[Point] = ()) -> tuple[Event, ...]:
    """Return the dated statements by their earliest day, then their latest, then as they are read.

    Sentences are one event where they give the same days and stand in one point. Moments that are not
    dated, or only to more than a year, and those in noise are left out.
    """
    homes = _homes(parsed, points)
    dated = [(moment, sentence) for p in parsed for moment, sentence in _dated(p)]
    # An event is known by its days and the points, or the sentence, that give them.
    event_of: dict[tuple[str, str, str | Span], int] = {}
    members: dict[int, list[tuple[Moment, Span]]] = {}
    for number, (moment, sentence) in enumerate(dated):
        days = (moment.earliest or "", moment.latest or "")
        keys = [(*days, home) for home in (sentence, *homes.get(sentence, ()))]
        event = min((event_of[key] for key in keys if key in event_of), default=number)
        for key in keys:
            event_of.setdefault(key, event)
        members.setdefault(event, []).append((moment, sentence))
    events = [
        Event(
            its[0][0].earliest or "",
            its[0][0].latest or "",
            tuple(moment.span for moment, _ in its),
            tuple(dict.fromkeys(sentence for _, sentence in its)),
        )
        for its in members.values()
    ]
    return tuple(sorted(events, key=lambda e: (e.earliest, e.latest)))


def _homes(parsed: Sequence[Parsed], points: Sequence[Point]) -> Mapping[Span, list[str]]:
    """Return for each sentence the points it stands in."""
    named = {p.article.id: p for p in parsed}
    homes: dict[Span, list[str]] = {}
    for point in points:
        for statement in point.statements:
            for sentence in sentences_in(named[statement.span.article], statement.span):
                homes.setdefault(sentence.span, []).append(point.id)
    return homes


def _dated(parsed: Parsed) -> Iterator[tuple[Moment, Span]]:
    """Yield the moments with known bounds, each with its sentence."""
    for moment in parsed.moments:
        if moment.type in ("DATE", "TIME") and 0 <= _days(moment) <= WIDEST:
            for sentence in sentences_in(parsed, moment.span):
                yield moment, sentence.span
                break


def _days(moment: Moment) -> int:
    """Return how many days lie between the bounds of a moment, -1 where one is unknown."""
    if moment.earliest is None or moment.latest is None:
        return -1
    return (date.fromisoformat(moment.latest[:10]) - date.fromisoformat(moment.earliest[:10])).days
