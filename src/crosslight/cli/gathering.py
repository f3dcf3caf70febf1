"""What `add` is given: files, folders, standard input, and web addresses, which are fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from crosslight.errors import FetchError, ReadError
from crosslight.fetching import Fetcher, articles_of
from crosslight.model import Article, Unread
from crosslight.reading import opml, stream
from crosslight.reading.encoding import printable
from crosslight.reading.inputs import reason
from crosslight.reading.links import is_web
from crosslight.reading.opml import Subscription
from crosslight.reading.reader import filled


def gather(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    outlets: Sequence[tuple[str, str]] = (),
    stdin: BinaryIO | None = None,
    today: date | None = None,
    allow_local: bool = False,
) -> Iterator[Article | Unread]:
    """Yield what `reading.stream` finds in files, and what lies at web addresses.

    Raises ReadError, before anything is read, if `published` is no date.
    """
    found = _found(inputs, stdin, allow_local)
    return filled(found, published=published, outlets=outlets, today=today)


def fetched(url: str, fetcher: Fetcher) -> Iterator[Article | Unread]:
    """Yield what lies at a web address; what is none is told of, and nothing else is done with it."""
    try:
        yield from articles_of(fetcher.fetch(url))
    except FetchError as error:
        yield Unread(error.url, error.why)


def subscriptions(inputs: Sequence[str]) -> Iterator[Subscription | Unread]:
    """Yield the feeds that are named: by their addresses, or in lists of feeds (OPML)."""
    for given in inputs:
        if is_web(given):
            yield Subscription(given)
            continue
        name = printable(given)
        try:
            with Path(given).open("rb") as file:
                yield from opml.feeds(file, name)
        except ReadError as error:
            yield Unread(error.input, error.why)
        except (OSError, ValueError) as error:
            yield Unread(name, reason(error))


def _found(inputs: Sequence[str], stdin: BinaryIO | None, allow_local: bool) -> Iterator[Article | Unread]:
    fetcher: Fetcher | None = None
    for web, group in groupby(inputs, key=_is_address):
        if not web:
            yield from stream(list(group), stdin=stdin)
            continue
        fetcher = fetcher or Fetcher(allow_local=allow_local)
        for url in group:
            yield from fetched(url, fetcher)


def _is_address(given: str) -> bool:
    return given.startswith(("http://", "https://"))
