"""Boosted trees as plain arrays, read with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Rows scored at a time: bounds the memory on very long texts.
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Forest:
    """Binary trees, one a row of each array; a leaf is its own child, so all walks are as long as `depth`."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    depth: int

    def probability(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each row of features (shape n × features) as an array of n."""
        out = np.zeros(len(rows))
        for at in range(0, len(rows), _BATCH):
            out[at : at + _BATCH] = self._sums(rows[at : at + _BATCH])
        return np.asarray(1.0 / (1.0 + np.exp(-out)))

    def _sums(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        trees, size = self.feature.shape
        offset = np.arange(trees, dtype=np.int64) * size
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left, right = self.left.ravel(), self.right.ravel()
        width = rows.shape[1]
        flat = np.ascontiguousarray(rows).ravel()
        base = np.arange(len(rows), dtype=np.int64)[:, None] * width
        node = np.broadcast_to(offset, (len(rows), trees))
        for _ in range(self.depth):
            below = flat[base + feature[node]] <= threshold[node]
            node = offset + np.where(below, left[node], right[node])
        return np.asarray(self.value.ravel()[node].sum(axis=1, dtype=np.float64))


def forest(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Forest:
    """Read the forest stored under a name among the arrays of a model file."""
    return Forest(
        np.asarray(arrays[f"{name}.feature"], dtype=np.int16),
        np.asarray(arrays[f"{name}.threshold"], dtype=np.float64),
        np.asarray(arrays[f"{name}.left"], dtype=np.int16),
        np.asarray(arrays[f"{name}.right"], dtype=np.int16),
        np.asarray(arrays[f"{name}.value"], dtype=np.float32),
        int(arrays[f"{name}.depth"]),
    )
