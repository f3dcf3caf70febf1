"""What differs in wording: between the statements of a point, and between two quotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from crosslight.aligning.terms import Term, terms
from crosslight.model import Parsed, Span

# "We're" and "we are" are one wording; "’s" is left out, which may be "is", "has" or a genitive.
_CONTRACTED = {"re": "be", "are": "be", "m": "be", "am": "be", "ve": "have", "ll": "will", "nt": "not"}


@dataclass(frozen=True, slots=True)
class Aligned:
    """A term and how many words in a row, it among them, the other wording shares; 0 where it differs."""

    term: Term
    run: int


def differing(parsed: Mapping[str, Parsed], spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the stretches of words in each span that no span in another article shares.

    Words are compared by lemma, numbers and exact days by value; quotation marks, case, spelling and
    punctuation never count, nor do function words alone. Empty where only one article has spans.
    """
    found = {span: terms(parsed[span.article], span) for span in dict.fromkeys(spans)}
    owners: dict[str, set[str]] = {}
    for span, its in found.items():
        for key in (key for term in its for key in (*term.keys, term.whole) if key):
            owners.setdefault(key, set()).add(span.article)
    if len({span.article for span in found}) < 2:
        return ()
    return tuple(
        Span(span.article, span.field, start, end)
        for span, its in found.items()
        for start, end in stretches(its, (t.content and not _shared(t, span.article, owners) for t in its))
    )


def _shared(term: Term, article: str, owners: Mapping[str, set[str]]) -> bool:
    return any(owners.get(key, set()) - {article} for key in (*term.keys, term.whole))


@dataclass(frozen=True, slots=True)
class Blocks:
    """Two wordings as terms, and the stretches that both have: where each begins in both, and its length."""

    a: tuple[Term, ...]
    b: tuple[Term, ...]
    shared: tuple[tuple[int, int, int], ...]


def blocks(a: Sequence[Term], b: Sequence[Term]) -> Blocks:
    """Align two wordings word by word (longest blocks first, Ratcliff and Metzener 1988).

    A hyphenated word is one term in the result where the other wording writes it as one.
    """
    a, b = _joined(a, b), _joined(b, a)
    names = _same(a, b)
    left, right = [_written_out(names[t.key]) for t in a], [_written_out(names[t.key]) for t in b]
    # Longest blocks first, rather than a longest common subsequence: that one has as many shared words where
    # it takes "the", "of" and "and" from all over a text. In a long one such words only go with others, which
    # keeps the time linear too.
    found = SequenceMatcher(None, left, right, autojunk=True).get_matching_blocks()
    return Blocks(tuple(a), tuple(b), tuple((i, j, length) for i, j, length in found if length))


def wordwise(a: Sequence[Term], b: Sequence[Term]) -> tuple[list[Aligned], list[Aligned]]:
    """Return the terms of two wordings, aligned by `blocks`, each with how many in a row are shared."""
    aligned = blocks(a, b)
    runs_a, runs_b = [0] * len(aligned.a), [0] * len(aligned.b)
    for at_a, at_b, length in aligned.shared:
        runs_a[at_a : at_a + length] = [length] * length
        runs_b[at_b : at_b + length] = [length] * length
    # "2 billion" and "2bn" are two words against one: a value that both have is no difference.
    values = _values(aligned.a) & _values(aligned.b)
    return (
        [
            Aligned(t, run or int(not t.values.isdisjoint(values)))
            for t, run in zip(aligned.a, runs_a, strict=True)
        ],
        [
            Aligned(t, run or int(not t.values.isdisjoint(values)))
            for t, run in zip(aligned.b, runs_b, strict=True)
        ],
    )


def stretches(words: Iterable[Term], marked: Iterable[bool]) -> list[tuple[int, int]]:
    """Join marked terms to stretches that can be read: function words between two of them belong to it."""
    found: list[tuple[int, int]] = []
    bridge = False
    for term, mark in zip(words, marked, strict=True):
        if mark and bridge:
            found[-1] = (found[-1][0], term.end)
        elif mark:
            found.append((term.start, term.end))
        bridge = mark or (bridge and not term.content)
    return found


def _joined(words: Sequence[Term], other: Sequence[Term]) -> list[Term]:
    """Make one term of each hyphenated word that the other side writes as one word."""
    keys = {key for term in other for key in term.keys}
    found: list[Term] = []
    for whole, group in groupby(words, key=lambda t: t.whole):
        parts = list(group)
        if whole in keys:
            found.append(Term(parts[0].start, parts[-1].end, whole, frozenset((whole,)), True))
        else:
            found += parts
    return found


def _same(*sides: Sequence[Term]) -> dict[str, str]:
    """Return one name for all keys that, by some term, stand for the same word."""
    root: dict[str, str] = {}

    def find(key: str) -> str:
        while root.setdefault(key, key) != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for term in (term for side in sides for term in side):
        for key in sorted(term.keys - term.values):
            root[find(key)] = find(term.key)
    return {key: find(key) for key in root}


def _written_out(key: str) -> str:
    return _CONTRACTED.get(key, key)


def _values(words: Sequence[Term]) -> frozenset[str]:
    return frozenset().union(*(t.values for t in words))
