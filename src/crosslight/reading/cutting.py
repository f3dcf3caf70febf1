"""A feed cut into its items, as text, one after the other: no more than one item is held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

# A report may have 1,000,000 characters, and markup as many again. Also the most that may come before
# the first item.
LONGEST_ITEM = 2_000_000
# The tags of items, within what they are not looked for, and the end of it all.
MARK = re.compile(
    r"<!\[CDATA\[|<!--"
    r"|<(/?)((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s/>])"
    r"|(</(?:[\w.-]{1,40}:)?(?:rss|RDF|feed)\s{0,9}>)"
)
LONGEST_MARK = 64
CLOSING = {"<![CDATA[": "]]>", "<!--": "-->"}

NAME = re.compile(r"[A-Za-z_][\w.:-]{0,80}")

State = Literal["whole", "broken", "too long"]


@dataclass(frozen=True, slots=True)
class Item:
    """The source of one item; `state` says whether it is all there, and without it there is no source."""

    source: str
    state: State = "whole"


class Cut:
    """The `head` of a feed, which is all that stands before its first item, and then its items.

    An item ends at its end tag. Where the next item or the end of the feed comes first, it is broken.
    What stands between items is left out: in RSS and Atom that is nothing. Once all has been read, `closed`
    tells whether the feed ended with its end tag.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._buffer = ""
        self._at = 0  # up to here the buffer has been looked through
        self._start: int | None = 0  # from here on it is kept
        self._ended = False
        self.closed = False
        self._name = ""
        self._mark = self._next()
        self.head = self._buffer[: self._mark.start()] if self._mark else self._buffer

    def __iter__(self) -> Iterator[Item]:
        mark, within = self._mark, False
        while mark or within or not self._ended:
            if within:
                if mark is None:
                    yield Item("", "broken" if self._ended else "too long")
                elif mark[1]:
                    yield Item(f"{self._buffer[self._start : mark.start()]}</{self._name}>")
                else:
                    yield Item("", "broken")
            within = mark is not None and not mark[1]
            self._start = mark.start() if mark and within else None
            mark = self._next()

    def _next(self) -> re.Match[str] | None:
        """Return the next tag of an item; None at the end, and where too much would have to be kept."""
        while True:
            mark = MARK.search(self._buffer, self._at)
            if mark is None:
                self._at = max(self._at, len(self._buffer) - LONGEST_MARK)
            elif mark[2]:
                self._at = mark.end()
                self._name = self._name or mark[2]
                if mark[2] == self._name:
                    return mark
                continue
            elif mark[3]:
                self._at, self.closed = mark.end(), True
                continue
            else:
                end = self._buffer.find(CLOSING[mark[0]], mark.end())
                unclosed = end < 0 and len(self._buffer) - mark.start() > LONGEST_ITEM
                self._at = mark.start() if end < 0 else end + len(CLOSING[mark[0]])
                if unclosed:
                    self._at = mark.end()
                if end >= 0 or unclosed:
                    continue
            if self._start is not None and len(self._buffer) - self._start > LONGEST_ITEM:
                return None
            if not self._more():
                return None

    def _more(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            self._ended = True
            return False
        keep = self._at if self._start is None else self._start
        self._buffer = self._buffer[keep:] + piece
        self._at -= keep
        self._start = None if self._start is None else 0
        return True


def root(head: str) -> tuple[str, int, bool]:
    """Return the name of the root element, where its tag begins, and whether entities are declared before.

    The name is "" where there is no element.
    """
    at = 0
    while (at := head.find("<", at)) >= 0:
        if head.startswith("<!--", at):
            end = head.find("-->", at)
        elif head.startswith("<?", at):
            end = head.find("?>", at)
        elif head.startswith("<!", at):
            end = head.find(">", at)
        elif name := NAME.match(head, at + 1):
            return name[0], at, "<!ENTITY" in head
        else:
            end = at
        if end < 0:
            break
        at = end + 1
    return "", len(head), "<!ENTITY" in head
