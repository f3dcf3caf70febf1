"""JSON Lines: one article a line, `text` and `title` kept verbatim."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.encoding import decode
from crosslight.reading.rows import articles, kind
from crosslight.reading.text import LONGEST, damage, too_long

# A JSON string may write each character as an escape of twelve bytes; the rest is for the other fields.
LONGEST_LINE = 12 * LONGEST + 1_000_000


def read(stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    """Yield each line's article, or the reason why it has none; raise ReadError if there is no line at all.

    An article without `id` in its row has the id "".
    """
    empty = True
    for found in rows(stream, source):
        empty = False
        yield found
    if empty:
        raise ReadError(source, "has no rows")


def rows(stream: BinaryIO, source: str, first: int = 1) -> Iterator[Article | Unread]:
    """Yield what `read` does of lines of which the first has this number."""
    for number, line in _lines(stream, first):
        if len(line) <= LONGEST_LINE and not line.strip():
            continue
        place = f"{source}:{number}"
        try:
            row, reports = parsed(line, place)
            yield from articles(row, place, source, reports)
        except ReadError as error:
            yield Unread(error.input, error.why)


def _lines(stream: BinaryIO, first: int) -> Iterator[tuple[int, bytes]]:
    """Yield numbered lines; of one that is too long only the beginning, so that it takes no memory."""
    number = first - 1
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            # JSON is UTF-8 by RFC 8259, but some shells write UTF-16.
            stream = io.BytesIO(decode(line + stream.read()).text.encode())
            number = 0
            continue
        yield number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)


def parsed(line: bytes, place: str) -> tuple[dict[str, object], list[str]]:
    """Return the JSON object that a line holds, and what was odd in it; raise ReadError for anything else."""
    if len(line) > LONGEST_LINE:
        raise ReadError(place, too_long())
    try:
        decoded = decode(line.rstrip())
    except ValueError as error:
        raise ReadError(place, str(error)) from error
    try:
        row = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise ReadError(place, f"is not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ReadError(place, "is JSON nested too deeply") from error
    except ValueError as error:
        # Python turns no digits without end into a number.
        raise ReadError(place, "is JSON with a number that is too long") from error
    if not isinstance(row, dict):
        raise ReadError(place, f"is {kind(row)}, not an object with `text`")
    return row, [unread.why for unread in damage(decoded, place)]
