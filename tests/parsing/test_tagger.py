"""What the tagger decodes is consistent, and what it finds lies within the text."""

from __future__ import annotations

from itertools import product

import numpy as np

from crosslight.parsing.tagger import BEGIN, INSIDE, OUTSIDE, REACH, decode, distances


def _likeliest(labels: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> tuple[int, ...]:
    """Try every path in which content goes on only where it has begun."""
    paths = [
        path
        for path in product(range(4), repeat=len(labels))
        if all(b != INSIDE or a in (BEGIN, INSIDE) for a, b in zip((OUTSIDE, *path), path, strict=False))
    ]
    return max(paths, key=lambda path: sum(float(row[k]) for row, k in zip(labels, path, strict=True)))


def test_decoding_finds_the_likeliest_path() -> None:
    rng = np.random.default_rng(3)
    labels = np.log(rng.dirichlet(np.ones(4), size=(20, 5))).astype(np.float32)
    found = decode(labels, np.ones((20, 5), np.bool_))
    assert [tuple(row) for row in found.tolist()] == [_likeliest(row) for row in labels]


def test_what_lies_outside_the_window_is_nothing() -> None:
    labels = np.zeros((1, 4, 4), np.float32)
    labels[..., BEGIN] = 5
    assert decode(labels, np.array([[False, True, True, False]])).tolist() == [[0, BEGIN, BEGIN, 0]]


def test_distances_tell_sides_apart_and_near_words_exactly() -> None:
    found = distances()
    middle = found[REACH]
    assert len(found) == 2 * REACH + 1
    assert (np.diff(found) >= 0).all() and (np.diff(found[REACH - 24 : REACH + 25]) == 1).all()
    assert (found - middle == -(found - middle)[::-1]).all() and found.min() >= 0
