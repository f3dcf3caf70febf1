"""The pages behind the teasers of a feed: many feeds tell a line or two of each report, and where it lies."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crosslight.errors import FetchError
from crosslight.fetching import Fetcher, articles_of
from crosslight.library import Library
from crosslight.model import Article, Unread
from crosslight.reading.links import is_web
from crosslight.reading.teasers import ONLY_TEASER, is_teaser

# Seconds between two pages of one host: what a reader who clicks fast would do.
PAUSE = 1.0


class Pages:
    """Fetches the page of what has only a teaser, one by one, and each page once."""

    def __init__(
        self, library: Library, fetcher: Fetcher, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._library, self._fetcher, self._sleep = library, fetcher, sleep
        self._asked: dict[str, float] = {}

    def reports(self, found: Iterable[Article | Unread]) -> Iterator[Article | Unread]:
        """Yield each report whole where its page has it; else the teaser, and why.

        What the library has whole is not fetched again: only the feed tells of later changes.
        """
        for one in found:
            if isinstance(one, Unread):
                if not one.why.endswith(ONLY_TEASER):
                    yield one
            elif not is_teaser(one.text) or not is_web(one.url):
                yield one
            else:
                held = self._library.held(one)
                if held and not is_teaser(held.text):
                    yield held
                else:
                    yield from self._page(one)

    def _page(self, teaser: Article) -> Iterator[Article | Unread]:
        why = f"has no more than the teaser of {len(teaser.text.split())} words"
        page: Article | None = None
        try:
            self._wait(teaser.url)
            for found in articles_of(self._fetcher.fetch(teaser.url)):
                if isinstance(found, Unread):
                    why = found.why
                elif not is_teaser(found.text):
                    page = page or found
        except FetchError as error:
            why = error.why
        if page is None:
            yield teaser
            yield Unread(teaser.url, why, kept=True)
            return
        # Under the feed's id and address, so that it is a later version of a teaser that was stored before.
        yield replace(
            page,
            id=teaser.id,
            url=teaser.url,
            outlet=teaser.outlet,
            headline=teaser.headline or page.headline,
            published=teaser.published or page.published,
            byline=teaser.byline or page.byline,
            source=teaser.source,
        )

    def _wait(self, url: str) -> None:
        host, now = urlsplit(url).netloc, time.monotonic()
        ready = self._asked.get(host, now - PAUSE) + PAUSE
        if ready > now:
            self._sleep(ready - now)
        self._asked[host] = max(ready, now)
