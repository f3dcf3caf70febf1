"""JSON Lines: one article a line, `text` and `title` kept verbatim."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.dates import iso
from crosslight.reading.encoding import decode, mend
from crosslight.reading.links import is_web
from crosslight.reading.text import LONGEST, damage, too_long

# A JSON string may write each character as an escape of twelve bytes; the rest is for the other fields.
LONGEST_LINE = 12 * LONGEST + 1_000_000
FIELDS = ("title", "outlet", "url", "language", "byline")


def read(stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    """Yield each line's article, or the reason why it has none; raise ReadError if there is no line at all.

    An article without `id` in its row has the id "".
    """
    empty = True
    for number, line in _lines(stream):
        if len(line) <= LONGEST_LINE and not line.strip():
            continue
        empty = False
        place = f"{source}:{number}"
        try:
            yield from _row(line, place, source)
        except ReadError as error:
            yield Unread(error.input, error.why)
    if empty:
        raise ReadError(source, "has no rows")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield numbered lines; of one that is too long only the beginning, so that it takes no memory."""
    number = 0
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


def _row(line: bytes, place: str, source: str) -> Iterator[Article | Unread]:
    row, reports = _parsed(line, place)
    text = row.get("text")
    if text is None:
        raise ReadError(place, "has no `text`")
    if not isinstance(text, str):
        raise ReadError(place, f"`text` is {_kind(text)}, not a string")
    if not text.strip():
        raise ReadError(place, "`text` is empty")
    if len(text) > LONGEST:
        raise ReadError(place, too_long())
    given = {"text": text}
    for name in FIELDS:
        value = row.get(name)
        if isinstance(value, str):
            given[name] = value
        elif value is not None:
            reports.append(f"`{name}` is {_kind(value)}, not a string: left out")
    if given.get("url") and not is_web(given["url"]):
        reports.append("`url` is no web address: left out")
        del given["url"]
    for name, value in given.items():
        given[name], lone = mend(value)
        if lone:
            reports.append(f"`{name}`: lone surrogates replaced by U+FFFD: {lone}")
    yield Article(
        id=_id(row.get("id"), reports),
        text=given["text"],
        headline=given.get("title", ""),
        outlet=given.get("outlet", ""),
        published=_published(row.get("published"), reports),
        url=given.get("url", ""),
        language=given.get("language", ""),
        byline=given.get("byline", ""),
        source=source,
    )
    yield from (Unread(place, why, kept=True) for why in reports)


def _parsed(line: bytes, place: str) -> tuple[dict[str, object], list[str]]:
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
        raise ReadError(place, f"is {_kind(row)}, not an object with `text`")
    return row, [unread.why for unread in damage(decoded, place)]


def _id(value: object, reports: list[str]) -> str:
    # Many archives number their articles.
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        reports.append(f"`id` is {_kind(value)}, not a string: left out")
        return ""
    whole, lone = mend(value)
    if lone:
        reports.append(f"`id`: lone surrogates replaced by U+FFFD: {lone}")
    return whole


def _published(value: object, reports: list[str]) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        reports.append(f"`published` is {_kind(value)}, not a string: left out")
        return None
    try:
        return iso(value)
    except ValueError as error:
        reports.append(f"`published` {value[:40]!r} {error}: left out")
        return None


def _kind(value: object) -> str:
    """Name a JSON value's type."""
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", str: "a string"}
    return names.get(type(value), "a list" if isinstance(value, list) else "an object")
