"""What is measured of a pair of sentences, each feature with a name that says it.

`_low` and `_high` are the smaller and the larger of the two sentences' values, so that a pair reads
the same from either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crosslight.aligning.bags import KINDS
from crosslight.aligning.candidates import Candidates
from crosslight.aligning.cores import spread
from crosslight.aligning.views import Floats, Ints, Views
from crosslight.parsing.blas import one_core

DENIAL = frozenset(
    """not no never nobody none neither nor n't without deny refuse reject dispute fail false untrue
    wrong""".split()
)
SAYING = frozenset(
    """say tell announce claim deny state add report accord argue insist warn believe accuse allege call ask
    describe write tweet note suggest confirm reject""".split()
)

# Kinds for which the share of the one sentence that the other has is measured too.
SHARES = ("lemma", "stem", "name", "number", "quoted")

# So many words are looked up at once: 20 MB of numbers and truth values.
CHUNK = 2_000_000
# Sentences that one is laid beside at a time: their word pieces stay near the core.
MANY = 50


def features(views: Views, pairs: Candidates) -> dict[str, Floats]:
    """Return name -> (k,) values for the k candidate pairs."""
    return dict(_features(views, pairs))


def _features(views: Views, pairs: Candidates) -> Iterator[tuple[str, Floats]]:
    a, b = pairs.a, pairs.b
    likeness: dict[str, Floats] = {}
    for kind in KINDS:
        shared, whole_a, whole_b, cosine = _shared(views, pairs, kind)
        yield f"{kind}_shared", shared
        if kind in SHARES:
            yield from _sides(f"{kind}_share", shared / (whole_a + 1e-6), shared / (whole_b + 1e-6))
        if kind in ("lemma", "stem"):
            likeness[f"{kind}_cosine"] = cosine
        if kind == "number":
            yield "number_unshared", np.minimum(whole_a, whole_b) - shared
    yield "mean_cosine", _dot(views.mean, views, pairs)
    likeness["centred_cosine"] = _dot(views.centred, views, pairs)
    yield "context_cosine", _dot(views.context, views, pairs)
    forth, back = late_interaction(views, pairs)
    yield from _sides("late", forth, back)
    likeness["late_mean"] = np.asarray((forth + back) / 2, np.float32)
    rows, columns = _groups(views, pairs)
    for name, value in likeness.items():
        yield name, value
        yield from _sides(f"{name}_below_best", value - _best(value, rows), value - _best(value, columns))
    value = likeness["late_mean"]
    yield from _sides("late_usual", _average(value, rows), _average(value, columns))
    yield from _within_block(value, _blocks(views, pairs))
    for name, own in _own(views):
        yield from _sides(name, own[a], own[b])
    yield (
        "apart",
        np.abs(views.position[a] / views.sizes[a] - views.position[b] / views.sizes[b]).astype(np.float32),
    )


def late_interaction(views: Views, pairs: Candidates) -> tuple[Floats, Floats]:
    """Return how well the words of `a` find their like in `b`, and those of `b` in `a`: (k,) each.

    Each word piece takes its best match in the other sentence, weighted by rarity (Khattab and
    Zaharia, "ColBERT", 2020; here untrained).
    """
    forth, back = np.zeros(len(pairs.a), np.float32), np.zeros(len(pairs.a), np.float32)
    starts, weights, pieces = views.starts, views.piece_weights, views.pieces

    def one_with_many(group: NDArray[np.intp]) -> None:
        """Fill in pairs of one sentence."""
        one = slice(starts[pairs.a[group[0]]], starts[pairs.a[group[0]] + 1])
        places, heads = _runs(starts, pairs.b[group])
        # The many before the one: the product is twice as fast that way round.
        similar = pieces[places] @ np.ascontiguousarray(pieces[one].T)
        best = np.maximum.reduceat(similar, heads)
        forth[group] = best @ weights[one] / (weights[one].sum() + 1e-6)
        theirs = weights[places]
        back[group] = np.add.reduceat(similar.max(axis=1) * theirs, heads) / (
            np.add.reduceat(theirs, heads) + 1e-6
        )

    order = np.argsort(pairs.a, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(pairs.a[order])) + 1)
    # Threads inside each product that wait for each other made them twenty times slower on two cores.
    with one_core():
        spread(one_with_many, (g[i : i + MANY] for g in groups for i in range(0, len(g), MANY)))
    return forth, back


def _runs(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Return the pieces of all these rows, one row after the other, and where each begins."""
    lengths = starts[rows + 1] - starts[rows]
    heads = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32)
    return np.repeat(starts[rows] - heads, lengths) + np.arange(lengths.sum(), dtype=np.int32), heads


