"""Inputs to articles: every article found, and a reason for everything that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading import feed, html, json, jsonl, mediacloud, opml, text, warc
from crosslight.reading.dates import is_future, iso
from crosslight.reading.encoding import printable
from crosslight.reading.ids import default_id, given_twice, unique
from crosslight.reading.inputs import files, reason, suffix

Format = Callable[[BinaryIO, str], Iterator[Article | Unread]]

FORMATS: dict[str, Format] = {
    ".txt": text.read,
    ".md": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonl.read,
    ".warc": warc.read,
    ".warc.gz": warc.read,
    ".xml": feed.read,
    ".rss": feed.read,
    ".atom": feed.read,
    ".json": json.read,
    ".csv": mediacloud.read,
    ".opml": opml.read,
}
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles, in the order of the inputs, and what could not be read of them, and why."""

    articles: tuple[Article, ...]
    unread: tuple[Unread, ...]


def stream(
    inputs: Sequence[str | Path],
    *,
    published: str | None = None,
    outlets: Sequence[tuple[str, str]] = (),
    stdin: BinaryIO | None = None,
    today: date | None = None,
) -> Iterator[Article | Unread]:
    """Yield what `read` finds as it is found, so that archives of any size can be read.

    Ids are those that the inputs give, else a default (see `default_id`); two articles may have the same.
    Raises ReadError, before anything is read, if `published` is not a date.
    """
    return filled(_all(inputs, stdin), published=published, outlets=outlets, today=today)


def filled(
    found: Iterable[Article | Unread],
    *,
    published: str | None = None,
    outlets: Sequence[tuple[str, str]] = (),
    today: date | None = None,
) -> Iterator[Article | Unread]:
    """Give what was found, as `stream` does, ids, and dates and outlets where it says none."""
    return _streamed(found, day_of(published), outlets, today)


def read(
    inputs: Sequence[str | Path],
    *,
    published: str | None = None,
    outlets: Sequence[tuple[str, str]] = (),
    stdin: BinaryIO | None = None,
    today: date | None = None,
) -> Reading:
    """Read files, folders and, for `-`, JSON Lines from `stdin`; never raise for what they hold.

    Where an article does not say it, `published` (an ISO date or date-time) is its date, and its outlet
    is the first of `outlets`, pairs of a name and a glob, whose glob fits its input's path or file name
    or its id. With `today`, publication dates in the future are reported (and kept).

    Ids that the inputs give are kept, others are defaults (see `default_id`). What is taken already gets
    "-2", "-3" and so on; for an id that the input itself gives, this is reported.

    Raises ReadError if `published` is not a date.
    """
    published = day_of(published)
    reading = identified(_all(inputs, stdin))
    unread = list(reading.unread)
    articles = [replace(a, published=a.published or published) for a in reading.articles]
    unread += [odd for a in articles for odd in future(a, today)]
    unread += [fits_none(pair) for pair in outlets if not any(fits(a, pair[1]) for a in articles)]
    named = (replace(a, outlet=a.outlet or outlet_of(a, outlets)) for a in articles)
    return Reading(tuple(named), tuple(unread))


def identified(found: Iterable[Article | Unread]) -> Reading:
    """Return what was found as a reading: every article with an id of its own, as `read` gives them."""
    articles: list[Article] = []
    unread: list[Unread] = []
    for one in found:
        if isinstance(one, Article):
            articles.append(one)
        else:
            unread.append(one)
    articles, repeated = _identified(articles)
    return Reading(tuple(articles), (*unread, *repeated))


def contents(stream: BinaryIO, name: str) -> Iterator[Article | Unread]:
    """Yield what a file holds that was handed over, not opened: its name says only of what kind it is."""
    form = FORMATS.get(suffix(Path(name)))
    source = printable(name)
    if form is None:
        yield Unread(source, f"is of no known kind ({', '.join(sorted(FORMATS))})")
        return
    yield from _contents(form, stream, source)


