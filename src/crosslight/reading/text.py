"""Plain text and Markdown: the whole decoded file is the article's text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.encoding import Decoded, decode

# What is longer is no news report. spaCy refuses a text of more than 1,000,000 characters
# (`Language.max_length`), and an article may be one single paragraph.
LONGEST = 1_000_000
# A code point takes four bytes at most, and a byte order mark as many.
MOST_BYTES = 4 * LONGEST + 4


def read(stream: BinaryIO, source: str, declared: str = "") -> Iterator[Article | Unread]:
    """Yield the one article of a text, without an id; raise ReadError where there is none.

    `declared` is the encoding that came with the text.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReadError(source, too_long())
    decoded = decoded_or_error(data, source, declared)
    if len(decoded.text) > LONGEST:
        raise ReadError(source, too_long())
    yield Article(id="", text=decoded.text, source=source)
    yield from damage(decoded, source)


def too_long() -> str:
    """Say why a text is refused."""
    return f"is longer than {LONGEST:,} characters: no single report"


def decoded_or_error(data: bytes, source: str, declared: str = "") -> Decoded:
    """Decode a file; raise ReadError where it is empty or no text."""
    if not data:
        raise ReadError(source, "is empty")
    try:
        decoded = decode(data, declared)
    except ValueError as error:
        raise ReadError(source, str(error)) from error
    if not decoded.text.strip():
        raise ReadError(source, "has only white space")
    return decoded


def damage(decoded: Decoded, source: str) -> Iterator[Unread]:
    """Report the places of a text that could not be decoded."""
    if decoded.replaced:
        places = "1 place" if decoded.replaced == 1 else f"{decoded.replaced} places"
        yield Unread(source, f"{places} not valid {decoded.encoding.upper()}, replaced by U+FFFD", kept=True)
