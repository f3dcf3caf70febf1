"""Where an article's version of a quotation parts from the fullest one: cut, changed, added to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosslight.aligning.terms import Term
from crosslight.model import Edit, EditKind, Parsed, Span, Where
from crosslight.telling.differences import Blocks, blocks
from crosslight.telling.utterances import Utterance

# By these an article tells that it leaves words out.
_OMISSION = re.compile(r"\.\s?\.\s?\.|…|\[|\]")


# A shared word without content, far from other shared words on both sides, is shared by chance.
_NEAR = 3
# More words than these are not changed for others: those are left out, and others are added.
_PHRASE = 6


@dataclass(frozen=True, slots=True)
class _Placed:
    """Terms of one version, and for each the stretch that it stands in."""

    terms: tuple[Term, ...]
    homes: tuple[Span, ...]

    def span(self, first: int, after: int) -> Span:
        """Return the span of some terms, as far as they stand in one stretch."""
        home = self.homes[first]
        last = max(i for i in range(first, after) if self.homes[i] == home)
        return Span(home.article, home.field, self.terms[first].start, self.terms[last].end)


def edits(
    full: Sequence[Utterance], version: Sequence[Utterance], told: Sequence[Utterance], parsed: Parsed
) -> Iterator[Edit]:
    """Yield the edits by which another article's version parts from the fullest, in the order of that.

    `told` are the words of the same article, `parsed`, that give the speaker's without quotation marks.
    """
    aligned = blocks([t for u in full for t in u.words], [t for u in version for t in u.words])
    ours, theirs = _placed(aligned.a, full), _placed(aligned.b, version)
    reported = frozenset().union(*(t.keys for u in told for t in u.words))
    i = j = 0
    for at_i, at_j, length in (*_telling(aligned), (len(aligned.a), len(aligned.b), 0)):
        if i < at_i or j < at_j:
            shown = _shown(theirs, j, at_j, parsed)
            where = _where(i, at_i, len(aligned.a))
            changed = i < at_i and j < at_j and max(at_i - i, at_j - j) <= _PHRASE
            here = _here(theirs, j, at_j if changed else j)
            for first, after in _by_home(ours, i, at_i):
                kind: EditKind = "changed" if len(here) else "cut"
                if kind == "cut" and _told(aligned.a[first:after], reported):
                    kind = "reported"
                yield Edit(kind, where, ours.span(first, after), here, shown)
                # What follows in another stretch has nothing in its place.
                here = Span(here.article, here.field, here.end, here.end)
            if j < at_j and not changed:
                yield Edit("added", where, _here(ours, at_i, at_i), theirs.span(j, at_j), shown)
        i, j = at_i + length, at_j + length


def _told(terms: Sequence[Term], keys: frozenset[str]) -> bool:
    """Tell whether most of what these words say is said by others, known by their keys."""
    content = [t for t in terms if t.content]
    return bool(content) and 2 * sum(not t.keys.isdisjoint(keys) for t in content) >= len(content)


def _telling(aligned: Blocks) -> Iterator[tuple[int, int, int]]:
    """Yield the shared stretches, less those of function words that stand alone."""
    last_i = last_j = 0
    ends = [*((i, j) for i, j, _ in aligned.shared[1:]), (len(aligned.a), len(aligned.b))]
    for (i, j, length), (next_i, next_j) in zip(aligned.shared, ends, strict=False):
        alone = max(i - last_i, j - last_j) > _NEAR or max(next_i - i - length, next_j - j - length) > _NEAR
        if not alone or any(t.content for t in aligned.a[i : i + length]):
            yield i, j, length
            last_i, last_j = i + length, j + length


def _placed(terms: tuple[Term, ...], version: Sequence[Utterance]) -> _Placed:
    spans = iter([span for u in version for span in u.spans])
    home = next(spans)
    homes = []
    for term in terms:
        while not (home.start <= term.start and term.end <= home.end):
            home = next(spans)
        homes.append(home)
    return _Placed(terms, tuple(homes))


def _by_home(placed: _Placed, first: int, after: int) -> Iterator[tuple[int, int]]:
    start = first
    for i in range(first + 1, after + 1):
        if i == after or placed.homes[i] != placed.homes[start]:
            yield start, i
            start = i


def _where(first: int, after: int, length: int) -> Where:
    if first == 0:
        return "beginning"
    return "end" if after == length else "middle"


def _here(placed: _Placed, first: int, after: int) -> Span:
    """Return the span of some terms; of none, the place between those around it."""
    if first < after:
        return placed.span(first, after)
    home = placed.homes[max(first - 1, 0)]
    at = placed.terms[first - 1].end if first else placed.terms[0].start
    return Span(home.article, home.field, at, at)


def _shown(placed: _Placed, first: int, after: int, parsed: Parsed) -> bool:
    """Tell whether the version shows that it parts here: its marks end, or it has a sign for it."""
    if first == 0 or after == len(placed.terms):
        return True
    before, behind = placed.homes[first - 1], placed.homes[after]
    if before != behind:
        return True
    text = Span(before.article, before.field, placed.terms[first - 1].end, placed.terms[after].start)
    return bool(_OMISSION.search(parsed.article.quote(text)))
