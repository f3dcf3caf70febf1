"""Two reports sentence by sentence, as a parallel edition prints two texts on facing pages.

The headlines face each other. Below them what both tell stands side by side, in the order of both; what one
tells alone, or tells in another place, stands by itself. The order is the heaviest chain of links that runs
forward in both texts, as the longest common subsequence runs in two lists.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from crosslight.model import Link, Span
from crosslight.reporting.sources import Column, Line, by_field
from crosslight.reporting.view import Row, View
from crosslight.reporting.words import RELATIONS, Term

# Of the links of a sentence those stand that are so sure, against its surest. Chosen by eye on the example:
# lower, a lede draws half the other report into its row.
STRONG = 0.8


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence on its page, with the points that it is in."""

    line: Line
    points: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Facing:
    """Sentences that face each other, or sentences of one side alone; `terms` is how they stand."""

    a: tuple[Said, ...]
    b: tuple[Said, ...]
    terms: tuple[Term, ...] = ()
    headline: bool = False


def parallel(view: View, a: Column, b: Column) -> tuple[Facing, ...]:
    """Lay two reports beside each other."""
    (heads, left), (others, right) = _sentences(view, a), _sentences(view, b)
    # A link is between statements; it stands where the sentences are in which they begin.
    links: dict[tuple[int, int], Link] = {}
    for link in view.dossier.links:
        here, there = (link.a, link.b) if link.a.article == a.article else (link.b, link.a)
        if (here.article, there.article) != (a.article, b.article):
            continue
        i, j = _number(left, here), _number(right, there)
        if i is not None and j is not None:
            known = links.get((i, j))
            links[i, j] = max(known, link, key=lambda one: one.probability) if known else link
    chain = _chain(_strong({pair: link.probability for pair, link in links.items()}), len(right))
    said = _Sayer(view)
    headlines = Facing(tuple(map(said, heads)), tuple(map(said, others)), headline=True)
    rows = _rows(said, left, right, links, chain)
    return (headlines, *rows) if heads or others else tuple(rows)


class _Sayer:
    """Makes sentences into lines with the points that they are in."""

    def __init__(self, view: View) -> None:
        self.sources = view.sources
        self._points = _points(view)
        self._marks = by_field(span for point in view.dossier.points for span in point.differs)

    def __call__(self, span: Span, parts: Sequence[Span] = ()) -> Said:
        line = self.sources.line(span, self._marks, parts=parts or None)
        return Said(line, tuple(self._points.get(span, ())))


def _rows(
    said: _Sayer,
    left: list[Span],
    right: list[Span],
    links: dict[tuple[int, int], Link],
    chain: list[tuple[int, int]],
) -> list[Facing]:
    rows: list[Facing] = []
    i = j = at = 0
    while at < len(chain):
        first, second = chain[at]
        rows += [Facing((said(span),), ()) for span in left[i:first]]
        rows += [Facing((), (said(span),)) for span in right[j:second]]
        end = at + 1
        # One sentence against several is one row, and so is a zigzag of them.
        while end < len(chain) and (chain[end][0] == chain[end - 1][0] or chain[end][1] == chain[end - 1][1]):
            end += 1
        pairs = chain[at:end]
        i, j = pairs[-1][0] + 1, pairs[-1][1] + 1
        told: dict[Span, list[Span]] = defaultdict(list)
        for pair in pairs:
            link = links[pair]
            for own, parts in ((link.a, link.a_parts), (link.b, link.b_parts)):
                told[said.sources.sentence(own) or own] += parts or (own,)
        rows.append(
            Facing(
                tuple(said(span, told[span]) for span in left[first:i]),
                tuple(said(span, told[span]) for span in right[second:j]),
                tuple(dict.fromkeys(RELATIONS[links[pair].relation] for pair in pairs)),
            )
        )
        at = end
    rows += [Facing((said(span),), ()) for span in left[i:]]
    rows += [Facing((), (said(span),)) for span in right[j:]]
    return rows


def _strong(weights: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Return the pairs that are about as sure as any other of their two sentences."""
    best: dict[tuple[str, int], float] = {}
    for (i, j), weight in weights.items():
        best["a", i] = max(weight, best.get(("a", i), 0))
        best["b", j] = max(weight, best.get(("b", j), 0))
    return {(i, j): w for (i, j), w in weights.items() if w >= STRONG * max(best["a", i], best["b", j])}


def _chain(weights: dict[tuple[int, int], float], width: int) -> list[tuple[int, int]]:
    """Return the heaviest chain of pairs that goes back in neither number: a Fenwick tree of best ends."""
    best: list[tuple[float, tuple[int, int] | None]] = [(0.0, None)] * (width + 1)
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in sorted(weights):
        weight: float = 0.0
        last: tuple[int, int] | None = None
        n = pair[1] + 1
        while n > 0:
            if best[n][0] > weight:
                weight, last = best[n]
            n -= n & -n
        before[pair] = last
        n = pair[1] + 1
        while n <= width:
            if weight + weights[pair] > best[n][0]:
                best[n] = weight + weights[pair], pair
            n += n & -n
    end = max(best, default=(0.0, None), key=lambda one: one[0])[1]
    chain: list[tuple[int, int]] = []
    while end is not None:
        chain.append(end)
        end = before[end]
    return chain[::-1]


def _sentences(view: View, column: Column) -> tuple[list[Span], list[Span]]:
    """Return the sentences of a headline, and those of the text below it."""
    parsed = view.dossier.articles[column.index]
    found = sorted(s.span for s in parsed.sentences if s.noise is None)
    head = parsed.headline
    over = [span for span in found if head is not None and head.covers(span)]
    return over, [span for span in found if span not in over]


def _number(sentences: list[Span], span: Span) -> int | None:
    n = bisect_right(sentences, (span.field, span.start), key=lambda one: (one.field, one.start)) - 1
    return n if n >= 0 and sentences[n].overlap(span) else None


def _points(view: View) -> dict[Span, list[Row]]:
    found: dict[Span, list[Row]] = {}
    for row in view.points:
        for span in row.spans:
            own = found.setdefault(view.sources.sentence(span) or span, [])
            if row not in own:
                own.append(row)
    return found
