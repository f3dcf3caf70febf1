"""Inputs to articles: every article found, and a reason for everything that could not be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from crosslight.errors import ReadError
from crosslight.model import Article, Unread
from crosslight.reading import html, jsonl, text
from crosslight.reading.dates import is_future, iso
from crosslight.reading.encoding import printable
from crosslight.reading.inputs import files, reason

Format = Callable[[BinaryIO, str], Iterator[Article | Unread]]

FORMATS: dict[str, Format] = {
    ".txt": text.read,
    ".md": text.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonl.read,
}
STDIN = "-"
# Sixteen hexadecimal digits: among a billion articles, two get the same by chance once in forty times.
DIGEST = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles, in the order of the inputs, and what could not be read of them, and why."""

    articles: tuple[Article, ...]
    unread: tuple[Unread, ...]


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

    Ids of JSON Lines are kept; those of other files are the file's stem, and of rows without one a
    digest. What is taken already gets "-2", "-3" and so on; for an id that the input itself gives,
    this is reported.

    Raises ReadError if `published` is not a date.
    """
    if published is not None:
        try:
            published = iso(published)
        except ValueError as error:
            raise ReadError("published", f"{published[:40]!r} {error}") from error
    articles: list[Article] = []
    unread: list[Unread] = []
    for found in _all(inputs, stdin):
        if isinstance(found, Article):
            articles.append(found)
        else:
            unread.append(found)
    articles, repeated = _identified(articles)
    unread += repeated
    articles = [replace(a, published=a.published or published) for a in articles]
    unread += [
        Unread(f"{a.source} ({printable(a.id)})", f"is dated in the future: {a.published}", kept=True)
        for a in articles
        if today and a.published and is_future(a.published, today)
    ]
    unread += [
        Unread(f"outlet {printable(name)}={printable(glob)}", "fits no input", kept=True)
        for name, glob in outlets
        if not any(_fits(a, glob) for a in articles)
    ]
    named = (replace(a, outlet=a.outlet or _outlet(a, outlets)) for a in articles)
    return Reading(tuple(named), tuple(unread))


def _all(inputs: Sequence[str | Path], stdin: BinaryIO | None) -> Iterator[Article | Unread]:
    """Yield what the inputs hold, in their order."""
    # A single name is no list of one-letter names.
    named = [inputs] if isinstance(inputs, str | Path) else inputs
    for found in files(named, FORMATS):
        if isinstance(found, Unread):
            yield found
        elif str(found) != STDIN:
            yield from _file(found)
        elif stdin is None:
            yield Unread(STDIN, "no standard input was given")
        else:
            yield from _contents(jsonl.read, stdin, STDIN)


def _file(path: Path) -> Iterator[Article | Unread]:
    source = printable(str(path))
    try:
        # Before it is opened: a named pipe would block.
        if not S_ISREG(path.stat().st_mode):
            yield Unread(source, "is neither a file nor a folder")
            return
        with path.open("rb") as stream:
            yield from _contents(FORMATS[path.suffix.lower()], stream, source)
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
        wanted = article.id or _default_id(article)
        ids[n] = _unique(wanted, taken)
        if article.id and ids[n] != wanted:
            place = f"{article.source} ({printable(wanted)})"
            unread.append(Unread(place, f"id given twice: now {printable(ids[n])}", kept=True))
    return [replace(a, id=name) for a, name in zip(articles, ids, strict=True)], unread


def _default_id(article: Article) -> str:
    """Return the stem of the article's file, or for a row a digest of what it says."""
    path = Path(article.source)
    if article.source != STDIN and FORMATS[path.suffix.lower()] is not jsonl.read:
        return path.stem
    said = json.dumps(astuple(replace(article, source="")))
    return sha256(said.encode()).hexdigest()[:DIGEST]


def _unique(wanted: str, taken: dict[str, int]) -> str:
    """Return the id, or the id with the first free number; `taken` counts each id's uses."""
    name = wanted
    while name in taken:
        taken[wanted] += 1
        name = f"{wanted}-{taken[wanted]}"
    taken[name] = 1
    return name


def _outlet(article: Article, outlets: Iterable[tuple[str, str]]) -> str:
    return next((name for name, glob in outlets if _fits(article, glob)), "")


def _fits(article: Article, glob: str) -> bool:
    return any(fnmatchcase(name, glob) for name in (article.source, Path(article.source).name, article.id))
