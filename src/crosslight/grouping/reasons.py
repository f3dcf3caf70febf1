"""Why an article is in a story, in words: the names and words that it shares there, and the days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crosslight.grouping.bags import Frequencies
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
    found = []
    for what, tokens, most in (("names", top[0], NAMES), ("words", top[1], WORDS)):
        if best := _shared(tokens, others, frequencies)[:most]:
            found.append(f"{what}: {', '.join(best)}")
    days = [other.day for other in others if other.day is not None]
    if own.day is not None and days:
        apart = min(abs(own.day - day) for day in days)
        found.append("same day" if not apart else "a day apart" if apart == 1 else f"{apart} days apart")
    return tuple(found)


def _shared(tokens: Sequence[str], others: Sequence[Entry], frequencies: Frequencies) -> list[str]:
    known = np.fromiter(map(term, tokens), np.int64, len(tokens))
    held = np.zeros(len(tokens))
    for other in others:
        if len(terms := other.bag.terms):
            held += terms[np.minimum(np.searchsorted(terms, known), len(terms) - 1)] == known
    value = held * frequencies.rarity(known)
    return [tokens[i] for i in np.argsort(-value, kind="stable").tolist() if value[i] > 0]
