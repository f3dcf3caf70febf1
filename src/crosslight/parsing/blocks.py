"""Blocks: sentences joined again where a quotation runs across their border."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from crosslight.parsing.quotation_marks import Quotation
from crosslight.parsing.words import Words

# Tokens: the longest sentence of PolNeAR train has 223, and time must not grow with the square of a block.
_REACH = 300
_FINAL = frozenset(".?!…") | {"...", "?!", "!!"}
_MARKS = frozenset(('"', "“", "”", "'", "’", "‘", "''", "``", "»", "«", "„", ")", "]"))


@dataclass(frozen=True, slots=True)
class Blocks:
    """The tokens of a field in blocks, and its outermost quotations as `(first, after)` tokens.

    `of` numbers the block of each token, `quoted` the quotation (-1 outside); `spans` are the blocks.
    """

    spans: list[tuple[int, int]]
    of: list[int]
    quotes: list[tuple[int, int]]
    marks: list[Quotation]
    quoted: list[int]

    def around(self, i: int) -> tuple[int, int]:
        """Return the block of token `i`, no farther from it than a very long sentence reaches."""
        first, after = self.spans[self.of[i]]
        return max(first, i - _REACH), min(after, i + _REACH)

    def inside(self, first: int, after: int) -> list[int]:
        """Return the numbers of the quotations that touch these tokens."""
        low = bisect_right(self.quotes, first, key=lambda quote: quote[1])
        return list(range(low, bisect_left(self.quotes, after, key=lambda quote: quote[0])))


def blocks(words: Words, quotations: Sequence[Quotation]) -> Blocks:
    """Join the sentences of a field to blocks, each with the quotations that it holds whole."""
    marks = [q for q in quotations if q.depth == 0]
    quotes: list[tuple[int, int]] = []
    quoted = [-1] * len(words)
    kept = []
    for mark in marks:
        first, after = bisect_right(words.end, mark.start), bisect_left(words.start, mark.end)
        if after > first:
            quoted[first:after] = [len(quotes)] * (after - first)
            quotes.append((first, after))
            kept.append(mark)
    spans: list[tuple[int, int]] = []
    for first, after in words.sentences:
        if spans and quoted[first] >= 0 and quotes[quoted[first]][0] == first - 1 > spans[-1][0]:
            # An opening mark that the parser left at the end of the sentence before.
            first -= 1
            spans[-1] = (spans[-1][0], first)
        if spans and _joined(words, quoted, first):
            spans[-1] = (spans[-1][0], after)
        else:
            spans.append((first, after))
    of = [number for number, (a, b) in enumerate(spans) for _ in range(b - a)]
    return Blocks(spans, of, quotes, kept, quoted)


def _joined(words: Words, quoted: list[int], first: int) -> bool:
    """Tell whether the sentence that begins here goes on with the one before it."""
    if quoted[first] >= 0 and quoted[first] == quoted[first - 1]:
        return True
    if words.paragraph[first] != words.paragraph[first - 1]:
        return False
    last = first - 1
    while last > 0 and (words.form[last] in _MARKS or words.pos[last] == "SPACE"):
        last -= 1
    # A sentence without its full stop, before a small letter or the tag of a quotation.
    return (
        words.form[last] not in _FINAL
        and words.form[first - 1] not in _FINAL
        and words.form[last][-1:] != "."
    )
