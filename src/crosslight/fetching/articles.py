"""What was fetched to articles, by what it is rather than by what its server calls it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from crosslight.errors import ReadError
from crosslight.fetching.fetcher import Fetched
from crosslight.model import Article, Unread
from crosslight.reading import feed, html, json, text
from crosslight.reading.cutting import root
from crosslight.reading.encoding import printable
from crosslight.reading.ids import default_id
from crosslight.reading.media import is_html, media_type

# Where the first element of a document is looked for.
HEAD = 4096


def articles_of(fetched: Fetched) -> Iterator[Article | Unread]:
    """Yield the articles of a page or a feed, with ids, and what could not be read; never raise for it."""
    source = printable(fetched.url)
    try:
        for found in _read(fetched, source):
            if isinstance(found, Unread):
                yield found
            else:
                url = found.url or fetched.url
                yield replace(found, url=url, id=found.id or default_id(replace(found, url=url)))
    except ReadError as error:
        yield Unread(error.input, error.why)


def _read(fetched: Fetched, source: str) -> Iterator[Article | Unread]:
    media, charset = media_type(fetched.media)
    body = io.BytesIO(fetched.body)
    # NUL bytes: UTF-16 without them is enough like ASCII.
    start = fetched.body[:HEAD].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe\n\r\t ")
    name = root(start)[0].rpartition(":")[2]
    if name in ("rss", "RDF", "feed"):
        return feed.read(body, source, fetched.url, charset)
    if name == "opml":
        raise ReadError(source, "is a list of feeds, not of reports: give it to `crosslight watch`")
    if start[:1] in ("{", "[") and not is_html(media):
        return json.read(body, source, fetched.url)
    if is_html(media) or name.lower() == "html":
        return _page(html.read(body, source, charset), fetched.url)
    if media == "text/plain":
        return _page(text.read(body, source, charset), fetched.url)
    raise ReadError(source, f"is {media or 'of a kind that its server does not tell'}, no page and no feed")


def _page(found: Iterator[Article | Unread], url: str) -> Iterator[Article | Unread]:
    """Give a page the address from which it came: the one that it calls its own may be another's."""
    for one in found:
        yield replace(one, url=url) if isinstance(one, Article) else one
