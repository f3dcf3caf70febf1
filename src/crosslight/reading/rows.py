"""Rows to articles: the fields that JSON Lines, feeds, tables and JSON documents have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading.dates import iso
from crosslight.reading.encoding import mend
from crosslight.reading.links import is_web
from crosslight.reading.text import LONGEST, too_long

FIELDS = ("title", "outlet", "url", "language", "byline")


def articles(
    row: Mapping[str, object], place: str, source: str, reports: Iterable[str] = ()
) -> Iterator[Article | Unread]:
    """Yield the article of a row, and what is odd in it; raise ReadError for a row without text.

    The fields are those of JSON Lines (CONTRACT: `text`, `title`, `id`, `outlet`, `published`, `url`,
    `language`, `byline`). An article without `id` in its row has the id "". `reports` are told besides.
    """
    notes = list(reports)
    text = row.get("text")
    if text is None:
        raise ReadError(place, "has no `text`")
    if not isinstance(text, str):
        raise ReadError(place, f"`text` is {kind(text)}, not a string")
    if not text.strip():
        raise ReadError(place, "`text` is empty")
    if len(text) > LONGEST:
        raise ReadError(place, too_long())
    given = {"text": text}
    for name in FIELDS:
        value = row.get(name)
        if isinstance(value, str):
            given[name] = value
        elif value is not None:
            notes.append(f"`{name}` is {kind(value)}, not a string: left out")
    if given.get("url") and not is_web(given["url"]):
        notes.append("`url` is no web address: left out")
        del given["url"]
    for name, value in given.items():
        given[name], lone = mend(value)
        if lone:
            notes.append(f"`{name}`: lone surrogates replaced by U+FFFD: {lone}")
    yield Article(
        id=_id(row.get("id"), notes),
        text=given["text"],
        headline=given.get("title", ""),
        outlet=given.get("outlet", ""),
        published=_published(row.get("published"), notes),
        url=given.get("url", ""),
        language=given.get("language", ""),
        byline=given.get("byline", ""),
        source=source,
    )
    yield from (Unread(place, why, kept=True) for why in notes)


def read_or_said(
    row: Mapping[str, object], place: str, source: str, reports: Iterable[str] = ()
) -> Iterator[Article | Unread]:
    """Yield what `articles` yields, and instead of raising, the reason why there is no article."""
    try:
        yield from articles(row, place, source, reports)
    except ReadError as error:
        yield Unread(error.input, error.why)


def _id(value: object, notes: list[str]) -> str:
    # Many archives number their articles.
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        notes.append(f"`id` is {kind(value)}, not a string: left out")
        return ""
    whole, lone = mend(value)
    if lone:
        notes.append(f"`id`: lone surrogates replaced by U+FFFD: {lone}")
    return whole


def _published(value: object, notes: list[str]) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        notes.append(f"`published` is {kind(value)}, not a string: left out")
        return None
    try:
        return iso(value)
    except ValueError as error:
        notes.append(f"`published` {value[:40]!r} {error}: left out")
        return None


def kind(value: object) -> str:
    """Name a JSON value's type."""
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", str: "a string"}
    return names.get(type(value), "a list" if isinstance(value, list) else "an object")
