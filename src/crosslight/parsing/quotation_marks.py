"""Quotations as their marks enclose them: every style, nested, unclosed, in linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_MARK = re.compile(r"\n|``|''|[\"“”„‟«»‹›‘’‚']")
_DOUBLE = frozenset(('"', "“", "”", "„", "‟", "«", "»", "``", "''"))
_OPENING = frozenset("“„‘‚«‹") | {"``"}
_CLOSING = frozenset("”»›") | {"''"}
# How many code points an unclosed quotation may run on until its closing mark comes in a later paragraph:
# BASIL prints each sentence as a paragraph. The longest such quotation in PolNeAR train has 341.
_REACH = 2000
_DEEPEST = 6  # marks open at once; with more, marks are ornament, and time must stay linear
# What may stand before an opening mark: nothing, space, a bracket, a dash, a colon, another mark.
_BEFORE = frozenset(" \t\n\r\xa0\u2009\u202f([{-–—―/:>…\"“‘'«„")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The code points from an opening mark to its closing mark, both included.

    An unclosed quotation ends with its paragraph. `depth` is 0 for one that stands in no other;
    `resumed` tells that it goes on where the paragraph before left one unclosed.
    """

    start: int
    end: int
    closed: bool
    depth: int = 0
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    start: int
    double: bool
    resumed: bool
    end: int | None = None  # where its paragraph ended, once it has


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text in the order of their starts."""
    found: list[Quotation] = []
    stack: list[_Open] = []
    line = 0  # where the paragraph starts
    for mark in _MARK.finditer(text + "\n"):
        sign, at, stop = mark.group(), mark.start(), mark.end()
        if sign == "\n":
            if content := text[line:at].rstrip():
                stack = _end_paragraph(stack, line + len(content))
            line = stop
            continue
        before = text[at - 1] if at else "\n"
        after = text[stop] if stop < len(text) else "\n"
        double = sign in _DOUBLE
        inside = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].double == double), None)
        pending = stack[0] if stack and stack[0].end is not None else None
        if pending and (at - pending.start > _REACH or (double and not _shuts(sign, before, after))):
            # The next mark opens: the quotation before it was never closed.
            found.append(_unclosed(pending))
            stack = []
            stack.append(_Open(at, double, not text[line:at].strip() and double))
        elif len(stack) < _DEEPEST and _opens(sign, before, after, inside is not None):
            stack.append(_Open(at, double, resumed=False))
        elif inside is not None and (double or _shuts(sign, before, after)):
            opened = stack[inside]
            del stack[inside:]
            found.append(Quotation(opened.start, stop, True, 0, opened.resumed))
    found += [_unclosed(opened) for opened in stack[:1] if opened.end is not None]
    return _nested(found)


def _opens(sign: str, before: str, after: str, inside: bool) -> bool:
    if after.isspace():
        return False
    if sign in _CLOSING:
        # ” typed where “ was meant.
        return not inside and before in _BEFORE
    if sign in _OPENING:
        # “ typed where ” was meant closes.
        return not (inside and not before.isspace() and not after.isalnum())
    if sign == '"':
        return before in _BEFORE and (not inside or before in " \t\xa0([{")
    # ' and ’ are apostrophes unless they stand where only a mark can.
    return sign == "'" and before in _BEFORE and after.isalpha() and not inside


def _shuts(sign: str, before: str, after: str) -> bool:
    return sign not in _OPENING and not before.isspace() and not after.isalnum()


def _end_paragraph(stack: list[_Open], end: int) -> list[_Open]:
    """Keep only the outermost unclosed double mark; single ones are taken for apostrophes."""
    outer = next((opened for opened in stack if opened.double), None)
    return [replace(outer, end=outer.end or end)] if outer else []


def _unclosed(opened: _Open) -> Quotation:
    return Quotation(opened.start, opened.end or opened.start, False, 0, opened.resumed)


def _nested(found: list[Quotation]) -> tuple[Quotation, ...]:
    """Sort by start and set the depth of each."""
    kept: list[Quotation] = []
    ends: list[int] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        while ends and ends[-1] <= quotation.start:
            ends.pop()
        kept.append(replace(quotation, depth=len(ends)))
        ends.append(quotation.end)
    return tuple(kept)
