"""Words given to a speaker by layout alone: a signature, a transcript's label, a headline's colon."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosslight.parsing.blocks import Blocks
from crosslight.parsing.words import Words

_DASHES = frozenset(("—", "–", "―", "--", "-"))
_MOST = 6  # words of a name in a label or signature
# In small letters only these stand for a speaker behind a headline's colon.
_SOURCES = frozenset(
    "officials official police sources source report reports study poll court judge lawyer minister".split()
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at token `mark` (its dash or colon), the words that it labels, and the name it gives."""

    mark: int
    name: tuple[int, int]
    content: tuple[int, int]


def signatures(words: Words, blocks: Blocks) -> Iterator[Label]:
    """Yield the quotations that a dash and a name sign: “…” — Jane Roe."""
    for quote in blocks.quotes:
        dash = quote[1]
        while dash < len(words) and words.pos[dash] == "SPACE":
            dash += 1
        if dash + 1 >= len(words) or words.form[dash] not in _DASHES:
            continue
        first = after = dash + 1
        while after < len(words) and after - first < _MOST and words.pos[after] == "PROPN":
            after += 1
        ends = after == len(words) or words.form[after] in (",", ".", "(") or words.pos[after] == "SPACE"
        if after > first and (ends or blocks.quoted[after] >= 0):
            yield Label(dash, (first, after), quote)


def turns(words: Words) -> list[Label]:
    """Return the turns of a transcript ("Q: …", "HAYES: …"); one labelled line alone is none."""
    found = []
    for first, after in words.paragraphs:
        colon = bisect_left(words.start, words.start[first] + 1)
        while colon < min(after, first + _MOST) and words.form[colon] != ":":
            colon += 1
        end = after
        while end > first and words.pos[end - 1] == "SPACE":
            end -= 1
        if colon < min(end - 1, first + _MOST) and words.form[colon] == ":" and colon > first:
            name = "".join(words.form[first:colon])
            if name.upper() == name and any(c.isalpha() for c in name):
                found.append(Label(colon, (first, colon), (colon + 1, end)))
    return found if len(found) > 1 else []


def bylines(words: Words) -> list[Label]:
    """Return what a headline gives to the name before or behind its colon ("Talks failed: minister")."""
    n = len(words)
    colon = next((i for i in range(n) if words.form[i] == ":"), None)
    if colon is None or not 0 < colon < n - 1:
        return []
    if n - 1 - colon <= _MOST and _names(words, range(colon + 1, n)) and colon > 2:
        return [Label(colon, (colon + 1, n), (0, colon))]
    if colon <= _MOST and _names(words, range(colon)) and n - colon > 3:
        return [Label(colon, (0, colon), (colon + 1, n))]
    return []


def _names(words: Words, tokens: Sequence[int]) -> bool:
    forms = [words.form[i] for i in tokens if words.pos[i] != "SPACE"]
    last = forms[-1] if forms else ""
    if last.casefold() in _SOURCES:
        return True
    return (
        bool(forms)
        and all(f[0].isupper() or f in ("-", "of", "the", ".") for f in forms)
        and any(
            words.entity[i] in ("PERSON", "ORG", "GPE", "NORP") or words.tag[i] in ("NNP", "NNPS", "NN")
            for i in tokens
        )
    )
