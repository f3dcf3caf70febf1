"""Words that can stand for each other, by WordNet (Miller 1995, "WordNet: a lexical database")."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

from crosslight.errors import PipelineError


def near(a: str, b: str, pos: Literal["noun", "verb"]) -> bool:
    """Tell whether two words, in their dictionary form, share one of their three commonest senses."""
    table = _senses(pos)
    return a != b and not table.get(a, frozenset()).isdisjoint(table.get(b, frozenset()))


@cache
def _senses(pos: Literal["noun", "verb"]) -> dict[str, frozenset[int]]:
    file = files("crosslight") / "models" / "synonyms.npz"
    if not file.is_file():
        raise PipelineError("model synonyms.npz: file not found")
    with file.open("rb") as opened:
        arrays = np.load(opened, allow_pickle=False)
        words = arrays[f"{pos} words"].tobytes().decode("ascii").split("\n")
        ends = np.cumsum(arrays[f"{pos} counts"], dtype=np.int64)[:-1]
        synsets = np.split(arrays[f"{pos} synsets"], ends)
    return {word: frozenset(own.tolist()) for word, own in zip(words, synsets, strict=True)}
