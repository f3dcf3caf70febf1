"""The command that never ends by itself: watch."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from crosslight.cli.common import leave, loading, plainly, printing, progressing, report
from crosslight.cli.library import HERE, Compare, Local, Where
from crosslight.errors import CrosslightError, LibraryError

# What newsrooms ask of those who read their feeds.
INTERVAL = 900


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEEDS...", help="Addresses, or lists (OPML).")],
    library: Where = HERE,
    interval: Annotated[
        int, typer.Option(min=1, metavar="SECONDS", help="How long to wait between two visits to a feed.")
    ] = INTERVAL,
    once: Annotated[bool, typer.Option("--once", help="Visit the feeds that are due, and end.")] = False,
    pages: Annotated[
        bool, typer.Option("--pages", help="Fetch the page of a report of which a feed has only a teaser.")
    ] = False,
    compare: Compare = True,
    allow_local: Local = False,
) -> None:
    """Visit feeds again and again, and add what is new to a library; Ctrl-C ends it, and loses nothing.

    Example: crosslight watch feeds.opml https://example.org/rss --interval 1800 --pages
    """
    with plainly():
        with loading():
            from rich.console import Console

            from crosslight.cli.gathering import subscriptions
            from crosslight.cli.lists import print_added
            from crosslight.cli.visiting import due, visit
            from crosslight.fetching import Fetcher
            from crosslight.library import Library
            from crosslight.model import Unread

        named = list(subscriptions(feeds))
        odd = [one for one in named if isinstance(one, Unread)]
        report(odd)
        found = [one for one in named if not isinstance(one, Unread)]
        if not found:
            raise CrosslightError("there is no feed to watch")
        fetcher = Fetcher(allow_local=allow_local)
        left = odd
        with _ending() as ended, Library(library) as own:
            while not ended.is_set():
                try:
                    with progressing() as progress:
                        tally = visit(own, found, fetcher, interval, time.time, progress, pages=pages)
                        added = own.derive(tally, compare=compare, progress=progress)
                except LibraryError as error:
                    if once:
                        raise
                    # Another process is at work, or the disk is full: that may be over at the next visit.
                    typer.echo(f"crosslight: {error}", err=True)
                    ended.wait(interval)
                    continue
                left += added.unread if once else ()
                report(added.unread)
                with printing():
                    if once:
                        print_added(added, own.counts(), Console())
                    elif added.new or added.updated:
                        at = datetime.now().astimezone().strftime("%H:%M")
                        typer.echo(f"{at}  {added.new} new, {added.updated} updated")
                if once:
                    break
                ended.wait(max(1.0, due(own, found, time.time())))
    leave(left)


@contextmanager
def _ending() -> Iterator[Event]:
    """Give an event that an interrupt or SIGTERM sets; work that is under way is left at once.

    Whatever is not stored is done again by the next run, so nothing has to be waited for.
    """
    ended = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ended
    except KeyboardInterrupt:
        if not ended.is_set():
            raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
