"""A text in paragraphs, which joined again are the text, code point by code point."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

# What the parser reads at once, in characters: its memory grows with it, and the longest paragraph of the
# gold stories has 970.
LONGEST = 5_000
# Lines of a text broken at a fixed width are this long (e-mail and plain-text wires: 65 to 80).
NARROWEST, WIDEST = 40, 100
# After a headline that the text repeats, a new sentence begins.
_CAPITAL = re.compile(r"""\s+(?=["“‘']?[A-Z])""")


def paragraphs(text: str, headline: str = "") -> Iterator[str]:
    """Yield the paragraphs of a text, each with the line ends and blank lines that follow it.

    Every line is one, save in a text whose lines were broken at a fixed width. A headline at the head of
    the text is one, and a paragraph longer than `LONGEST` is cut, at a space where it has one.
    """
    title = headline.strip()
    # Four words, and a capital after them: what begins like the headline may go on as a sentence.
    if len(title.split()) > 3 and text.startswith(title) and (gap := _CAPITAL.match(text, len(title))):
        yield text[: gap.end()]
        text = text[gap.end() :]
    lines = text.splitlines(keepends=True)
    held: list[str] = []
    for line, more in zip(lines, _run_on(lines), strict=True):
        held.append(line)
        if not more:
            yield from _pieces("".join(held))
            held.clear()


def _run_on(lines: Sequence[str]) -> Iterator[bool]:
    """Tell for each line whether the next one belongs to its paragraph."""
    bodies = [line.strip() for line in lines]
    lengths = sorted(len(body) for body in bodies if body)
    # Not the longest: an address may stand out over the edge.
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    pairs = list(pairwise(bodies))
    full = [bool(a and b) and len(a) + len(b.split(None, 1)[0]) >= width for a, b in pairs]
    # Lines that stop in mid-sentence, mostly so late that the next word had no room, were broken there; in a
    # list of like lines each begins with a capital.
    broken = [is_full for (a, b), is_full in zip(pairs, full, strict=True) if b and a[-1:].isalnum()]
    small = sum(is_full and b[0].islower() for (_, b), is_full in zip(pairs, full, strict=True))
    fixed = NARROWEST <= width <= WIDEST and sum(broken) > max(3, 0.7 * len(broken))
    wrapped = fixed and 2 * small > sum(broken)
    begun = False
    for (body, following), is_full in zip(pairs, full, strict=True):
        begun = begun or body != ""
        yield not begun or not following or (wrapped and is_full)
    if lines:
        yield False


def _pieces(paragraph: str) -> Iterator[str]:
    start = 0
    while len(paragraph) - start > LONGEST:
        end = paragraph.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
        yield paragraph[start:end]
        start = end
    if start < len(paragraph):
        yield paragraph[start:]
