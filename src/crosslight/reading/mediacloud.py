"""Tables with the columns of Media Cloud's exports, where they carry text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.chunks import Decoding
from crosslight.reading.rows import read_or_said
from crosslight.reading.text import LONGEST, damage

# Our field, and the columns that may hold it. The exports of today have id, url, title, publish_date,
# media_name, media_url, language and indexed_date; those up to 2022 had stories_id. None has the text: the
# names of that column are those under which Media Cloud's own tools store it.
COLUMNS = {
    "id": ("id", "stories_id"),
    "text": ("text", "text_content", "story_text"),
    "title": ("title",),
    "outlet": ("media_name", "media_url"),
    "published": ("publish_date",),
    "url": ("url",),
    "language": ("language",),
}
# Without these it is another table.
NEEDED = ("title", "publish_date")
LONGEST_LINE = 2 * LONGEST


def read(stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    """Yield the article of each row, or the reason why it has none; raise ReadError for another table."""
    try:
        decoding = Decoding(stream)
    except ValueError as error:
        raise ReadError(source, str(error)) from error
    lines = _Lines(decoding)
    rows = _rows(csv.reader(lines))
    header = next(rows, [])
    names = [name.strip().lower() for name in header] if not isinstance(header, str) else []
    if missing := [name for name in NEEDED if name not in names]:
        raise ReadError(source, f"is no table of Media Cloud: it has no column `{missing[0]}`")
    count = 0
    textless = not set(COLUMNS["text"]) & set(names)
    for row in rows:
        count += 1
        place = f"{source}:{lines.number}"
        if isinstance(row, str):
            yield Unread(place, row)
        elif not textless:
            yield from _article(dict(zip(names, row, strict=False)), place, source)
    if textless and count:
        yield Unread(source, f"has no column `text`: its rows, {count:,} in all, name articles without text")
    elif not count:
        raise ReadError(source, "has no rows")
    yield from damage(decoding.so_far(), source)


def _article(row: Mapping[str, str], place: str, source: str) -> Iterator[Article | Unread]:
    given = {
        field: next((value for name in names if (value := row.get(name, "").strip())), None)
        for field, names in COLUMNS.items()
    }
    yield from read_or_said(given, place, source)


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str] | str]:
    """Yield the rows, and of one that is no row the reason."""
    while True:
        # The limit is one for the whole process, so it is put back at once.
        before = csv.field_size_limit(LONGEST)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"is no row of a table: {error}"
            continue
        finally:
            csv.field_size_limit(before)
        if row:
            yield row


class _Lines(Iterator[str]):
    """The lines of a text that comes in pieces, numbered; one that is too long comes in parts."""

    def __init__(self, pieces: Decoding) -> None:
        self.number = 0
        self._lines = self._cut(iter(pieces))

    def __next__(self) -> str:
        return next(self._lines)

    def _cut(self, pieces: Iterator[str]) -> Iterator[str]:
        held = ""
        for piece in pieces:
            *lines, held = (held + piece).split("\n")
            for line in lines:
                self.number += 1
                yield line + "\n"
            if len(held) > LONGEST_LINE:
                yield held
                held = ""
        if held:
            self.number += 1
            yield held