def _shared(views: Views, pairs: Candidates, kind: str) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the rarity of the shared words, of all words of `a` and of `b`, and the cosine."""
    bag = views.bags[kind]
    weights = bag.weights()
    has = np.zeros((len(bag.ids), len(bag.rarity)), bool)
    has[np.arange(len(has))[:, None], bag.ids] = True  # the last word, which -1 names, weighs nothing
    shared, product = np.zeros(len(pairs.a), np.float32), np.zeros(len(pairs.a), np.float32)
    step = max(1, CHUNK // bag.ids.shape[1])
    for first in range(0, len(pairs.a), step):
        part = slice(first, first + step)
        own = weights[pairs.a[part]]
        found = has[pairs.b[part][:, None], bag.ids[pairs.a[part]]]
        shared[part] = (own * found).sum(axis=1)
        product[part] = (own**2 * found).sum(axis=1)
    whole, length = weights.sum(axis=1), np.sqrt((weights**2).sum(axis=1))
    return shared, whole[pairs.a], whole[pairs.b], product / (length[pairs.a] * length[pairs.b] + 1e-6)


def _own(views: Views) -> Iterator[tuple[str, Floats]]:
    sentences = views.sentences
    yield "length", np.array([len(s.words) for s in sentences], np.float32)
    yield "position", views.position.astype(np.float32)
    yield "headline", np.array([s.span.field == "headline" for s in sentences], np.float32)
    yield "denial", np.array([any(w.lemma in DENIAL for w in s.words) for s in sentences], np.float32)
    yield "saying", np.array([any(w.lemma in SAYING for w in s.words) for s in sentences], np.float32)
    yield "quoting", np.array([len(w["quoted"]) > 2 for w in views.words], np.float32)
    yield "question", np.array([bool(s.words) and s.words[-1].text == "?" for s in sentences], np.float32)
    yield "report_length", views.sizes.astype(np.float32)


def _groups(views: Views, pairs: Candidates) -> tuple[Ints, Ints]:
    """Number the pairs of one sentence with one other article: by `a` and by `b`."""
    articles = np.int64(views.article.max(initial=0) + 1)
    rows = np.unique(pairs.a * articles + views.article[pairs.b], return_inverse=True)[1]
    columns = np.unique(pairs.b * articles + views.article[pairs.a], return_inverse=True)[1]
    return rows.astype(np.int32), columns.astype(np.int32)


def _blocks(views: Views, pairs: Candidates) -> Ints:
    """Number the pairs of two articles."""
    articles = np.int64(views.article.max(initial=0) + 1)
    numbers = views.article[pairs.a] * articles + views.article[pairs.b]
    return np.asarray(np.unique(numbers, return_inverse=True)[1], np.int32)


def _within_block(value: Floats, block: Ints) -> Iterator[tuple[str, Floats]]:
    """Yield where a pair stands among those of its two articles: reports differ in how alike they are."""
    count = np.bincount(block)
    usual = np.bincount(block, value) / np.maximum(count, 1)
    spread = np.sqrt(np.maximum(np.bincount(block, value**2) / np.maximum(count, 1) - usual**2, 0))
    yield "late_above_usual", np.asarray(value - usual[block], np.float32)
    yield "late_standard", np.asarray((value - usual[block]) / (spread[block] + 1e-6), np.float32)
    order = np.lexsort((value, block))
    changes = (np.diff(value[order], prepend=-np.inf) != 0) | (np.diff(block[order], prepend=-1) != 0)
    rank = np.empty(len(value), np.float32)
    rank[order] = np.maximum.accumulate(np.where(changes, np.arange(len(value)), 0))  # equals rank alike
    rank -= (np.cumsum(count) - count)[block]
    yield "late_rank", np.asarray(rank / np.maximum(count[block], 1), np.float32)


def _best(value: Floats, group: Ints) -> Floats:
    best = np.full(group.max(initial=-1) + 1, -np.inf, np.float32)
    np.maximum.at(best, group, value)
    return best[group]


def _average(value: Floats, group: Ints) -> Floats:
    return np.asarray((np.bincount(group, value) / np.maximum(np.bincount(group), 1))[group], np.float32)


def _dot(rows: Floats, views: Views, pairs: Candidates) -> Floats:
    """Return the product of the rows of each pair, taken of one article and all others at once."""
    found = np.empty(len(pairs.a), np.float32)
    for start, end, own in _by_article(views, pairs):
        found[own] = (rows[start:end] @ rows.T)[pairs.a[own] - start, pairs.b[own]]
    return found


def _by_article(views: Views, pairs: Candidates) -> Iterator[tuple[int, int, NDArray[np.intp]]]:
    """Yield where the sentences of each article start and end, and the pairs whose `a` is one of them."""
    article = views.article[pairs.a]
    for number, (start, end) in enumerate(pairwise(views.bounds.tolist())):
        yield start, end, np.flatnonzero(article == number)


def _sides(name: str, one: Floats, other: Floats) -> Iterator[tuple[str, Floats]]:
    yield f"{name}_low", np.minimum(one, other)
    yield f"{name}_high", np.maximum(one, other)
