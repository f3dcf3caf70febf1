"""Why an article is in a story, in words: the names and words that it shares there, and the days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crosslight.grouping.bags import Floats, Frequencies
from crosslight.grouping.space import Entry
from crosslight.grouping.words import Ints, Top

NAMES, WORDS = 3, 4


def reasons(top: Top, own: Entry, others: Sequence[Entry], frequencies: Frequencies) -> tuple[str, ...]:
    """Return up to three reasons, as "names: Beirut, Haniyeh", what is rare and most shared first."""
    if not others:
        return ()
    value = _shared(top.terms, others, frequencies)
    first = len(top.names)
    found = []
    for what, tokens, own_value, most in (
        ("names", top.names, value[:first], NAMES),
        ("words", top.others, value[first:], WORDS),
    ):
        best = [tokens[i] for i in np.argsort(-own_value, kind="stable")[:most].tolist() if own_value[i] > 0]
        if best:
            found.append(f"{what}: {', '.join(best)}")
    days = [other.day for other in others if other.day is not None]
    if own.day is not None and days:
        apart = min(abs(own.day - day) for day in days)
        found.append("same day" if not apart else "a day apart" if apart == 1 else f"{apart} days apart")
    return tuple(found)


def _shared(known: Ints, others: Sequence[Entry], frequencies: Frequencies) -> Floats:
    """Return for each term how many of the others have it, times its rarity."""
    held = np.zeros(len(known), np.float32)
    for other in others:
        if len(terms := other.bag.terms):
            held += terms[np.minimum(np.searchsorted(terms, known), len(terms) - 1)] == known
    return held * frequencies.rarity(known)
