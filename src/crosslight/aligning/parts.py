"""Which part of two linked sentences is shared: the clauses whose words find their like in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from crosslight.aligning.views import Floats, Ints, Views
from crosslight.model import Span
from crosslight.parsing.clauses import clauses, stretches

# A clause is shared from this share of the best clause's score on. Chosen on 51 links of half of the gold
# stories, read by eye: from 0.45 to 0.65 little changes.
SHARED = 0.55
_NONE = np.zeros((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The word pieces of one sentence: the clause of each, its weight, and the lemma under it (or none)."""

    clauses: tuple[int, ...]  # of each word
    many: int  # clauses
    sizes: NDArray[np.float64]  # the weight of each clause
    clause: Ints
    weight: Floats
    lemma: Ints
    vectors: Floats


def parts(
    story: Views, pairs: Iterable[tuple[int, int]]
) -> Iterator[tuple[tuple[Span, ...], tuple[Span, ...]]]:
    """Yield the stretches of both sentences that tell what they share, for each pair of rows of `story`.

    At least one clause of each; the whole sentence where that is all of it.
    """
    pieces = cache(partial(_pieces, story))

    @cache
    def told(row: int, wanted: frozenset[int]) -> tuple[Span, ...]:
        """Return where clauses of a sentence stand; all of it where that is nowhere."""
        sentence = story.sentences[row]
        return stretches(sentence, pieces(row).clauses, wanted) or (sentence.span,)

    for one, other in pairs:
        a, b = pieces(one), pieces(other)
        alike = _alike(a, b) if a.many > 1 or b.many > 1 else _NONE
        yield told(one, _wanted(a, b, alike)), told(other, _wanted(b, a, alike.T))


def _wanted(own: _Pieces, other: _Pieces, alike: Floats) -> frozenset[int]:
    """Return the clauses that are shared, none where all are."""
    if own.many == 1:
        return frozenset()
    score = _scores(own, other, alike)
    wanted = np.flatnonzero(score >= SHARED * score.max())
    return frozenset(wanted.tolist() if len(wanted) < len(score) else ())


def _scores(own: _Pieces, other: _Pieces, alike: Floats) -> Floats:
    """Return for each clause how much of it finds its like, and how much of the other finds it there.

    Both run from 0 to 1; the first alone would favour short clauses, the second long ones.
    """
    matched = np.bincount(own.clause, own.weight * alike.max(axis=1), own.many)
    best = alike.argmax(axis=0)
    theirs = other.weight * alike[best, np.arange(len(best))]
    taken = np.bincount(own.clause[best], theirs, own.many)
    return np.asarray(matched / own.sizes + taken / max(float(theirs.sum()), 1e-6), np.float32)


def _alike(a: _Pieces, b: _Pieces) -> Floats:
    """Return how alike two sentences' pieces are, squared: half alike is next to nothing; one lemma is 1."""
    alike = np.maximum(a.vectors @ b.vectors.T, 0.0) ** 2
    alike[(a.lemma[:, None] == b.lemma) & (a.lemma >= 0)[:, None]] = 1.0
    return np.asarray(alike, np.float32)


def _pieces(story: Views, row: int) -> _Pieces:
    sentence, place = story.sentences[row], slice(story.starts[row], story.starts[row + 1])
    own = clauses(sentence.words) or (0,)
    under = story.piece_words[place]
    numbers = dict(zip(story.words[row]["lemma"], story.bags["lemma"].ids[row].tolist(), strict=False))
    lemmas = [numbers.get(word.lemma, -1) for word in sentence.words]
    # A word of many pieces counts once.
    many = np.bincount(under + 1, minlength=1)[under + 1]
    clause = np.array([*own, 0], np.int32)[under]
    weight = np.asarray(story.piece_weights[place] / many, np.float32)
    return _Pieces(
        clauses=own,
        many=max(own) + 1,
        sizes=np.maximum(np.bincount(clause, weight, max(own) + 1), 1e-6),
        clause=clause,
        weight=weight,
        lemma=np.array([*lemmas, -1], np.int32)[under],
        vectors=story.pieces[place],
    )
