"""How far down each article tells a point, and how much of an article is its own report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from crosslight.model import Parsed, Point, Position, Span
from crosslight.telling.places import place


class Depth:
    """The words of one article in the order in which it is read, noise left out.

    The headline is the top; what follows it is measured in words, so that long sentences weigh more.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.headline = parsed.headline
        sentences = sorted((s for s in parsed.sentences if s.noise is None), key=lambda s: place(s.span))
        body = [s for s in sentences if not (parsed.headline and parsed.headline.covers(s.span))]
        self._places = [place(s.span) for s in body]
        self._before = [0]
        for sentence in body:
            self._before.append(
                self._before[-1] + sum(any(c.isalnum() for c in w.text) for w in sentence.words)
            )

    @property
    def words(self) -> int:
        """The number of words below the headline."""
        return self._before[-1]

    def before(self, span: Span) -> int:
        """Return how many words are read before the sentence in which a span begins."""
        if self.headline and self.headline.covers(span):
            return 0
        return self._before[max(0, bisect_right(self._places, place(span)) - 1)]

    def at(self, span: Span) -> float:
        """Return the share of the words that are read before: 0 in the headline and the first sentence."""
        return self.before(span) / max(1, self.words)


def shared(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the points that two articles have."""
    return tuple(p for p in points if len({s.span.article for s in p.statements}) > 1)


def positions(parsed: Sequence[Parsed], points: Sequence[Point]) -> tuple[Position, ...]:
    """Return for each shared point where each article that has it tells it first."""
    depths = {report.article.id: Depth(report) for report in parsed}
    found: list[Position] = []
    for point in shared(points):
        first: dict[str, Span] = {}
        for statement in sorted(point.statements, key=lambda s: place(s.span)):
            first.setdefault(statement.span.article, statement.span)
        spans = (first[report.article.id] for report in parsed if report.article.id in first)
        found += [Position(point.id, span, depths[span.article].at(span)) for span in spans]
    return tuple(found)
