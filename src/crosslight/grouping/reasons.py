"""Why an article is in a story, in words: the names and words that it shares there, and the days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crosslight.grouping.bags import Floats, Frequencies
from crosslight.grouping.space import Entry
from crosslight.grouping.words import term

NAMES, WORDS = 3, 4


def reasons(
    top: tuple[Sequence[str], Sequence[str]], own: Entry, others: Sequence[Entry], frequencies: Frequencies
) -> tuple[str, ...]:
    """Return up to three reasons, as "names: Beirut, Haniyeh", what is rare and most shared first.

    `top` has the names and the other words at the top of the article.
    """
    if not others:
        return ()
    names, rest = top
    value = _shared([*names, *rest], others, frequencies)
    found = []
    for what, tokens, own_value, most in (
        ("names", names, value[: len(names)], NAMES),
        ("words", rest, value[len(names) :], WORDS),
    ):
        best = [tokens[i] for i in np.argsort(-own_value, kind="stable")[:most].tolist() if own_value[i] > 0]
        if best:
            found.append(f"{what}: {', '.join(best)}")
    days = [other.day for other in others if other.day is not None]
    if own.day is not None and days:
        apart = min(abs(own.day - day) for day in days)
        found.append("same day" if not apart else "a day apart" if apart == 1 else f"{apart} days apart")
    return tuple(found)


def _shared(tokens: Sequence[str], others: Sequence[Entry], frequencies: Frequencies) -> Floats:
    """Return for each word how many of the others have it, times its rarity."""
    known = np.fromiter(map(term, tokens), np.int64, len(tokens))
    held = np.zeros(len(tokens), np.float32)
    for other in others:
        if len(terms := other.bag.terms):
            held += terms[np.minimum(np.searchsorted(terms, known), len(terms) - 1)] == known
    return held * frequencies.rarity(known)
