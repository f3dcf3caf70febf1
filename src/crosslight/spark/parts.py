"""Inputs, cut into parts that can be read by themselves: what a task reads."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from crosslight.model import Unread
from crosslight.reading.encoding import printable
from crosslight.reading.inputs import files, reason, suffix
from crosslight.reading.reader import FORMATS, STDIN

PARQUET = ".parquet"
LINES = ".jsonl"
# Bytes of a stretch of lines: some thousand articles, a few seconds of reading.
STRETCH = 2**24
# What Spark leaves beside the files of a table: it says that all are there.
_SUCCESS = "left out, of an unknown kind: _SUCCESS"


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or the lines that begin in a stretch of its bytes; `number` grows in the order of the inputs.

    `source` is what the file is called in what is told of it: its path as the user gave it. `first` is the
    number of the first line, and `whole` tells that the part is all of the file.
    """

    number: int
    path: str
    source: str
    kind: str
    start: int
    end: int
    first: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of all inputs, what could not be planned, and a mark of each file: size and time."""

    parts: tuple[Part, ...]
    unread: tuple[Unread, ...]
    files: tuple[tuple[str, int, int], ...]


def plan(inputs: Sequence[str | Path], stretch: int = STRETCH) -> Plan:
    """Cut files into parts, in the order in which one machine reads them; open only files of lines."""
    parts: list[Part] = []
    unread: list[Unread] = []
    marks: list[tuple[str, int, int]] = []
    for found in files(inputs, {*FORMATS, PARQUET}):
        if isinstance(found, Unread):
            if found.why != _SUCCESS:
                unread.append(found)
        elif str(found) == STDIN:
            unread.append(Unread(STDIN, "standard input has one end: write it to a file for many machines"))
        else:
            try:
                held = found.stat()
                stretches = list(_stretches(found, held.st_size, stretch))
            except (OSError, ValueError) as error:
                unread.append(Unread(printable(str(found)), reason(error)))
                continue
            marks.append((str(found), held.st_size, held.st_mtime_ns))
            path, source, kind = os.path.realpath(found), printable(str(found)), suffix(found)
            for start, end in stretches:
                parts.append(Part(len(parts), path, source, kind, start, end, 1, len(stretches) == 1))
    return Plan(tuple(parts), tuple(unread), tuple(marks))


def _stretches(path: Path, size: int, stretch: int) -> Iterator[tuple[int, int]]:
    if suffix(path) == LINES and size > stretch and path.is_file():
        with path.open("rb") as stream:
            wide = stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        if not wide:
            yield from ((at, min(at + stretch, size)) for at in range(0, size, stretch))
            return
    yield 0, size


def line_ends(path: str, start: int, end: int) -> int:
    """Count the line ends in a stretch of a file."""
    found = 0
    with Path(path).open("rb") as stream:
        stream.seek(start)
        while start < end and (piece := stream.read(min(2**20, end - start))):
            found += piece.count(b"\n")
            start += len(piece)
    return found


def numbered(parts: Sequence[Part], ends: dict[int, int]) -> list[Part]:
    """Return parts with the numbers of the lines in which they start; `ends` counts those of each stretch."""
    found: list[Part] = []
    before = 0
    for part in parts:
        before = 0 if part.start == 0 else before
        found.append(replace(part, first=before + 1))
        before += ends.get(part.number, 0)
    return found


class Stretch:
    """A file from which only the lines that begin in a stretch can be read; the last one to its end."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        self._stream = stream
        self._end = end
        self._within = False
        self.late = False
        stream.seek(max(0, start - 1))
        if start and stream.read(1) != b"\n":
            self.late = True
            # The line that begins before the stretch may be of any length.
            while (piece := stream.readline(2**20)) and not piece.endswith(b"\n"):
                pass

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, or so many bytes of it; b"" behind the last that begins in the stretch."""
        if not self._within and self._stream.tell() >= self._end:
            return b""
        line = self._stream.readline(size)
        self._within = not line.endswith(b"\n")
        return line

    def read(self, _size: int = -1) -> Any:
        """Return nothing: only a file that is read whole is asked for its rest."""
        return b""
