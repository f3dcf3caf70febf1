"""Taking articles in: each text once, and a changed one as a new version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, func, insert, select, update

from crosslight.library import derived, membership
from crosslight.library.digests import digest
from crosslight.library.store import Store
from crosslight.library.tables import articles, runs, texts, unread, versions
from crosslight.model import Article, Unread
from crosslight.reading.encoding import mend
from crosslight.reading.ids import SINGLE

if TYPE_CHECKING:
    from crosslight.comparing import Progress

# Articles stored in one transaction: what a kill can cost, and how long another process waits.
BATCH = 32
Fate = Literal["new", "updated", "known"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an article, and the id it has in the library."""

    fate: Fate
    id: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles were new, of a new version, and known; the ids of new ones; what was not read."""

    new: int = 0
    updated: int = 0
    known: int = 0
    ids: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did: articles read, and of these new, of a new version, known already, copies of another.

    `unread` is what could not be read, or was read with something odd, and why.
    """

    read: int
    new: int
    updated: int
    known: int
    copies: int
    unread: tuple[Unread, ...]


def take_all(
    store: Store, found: Iterable[Article | Unread], now: Callable[[], datetime], progress: Progress
) -> Tally:
    """Store what comes in small batches, each with a note of how far the run has come."""
    tallies: list[Tally] = []
    run: int | None = None
    stream = iter(found)
    done = 0
    while batch := list(islice(stream, BATCH)):
        odd = tuple(one for one in batch if isinstance(one, Unread))
        with store.writing() as connection:
            taken = take(connection, [one for one in batch if isinstance(one, Article)], now())
            counts = Counter(one.fate for one in taken)
            ids = tuple(one.id for one in taken if one.fate == "new")
            tallies.append(Tally(counts["new"], counts["updated"], counts["known"], ids, odd))
            if odd or len(taken) > counts["known"]:
                run = _note(connection, run, tallies[-1], now())
        done += len(taken)
        progress("reading", done, 0)
    return together(tallies)


def together(tallies: Sequence[Tally]) -> Tally:
    """Return several tallies as one."""
    return Tally(
        sum(one.new for one in tallies),
        sum(one.updated for one in tallies),
        sum(one.known for one in tallies),
        tuple(name for one in tallies for name in one.ids),
        tuple(unread for one in tallies for unread in one.unread),
    )


def _note(connection: Connection, run: int | None, tally: Tally, now: datetime) -> int:
    """Add to what is told of a run; return its number."""
    if run is None:
        began = now.astimezone(UTC).isoformat(timespec="seconds")
        connection.execute(insert(runs).values(began=began, read=0, new=0, updated=0))
        run = int(connection.execute(select(func.max(runs.c.run))).scalar_one())
    read = runs.c.read + tally.new + tally.updated + tally.known
    told = {"read": read, "new": runs.c.new + tally.new, "updated": runs.c.updated + tally.updated}
    connection.execute(update(runs).where(runs.c.run == run).values(**told))
    for one in tally.unread:
        row = {"input": mend(one.input)[0], "why": mend(one.why)[0]}
        known = select(unread.c.run).where(unread.c.input == row["input"], unread.c.why == row["why"])
        if connection.execute(known).first() is None:
            connection.execute(insert(unread).values(**row, kept=one.kept, run=run))
    return run


def take(connection: Connection, given: Sequence[Article], now: datetime) -> list[Taken]:
    """Store articles; of those that are known already, and those that changed, the first record stays.

    Two texts are versions of one article if they come under one id, outlet and address; where the id is
    only the name of a file, its folder counts too. What is stored already, as the newest version or an
    earlier one, is not stored again: so any input can be given twice.
    """
    given = [_mended(article) for article in given]
    seen = now.astimezone(UTC).isoformat(timespec="seconds")
    return [_take(connection, article, seen) for article in given]


