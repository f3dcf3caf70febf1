"""A story as arrays: one row for each sentence of the reports, noise left out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crosslight.aligning.bags import KINDS, bags
from crosslight.aligning.embedding import WIDTH, Vectors
from crosslight.model import Parsed, Sentence

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

# A function word still tells a little of how a sentence is put; content words weigh 0.4 to 8.
FUNCTION_WEIGHT = 0.15


@dataclass(frozen=True, slots=True)
class Bag:
    """One kind of words: `ids` (n, longest) padded with -1, and the rarity in the story of each id."""

    ids: Ints
    rarity: Floats

    def weights(self) -> Floats:
        """Return the rarity of each place of `ids`, 0 where it is padded: (n, longest)."""
        return self.rarity[self.ids]  # the last rarity, which -1 reads, is 0


@dataclass(frozen=True, slots=True)
class Views:
    """The sentences of a story (n rows, articles one after the other) and what is known of each."""

    sentences: tuple[Sentence, ...]
    article: Ints  # (n,) number of the article
    position: Ints  # (n,) number of the sentence within its article
    sizes: Ints  # (n,) number of sentences in its article
    words: tuple[dict[str, tuple[str, ...]], ...]
    bags: dict[str, Bag]
    mean: Floats  # (n, 384) sentence vectors
    centred: Floats  # (n, 384) less the story's mean
    context: Floats  # (n, 384) with half the neighbours', less the story's mean
    pieces: Floats  # (p, 384) word pieces of all sentences, less the story's mean
    piece_weights: Floats  # (p,) rarity of the word that the piece belongs to
    piece_words: Ints  # (p,) number of that word in its sentence, -1 where there is none
    starts: Ints  # (n + 1,) where the pieces of each sentence start

    @property
    def bounds(self) -> NDArray[np.intp]:
        """Where the sentences of each article start, and where the last ones end: (articles + 1,)."""
        return np.flatnonzero(np.diff(self.article, prepend=-1, append=-1))


def views(parsed: Sequence[Parsed], vectors: Sequence[Sequence[Vectors]]) -> Views:
    """Build the arrays; `vectors` has one entry for each sentence of each article, noise included."""
    rows = [
        (number, sentence, vector)
        for number, (report, own) in enumerate(zip(parsed, vectors, strict=True))
        for sentence, vector in zip(report.sentences, own, strict=True)
        if sentence.noise is None
    ]
    sentences = tuple(sentence for _, sentence, _ in rows)
    article = np.array([number for number, _, _ in rows], np.int32)
    words = tuple(bags(sentence) for sentence in sentences)
    held = {kind: _bag([w[kind] for w in words]) for kind in KINDS}
    mean = _stack([vector.mean[None] for _, _, vector in rows])
    pieces = [
        vector.pieces if len(vector.pieces) else np.zeros((1, mean.shape[1]), np.float32)
        for _, _, vector in rows
    ]
    joined = _stack(pieces)
    rarity = _rarity([w["lemma"] for w in words])
    under = [_piece_words(sentence, vector) for _, sentence, vector in rows]
    first = np.searchsorted(article, article, side="left")
    return Views(
        sentences=sentences,
        article=article,
        position=(np.arange(len(rows)) - first).astype(np.int32),
        sizes=(np.searchsorted(article, article, side="right") - first).astype(np.int32),
        words=words,
        bags=held,
        mean=mean,
        centred=_centred(mean),
        context=_centred(_with_neighbours(mean, article)),
        pieces=_centred(joined),
        piece_weights=np.concatenate(
            [_piece_weights(sentence, own, rarity) for (_, sentence, _), own in zip(rows, under, strict=True)]
            or [np.zeros(0, np.float32)]
        ),
        piece_words=np.concatenate([*under, np.zeros(0, np.int32)]),
        starts=np.cumsum([0] + [len(p) for p in pieces]).astype(np.int32),
    )


def _bag(words: Sequence[tuple[str, ...]]) -> Bag:
    rarity = _rarity(words)
    number = {word: i for i, word in enumerate(rarity)}
    ids = np.full((len(words), max((len(w) for w in words), default=1) or 1), -1, np.int32)
    for row, own in enumerate(words):
        ids[row, : len(own)] = [number[w] for w in own]
    return Bag(ids, np.array([*rarity.values(), 0.0], np.float32))


def _rarity(words: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """Return the logarithm of one in how many sentences of the story has the word."""
    spread = Counter(word for own in words for word in own)
    return {word: math.log((len(words) + 1) / (count + 0.5)) for word, count in spread.items()}


def _piece_words(sentence: Sentence, vector: Vectors) -> Ints:
    """Return the number of the word under each piece, -1 where there is none; both are in the same order."""
    found = np.full(max(1, len(vector.pieces)), -1, np.int32)
    at = 0
    for n, (start, _) in enumerate(vector.places + sentence.span.start):
        while at < len(sentence.words) and sentence.words[at].end <= start:
            at += 1
        if at < len(sentence.words):
            found[n] = at
    return found


def _piece_weights(sentence: Sentence, under: Ints, rarity: dict[str, float]) -> Floats:
    """Return the rarity of the word under each piece."""
    own = [
        0.0 if word.pos in ("PUNCT", "SYM", "SPACE") else rarity.get(word.lemma, FUNCTION_WEIGHT)
        for word in sentence.words
    ]
    return np.array([*own, 0.0], np.float32)[under]  # the last, which -1 reads, is 0


def _with_neighbours(mean: Floats, article: Ints) -> Floats:
    around = np.zeros_like(mean)
    count = np.zeros((len(mean), 1), np.float32)
    same = (article[1:] == article[:-1])[:, None]
    around[1:] += np.where(same, mean[:-1], 0)
    around[:-1] += np.where(same, mean[1:], 0)
    count[1:] += same
    count[:-1] += same
    return np.asarray(mean + 0.5 * around / np.maximum(count, 1), np.float32)


def _centred(rows: Floats) -> Floats:
    """Take the story's mean away: what all its sentences share tells none of them apart."""
    if not len(rows):
        return rows
    moved = rows - rows.mean(axis=0)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)


def _stack(rows: Sequence[Floats]) -> Floats:
    return np.concatenate(rows) if rows else np.zeros((0, WIDTH), np.float32)
