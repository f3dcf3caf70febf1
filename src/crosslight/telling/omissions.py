"""What each outlet leaves out of what others report, and what it could not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from crosslight.model import Coverage, Early, Moment, Omission, Parsed, Point, Span
from crosslight.telling.positions import Depth


def omissions(
    points: Sequence[Point], parsed: Sequence[Parsed], copies: Mapping[str, str]
) -> tuple[Omission, ...]:
    """Return the points of two articles or more with the articles that lack them.

    Of two articles that are compared, one lacks what the other alone has. A copy and its primary article
    (`copies`: article -> primary) are one; where both lack a point, the primary stands for them. Articles
    in a language that is not compared lack nothing. Points with the most origins come first, then those
    in the most outlets, then those told highest up.
    """
    compared = _compared(parsed, copies)
    depths = {name: Depth(report) for name, report in compared.items()}
    found = []
    for point in points:
        having = _having(point, copies)
        lacking = tuple(name for name in compared if name not in having)
        if len(having) >= min(2, len(compared) - 1) and lacking:
            at = _height(point, depths)
            early = tuple(_Telling(point, compared).early(lacking))
            found.append(Omission(point.id, lacking, len(point.origins), len(point.outlets), at, early))
    return tuple(sorted(found, key=lambda o: (-o.origins, -o.outlets, o.at)))


def coverage(
    points: Sequence[Point], parsed: Sequence[Parsed], copies: Mapping[str, str]
) -> tuple[Coverage, ...]:
    """Return how many of the points that others have each article has, relative to its length.

    An article half as long leaves out more. So each is held against the others as they would be had they
    been cut to its length from the end, as editors cut: how many of their points would be left to them.
    """
    compared = _compared(parsed, copies)
    if len(compared) < 2:
        return ()
    depths = {name: Depth(report) for name, report in compared.items()}
    least = min(2, len(compared) - 1)
    first: list[tuple[_Telling, dict[str, int]]] = []
    for point in points:
        if len(_having(point, copies)) >= least:
            places: dict[str, int] = {}
            for span in (s.span for s in point.statements):
                if span.article in depths:
                    before = depths[span.article].before(span)
                    places[span.article] = min(before, places.get(span.article, before))
            first.append((_Telling(point, compared), places))
    rows = []
    for name in compared:
        words = depths[name].words
        own = [places for point, places in first if not any(point.early((name,)))]
        others = [other for other in compared if other != name]
        kept = sum(places.get(other, words) < words for other in others for places in own)
        held = sum(name in places for places in own)
        rows.append(Coverage(name, words, held, len(own), kept / len(others)))
    return tuple(rows)


def _compared(parsed: Sequence[Parsed], copies: Mapping[str, str]) -> dict[str, Parsed]:
    every = {report.article.id: report for report in parsed if report.language == "en"}
    return {name: every[name] for name in dict.fromkeys(copies.get(n, n) for n in every) if name in every}


def _having(point: Point, copies: Mapping[str, str]) -> set[str]:
    return {copies.get(s.span.article, s.span.article) for s in point.statements}


def _height(point: Point, depths: Mapping[str, Depth]) -> float:
    """Return how far down the articles that have a point tell it first, on average."""
    first: dict[str, float] = {}
    for span in (s.span for s in point.statements):
        if span.article in depths:
            at = depths[span.article].at(span)
            first[span.article] = min(at, first.get(span.article, at))
    return sum(first.values()) / len(first) if first else 0.0


class _Telling:
    """When a point is told, and of which day."""

    def __init__(self, point: Point, parsed: Mapping[str, Parsed]) -> None:
        self._parsed = parsed
        self._having = {s.span.article for s in point.statements if s.span.article in parsed}
        self._told = [parsed[name].article.published or "" for name in self._having]
        days = [moment.earliest for s in point.statements for moment in _moments(s.span, parsed)]
        self._event = min((day[:10] for day in days if day), default="")
        # What is planned can be told before its day: a day counts where those that tell of it came after it.
        self._past = bool(self._event) and all(day[:10] >= self._event for day in self._told)

    def early(self, lacking: Sequence[str]) -> Iterator[Early]:
        """Yield the articles that were published before they could have a point, as far as dates tell."""
        for name in lacking:
            published = self._parsed[name].article.published
            if not published or name in self._having:
                continue
            if self._past and published[:10] < self._event:
                yield Early(name, "before the event")
            elif self._told and all(_before(published, other) for other in self._told):
                yield Early(name, "before the others")


def _moments(span: Span, parsed: Mapping[str, Parsed]) -> Iterator[Moment]:
    for moment in parsed[span.article].moments if span.article in parsed else ():
        if moment.type in ("DATE", "TIME") and span.covers(moment.span):
            yield moment


def _before(a: str, b: str) -> bool:
    """Tell whether one ISO date or date-time is before another; of two on one day that need the times."""
    if len(a) <= 10 or len(b) <= 10:
        return a[:10] < b[:10]
    return _instant(a) < _instant(b)


def _instant(iso: str) -> datetime:
    found = datetime.fromisoformat(iso)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
