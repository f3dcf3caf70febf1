"""JSON-LD: what a page says of its article in the terms of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from crosslight.reading.dates import iso
from crosslight.reading.encoding import mend
from crosslight.reading.links import is_web

# schema.org names its news types ...NewsArticle; the others are what newsrooms use besides.
ARTICLE = re.compile(r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting)\Z")
# Script comments that hide JSON from browsers of the last century.
WRAPPING = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")
# Deeper than this, no page nests its articles.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article: plain strings, empty or None where it says nothing valid."""

    headline: str = ""
    outlet: str = ""
    published: str | None = None
    byline: str = ""
    url: str = ""
    body: str = ""


def metadata(scripts: Iterable[str], title: str = "") -> Metadata | None:
    """Return the metadata of the page's own article, None where no script describes one.

    Where several are described (a list of teasers), it is the one whose headline is in the page's
    title, else the first.
    """
    found = [_metadata(item) for script in scripts for item in _articles(_parsed(script), DEEPEST)]
    # Teasers of other articles come with a headline alone; the page's own may lack only that.
    own = [one for one in found if one.headline and _key(one.headline) in _key(title)]
    return next(iter(own or found), None)


def plain(value: object) -> str:
    """Return a string as one line of text, "" for any other value.

    Character references are resolved unless that would make markup out of text.
    """
    if not isinstance(value, str):
        return ""
    text = mend(value)[0]
    resolved = unescape(text)
    if resolved.count("<") > text.count("<") or resolved.count(">") > text.count(">"):
        resolved = text
    return " ".join(resolved.split())


def _parsed(script: str) -> object:
    try:
        # Not strict: many pages leave line ends inside their strings.
        return json.loads(WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _articles(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Yield the objects of an article type, the outermost first."""
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth - 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        if any(isinstance(one, str) and ARTICLE.match(one) for one in _list(types)):
            yield value
        for inner in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _articles(value.get(inner), depth - 1)


def _metadata(item: dict[str, object]) -> Metadata:
    urls = [plain(_field(item.get(name), "@id", "url")) for name in ("url", "mainEntityOfPage", "@id")]
    return Metadata(
        headline=plain(item.get("headline")),
        outlet=plain(_field(item.get("publisher"), "name")),
        published=_date(item.get("datePublished")),
        byline=", ".join(dict.fromkeys(filter(None, map(_name, _list(item.get("author")))))),
        url=next((url for url in urls if is_web(url)), ""),
        body=_body(item.get("articleBody")),
    )


def _body(value: object) -> str:
    """Return the article's text, "" where it comes as markup."""
    if not isinstance(value, str) or "<" in value:
        return ""
    lines = (plain(line) for line in value.splitlines())
    return "\n".join(filter(None, lines))


def _name(author: object) -> str:
    name = plain(_field(author, "name"))
    # Some pages give the author's address for a name.
    return "" if is_web(name) else name


def _date(value: object) -> str | None:
    try:
        return iso(plain(value))
    except ValueError:
        return None


def _field(value: object, *names: str) -> object:
    """Return the first of the named fields of an object (or of a list's first), a string as it is."""
    first = next(iter(_list(value)), None)
    if isinstance(first, dict):
        return next((first[name] for name in names if name in first), None)
    return first


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
