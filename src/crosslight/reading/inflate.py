"""Unpacking with limits: what is small when packed may be without end when unpacked."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
GZIP, ZLIB, RAW = 31, 15, -15  # zlib's window bits for each wrapping
PIECE = 2**16
# Own-made pages pack 2 to 15 times, a page of one sentence repeated 150 times; a bomb packs 1,000 times.
RATIO = 200
# What unpacks to less than this does no harm, whatever its ratio.
HARMLESS = 2**20


class UnfitError(ValueError):
    """Packed bytes that are broken, break off, or unpack to more than they may."""


class Unpacking(io.RawIOBase):
    """The unpacked bytes of a stream of gzip members, or of one deflate stream.

    `start` is the place in the stream at which the member that is being read begins. No read goes over
    the end of a member. Raises UnfitError as soon as the bytes go wrong.
    """

    def __init__(self, stream: BinaryIO, window: int = GZIP, start: int = 0) -> None:
        super().__init__()
        self._stream = stream
        self._window = window
        self._packed = stream.read(PIECE)
        self._read = start + len(self._packed)
        self._begin(start)

    def _begin(self, start: int) -> None:
        self.start = start
        self._unpacked = 0
        self._member = zlib.decompressobj(self._window)

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the buffer, as far as the member goes; return how many bytes that were."""
        view = memoryview(buffer).cast("B")
        while not self._member.eof or self._following():
            try:
                piece = self._member.decompress(self._packed, len(view))
            except zlib.error as error:
                raise UnfitError("is broken: what is packed cannot be unpacked") from error
            self._packed = self._member.unconsumed_tail
            if piece:
                self._count(len(piece))
                view[: len(piece)] = piece
                return len(piece)
            if not self._member.eof and not self._packed and not self._more():
                raise UnfitError("breaks off within what is packed")
        return 0

    def _more(self) -> bool:
        self._packed = self._stream.read(PIECE)
        self._read += len(self._packed)
        return bool(self._packed)

    def _following(self) -> bool:
        """Go on to the next member; some archives are filled up with zeros."""
        self._packed = (self._member.unused_data or b"").lstrip(b"\0")
        if self._window != GZIP:
            return False
        while len(self._packed) < len(GZIP_MAGIC):
            held = self._packed
            more = self._more()
            self._packed = (held + self._packed).lstrip(b"\0")
            if not more:
                break
        if not self._packed:
            return False
        self._begin(self._read - len(self._packed))
        if not self._packed.startswith(GZIP_MAGIC):
            raise UnfitError("is broken: it goes on with what is not gzip")
        return True

    def _count(self, more: int) -> None:
        self._unpacked += more
        packed = self._read - self.start - len(self._packed) - len(self._member.unused_data)
        if self._unpacked > HARMLESS and self._unpacked > RATIO * packed:
            raise UnfitError(f"unpacks to more than {RATIO} times its size: a bomb")


def inflated(data: bytes, coding: str, most: int) -> bytes:
    """Unpack bytes by their HTTP content coding; raise UnfitError for what is broken or too large."""
    coding = coding.strip().lower()
    # Archives keep the header of what they have unpacked already.
    if not data or coding in ("", "identity") or ("gzip" in coding and not data.startswith(GZIP_MAGIC)):
        return data
    if coding in ("gzip", "x-gzip"):
        window = GZIP
    elif coding == "deflate":
        # Some servers leave out the wrapping that RFC 9110, section 8.4.1.2, asks for.
        wrapped = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
        window = ZLIB if wrapped else RAW
    else:
        raise UnfitError(f"is packed as {coding[:40]!r}, which is not known here")
    whole = io.BufferedReader(Unpacking(io.BytesIO(data), window)).read(most + 1)
    if len(whole) > most:
        raise UnfitError(f"unpacks to more than {most // 1_000_000} MB")
    return whole