def known(connection: Connection, article: Article) -> int | None:
    """Return the number of the article of which this is a version, None where there is none."""
    found = select(articles.c.seq).where(articles.c.key == _key(_mended(article)))
    return connection.execute(found).scalar()


def _key(article: Article) -> str:
    return digest(article.id, article.outlet, article.url or _place(article))


def _mended(article: Article) -> Article:
    """Replace lone surrogates, which no file can hold, by U+FFFD."""
    found = {name: mend(value)[0] for name, value in asdict(article).items() if isinstance(value, str)}
    return replace(article, **found)


def moment(published: str | None) -> str:
    """Return a publication time in a form that sorts, "" where it is unknown."""
    try:
        found = datetime.fromisoformat(published or "")
    except ValueError:
        return ""
    if len(published or "") <= 10:
        return (published or "")[:10]
    return (found.astimezone(UTC) if found.tzinfo else found).strftime("%Y-%m-%dT%H:%M:%S")


def _take(connection: Connection, article: Article, now: str) -> Taken:
    key = _key(article)
    content = digest(article.headline, article.text)
    columns = (articles.c.seq, articles.c.id, articles.c.digest)
    held = connection.execute(select(*columns).where(articles.c.key == key)).first()
    if held is None:
        return _begin(connection, article, key, content, now)
    if content == held.digest or _was(connection, held.seq, content):
        return Taken("known", held.id)
    _change(connection, held.seq, article, content, now)
    return Taken("updated", held.id)


def _begin(connection: Connection, article: Article, key: str, content: str, now: str) -> Taken:
    name = _free(connection, article.id)
    connection.execute(
        insert(articles).values(
            id=name,
            key=key,
            digest=content,
            version=1,
            outlet=article.outlet,
            published=article.published,
            moment=moment(article.published),
            url=article.url,
            language=article.language,
            byline=article.byline,
            source=article.source,
            added=now,
            open=True,
        )
    )
    seq = connection.execute(select(articles.c.seq).where(articles.c.id == name)).scalar_one()
    connection.execute(insert(texts).values(seq=seq, headline=article.headline, text=article.text))
    return Taken("new", name)


def _place(article: Article) -> str:
    """Return where an article lies whose id is but the name of its file, else ""."""
    path = Path(article.source)
    own = path.suffix.lower() in SINGLE and article.id == path.stem
    return str(path.absolute()) if own else ""


def _was(connection: Connection, seq: int, content: str) -> bool:
    """Tell whether an article had this text once."""
    same = (versions.c.seq == seq) & (versions.c.digest == content)
    return connection.execute(select(versions.c.version).where(same)).first() is not None


def _change(connection: Connection, seq: int, article: Article, content: str, now: str) -> None:
    """Keep the old text as a version, and drop what was derived from it."""
    derived.remove(connection, seq)
    membership.leave(connection, seq)
    held = select(articles.c.version, articles.c.digest, texts.c.headline, texts.c.text)
    old = connection.execute(
        held.join_from(articles, texts, articles.c.seq == texts.c.seq).where(articles.c.seq == seq)
    ).one()
    connection.execute(insert(versions).values(seq=seq, until=now, **old._mapping))
    new = {"headline": article.headline, "text": article.text}
    connection.execute(update(texts).where(texts.c.seq == seq).values(**new))
    changed = {"digest": content, "version": old.version + 1, "open": True}
    connection.execute(update(articles).where(articles.c.seq == seq).values(**changed))


def _free(connection: Connection, wanted: str) -> str:
    """Return the id, or the id with a number that no article has; numbers are tried in ever greater steps."""

    def taken(number: int) -> bool:
        name = wanted if number == 1 else f"{wanted}-{number}"
        return connection.execute(select(articles.c.seq).where(articles.c.id == name)).first() is not None

    if not taken(1):
        return wanted
    high = 2
    while taken(high):
        high *= 2
    low = high // 2  # is taken, `high` is free
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if taken(middle) else (low, middle)
    return f"{wanted}-{high}"
