"""Whose text an article carries: all of it, as a copy, or a part.

A copy stands, in its greater part, in the text it is a copy of. Where a text is found whole in a much
longer one, the dates tell: if the short one is earlier, the long report carries it; if not, it is a cut
copy of the long one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from crosslight.grouping.copies import COPIED, Texts
from crosslight.grouping.held import Held
from crosslight.model import Copy

AllHeld = Mapping[int, Held]


def settle(number: int, held: AllHeld, window: int) -> None:
    """Note whose copy an article is, and which earlier ones are copies of it.

    The same text outside the window of days is another report.
    """
    own = held[number]
    near = [s for s in own.shared if s.number in held and _apart(own, held[s.number]) <= window]
    for s in near:
        if _is_copy(own, held[s.number], s.own, s.other):
            own.origin = s.number
            return
    for s in near:
        other = held[s.number]
        if other.origin is None and _is_copy(other, own, s.other, s.own):
            other.origin = number


def settle_again(held: AllHeld, order: Sequence[int], window: int) -> None:
    """Find anew whose copies are whose among the articles that share text, as if they came in this order."""
    sharing = {n for n, own in held.items() if own.shared}
    sharing |= {s.number for n in sharing for s in held[n].shared if s.number in held}
    texts = Texts()
    for n in (n for n in order if n in sharing):
        held[n].shared, held[n].origin = texts.add(n, held[n].text), None
        settle(n, held, window)


def settle_among(held: AllHeld, order: Sequence[int], window: int, fewest: int) -> None:
    """Find whose copies are whose among articles that come in the order of their days and numbers.

    As they come, texts from before the window are forgotten, as a stream forgets what is closed, but for
    those of the last numbers, `fewest` of them.
    """
    texts, kept = Texts(), 0
    for n in order:
        while n - order[kept] > fewest and _apart(held[n], held[order[kept]]) > window:
            texts.remove([order[kept]])
            kept += 1
        held[n].shared, held[n].origin = texts.add(n, held[n].text), None
        settle(n, held, window)


def same_text(a: int, b: int, held: AllHeld) -> bool:
    """Tell whether each of two texts stands, in its greater part, in the other."""
    return min(_share(a, b, held), _share(b, a, held)) >= COPIED


def source(number: int, held: AllHeld) -> int:
    """Return the article at the root of copies of copies."""
    while (origin := held[number].origin) is not None:
        number = origin
    return number


def carried(numbers: Sequence[int], held: AllHeld) -> dict[int, Copy]:
    """Return for each of these articles that carries another's text whose, and how much of its own that is.

    Of copies of one text the earliest is the primary, then the longest, then the one given first.
    """
    found = {}
    with_sources = {*numbers, *(source(n, held) for n in numbers)}
    for root, family in _families(sorted(with_sources), held).items():
        same = [n for n in family if n == root or same_text(n, root, held)]
        first = min(same or family, key=lambda n: _precedence(n, held))
        for n in family:
            if n != first:
                # A copy's share is known with what it was compared with, the root's with each copy.
                origin = held[n].origin
                share = _share(n, first if origin is None else origin, held)
                found[n] = _copy(n, first, share, True, held)
    for n in numbers:
        for later, sooner, share in _reuses(n, held):
            if later not in found or (not found[later].whole and found[later].share < share):
                found[later] = _copy(later, sooner, share, False, held)
    return found


def families(copies: Sequence[Copy], articles: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of whole copies among some articles, the primary copy first."""
    found: dict[str, list[str]] = {}
    for copy in copies:
        if copy.whole and copy.of in articles:
            found.setdefault(copy.of, [copy.of]).append(copy.article)
    return tuple(tuple(family) for family in found.values())


def _is_copy(copy: Held, other: Held, share: float, back: float) -> bool:
    """Tell whether a text is a copy of another, of their shares in each other."""
    if share < COPIED:
        return False
    return back >= COPIED or not (copy.published and copy.published < other.published)


def _families(numbers: Sequence[int], held: AllHeld) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for n in numbers:
        found.setdefault(source(n, held), []).append(n)
    return found


def _reuses(n: int, held: AllHeld) -> Iterator[tuple[int, int, float]]:
    """Yield (later, sooner, share of the later) for texts that share a part with this one."""
    for s in held[n].shared:
        other = held.get(s.number)
        if (
            other is None
            or _is_copy(held[n], other, s.own, s.other)
            or _is_copy(other, held[n], s.other, s.own)
        ):
            continue
        if _precedence(s.number, held) < _precedence(n, held):
            yield n, s.number, s.own
        else:
            yield s.number, n, s.other


def _apart(a: Held, b: Held) -> int:
    """Return the days between two articles, 0 where they are unknown."""
    return 0 if a.entry.day is None or b.entry.day is None else abs(a.entry.day - b.entry.day)


def _share(a: int, b: int, held: AllHeld) -> float:
    """Return the share of one text that stands in another that it was compared with."""
    own = (s.own for s in held[a].shared if s.number == b)
    return next(own, next((s.other for s in held[b].shared if s.number == a), 0.0))


def _precedence(n: int, held: AllHeld) -> tuple[str, int, int]:
    return held[n].published or "~", -held[n].length, n


def _copy(n: int, of: int, share: float, whole: bool, held: AllHeld) -> Copy:
    own, first = held[n], held[of]
    if (first.published or "~") < (own.published or "~"):
        rule = "earlier"
    else:
        rule = "longer" if first.length > own.length else "given first"
    return Copy(own.article.id, first.article.id, share, whole, rule)
