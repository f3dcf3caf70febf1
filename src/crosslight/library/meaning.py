"""Search by meaning: which articles, and then which of their sentences, are near to a question.

Exact, in two steps: a product with the vectors of all articles, then with those of the sentences of the
best ones. Where the store cannot look for the nearest vectors itself, those of the articles stay in memory
from one question to the next.
"""

from __future__ import annotations

from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select

from crosslight.library import dialects
from crosslight.library.records import Ints8, cosines, unpack_vectors
from crosslight.library.store import note, noted
from crosslight.library.tables import WITHIN, gists, parses

Floats = NDArray[np.float32]
# Articles whose sentences are looked at: a sentence of an article that is about something else is found by
# its words, if at all.
LOOKED_AT = 200
# Not tuned: from here on, three questions on other subjects (a volcano, a soup, an election) find nothing
# in the nine invented reports of the tests, and five on their subjects find what they should.
NEAR = 0.3
# Vectors that are made wide at a time: what fits the processor's cache.
BLOCK = 4_096
# Under this name a library counts how often vectors came or went, and how many there are.
STAMP = "vectors"


def changed(connection: Connection, by: int) -> None:
    """Note that the library has more or fewer vectors than before."""
    changes, live = _stamp(connection)
    note(connection, STAMP, f"{changes + 1} {live + by}")


def live(connection: Connection) -> int:
    """Return of how many articles there should be vectors."""
    return _stamp(connection)[1]


class Meaning:
    """The vectors of all articles, brought up to date before each question, of whatever thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._begin()

    def _begin(self) -> None:
        self._stamp = (0, 0)
        self._seqs: NDArray[np.int64] = np.zeros(0, np.int64)
        self._vectors: tuple[Ints8, Ints8] = (np.zeros((0, 384), np.int8), np.zeros((0, 384), np.int8))
        self._shares: tuple[Floats, Floats] = (np.zeros(0, np.float32), np.zeros(0, np.float32))

    def nearest(
        self, connection: Connection, query: Floats, among: Select[tuple[int]] | None, most: int
    ) -> list[tuple[int, float]]:
        """Return the numbers of the sentences that are nearest to a question, and how near, nearest first.

        `among` are the articles that may be looked at, None for all.
        """
        seqs = dialects.of(connection).nearest(connection, query, among, LOOKED_AT)
        if seqs is None:
            seqs = self._nearest(connection, query, among)
        rows = connection.execute(select(parses.c.seq, parses.c.vectors).where(parses.c.seq.in_(seqs)))
        found: list[tuple[int, float]] = []
        for seq, vectors in rows:
            own = cosines(unpack_vectors(vectors), query)
            found += ((seq * WITHIN + n, float(own[n])) for n in np.flatnonzero(own >= NEAR).tolist())
        found.sort(key=lambda one: (-one[1], one[0]))
        return found[:most]

    def _nearest(self, connection: Connection, query: Floats, among: Select[tuple[int]] | None) -> list[int]:
        """Return the numbers of the articles that are nearest, in no order."""
        with self._lock:
            self._refresh(connection)
            held, vectors, shares = self._seqs, self._vectors, self._shares
        if not len(held):
            return []
        score = np.maximum(*(_product(*own, query) for own in zip(vectors, shares, strict=True)))
        if among is not None:
            kept = connection.execute(among).scalars().all()
            score = np.where(np.isin(held, np.array(kept, np.int64)), score, -1)
        best = np.argpartition(-score, min(LOOKED_AT, len(score)) - 1)[:LOOKED_AT]
        found: list[int] = held[best[score[best] > 0]].tolist()
        return found

    def _refresh(self, connection: Connection) -> None:
        stamp = _stamp(connection)
        if stamp == self._stamp:
            return
        more, own = stamp[0] - self._stamp[0], stamp[1] - self._stamp[1]
        if more == own and self._load(connection, int(self._seqs.max(initial=0))) == stamp[1]:
            self._stamp = stamp
            return
        self._begin()
        self._load(connection, 0)
        self._stamp = stamp

    def _load(self, connection: Connection, after: int) -> int:
        """Load the vectors of later articles; return how many there are now."""
        rows = connection.execute(
            select(gists.c.seq, gists.c.lead, gists.c.whole).where(gists.c.seq > after).order_by(gists.c.seq)
        ).all()
        if rows:
            self._seqs = np.concatenate([self._seqs, np.array([row[0] for row in rows], np.int64)])
            lead, whole = (
                np.concatenate([held, unpack_vectors(b"".join(row[n] for row in rows))])
                for n, held in enumerate(self._vectors, start=1)
            )
            self._vectors = (lead, whole)
            self._shares = (_shares(lead), _shares(whole))
        return len(self._seqs)


def _stamp(connection: Connection) -> tuple[int, int]:
    changes, live = (noted(connection, STAMP) or "0 0").split()
    return int(changes), int(live)


def _product(vectors: Ints8, shares: Floats, query: Floats) -> Floats:
    blocks = [vectors[n : n + BLOCK].astype(np.float32) @ query for n in range(0, len(vectors), BLOCK)]
    return np.concatenate([np.zeros(0, np.float32), *blocks]) * shares


def _shares(vectors: Ints8) -> Floats:
    """Return one by the length of each vector."""
    blocks = [vectors[n : n + BLOCK].astype(np.float32) for n in range(0, len(vectors), BLOCK)]
    lengths = [np.sqrt(np.einsum("ij,ij->i", block, block)) for block in blocks]
    return np.asarray(1 / np.maximum(np.concatenate([np.zeros(0, np.float32), *lengths]), 1e-9), np.float32)
