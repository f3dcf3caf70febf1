"""OPML: lists of feeds, as every feed reader exports them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.encoding import decode, printable
from crosslight.reading.html import CHARSET
from crosslight.reading.links import absolute, is_web

# A list of 10,000 feeds has 2 MB.
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that a list names: its address, and the title that the list gives it."""

    url: str
    title: str = ""


def feeds(stream: BinaryIO, source: str, url: str = "") -> Iterator[Subscription | Unread]:
    """Yield each feed of a list once, and a reason for each that has no web address.

    `url` is where the list came from. What stands before a break is kept. Raises ReadError for what is no
    list of feeds.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ReadError(source, f"is larger than {MOST_BYTES // 1_000_000} MB: no list of feeds")
    label = CHARSET.search(data[:200].split(b"?>")[0])
    try:
        text = decode(data, label[1].decode("ascii") if label else "").text
    except ValueError as error:
        raise ReadError(source, str(error)) from error
    outlines = _Outlines(source)
    why = outlines.parse(text)
    seen: set[str] = set()
    for given, title in outlines.found:
        found = absolute(given, url)
        if not is_web(found):
            yield Unread(source, f"names a feed without a web address: {printable(given)[:100]}")
        elif found not in seen:
            seen.add(found)
            yield Subscription(found, " ".join(title.split()))
    if why:
        yield Unread(source, why)


def read(stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    """Say that a list of feeds has no reports in it, and how many feeds."""
    count = sum(isinstance(found, Subscription) for found in feeds(stream, source))
    yield Unread(source, f"is a list of feeds ({count}), not of reports: give it to `crosslight watch`")


class _Outlines:
    """The addresses in a list, read by a parser that resolves nothing and fetches nothing."""

    def __init__(self, source: str) -> None:
        self.found: list[tuple[str, str]] = []
        self._source = source
        self._root = ""
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EntityDeclHandler = self._entity

    def parse(self, text: str) -> str:
        """Return where the list breaks, "" where it is whole."""
        try:
            self._parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            if self._root != "opml":
                raise ReadError(self._source, "is no list of feeds in OPML") from error
            return f"breaks at line {error.lineno}: {expat.ErrorString(error.code)}"
        return ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._root = self._root or name.lower()
        if self._root != "opml":
            raise ReadError(self._source, f"is no list of feeds in OPML: its root is <{name[:80]}>")
        given = {key.lower(): value for key, value in attributes.items()}
        if name.lower() == "outline" and given.get("xmlurl"):
            self.found.append((given["xmlurl"].strip(), given.get("title") or given.get("text") or ""))

    def _entity(self, *_: object) -> None:
        raise ReadError(
            self._source, "declares entities of its own: refused, since they may grow without end"
        )
