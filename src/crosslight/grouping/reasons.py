"""Why an article is in a story, in words: the names and words that it shares there, and the days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crosslight.grouping.bags import Frequencies
from crosslight.grouping.space import Entry
from crosslight.grouping.words import LEAD, stem, term, tokens
from crosslight.model import Article

# So many words at the top of an article tell what it is about; stop words count here.
TOP = 2 * LEAD
# No word is so long that the top would lie beyond this many letters.
LETTERS = 16 * TOP
NAMES, WORDS = 3, 4
# Articles of the story that are looked at: what most of these share, most of all share.
OTHERS = 12


def reasons(
    article: Article, entry: Entry, others: Sequence[Entry], frequencies: Frequencies
) -> tuple[str, ...]:
    """Return up to three reasons, as "names: Beirut, Haniyeh", what is rare and most shared first."""
    if not others:
        return ()
    others = others[:: max(1, len(others) // OTHERS)][:OTHERS]
    names, told = _shared(article, others, frequencies)
    found = []
    if names:
        found.append(f"names: {', '.join(names[:NAMES])}")
    if told:
        found.append(f"words: {', '.join(told[:WORDS])}")
    days = [other.day for other in others if other.day is not None]
    if entry.day is not None and days:
        apart = min(abs(entry.day - day) for day in days)
        found.append("same day" if not apart else "a day apart" if apart == 1 else f"{apart} days apart")
    return tuple(found)


def _shared(
    article: Article, others: Sequence[Entry], frequencies: Frequencies
) -> tuple[list[str], list[str]]:
    """Return the names and the other words at the top of the article that others have, the best first."""
    body = tokens(article.text[:LETTERS])[:TOP]
    small = {stem(token) for token in body if token[0].islower()}
    texts: dict[int, str] = {}
    for token in (*body, *tokens(article.headline[:LETTERS])[:TOP]):
        texts.setdefault(term(token), token)
    texts.pop(0, None)
    known = np.fromiter(texts, np.int64, len(texts))
    held = np.zeros(len(known))
    for other in others:
        held += np.isin(known, other.bag.terms, assume_unique=True)
    value = held * frequencies.rarity(known)
    best = [list(texts.values())[i] for i in np.argsort(-value, kind="stable") if value[i] > 0]
    best = [token.removesuffix("'s").removesuffix("’s") for token in best]
    return [t for t in best if _name(t, small)], [t for t in best if not _name(t, small)]


def _name(token: str, small: set[str]) -> bool:
    return token[0].isupper() and stem(token) not in small
