"""Text of reports within Markdown: it stays text, and what the eye should land on is bold or in italics."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from crosslight.reporting.sources import Piece
from crosslight.reporting.words import one_line

# Each of these can begin markup somewhere in CommonMark, GitHub's dialect or its mathematics.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
# At the start of a block these make lists, headings and rules; a bare address becomes a link.
_START = re.compile(r"^(\s*)(?:([-+=:])|(\d{1,9})([.)]))")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|www)([:.])|@")
_EDGES = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def escape(text: str) -> str:
    """Return text on one line, with everything escaped that could become markup, HTML or a link."""
    text = _MARKUP.sub(r"\\\g<0>", one_line(text))
    text = _START.sub(_block_start, text)
    return _ADDRESS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else "\\@", text)


def _block_start(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[2] else f"{match[1]}{match[3]}\\{match[4]}"


def pieces(found: Iterable[Piece]) -> str:
    """Return pieces with the marked words bold and what goes beyond the shared part in italics."""
    out = []
    for beyond, run in groupby(found, key=lambda piece: piece.beyond):
        if beyond:
            out.append(_within("*", "".join(piece.text for piece in run)))
            continue
        for piece in run:
            if piece.cut:
                out.append(f" *{escape(piece.text)}* ")
            else:
                out.append(_within("**", piece.text) if piece.marked else escape(piece.text))
    return "".join(out)


def _within(stars: str, text: str) -> str:
    """Return text between stars, these against letters as CommonMark wants them."""
    match = _EDGES.match(text)
    if not match or not match[2]:
        return escape(text)
    return f"{escape(match[1])}{stars}{escape(match[2])}{stars}{escape(match[3])}"
