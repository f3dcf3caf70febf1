"""Feeds in RSS and Atom: feedparser reads them, a few items at a time, and fetches nothing."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any, BinaryIO

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.chunks import Decoding
from crosslight.reading.cutting import LONGEST_ITEM, Cut, Item, root
from crosslight.reading.dates import iso
from crosslight.reading.html import CHARSET, MOST_ELEMENTS
from crosslight.reading.links import absolute, is_web
from crosslight.reading.markup import plain
from crosslight.reading.rows import read_or_said
from crosslight.reading.teasers import ONLY_TEASER, is_teaser
from crosslight.reading.text import damage

# Parsing one by one takes 0.7 ms an item, fifty at a time 0.5 ms, more at a time no less.
BATCH = 50
# The same in characters, for items that are long.
BATCH_LENGTH = 500_000
# The cost of an item grows with its elements, as that of a page does.
TOO_LONG = (
    f"is longer than {LONGEST_ITEM:,} characters, or has more than {MOST_ELEMENTS:,} elements: "
    "no single report"
)  # XML forbids them (XML 1.0, section 2.2), and one of them makes a whole feed unfit for a strict parser.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_DATE = 100


def read(stream: BinaryIO, source: str, url: str = "", declared: str = "") -> Iterator[Article | Unread]:
    """Yield the article of each item, or the reason why it has none; raise ReadError for what is no feed.

    `url` is where the feed came from: relative links are resolved against it. `declared` is the encoding
    that came with it. No more than a few items are held at a time.
    """
    pieces = _decoding(stream, source, declared)
    cut = Cut(pieces)
    name, at, entities = root(cut.head)
    if entities:
        raise ReadError(source, "declares entities of its own: refused, since they may grow without end")
    if name.rpartition(":")[2] not in ("rss", "RDF", "feed"):
        what = f"its root is <{name}>" if name else "it has no element"
        raise ReadError(source, f"is no feed in RSS or Atom: {what}")
    if len(cut.head) > LONGEST_ITEM:
        raise ReadError(source, f"has no item in its first {LONGEST_ITEM:,} characters")
    head = cut.head[at:]
    inside = head.count("<channel") > head.count("</channel")
    feed = _Feed(source, url, head, ("</channel>" if inside else "") + f"</{name}>")
    yield from feed.read(cut)
    if not cut.closed:
        yield Unread(source, f"breaks off: it has no </{name}>", kept=True)
    yield from damage(pieces.so_far(), source)


def _decoding(stream: BinaryIO, source: str, declared: str) -> Decoding:
    if not declared and stream.seekable():
        label = CHARSET.search(stream.read(200).split(b"?>")[0])
        declared = label[1].decode("ascii") if label else ""
        stream.seek(0)
    try:
        return Decoding(stream, declared)
    except ValueError as error:
        raise ReadError(source, str(error)) from error


class _Feed:
    """A feed that is being read: what stands around its items, and what is odd in many of them."""

    def __init__(self, source: str, url: str, head: str, tail: str) -> None:
        self._source, self._url, self._head, self._tail = source, url, head, tail
        self._odd: Counter[str] = Counter()
        self._sound: bool | None = None  # whether the head is well-formed, once that is asked

    def read(self, items: Iterable[Item]) -> Iterator[Article | Unread]:
        number = 0
        for batch in _batches(items):
            for item, found in zip(batch, self._entries(batch), strict=True):
                number += 1
                place = f"{self._source}:{number}"
                if found is None:
                    why = "breaks off" if item.state == "broken" else "could not be taken apart"
                    if item.state == "too long":
                        why = TOO_LONG
                    yield Unread(place, why)
                else:
                    yield from read_or_said(self._row(*found), place, self._source)
        if not number:
            yield Unread(self._source, "has no items", kept=True)
        many = f" of {number:,} items: " if number > 1 else " item: "
        yield from (Unread(self._source, f"{n:,}{many}{why}", kept=True) for why, n in self._odd.items())

    def _entries(self, batch: Sequence[Item]) -> list[tuple[dict[str, Any], dict[str, Any]] | None]:
        """Return the entry and the feed that feedparser makes of each item, None where it makes none."""
        whole = [item.source for item in batch if item.state == "whole"]
        found = self._parsed(whole)
        if found is None:
            # One of them spoils the others.
            found = [(self._parsed([one]) or [None])[0] for one in whole] if len(whole) > 1 else [None]
        entries = iter(found)
        return [next(entries) if item.state == "whole" else None for item in batch]

    def _parsed(self, sources: Sequence[str]) -> list[tuple[dict[str, Any], dict[str, Any]] | None] | None:
        import feedparser  # takes a tenth of a second

        text = CONTROL.sub(" ", f"{self._head}{''.join(sources)}{self._tail}")
        try:
            # From a stream: of a string it would ask whether it is an address or a file.
            found = feedparser.parse(
                io.BytesIO(text.encode("utf-8", "replace")),
                response_headers={
                    "content-type": "application/xml; charset=utf-8",
                    "content-location": self._url,
                },
                sanitize_html=False,  # all markup is taken away
                resolve_relative_uris=False,  # and all links within it
            )
        except Exception:  # a feed may trip the parser in any way, and the other items must go on
            return None
        if len(found["entries"]) != len(sources):
            return None
        # Of what is not well-formed, one item may take in the next; where already the head is not, nothing
        # can be told from that.
        if found["bozo"] and len(sources) > 1:
            self._sound = self._parsed([]) is not None if self._sound is None else self._sound
            if self._sound:
                return None
        if found["bozo"] and not sources:
            return None
        # As plain dictionaries: feedparser's own ones guess at fields that are not there.
        return [(dict(entry.items()), dict(found["feed"].items())) for entry in found["entries"]]

    def _row(self, entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, object]:
        content = max((one for one in entry.get("content", ()) if _readable(one)), key=_length, default=None)
        text = _plain(content) or _plain(entry.get("summary_detail"))
        if text and not _plain(content) and is_teaser(text):
            self._odd[ONLY_TEASER] += 1
        source = entry.get("source")
        link = absolute(entry.get("link") or "", self._url or _own(feed))
        if link and not is_web(link):
            self._odd["the link is no web address: left out"] += 1
            link = ""
        return {
            "id": entry.get("id", ""),
            "text": text or None,
            "title": " ".join(_plain(entry.get("title_detail")).split()),
            "outlet": " ".join(plain((source and source.get("title")) or feed.get("title") or "").split()),
            "published": _published(entry),
            "url": link,
            "language": (content and content.get("language")) or feed.get("language") or "",
            "byline": ", ".join(_authors(entry)),
        }


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    length = 0
    for item in items:
        batch.append(Item("", "too long") if item.source.count("<") > 2 * MOST_ELEMENTS else item)
        length += len(item.source)
        if len(batch) == BATCH or length > BATCH_LENGTH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _readable(content: Mapping[str, Any]) -> bool:
    return str(content.get("type", "")).startswith(("text/", "application/xhtml")) and bool(
        content.get("value")
    )


def _length(content: Mapping[str, Any]) -> int:
    return len(content["value"])


def _plain(detail: Mapping[str, Any] | None) -> str:
    """Return a text construct without its markup; plain text stays as it is."""
    value = str(detail.get("value") or "") if detail else ""
    return value.strip() if detail and detail.get("type") == "text/plain" else plain(value)


def _own(feed: Mapping[str, Any]) -> str:
    """Return the address that a feed gives as its own, or as that of its site."""
    links = [link for link in feed.get("links", ()) if is_web(link.get("href", ""))]
    own = [link["href"] for link in links if link.get("rel") == "self"]
    return next(iter(own or [link["href"] for link in islice(links, 1)]), "")


def _authors(entry: Mapping[str, Any]) -> list[str]:
    names = [author.get("name") for author in entry.get("authors", ())]
    return [" ".join(plain(name).split()) for name in dict.fromkeys(names) if name]


def _published(entry: Mapping[str, Any]) -> str | None:
    """Return the date of publication, else of the last change, with the time zone that the feed gives."""
    for name in ("published", "created", "updated"):
        stated = str(entry.get(name) or "").strip()
        if not stated:
            continue
        for read in (iso, _rfc822):
            try:
                return read(stated[:LONGEST_DATE])
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
        # No date of feedparser's: it takes "2026-03" for a day, and moves all to UTC.
        return stated
    return None


def _rfc822(stated: str) -> str:
    return parsedate_to_datetime(stated).isoformat()
