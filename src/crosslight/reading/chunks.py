"""Bytes to text piece by piece, for what may be too long to be held whole."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from crosslight.reading.encoding import REPLACEMENT, Decoded, declared_as, decode

# What the encoding is told from; nearly every feed and table is shorter.
SAMPLE = 2**20
PIECE = 2**16
MARK = "\ufeff"


class Decoding:
    """The text of a stream in pieces; `replaced` counts the unreadable places met so far.

    Raises ValueError where the stream begins as no text does.
    """

    def __init__(self, stream: BinaryIO, declared: str = "") -> None:
        self._stream = stream
        self._sample = stream.read(SAMPLE)
        self.encoding = _encoding(self._sample, declared)
        self.replaced = 0

    def __iter__(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        mark = REPLACEMENT.encode(self.encoding, "ignore")
        start = True
        for data in self._data():
            text = decoder.decode(data)
            own = data.count(mark) if mark else 0
            self.replaced += max(0, text.count(REPLACEMENT) - own)
            yield text.removeprefix(MARK) if start else text
            start = False
        if rest := decoder.decode(b"", final=True):
            self.replaced += rest.count(REPLACEMENT)
            yield rest

    def so_far(self) -> Decoded:
        """Return what is known of the encoding, without the text."""
        return Decoded("", self.encoding, self.replaced)

    def _data(self) -> Iterator[bytes]:
        yield from (self._sample[at : at + PIECE] for at in range(0, len(self._sample), PIECE))
        while data := self._stream.read(PIECE):
            yield data


def _encoding(sample: bytes, declared: str) -> str:
    if len(sample) < SAMPLE:
        return decode(sample, declared).encoding
    # ASCII so far says nothing of what follows.
    if sample.isascii() and b"\0" not in sample and (named := declared_as(declared)):
        return named
    # The sample may end within a character: not where a line or a tag begins.
    return decode(sample[: max(sample.rfind(b"\n"), sample.rfind(b"<"))] or sample, declared).encoding
