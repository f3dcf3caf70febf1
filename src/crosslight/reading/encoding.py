"""Bytes to text, every code point in its place: line ends and odd spaces are kept."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# What a file begins with tells its kind better than its name does.
MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "a rich-text document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
}
# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Labels that pages use for windows-1252 (WHATWG Encoding Standard, section 4.2).
WESTERN = {"ascii", "cp1252", "iso8859-1", "latin-1"}
# Text with fewer bytes than this share outside ASCII is in a Latin script: English has under 3 % even with
# typographic quotation marks, though a line of quotation may have 7 %. charset-normalizer, left free, took
# English for cp1250 or cp775 in every own-made sample of one to forty lines.
LATIN = 0.1
# UTF-16 and UTF-32 without a mark: English has NUL in every second byte or more.
WIDE = 0.2
# Above this share of unreadable places it is no text: random bytes have over 40 %.
UNREADABLE = 0.1

SURROGATES = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and how many unreadable places became U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode by byte order mark, as UTF-8, as declared, or as detected; raise ValueError for binary data.

    The byte order mark itself is dropped: it signs the file and is no part of the text.
    """
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise ValueError(f"is {kind}, not text")
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if b"\0" in data:
        wide = _detect(data) if data.count(b"\0") > WIDE * len(data) else None
        if wide is None or not wide.encoding.startswith(("utf_16", "utf_32")):
            raise ValueError("is binary: it has NUL bytes")
        return wide
    text = _strictly(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    damaged = _replacing(data, "utf-8")
    # Other encodings hardly ever form valid UTF-8 sequences: a majority of them means damage, not another.
    if sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", damaged.text)) > 2 * damaged.replaced:
        return damaged
    found = _declared(data, declared) or _detect(data)
    if found is None and damaged.replaced > UNREADABLE * len(damaged.text):
        raise ValueError("is binary, or in an encoding that could not be told")
    return found or damaged


def mend(text: str) -> tuple[str, int]:
    """Replace each lone surrogate, which no file can hold, by U+FFFD: the length stays. Return how many."""
    return SURROGATES.subn(REPLACEMENT, text)


def printable(name: str) -> str:
    """Write a file name or an identifier so that it fits in one line of valid Unicode."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def declared_as(label: str) -> str:
    """Return the encoding that a label stands for, "" for none that a page may ask for."""
    # Imported here: most inputs are UTF-8 and need no detection.
    from charset_normalizer.constant import IANA_SUPPORTED

    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    encoding = "cp1252" if name in WESTERN else name.replace("-", "_")
    # Python has codecs, such as punycode, that no page may ask for.
    return encoding if encoding in IANA_SUPPORTED else ""


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _replacing(data: bytes, encoding: str) -> Decoded:
    """Decode with U+FFFD for what is unreadable; those that were in the text already do not count."""
    text = data.decode(encoding, "replace")
    own = data.count(REPLACEMENT.encode(encoding))
    return Decoded(text, encoding, max(0, text.count(REPLACEMENT) - own))


def _declared(data: bytes, label: str) -> Decoded | None:
    encoding = declared_as(label)
    text = _strictly(data, encoding) if encoding else None
    return None if text is None else Decoded(text, encoding)


def _detect(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    outside = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", data))
    latin = outside < LATIN * len(data) and b"\0" not in data
    best = from_bytes(data, cp_isolation=["cp1252", "mac_roman"]).best() if latin else None
    best = best or from_bytes(data).best()
    if best is None:
        return None
    text = _strictly(data, best.encoding)
    return None if text is None else Decoded(text, best.encoding)
