"""JSON documents of news: ninjs and JSON Feed, told apart by their fields."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import msgspec

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading import jsonfeed, ninjs
from crosslight.reading.jsonl import parsed
from crosslight.reading.rows import read_or_said
from crosslight.reading.text import damage, decoded_or_error

# 100,000 items of 1,000 bytes. The document is held whole, its items are taken apart one by one.
MOST_BYTES = 100_000_000
# Where the items of a document begin that breaks off.
ITEMS = re.compile(r'"items"\s{0,99}:\s{0,99}\[')
GAP = re.compile(r"[\s,]*")

Row = dict[str, object]


class _Document(msgspec.Struct):
    """The fields that tell what a document is; its items are not looked into."""

    version: Any = None
    uri: Any = None
    title: Any = None
    language: Any = None
    home_page_url: Any = None
    feed_url: Any = None
    items: msgspec.Raw = msgspec.Raw(b"null")


def read(stream: BinaryIO, source: str, url: str = "") -> Iterator[Article | Unread]:
    """Yield the article of each item, or the reason why it has none; raise ReadError for other documents.

    `url` is where the document came from: relative links are resolved against it. Where the document
    breaks off, the items before the break are kept.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReadError(source, f"is larger than {MOST_BYTES // 1_000_000} MB")
    decoded = decoded_or_error(data, source)
    try:
        items, row = _opened(decoded.text.encode("utf-8", "replace"), source, url)
    except (msgspec.DecodeError, RecursionError) as error:
        yield from _rescued(decoded.text, source, url, _why(error))
    else:
        yield from _articles(items, row, source)
    yield from damage(decoded, source)


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "is JSON nested too deeply"
    words = str(error).removeprefix("JSON is malformed: ")
    return f"is broken JSON: {words[:1].lower()}{words[1:]}"


def _opened(data: bytes, source: str, url: str) -> tuple[Iterator[bytes], Callable[[Row, Counter[str]], Row]]:
    """Return the items of a document, and what makes a row of each; raise ReadError for another document."""
    if data.lstrip()[:1] == b"[":
        return _raw(data), ninjs.row
    if data.lstrip()[:1] != b"{":
        raise ReadError(source, "is neither an object nor a list")
    document = msgspec.json.decode(data, type=_Document)
    if isinstance(document.version, str) and jsonfeed.VERSION.match(document.version):
        feed = {name: getattr(document, name) for name in jsonfeed.FIELDS}
        return _raw(bytes(document.items)), jsonfeed.rows(feed, url)
    if document.uri is not None:
        return iter([data]), ninjs.row
    raise ReadError(
        source, "is neither ninjs nor JSON Feed: it has no `uri`, and no `version` of jsonfeed.org"
    )


def _raw(data: bytes) -> Iterator[bytes]:
    if data == b"null":
        return iter(())
    return map(bytes, msgspec.json.decode(data, type=list[msgspec.Raw]))


def _articles(
    items: Iterator[bytes], row: Callable[[Row, Counter[str]], Row], source: str
) -> Iterator[Article | Unread]:
    odd: Counter[str] = Counter()
    number = 0
    for number, item in enumerate(items, start=1):
        place = f"{source}:{number}"
        try:
            given, reports = parsed(item, place)
            found = row(given, odd)
        except ReadError as error:
            yield Unread(place, error.why)
        except ninjs.NoReportError as error:
            yield Unread(place, str(error))
        else:
            yield from read_or_said(found, place, source, reports)
    if not number:
        yield Unread(source, "has no items", kept=True)
    many = f" of {number:,} items: " if number > 1 else " item: "
    yield from (Unread(source, f"{n:,}{many}{why}", kept=True) for why, n in odd.items())


def _rescued(text: str, source: str, url: str, why: str) -> Iterator[Article | Unread]:
    """Read what stands before the break; raise ReadError where that is not one whole item."""
    begin = text.find("[") + 1 if text.lstrip().startswith("[") else 0
    if not begin:
        if not (found := ITEMS.search(text)):
            raise ReadError(source, why)
        begin = found.end()
    items = [item.encode("utf-8", "surrogatepass") for item in _whole(text, begin)]
    if not items:
        raise ReadError(source, why)
    try:
        _, row = _opened(f"{text[:begin]}]{'}' * (not text.lstrip().startswith('['))}".encode(), source, url)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(source, why) from error
    yield from _articles(iter(items), row, source)
    yield Unread(source, f"{why}; what stands before the break was read ({len(items):,})")


def _whole(text: str, at: int) -> Iterator[str]:
    """Yield the sources of the whole values of a list that begins here."""
    decoder = json.JSONDecoder()
    while True:
        at = GAP.match(text, at).end()  # type: ignore[union-attr] # it matches the empty string too
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield text[at:end]
        at = end
