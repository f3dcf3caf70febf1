"""Pairs of figures and moments about the same thing in two articles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from crosslight.model import FigurePair, Parsed


def pair_figures(a: Parsed, b: Parsed, likeness: NDArray[np.float32]) -> tuple[FigurePair, ...]:
    """Return the pairs of figures and moments about the same thing in two articles."""
    return ()
