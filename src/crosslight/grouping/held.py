"""What is kept of an open article, and whose text it carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crosslight.grouping.copies import COPIED, Shared
from crosslight.grouping.space import SUREST, Entry
from crosslight.model import Article, Copy


@dataclass(slots=True)
class Held:
    """An open article, the story it is in and the next best (log odds), and the text whose copy it is."""

    article: Article
    entry: Entry
    shared: Sequence[Shared]
    length: int
    # The last word on the order of articles of one day, whatever order they came in.
    mark: int
    # The day it came, for closing articles without a day of their own.
    day: int
    origin: int | None = None
    story: int = -1
    odds: float = SUREST
    second: int | None = None
    second_odds: float = -SUREST


def origin(own: Held, held: Mapping[int, Held], window: int) -> int | None:
    """Return the open article whose copy this one is; the same text a month later is another report."""
    for shared in own.shared:
        other = held.get(shared.number)
        if shared.share >= COPIED and other is not None and other.origin is None:
            days = (own.entry.day, other.entry.day)
            if days[0] is None or days[1] is None or abs(days[0] - days[1]) <= window:
                return shared.number
    return None


def carried(numbers: Sequence[int], held: Mapping[int, Held]) -> dict[int, Copy]:
    """Return for each of these articles that carries another's text whose, and how much.

    Of copies of one text the earliest is the primary, then the longest, then the one given first.
    """
    families: dict[int, list[int]] = {}
    for n in numbers:
        families.setdefault(n if (of := held[n].origin) is None else of, []).append(n)
    found = {}
    for source, family in families.items():
        first = min(family, key=lambda n: _precedence(n, held[n]))
        for n in family:
            if n != first:
                found[n] = Copy(
                    held[n].article.id,
                    held[first].article.id,
                    _share(n, first, source, held),
                    True,
                    _rule(held[first], held[n]),
                )
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


def _share(n: int, first: int, source: int, held: Mapping[int, Held]) -> float:
    """Return the share of a text that stands in the text which all of its family were compared with."""
    if n != source:
        return next(s.own for s in held[n].shared if s.number == source)
    return next(s.other for s in held[first].shared if s.number == source)


def _reuses(n: int, held: Mapping[int, Held]) -> Iterator[tuple[int, int, float]]:
    for shared in held[n].shared:
        if shared.number in held and shared.share < COPIED:
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