def _streamed(
    found: Iterable[Article | Unread],
    published: str | None,
    outlets: Sequence[tuple[str, str]],
    today: date | None,
) -> Iterator[Article | Unread]:
    unused = dict.fromkeys(outlets)
    for one in found:
        if isinstance(one, Unread):
            yield one
            continue
        article = replace(one, id=one.id or default_id(one), published=one.published or published)
        yield replace(article, outlet=article.outlet or outlet_of(article, outlets))
        yield from future(article, today)
        for pair in [pair for pair in unused if fits(article, pair[1])]:
            del unused[pair]
    yield from map(fits_none, unused)


def day_of(published: str | None) -> str | None:
    """Return a publication date in its normal form; raise ReadError for what is none."""
    if published is None:
        return None
    try:
        return iso(published)
    except ValueError as error:
        raise ReadError("published", f"{published[:40]!r} {error}") from error


def future(article: Article, today: date | None) -> Iterator[Unread]:
    """Yield that an article is dated in the future, where it is."""
    if today and article.published and is_future(article.published, today):
        place = f"{article.source} ({printable(article.id)})"
        yield Unread(place, f"is dated in the future: {article.published}", kept=True)


def fits_none(outlet: tuple[str, str]) -> Unread:
    """Say that the glob of an outlet fits no input."""
    name, glob = outlet
    return Unread(f"outlet {printable(name)}={printable(glob)}", "fits no input", kept=True)


def _all(inputs: Sequence[str | Path], stdin: BinaryIO | None) -> Iterator[Article | Unread]:
    """Yield what the inputs hold, in their order."""
    # A single name is no list of one-letter names.
    named = [inputs] if isinstance(inputs, str | Path) else inputs
    for found in files(named, FORMATS):
        if isinstance(found, Unread):
            yield found
        elif str(found) != STDIN:
            yield from file(found)
        elif stdin is None:
            yield Unread(STDIN, "no standard input was given")
        else:
            yield from _contents(jsonl.read, stdin, STDIN)


def file(path: Path, source: str = "", form: Format | None = None) -> Iterator[Article | Unread]:
    """Yield what a file holds, with the ids that it gives; by a form other than that of its name, if given.

    `source` is what it is called in what is told of it, its path if that is not said.
    """
    source = source or printable(str(path))
    try:
        # Before it is opened: a named pipe would block.
        if not S_ISREG(path.stat().st_mode):
            yield Unread(source, "is neither a file nor a folder")
            return
        with path.open("rb") as stream:
            yield from _contents(form or FORMATS[suffix(path)], stream, source)
    except (OSError, ValueError) as error:
        yield Unread(source, reason(error))


def _contents(form: Format, stream: BinaryIO, source: str) -> Iterator[Article | Unread]:
    try:
        yield from form(stream, source)
    except ReadError as error:
        yield Unread(error.input, error.why)
    except OSError as error:
        yield Unread(source, reason(error))


def _identified(articles: Sequence[Article]) -> tuple[list[Article], list[Unread]]:
    """Give every article an id of its own; those that the inputs give come first."""
    taken: dict[str, int] = {}
    unread: list[Unread] = []
    ids: list[str] = [""] * len(articles)
    for n, article in sorted(enumerate(articles), key=lambda item: not item[1].id):
        wanted = article.id or default_id(article)
        ids[n] = unique(wanted, taken)
        if article.id and ids[n] != wanted:
            unread.append(given_twice(article.source, wanted, ids[n]))
    return [replace(a, id=name) for a, name in zip(articles, ids, strict=True)], unread


def outlet_of(article: Article, outlets: Iterable[tuple[str, str]]) -> str:
    """Return the first of the outlets whose glob fits an article, "" where none does."""
    return next((name for name, glob in outlets if fits(article, glob)), "")


def fits(article: Article, glob: str) -> bool:
    """Tell whether a glob fits an article's input, the name of its file, or its id."""
    return any(fnmatchcase(name, glob) for name in (article.source, Path(article.source).name, article.id))
