"""Visits to feeds: which are due, what they have, and when they may be asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from secrets import randbelow

from crosslight.cli.pages import Pages
from crosslight.comparing import Progress
from crosslight.errors import FetchError
from crosslight.fetching import Fetched, Fetcher, Poll, articles_of
from crosslight.library import Library
from crosslight.library.taking import Tally, together
from crosslight.library.visits import Visit
from crosslight.model import Article, Unread
from crosslight.reading.opml import Subscription


def visit(
    library: Library,
    feeds: Sequence[Subscription],
    fetcher: Fetcher,
    interval: float,
    now: Callable[[], float],
    progress: Progress,
    *,
    pages: bool = False,
) -> Tally:
    """Fetch the feeds that are due, and store what they have, each with when to come again.

    That is stored after the articles, so that nothing is missed however a visit ends. With `pages`, the
    page of what has only a teaser is fetched too.
    """
    tallies = []
    whole = Pages(library, fetcher).reports if pages else iter
    for n, feed in enumerate(feeds):
        progress("fetching", n, len(feeds))
        poll = _poll(library, feed)
        if not poll.is_due(now()):
            continue
        outcome: Fetched | FetchError
        try:
            outcome = fetcher.fetch(feed.url, etag=poll.etag, last_modified=poll.last_modified)
        except FetchError as error:
            outcome = error
        tallies.append(library.take(whole(_found(outcome, feed))))
        after = poll.after(outcome, now(), randbelow(1_000_000) / 1_000_000, interval)
        library.keep_visit(Visit(**asdict(after)))
    return together(tallies)


def due(library: Library, feeds: Sequence[Subscription], now: float) -> float:
    """Return in how many seconds the first of these feeds may be asked again, 0 where one may be now."""
    polls = [_poll(library, feed) for feed in feeds]
    return min((0.0 if poll.is_due(now) else poll.not_before - now for poll in polls), default=0.0)


def _poll(library: Library, feed: Subscription) -> Poll:
    return Poll(**asdict(library.last_visit(feed.url)))


def _found(outcome: Fetched | FetchError, feed: Subscription) -> Iterator[Article | Unread]:
    """Yield what a feed has; what does not name its outlet has it from the list of feeds."""
    if isinstance(outcome, FetchError):
        yield Unread(f"{feed.title} ({outcome.url})" if feed.title else outcome.url, outcome.why)
    elif outcome.status != 304:
        for one in articles_of(outcome):
            yield replace(one, outlet=one.outlet or feed.title) if isinstance(one, Article) else one
