"""JSON Feed (versions 1 and 1.1) to rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from crosslight.reading.links import absolute, is_web
from crosslight.reading.markup import plain
from crosslight.reading.ninjs import best
from crosslight.reading.teasers import ONLY_TEASER

VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")
# What is needed of the feed itself.
FIELDS = ("title", "language", "home_page_url", "feed_url")


def rows(
    feed: Mapping[str, object], url: str = ""
) -> Callable[[dict[str, object], Counter[str]], dict[str, object]]:
    """Return what makes a row of an item of this feed; `url` is where the feed came from."""
    bases = (url, feed.get("feed_url"), feed.get("home_page_url"))
    base = next((one for one in bases if isinstance(one, str) and is_web(one)), "")

    def row(item: dict[str, object], odd: Counter[str]) -> dict[str, object]:
        text = best(_strings(item, "content_text"), _strings(item, "content_html"))
        if text is None and (summary := _strings(item, "summary")):
            odd[ONLY_TEASER] += 1
            text = summary[0]
        link = absolute(next(iter(_strings(item, "url") or _strings(item, "external_url")), ""), base)
        if link and not is_web(link):
            odd["the link is no web address: left out"] += 1
            link = ""
        return {
            "id": item.get("id"),
            "text": text,
            "title": " ".join(plain(next(iter(_strings(item, "title")), "")).split()),
            "outlet": feed.get("title"),
            "published": item.get("date_published") or item.get("date_modified"),
            "url": link,
            "language": item.get("language") or feed.get("language"),
            "byline": ", ".join(_authors(item)),
        }

    return row


def _strings(item: Mapping[str, object], name: str) -> list[str]:
    value = item.get(name)
    return [value] if isinstance(value, str) and value.strip() else []


def _authors(item: Mapping[str, object]) -> list[str]:
    listed = item.get("authors") or [item.get("author")]
    authors = listed if isinstance(listed, list) else []
    return [str(one["name"]) for one in authors if isinstance(one, dict) and one.get("name")]
