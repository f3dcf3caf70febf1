"""Stretches of tokens, and what belongs to none: spaces and loose punctuation at their edges."""

from __future__ import annotations

from crosslight.parsing.words import Words

Stretches = tuple[tuple[int, int], ...]

_EDGE = frozenset((",", ";", ":", "-", "–", "—", "--", "―", ".", "...", "…", "/"))
_SHUT = frozenset((")", "]", "”", "»"))
_OPEN = frozenset(("“", "‘", "(", "[", "«", "``", "„"))


def trim(words: Words, first: int, after: int) -> tuple[int, int] | None:
    """Cut what is no word from the edges of a stretch; None where no word is left."""
    while first < after and (words.form[first] in _EDGE | _SHUT or words.pos[first] == "SPACE"):
        first += 1
    while first < after and (words.form[after - 1] in _EDGE or words.pos[after - 1] == "SPACE"):
        after -= 1
    while first < after and words.form[after - 1] in _OPEN:
        after -= 1
    return (first, after) if any(f[0].isalnum() for f in words.form[first:after]) else None
