"""What is kept of an open article, and whose text it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crosslight.grouping.copies import COPIED, Shared, Text, Texts
from crosslight.grouping.space import SUREST, Entry
from crosslight.model import Article, Copy


@dataclass(slots=True)
class Held:
    """An open article, the story it is in and the next best (log odds), and the text whose copy it is."""

    article: Article
    entry: Entry
    top: tuple[Sequence[str], Sequence[str]]
    text: Text
    length: int
    # The last word on the order of articles of one day, whatever order they came in.
    mark: int
    # The day it came, for closing articles without a day of their own.
    day: int
    shared: Sequence[Shared] = ()
    origin: int | None = None
    story: int = -1
    odds: float = SUREST
    second: int | None = None
    second_odds: float = -SUREST


def settle(number: int, held: Mapping[int, Held], window: int) -> None:
    """Note whose copy the article is; earlier ones that stand wholly in it become copies of it.

    The same text a month later is another report.
    """
    own = held[number]
    near = [s for s in own.shared if s.number in held and _apart(own, held[s.number]) <= window]
    inside = [s.number for s in near if s.own >= COPIED]
    if inside:
        own.origin = inside[0]
        return
    for shared in near:
        if shared.other >= COPIED and held[shared.number].origin is None:
            held[shared.number].origin = number


def settle_again(held: Mapping[int, Held], order: Sequence[int], window: int) -> None:
    """Find anew whose copies are whose among the articles that share text, as if they came in this order."""
    sharing = {n for n, own in held.items() if own.shared}
    sharing |= {s.number for n in sharing for s in held[n].shared if s.number in held}
    texts = Texts()
    for n in (n for n in order if n in sharing):
        held[n].shared, held[n].origin = texts.add(n, held[n].text), None
        settle(n, held, window)


def source(number: int, held: Mapping[int, Held]) -> int:
    """Return the article at the root of copies of copies: each step leads to one that holds the text."""
    while (origin := held[number].origin) is not None:
        number = origin
    return number


def carried(numbers: Sequence[int], held: Mapping[int, Held]) -> dict[int, Copy]:
    """Return for each of these articles that carries another's text whose, and how much.

    Of texts that stand in each other the earliest is the primary, then the longest, then the one given
    first.
    """
    families: dict[int, list[int]] = {}
    for n in numbers:
        families.setdefault(source(n, held), []).append(n)
    found = {}
    for root, family in families.items():
        same = [
            n
            for n in family
            if n == root or (held[n].origin == root and min(_shares(n, root, held)) >= COPIED)
        ]
        first = min(same or family, key=lambda n: _precedence(n, held[n]))
        for n in family:
            if n != first:
                # The root's share is known with each of its copies, a copy's with what it was compared with.
                pair = (n, held[n].origin) if n != root else (root, first)
                share = _shares(pair[0], root if pair[1] is None else pair[1], held)[0]
                rule = _rule(held[first], held[n])
                found[n] = Copy(held[n].article.id, held[first].article.id, share, True, rule)
    for n in numbers:
        for later, sooner, share in _reuses(n, held):
            if later not in found or (not found[later].whole and found[later].share < share):
                rule = _rule(held[sooner], held[later])
                found[later] = Copy(held[later].article.id, held[sooner].article.id, share, False, rule)
    return found


def families(copies: Sequence[Copy]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of whole copies, the primary copy first."""
    found: dict[str, list[str]] = {}
    for copy in copies:
        if copy.whole:
            found.setdefault(copy.of, [copy.of]).append(copy.article)
    return tuple(tuple(family) for family in found.values())


def _apart(a: Held, b: Held) -> int:
    """Return the days between two articles, 0 where they are unknown."""
    return 0 if a.entry.day is None or b.entry.day is None else abs(a.entry.day - b.entry.day)


def _shares(a: int, b: int, held: Mapping[int, Held]) -> tuple[float, float]:
    """Return the share of one text that stands in another, and of the other in the one."""
    for shared in held[a].shared:
        if shared.number == b:
            return shared.own, shared.other
    return next(((s.other, s.own) for s in held[b].shared if s.number == a), (0.0, 0.0))


def _reuses(n: int, held: Mapping[int, Held]) -> Iterator[tuple[int, int, float]]:
    for shared in held[n].shared:
        if shared.number in held and max(shared.own, shared.other) < COPIED:
            if _precedence(shared.number, held[shared.number]) < _precedence(n, held[n]):
                yield n, shared.number, shared.own
            else:
                yield shared.number, n, shared.other


def _precedence(n: int, own: Held) -> tuple[str, int, int]:
    return _published(own.article) or "~", -own.length, n


def _rule(first: Held, later: Held) -> str:
    if (_published(first.article) or "~") < (_published(later.article) or "~"):
        return "earlier"
    return "longer" if first.length > later.length else "given first"


def _published(article: Article) -> str:
    """Return the publication time in a form that sorts, empty where it is unknown."""
    try:
        moment = datetime.fromisoformat(article.published or "")
    except ValueError:
        return ""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
